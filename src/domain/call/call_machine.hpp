// One call as a pure state machine: step(input, now) -> outputs. It composes the customer, turn-taking and the coach
// and writes the record that is judged. It reaches no clock: every state has a deadline, told by next_deadline() and
// fed back as InDeadline. One owner.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "base/error.hpp"
#include "base/random.hpp"
#include "domain/call/call_status.hpp"
#include "domain/call/messages.hpp"
#include "domain/call/record.hpp"
#include "domain/crm/crm.hpp"
#include "domain/turn/turn_machine.hpp"

namespace mockcall {

struct CallConfig {
    CustomerSettings customer;
    bool assessed = false;  ///< no live feedback
    bool crm = false;       ///< the client shows the customer's record: promises are looked for in it
    Ticks join_timeout = ticks_of(Milliseconds{120'000});
    Ticks ring_timeout = ticks_of(Milliseconds{120'000});
    Ticks reconnect_window = ticks_of(Milliseconds{30'000});
    Ticks transfer_time =
        ticks_of(Milliseconds{20'000});  ///< after a transfer the line is held this long for a last word
    Ticks max_duration = ticks_of(Milliseconds{3'600'000});
    bool model_words = false;     ///< somebody else finds the customer's words, and understands what they do not
    bool model_required = false;  ///< the customer's own words may not stand in for those
    Ticks words_within = ticks_of(Milliseconds{3'000});  ///< the first sentence
    Ticks meaning_within = ticks_of(Milliseconds{1'500});
};

/// How the customer took a change of status.
struct CustomerReaction {
    int mood_delta = 0;
    std::string message;
};

class CallMachine {
  public:
    /// `knowledge`: the customer's, where calls of the scenario share it; null: made for this one.
    CallMachine(std::shared_ptr<const Scenario> scenario, CallConfig config,
                std::shared_ptr<const CustomerKnowledge> knowledge = nullptr);
    /// A call that goes on from here by itself.
    CallMachine(const CallMachine&) = default;
    CallMachine& operator=(const CallMachine&) = delete;

    /// `now` never goes back. Inputs that do not fit the state are ignored; ask allowed() first where a person should
    /// be told.
    std::vector<CallOutput> step(const CallInput& input, CallTime now);

    /// The call as it would be if the agent's turn were over with the words heard so far, and what would come out. For
    /// whoever wants to have the answer ready: nothing of it has happened here. None while that is no good guess: the
    /// words cannot be all, the agent is not done with them, or somebody else has the floor.
    struct Foreseen;
    [[nodiscard]] std::optional<Foreseen> foresee(CallTime now) const;
    /// When InDeadline is due; none once ended.
    [[nodiscard]] std::optional<CallTime> next_deadline() const;
    /// Errors: InvalidState with the status, when the action does not fit the state.
    [[nodiscard]] Result<void> allowed(AgentActionKind action) const;

    /// Errors: InvalidState before the call is taken and after its end; ValidationError naming the member.
    [[nodiscard]] Result<void> allowed(const CrmOperation& operation) const;

    [[nodiscard]] CallStatus status() const { return status_; }
    [[nodiscard]] const Crm& crm() const { return crm_; }
    [[nodiscard]] bool connected() const { return connected_; }
    [[nodiscard]] bool muted() const { return muted_; }
    [[nodiscard]] CallTime now() const { return now_; }  ///< of the last step
    [[nodiscard]] int mood() const { return customer_.mood(); }
    [[nodiscard]] int satisfaction() const { return customer_.satisfaction(); }
    [[nodiscard]] const CallRecord& record() const { return record_; }
    [[nodiscard]] const CallConfig& config() const { return config_; }
    [[nodiscard]] const CustomerReaction& last_reaction() const { return reaction_; }
    [[nodiscard]] Ticks hold_time(CallTime now) const;
    /// The line being spoken, 0 when the customer is silent.
    [[nodiscard]] UtteranceId speaking() const { return line_ ? line_->id : 0; }
    /// Utterances whose words the recogniser still owes.
    [[nodiscard]] std::vector<UtteranceId> awaiting_words() const;
    /// What was asked of the model and has not been answered: how to say that it will not be.
    [[nodiscard]] std::vector<InModelFailed> awaiting_model(const std::string& reason) const;

  private:
    static constexpr Ticks kCoachEvery = ticks_of(Milliseconds{1'000});
    static constexpr Ticks kHoldCheckEvery = ticks_of(Milliseconds{15'000});

    struct Asked {  ///< words that somebody else finds
        std::string own;
        std::vector<CallFact> facts;  ///< of the moves it answers for
        CustomerBrief brief;
        int attempt = 1;
        bool begun = false;  ///< some of them are being said
        CallTime until{};    ///< they must have begun, or go on
    };
    struct Puzzle {  ///< a turn of the agent that the customer did not understand
        AgentUtterance turn;
        ActSet acts;
        CallTime until{};
    };
    struct Line {  ///< what the customer is saying
        UtteranceId id = 0;
        std::string text;
        Emotion emotion = Emotion::Neutral;
        bool started = false;
        bool stopping = false;
        CallTime start{};
        std::optional<Asked> asked{};  ///< its words are being found
    };
    struct Heard {  ///< what the agent has said and the recogniser has not told yet
        UtteranceId id = 0;
        CallTime start{};
        CallTime end{};
        bool talked_over = false;
        bool sounded_like_words = false;
        CallTime committed{};
        Ticks consonant{};  ///< before `start`
    };
    enum class Floor : std::uint8_t { Wait, Take };

    void on(const InJoined&);
    void on(const InLeft&);
    void on(const InSpeechStarted&);
    void on(const InSoundsLikeWords&);
    void on(const InSpeechStopped&);
    void on(const InPartial&);
    void on(const InFinal&);
    void on(const InTyped&);
    void on(const InStreamEnded&);
    void on(const InAction&);
    void on(const InCrm&);
    void on(const InPlayoutStarted&);
    void on(const InPlayoutFinished&);
    void on(const InPlayoutStopped&);
    void on(const InEnd&);
    void on(const InDeadline&);
    void on(const InSystemDelay&);
    void on(const InServiceFailed&);
    void on(const InWords&);
    void on(const InMeaning&);
    void on(const InModelFailed&);

    void turn_events(const std::vector<TurnEvent>& events);
    void begin_listening();
    void agent_turn(const AgentUtterance& turn);
    void react(const AgentUtterance& turn, ActSet acts);
    void take_turn(const AgentUtterance& turn);
    TranscriptTurn record_agent(const AgentUtterance& turn);
    void answer(CallTime at);
    void perform(const CustomerMove& move, UtteranceId cause);
    void say(const CustomerLine& line, Floor floor = Floor::Wait);
    void stop_saying();
    void finish_line(double heard);
    // Words and meaning from somebody else (call_machine_words.cpp)
    void ask_words();
    void ask_words_again(WordsFault fault);
    void say_found(const InWords& words);
    void end_found_words();
    void say_own_words(const std::string& reason);
    void model_failed(const std::string& reason);
    void tell_of_failure();
    bool put_off();
    void solve_puzzle(const ReportedMeaning& meaning);
    void model_deadlines();
    [[nodiscard]] std::string known_words() const;
    [[nodiscard]] WordsFault fault_of(const InWords& words) const;
    [[nodiscard]] std::optional<CallTime> model_deadline() const;
    void customer_action(CustomerActionKind kind, const std::string& message);
    void start_hold(const InAction& action);
    void finish_hold();
    void give_feedback(std::optional<Feedback> feedback);
    void record_action(const InAction& action, bool announced = false);
    void end(std::string reason);
    void quiet_deadlines();
    void plan_backchannel();
    void consider_backchannel(const std::string& partial);
    void consider_interrupting();
    void aside_over(UtteranceId utterance);
    void say_queued();
    [[nodiscard]] bool takes_turn(const Heard& heard, const InFinal& words) const;
    [[nodiscard]] bool over_the_customer(const Heard& heard) const;
    void only_listened(const Heard& heard, const InFinal& words);
    [[nodiscard]] bool continues_sentence(CallTime start) const;
    [[nodiscard]] bool in_conversation() const;
    [[nodiscard]] bool floor_is_free() const;
    [[nodiscard]] bool hold_was_announced() const;
    [[nodiscard]] std::optional<CallTime> conversation_deadline() const;
    void emit(CallOutput output) { out_.push_back(std::move(output)); }

    std::shared_ptr<const Scenario> scenario_;
    CallConfig config_;
    Crm crm_;
    Customer customer_;
    Coach coach_;
    TurnMachine turn_;
    CallRecord record_;
    CallStatus status_ = CallStatus::Initializing;
    CallStatus before_hold_ = CallStatus::Active;
    bool connected_ = false;
    bool muted_ = false;
    bool wondered_ = false;                    ///< about a dead line, once
    HangupCause leaving_ = HangupCause::None;  ///< after the line that is being spoken
    CallTime now_{};
    CallTime status_since_{};
    CallTime left_at_{};
    CallTime quiet_since_{};   ///< since when nobody has spoken
    CallTime next_silence_{};  ///< when the customer will say something about it
    CallTime next_coach_{};
    CallTime next_interrupt_check_{};
    int interrupt_places_ = 0;  ///< looked at since the check was due
    Random listener_dice_;
    CallTime next_backchannel_{};
    std::size_t last_backchannel_ = 99;
    UtteranceId aside_ = 0;  ///< the listener's word that is being said
    CallTime aside_since_{};
    Ticks held_before_{};
    CallTime hold_start_{};
    CallTime next_hold_check_{};
    std::optional<Line> line_;
    std::optional<std::string> queued_;  ///< a line that waits for the agent to stop speaking
    Emotion queued_emotion_ = Emotion::Neutral;
    bool queue_is_unheard_ = false;       ///< it answers a turn that may turn out to be half a sentence
    bool yielded_ = false;                ///< the line is being cut for the agent
    std::optional<CustomerLine> unsaid_;  ///< what was cut for the agent, until it is known what they said
    bool unheard_line_ = false;           ///< the customer's last line was cut before a word of it was heard
    UtteranceId listening_ = 0;
    Ticks consonant_{};  ///< the turn's word began so long before the turn
    std::vector<Heard> heard_;
    std::vector<AgentUtterance> waiting_turns_;  ///< complete while the customer's line was still being stopped
    std::string last_customer_text_;
    UtteranceId next_utterance_ = 1;
    CustomerReaction reaction_;
    std::optional<Puzzle> puzzle_;
    std::vector<CallFact> to_tell_;  ///< facts of the moves since the last line
    bool told_of_failure_ = false;
    int failures_ = 0;  ///< of the model, in a row
    std::vector<CallOutput> out_;
};

struct CallMachine::Foreseen {
    std::string words;  ///< the agent's, that it is the answer to
    std::unique_ptr<CallMachine> call;
    std::vector<CallOutput> outputs;
};

}  // namespace mockcall
