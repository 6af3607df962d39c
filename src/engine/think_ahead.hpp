// The answer, made ready while the agent is silent and may have finished: the call goes on in a copy of its machine
// with the words heard so far, and what the customer would say there is found and spoken. When the turn ends and the
// customer decides the same, it is there; else it is let go of. Nothing here decides anything, and nothing is
// journaled: a replay gives the same call with and without it. Everything is called on the call's loop.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/call/call_machine.hpp"
#include "engine/prepared_voice.hpp"
#include "engine/word_finder.hpp"

namespace mockcall {

/// What may be made ready. Remote services are paid for what is let go of, too.
struct AheadOf {
    bool voice = false;  ///< the line's sound
    bool words = false;  ///< what remote ears hear at a pause, what a language model makes of it, and its words
};

class ThinkAhead {
  public:
    struct Parts {
        Loop& loop;
        Synthesizer& synthesizer;
        LanguageModel* model = nullptr;
        CallId call;
        std::shared_ptr<const Scenario> scenario;
    };
    /// How the customer's line is asked of the voice.
    using Request = std::function<SpeechRequest(const OutSay& out)>;

    ThinkAhead(AheadOf what, Parts parts, Request request);

    /// The agent may have finished, or the words have changed.
    void look(const CallMachine& call, CallTime now);
    /// Another turn of the agent begins.
    void next_turn();

    /// Speaks a line of the customer, the one that was made ready if it is that one.
    [[nodiscard]] std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                                          SynthesisSession::Listener listener) {
        return voice_.speak(request, std::move(listener));
    }
    /// True when the words that `out` asks for are those that were asked for ahead, in answer to the same `turns`: what
    /// there is of them and what follows goes to `tell`, never from within this call. False: they have to be asked for.
    [[nodiscard]] bool words(const OutAskWords& out, const std::vector<TranscriptTurn>& turns,
                             std::function<void(CallInput)> tell);
    /// The same of what the agent's words mean.
    [[nodiscard]] bool meaning(const OutAskMeaning& out, const std::vector<TranscriptTurn>& turns,
                               std::function<void(CallInput)> tell);
    void forget(UtteranceId utterance);  ///< what was asked about it
    void clear();

  private:
    struct Asked {
        OutAskWords out;
        std::vector<std::string> turns;  ///< texts of what has been said
        std::unique_ptr<CallMachine> call;
        std::vector<CallInput> got;
        std::function<void(CallInput)> tell;  ///< once they are wanted
    };
    struct Puzzled {  ///< the agent's words were not understood: the model is asked what they mean
        OutAskMeaning out;
        std::vector<std::string> turns;
        std::unique_ptr<CallMachine> call;
        std::optional<CallInput> got;
        std::function<void(CallInput)> tell;  ///< once it is wanted
    };
    void take(CallMachine::Foreseen seen);
    void go_on(const std::vector<CallOutput>& outputs, std::unique_ptr<CallMachine> call);
    void ask(const OutAskMeaning& out, std::unique_ptr<CallMachine> call);
    void ask(const OutAskWords& out, std::unique_ptr<CallMachine> call);
    void came(const CallInput& input);
    void understood(const CallInput& input);
    void found(const CallInput& input);
    void prepare(const std::vector<CallOutput>& outputs);

    /// In one turn of the agent; a speaker who pauses and goes on again and again is not answered in advance for ever.
    static constexpr int kMostLooks = 4;
    /// Likewise, where a remote service may be paid for each: an answer is a question for its words, and one before
    /// where the agent's have to be explained.
    static constexpr int kMostAsked = 2;

    const AheadOf what_;
    Parts parts_;
    Request request_;
    PreparedVoice voice_;
    std::unique_ptr<WordFinder> finder_;
    std::optional<Asked> asked_;
    std::optional<Puzzled> puzzled_;
    std::string looked_at_;  ///< words
    int looks_ = 0;
    int times_asked_ = 0;
};

}  // namespace mockcall
