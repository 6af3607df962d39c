// The recogniser's side of a call: keeps the last moments of the agent's sound, so that an utterance begins before it
// was noticed, and one session for each utterance. One owner, on the call's loop.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "ports/runtime.hpp"
#include "ports/speech.hpp"

namespace mockcall {

class Listening {
  public:
    using OnWords = std::function<void(UtteranceId, Hypothesis)>;  ///< on the loop

    Listening(Loop& loop, std::unique_ptr<CallRecognizer> recognizer, OnWords on_partial, OnWords on_final);

    /// Sound as the recogniser shall hear it, in order.
    void hear(CallTime at, SampleView pcm);
    /// Errors: AiServiceError, nobody can listen; `commit` then answers with nothing understood.
    Result<void> open(UtteranceId utterance, CallTime from, RecognizerSearch search);
    void commit(UtteranceId utterance);
    void drop(UtteranceId utterance);
    void clear();

  private:
    static constexpr Ticks kBefore = ticks_of(Milliseconds{250});
    static constexpr std::size_t kHistory = 16000;  ///< samples: 1 s

    Loop& loop_;
    std::unique_ptr<CallRecognizer> recognizer_;
    OnWords on_partial_, on_final_;
    std::deque<std::int16_t> history_;
    CallTime history_end_{};
    UtteranceId current_ = 0;
    std::map<UtteranceId, std::unique_ptr<RecognizerSession>> sessions_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace mockcall
