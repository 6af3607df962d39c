// The recogniser's side of a call: keeps the last moments of the agent's sound, so that an utterance begins before it
// was noticed, and one session for each utterance. One owner, on the call's loop.
//
// Where the client recognises (ClientTranscripts), its words are the utterance's. The recogniser listens beside it
// until the client has shown that it can, and hears the kept sound of an utterance whose words did not come.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "engine/client_transcripts.hpp"
#include "ports/runtime.hpp"
#include "ports/speech.hpp"

namespace mockcall {

class Listening {
  public:
    using OnWords = std::function<void(UtteranceId, Hypothesis)>;          ///< on the loop
    using OnBegan = std::function<void(UtteranceId, std::string engine)>;  ///< likewise

    /// A recogniser failed: another hears the utterance, or its words are lost.
    enum class Trouble : std::uint8_t { HandedOver, Lost };
    using OnTrouble = std::function<void(UtteranceId, Trouble, const Error&)>;  ///< on the loop
    struct Events {
        OnWords on_partial;
        OnWords on_final;
        OnBegan on_began;
        OnTrouble on_trouble;
    };
    enum class Ears : std::uint8_t { Recognizer, Client };

    Listening(Loop& loop, std::unique_ptr<CallRecognizer> recognizer, Ears ears, Events events);

    /// Sound as the recogniser shall hear it, in order.
    void hear(CallTime at, SampleView pcm);
    /// What was heard of the last second until `end`.
    [[nodiscard]] Samples sound_until(CallTime end) const;
    /// Errors: AiServiceError, nobody can listen; `commit` then answers with nothing understood.
    Result<void> open(UtteranceId utterance, CallTime from, RecognizerSearch search);
    /// Whether the agent, who has the turn, is silent for the moment.
    void pause(bool silent);
    void commit(UtteranceId utterance, CallTime now);
    void drop(UtteranceId utterance);
    void clear();

    /// What the client's recogniser heard. `spoken`: when the newest of the words were, on the call's clock.
    void client_heard(std::string text, bool final, CallTime spoken, CallTime now);
    /// Words of the client that are overdue. Due at next_deadline().
    void tick(CallTime now);
    [[nodiscard]] std::optional<CallTime> next_deadline() const;

  private:
    struct Hearing {
        std::unique_ptr<RecognizerSession> session;  ///< none: the client recognises, or nobody can
        Samples kept;                                ///< for a recogniser that has to step in
        std::string best;                            ///< the client's words so far
    };

    [[nodiscard]] RecognizerSession::Listener listener(UtteranceId utterance);
    void answer(UtteranceId utterance, Hypothesis words);
    void nothing_understood(UtteranceId utterance);
    void take_client_words(CallTime now);
    /// The client's words did not come: the recogniser hears the whole utterance.
    void hear_again(UtteranceId utterance);

    static constexpr Ticks kBefore = ticks_of(Milliseconds{250});
    static constexpr std::size_t kHistory = 16000;    ///< samples: 1 s
    static constexpr std::size_t kKept = 16000 * 60;  ///< samples: as long as the longest turn
    static constexpr float kClientConfidence = 0.9F;  ///< browsers give none for their final

    Loop& loop_;
    std::unique_ptr<CallRecognizer> recognizer_;
    Ears ears_;
    Events events_;
    ClientTranscripts texts_;
    std::deque<std::int16_t> history_;
    CallTime history_end_{};
    UtteranceId current_ = 0;
    bool silent_ = false;
    std::map<UtteranceId, Hearing> hearings_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace mockcall
