// The simulated customer: agenda, gated facts and mood ledger. A pure, seeded state machine: the same scenario, seed
// and sequence of calls give the same moves. Whoever finds other words (a language model) goes through the same
// decisions. Not thread-safe: one owner.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/crm/operation.hpp"
#include "domain/customer/brief.hpp"
#include "domain/dialogue/acts.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall {

/// One change of mood or satisfaction and why: an entry of the ledger.
struct MoodChange {
    std::string cause;   ///< stable name, e.g. "apology_first", "hold_unannounced"
    int mood_delta = 0;  ///< as applied, after drift and clamping
    int satisfaction_delta = 0;
    int mood = 0;  ///< afterwards
    int satisfaction = 0;
    UtteranceId utterance = 0;  ///< the utterance that caused it, 0 if none
    bool operator==(const MoodChange&) const = default;
};

enum class CustomerActionKind : std::uint8_t { Interrupt, Hangup, AskSupervisor };
[[nodiscard]] std::string_view to_string(CustomerActionKind v);

enum class CallStage : std::uint8_t { Opening, Problem, Verification, Diagnosis, Proposal, Agreement, Closing };
[[nodiscard]] std::string_view to_string(CallStage v);

struct CustomerLine {
    std::string text;
    Emotion emotion = Emotion::Neutral;
    bool operator==(const CustomerLine&) const = default;
};

/// What the customer found out or settled in this move; the judge reads them.
enum class CallFactKind : std::uint8_t {
    FactTold,
    ProblemStated,
    ProblemSettled,
    StepTaken,
    OfferAccepted,
    OfferRefused,
    PolicyBreached,
    IdentityVerified,
    DisclosedUnverified,
    Repeated,
    WrongInformation
};
struct CallFact {
    CallFactKind kind;
    std::string id;    ///< of the fact, problem, step or resolution
    double value = 0;  ///< ProblemSettled: 0-1; offers: cents or percent
    bool operator==(const CallFact&) const = default;
};
[[nodiscard]] std::string_view to_string(CallFactKind v);

/// Why the customer hangs up.
enum class HangupCause : std::uint8_t {
    None,
    Goodbye,  ///< both sides said goodbye: the call is over, nobody is angry
    Anger,    ///< left in anger
    Neglect,  ///< nobody answered any more, or the agent ended the talk with nothing solved
};
[[nodiscard]] std::string_view to_string(HangupCause v);

/// What the customer does now. Empty members mean nothing of that sort.
struct CustomerMove {
    std::optional<CustomerLine> say;
    std::vector<MoodChange> changes;
    std::vector<CallFact> facts;
    std::optional<CustomerActionKind> action;  ///< Hangup: after `say` has been spoken
    HangupCause hangup = HangupCause::None;    ///< set with action Hangup
};

/// One turn of the agent, as the customer understood it.
struct AgentUtterance {
    UtteranceId id = 0;
    std::string text;
    double confidence = 1.0;  ///< of the recogniser; 1 for typed text
    CallTime start{};
    CallTime end{};
    bool talked_over_customer = false;  ///< it began while the customer was speaking
    bool typed = false;
    bool continues = false;    ///< a pause had cut the sentence in two, and the customer had only begun to answer
    ReportedMeaning report{};  ///< what somebody else understood, where the customer did not
};

struct CustomerSettings {
    std::uint64_t seed = 0;
    bool dynamic_difficulty = true;
    bool allow_interruptions = true;
    double trainee_skill = 0.5;  ///< 0-1 from the trainee's history; moves patience and disclosure when dynamic
};

struct CustomerKnowledge;

class Customer {
  public:
    /// `knowledge`: the scenario's, where calls share it; null: made for this one.
    Customer(std::shared_ptr<const Scenario> scenario, CustomerSettings settings,
             std::shared_ptr<const CustomerKnowledge> knowledge = nullptr);
    ~Customer();
    Customer(const Customer& other);
    Customer(Customer&&) noexcept;
    Customer& operator=(Customer&&) noexcept;

    /// A finished turn of the agent.
    CustomerMove on_agent_turn(const AgentUtterance& turn);
    /// The agent is still speaking, for `speaking`, and has said `partial`: the customer may interrupt (rarely).
    CustomerMove on_agent_still_speaking(const std::string& partial, Ticks speaking);
    /// Nobody has spoken for `silence`. Called once at every `next_silence_check()`.
    CustomerMove on_silence(Ticks silence);
    /// After how long a silence the customer wants to be asked again.
    [[nodiscard]] Ticks next_silence_check() const;
    /// Put on hold. `announced`: the agent asked for it just before, or a reason was given.
    CustomerMove on_hold(bool announced, const std::string& reason);
    /// Still on hold, called every 15 s.
    CustomerMove on_still_on_hold(Ticks held);
    CustomerMove on_resume(Ticks held);
    CustomerMove on_transfer(const std::string& to, const std::string& reason);
    CustomerMove on_escalate(const std::string& reason);
    /// Something was done in the customer's record. They know nothing of it until they are told, and then believe it.
    void on_operation(const CrmOperation& operation);
    /// The agent spoke over the customer, who had got to say only `heard` of their line.
    CustomerMove on_interrupted(const std::string& heard);
    /// The agent's line went dead / came back: the customer wonders aloud, once.
    CustomerMove on_agent_left();
    CustomerMove on_agent_back();

    // --- Words that somebody else finds (brief.cpp)

    /// What whoever words `line` may know; `facts` are those of the moves it answers for.
    [[nodiscard]] CustomerBrief brief(const CustomerLine& line, const std::vector<CallFact>& facts) const;
    /// Whether `text` may be said now. `known`: what has been said in the call and what the customer would say.
    [[nodiscard]] WordsFault check_words(std::string_view text, std::string_view known) const;
    /// Whether the turn means something to the customer without anybody's help.
    [[nodiscard]] bool understands(const AgentUtterance& turn) const;
    /// The last line was said in these words.
    void reworded(const std::string& text);

    [[nodiscard]] int mood() const;
    [[nodiscard]] int satisfaction() const;
    [[nodiscard]] CallStage stage() const;
    /// True while the next answer is expected to be digits (account number and the like were asked of the agent).
    [[nodiscard]] bool expects_digits() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mockcall
