// Recogniser and voice. Both asynchronous: sessions never block the caller, listeners are called from any thread, one
// call at a time for a session, and never after cancel() or the session's destruction has returned.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall {

struct RecognizedWord {
    std::string text;
    int start_ms = 0;  ///< from the utterance's first sample
    int end_ms = 0;
    float confidence = 1;
};
struct Hypothesis {
    std::string text;  ///< lower case or as the engine gives it; empty: nothing was understood
    std::vector<RecognizedWord> words;
    float confidence = 1;  ///< of the whole, 0-1
};

/// What a call adds to the recogniser: made once a call.
struct RecognizerVocabulary {
    std::vector<std::string> names{};    ///< people and companies, e.g. "Robert Johnson", "TechSupport"
    std::vector<std::string> phrases{};  ///< product names, policies: expected multi-word phrases
    std::vector<std::string> amounts{};  ///< spoken forms may be derived, e.g. "$150"
    CallId call{};                       ///< that it is counted for
};
enum class RecognizerSearch : std::uint8_t { Free, Digits };

class RecognizerSession {  ///< one utterance of one call
  public:
    struct Listener {
        std::function<void(Hypothesis)> on_partial;
        std::function<void(Hypothesis)> on_final;  ///< exactly once after finish(), unless cancelled or failed
        std::function<void(Error)> on_error;       ///< at most once; nothing follows
        /// Somebody began on the end of the utterance: "embedded", "openai", …; again when another takes over.
        std::function<void(std::string_view engine)> on_began{};
        /// Whoever had it failed, and another takes over; nothing is lost.
        std::function<void(const Error&)> on_handover{};
    };
    virtual ~RecognizerSession() = default;
    virtual void feed(SampleView pcm) = 0;  ///< 16 kHz mono; copied
    /// The speaker has fallen silent, and goes on. Who hears only whole utterances may begin with what there is: an
    /// answer to it is a partial, and the final one where finish() follows instead of resumed().
    virtual void paused() {}
    virtual void resumed() {}
    virtual void finish() = 0;
    virtual void cancel() = 0;
};

/// A call's own recogniser: holds its vocabulary, opens a session for each utterance.
class CallRecognizer {
  public:
    virtual ~CallRecognizer() = default;
    /// Errors: AiServiceError when no capacity is left; the utterance is then lost and says so.
    [[nodiscard]] virtual Result<std::unique_ptr<RecognizerSession>> open(RecognizerSearch search,
                                                                          RecognizerSession::Listener listener) = 0;
};

class Recognizer {
  public:
    virtual ~Recognizer() = default;
    [[nodiscard]] virtual std::unique_ptr<CallRecognizer> for_call(const RecognizerVocabulary& vocabulary) = 0;
    [[nodiscard]] virtual bool ready() const = 0;
};

struct SpeechRequest {
    std::string text;
    VoiceSpec voice;
    Emotion emotion = Emotion::Neutral;
    int sample_rate = 16000;  ///< Hz of the samples wanted: 8000, 16000 or 24000
    CallId call{};            ///< that it is counted for
    UtteranceId line{};       ///< of the customer's, that it is a part of
};

class SynthesisSession {
  public:
    struct Listener {
        std::function<void(Samples)> on_audio;  ///< in order, mono at the requested rate, chunks of about 20-200 ms
        std::function<void()> on_done;          ///< after the last chunk
        std::function<void(Error)> on_error;    ///< at most once; nothing follows
        /// Somebody began to speak: "embedded", "openai", …; again when another takes over.
        std::function<void(std::string_view engine)> on_began{};
        /// Whoever spoke failed, and another goes on.
        std::function<void(const Error&)> on_handover{};
    };
    virtual ~SynthesisSession() = default;
    virtual void cancel() = 0;
};

class Synthesizer {
  public:
    virtual ~Synthesizer() = default;
    [[nodiscard]] virtual std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                                                  SynthesisSession::Listener listener) = 0;
    [[nodiscard]] virtual bool ready() const = 0;
    /// The line was stopped: so much of the sound of its parts had been heard. For a voice that keeps the conversation.
    virtual void stopped(const CallId& /*call*/, UtteranceId /*line*/, Milliseconds /*heard*/) {}
};

}  // namespace mockcall
