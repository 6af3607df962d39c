// The customer's voice by POST /audio/speech, streamed.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "adapters/openai/service.hpp"
#include "ports/speech.hpp"

namespace mockcall::openai {

struct VoiceOptions {
    /// By the scenario's voice (VoiceSpec::name): the service's. One that is not named is asked for as it is.
    std::map<std::string, std::string> voices{{"awb", "ash"}, {"slt", "coral"}, {"rms", "echo"}, {"kal16", "onyx"}};
    bool instructions = true;  ///< the service takes `instructions`: emotion is put into words
    int sample_rate = 24000;   ///< Hz of what the service sends as pcm; a WAV says it itself
    int retries = 0;           ///< of a request that has brought no sound yet
};

/// Thread-safe. Listeners are called on the HTTP client's thread. An answer without sound is a failure.
class OpenAiSynthesizer final : public Synthesizer {
  public:
    OpenAiSynthesizer(std::shared_ptr<Service> service, VoiceOptions options)
        : service_(std::move(service)), options_(std::move(options)) {}
    [[nodiscard]] std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                                          SynthesisSession::Listener listener) override;
    [[nodiscard]] bool ready() const override { return service_->up(); }

  private:
    std::shared_ptr<Service> service_;
    VoiceOptions options_;
};

}  // namespace mockcall::openai
