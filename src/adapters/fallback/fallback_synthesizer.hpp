// Two voices: where the first fails, in the middle of a line, too, the second goes on.
//
// No service tells which word it is speaking. What has been said is estimated from the length of the sound that came
// and the voice's own pace, learnt from the lines it has finished; the second voice goes on with the first word of
// which nothing had been spoken, so that no word is heard twice. A word that was cut is not said again.
#pragma once

#include <memory>

#include "ports/speech.hpp"

namespace mockcall {

/// Thread-safe as its parts are; both outlive it and everything made by it. Fails only when both do.
class FallbackSynthesizer final : public Synthesizer {
  public:
    FallbackSynthesizer(Synthesizer& first, Synthesizer& second);
    ~FallbackSynthesizer() override;
    [[nodiscard]] std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                                          SynthesisSession::Listener listener) override;
    [[nodiscard]] bool ready() const override { return second_.ready(); }
    void stopped(const CallId& call, UtteranceId line, Milliseconds heard) override {
        first_.stopped(call, line, heard);
        second_.stopped(call, line, heard);
    }

    class Pace;

  private:
    Synthesizer& first_;
    Synthesizer& second_;
    std::shared_ptr<Pace> pace_;
};

}  // namespace mockcall
