// A customer's voice with the sound of words, each line another, in virtual time.
#pragma once

#include <algorithm>

#include "fakes/mouth_sounds.hpp"
#include "ports/speech.hpp"

namespace mockcall::sim {

class WordlikeVoice final : public Synthesizer {
  public:
    explicit WordlikeVoice(std::uint64_t seed = 40) : lines_(seed) {}
    std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                            SynthesisSession::Listener listener) override {
        class Session final : public SynthesisSession {
            void cancel() override {}
        };
        const Samples all = fakes::wordlike(++lines_, static_cast<double>(request.text.size()) * 0.06);
        for (std::size_t at = 0; at < all.size(); at += 640)
            listener.on_audio(Samples(all.begin() + static_cast<std::ptrdiff_t>(at),
                                      all.begin() + static_cast<std::ptrdiff_t>(std::min(at + 640, all.size()))));
        listener.on_done();
        return std::make_unique<Session>();
    }
    bool ready() const override { return true; }

  private:
    std::uint64_t lines_;
};

}  // namespace mockcall::sim
