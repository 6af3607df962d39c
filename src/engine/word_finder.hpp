// Asks the language model for a call: the customer's words, sentence by sentence, and what the agent meant. Everything
// is called on the call's loop, and tells its results there.
#pragma once

#include <functional>
#include <map>
#include <memory>

#include "domain/call/messages.hpp"
#include "domain/call/model_prompt.hpp"
#include "ports/language_model.hpp"
#include "ports/runtime.hpp"

namespace mockcall {

class WordFinder {
  public:
    /// `tell` is never called from within a function of this class. `model` and `loop` outlive it.
    WordFinder(Loop& loop, LanguageModel& model, CallId call, std::function<void(CallInput)> tell);
    ~WordFinder();

    void ask(const OutAskWords& out, const Scenario& scenario, const std::vector<TranscriptTurn>& heard);
    void ask(const OutAskMeaning& out, const Scenario& scenario, const std::vector<TranscriptTurn>& heard,
             Milliseconds within);
    void forget(UtteranceId utterance);
    void clear();

  private:
    struct Asked;
    void send(std::shared_ptr<Asked> asked, ModelRequest request);
    void settle(const CallInput& input);

    Loop& loop_;
    LanguageModel& model_;
    CallId call_;
    std::shared_ptr<std::function<void(CallInput)>> tell_;  ///< gone with this: what is late finds nobody
    std::map<UtteranceId, std::shared_ptr<Asked>> asked_;
};

}  // namespace mockcall
