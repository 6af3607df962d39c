// Two recognisers: where the first fails the second hears the same utterance, from its first sample.
#pragma once

#include "ports/speech.hpp"

namespace mockcall {

/// Thread-safe as its parts are; both outlive it and everything made by it. The sound of an utterance is kept for a
/// minute at the most. Fails only when both do.
class FallbackRecognizer final : public Recognizer {
  public:
    FallbackRecognizer(Recognizer& first, Recognizer& second) : first_(first), second_(second) {}
    [[nodiscard]] std::unique_ptr<CallRecognizer> for_call(const RecognizerVocabulary& vocabulary) override;
    [[nodiscard]] bool ready() const override { return second_.ready(); }

  private:
    Recognizer& first_;
    Recognizer& second_;
};

}  // namespace mockcall
