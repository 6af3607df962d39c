// The agent's ears by POST /audio/transcriptions, an utterance at a time.
#pragma once

#include <memory>
#include <string>

#include "adapters/openai/service.hpp"
#include "ports/runtime.hpp"
#include "ports/speech.hpp"

namespace mockcall::openai {

struct HearingOptions {
    std::string language = "en";  ///< ISO 639-1; "" leaves it to the service
    bool stream = true;           ///< asks for the words as they are found
    int retries = 0;              ///< of a request that has brought no word yet
};

/// What a service is told to expect: the call's names, phrases and amounts, at most `most` characters.
[[nodiscard]] std::string prompt_of(const RecognizerVocabulary& vocabulary, std::size_t most = 600);

[[nodiscard]] std::string trimmed(const std::string& text);

/// Thread-safe. Listeners are called on the HTTP client's thread. An utterance is sent when it is finished, its newest
/// minute where it is longer.
class OpenAiRecognizer final : public Recognizer {
  public:
    /// `entropy` outlives it and its calls.
    OpenAiRecognizer(std::shared_ptr<Service> service, Entropy& entropy, HearingOptions options)
        : service_(std::move(service)), entropy_(entropy), options_(std::move(options)) {}
    [[nodiscard]] std::unique_ptr<CallRecognizer> for_call(const RecognizerVocabulary& vocabulary) override;
    [[nodiscard]] bool ready() const override { return service_->up(); }

  private:
    std::shared_ptr<Service> service_;
    Entropy& entropy_;
    HearingOptions options_;
};

}  // namespace mockcall::openai
