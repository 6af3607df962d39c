// Ears and a voice that cost nothing: whatever is said was one of a few sentences, whatever is to be said is a buzz of
// its length. With them a load test measures everything but recognition and synthesis.
#pragma once

#include <memory>

#include "ports/speech.hpp"

namespace mockcall {

class ScriptedRecognizer final : public Recognizer {
  public:
    [[nodiscard]] std::unique_ptr<CallRecognizer> for_call(const RecognizerVocabulary& vocabulary) override;
    [[nodiscard]] bool ready() const override { return true; }
};

class ScriptedSynthesizer final : public Synthesizer {
  public:
    [[nodiscard]] std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                                          SynthesisSession::Listener listener) override;
    [[nodiscard]] bool ready() const override { return true; }
};

}  // namespace mockcall
