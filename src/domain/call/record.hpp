// What happened in a call, as far as anyone may judge it: the CallMachine writes it, evaluation reads it.
// Everything stands on the call's one clock.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "domain/coaching/coach.hpp"
#include "domain/crm/operation.hpp"
#include "domain/customer/customer.hpp"
#include "domain/dialogue/acts.hpp"

namespace mockcall {

enum class Speaker : std::uint8_t { Agent, Customer, System };
[[nodiscard]] std::string_view to_string(Speaker v);

struct TranscriptTurn {
    UtteranceId id = 0;
    Speaker speaker = Speaker::Agent;
    std::string text;
    CallTime start{};
    CallTime end{};
    Emotion emotion = Emotion::Neutral;  ///< the customer's
    double confidence = 1.0;             ///< the recogniser's, of the agent's words
    ActSet acts{};                       ///< the agent's
    bool interrupted = false;            ///< cut short by the other side; `text` is what was heard
    bool talked_over = false;            ///< the agent began while the customer spoke
};

enum class AgentActionKind : std::uint8_t { Answer, Hold, Resume, Mute, Unmute, Transfer, Escalate, Note, End };
[[nodiscard]] std::string_view to_string(AgentActionKind v);

struct AgentActionRecord {
    AgentActionKind kind = AgentActionKind::Note;
    CallTime at{};
    std::string target{};    ///< transfer: supervisor, technical, billing
    std::string text{};      ///< reason, or the note
    bool announced = false;  ///< a hold that was asked for first
};

struct HoldSpan {
    CallTime start{};
    CallTime end{};
    bool announced = false;
    bool has_reason = false;
};

struct LedgerEntry {
    CallTime at{};
    MoodChange change;
};
struct FactEntry {
    CallTime at{};
    CallFact fact;
    UtteranceId utterance = 0;  ///< the agent's utterance that brought it about, 0 if none
};
struct Reported {  ///< the agent's own account, from POST /end
    bool issue_resolved = false;
    std::string action_taken;
    bool follow_up_required = false;
    bool customer_retained = false;
};

struct CallRecord {
    CallTime ringing_since{};          ///< joined
    std::optional<CallTime> answered;  ///< timestamps count from here
    CallTime ended{};
    std::string end_reason;  ///< resolved, transferred, disconnected, failed; customer_hangup, customer_goodbye
    std::vector<TranscriptTurn> turns;  ///< by start
    std::vector<AgentActionRecord> actions;
    std::vector<HoldSpan> holds;
    std::vector<LedgerEntry> ledger;
    std::vector<FactEntry> facts;
    std::vector<Feedback> feedback;
    std::vector<CrmEntry> crm;  ///< what the agent did in the customer's record, refusals included
    bool crm_expected = false;  ///< the client shows the record: what was promised is looked for in it
    std::optional<Reported> reported;
    std::string agent_notes;
    bool customer_hung_up = false;
    int mood = 50;  ///< at the end
    int satisfaction = 50;
    Ticks system_delay{};  ///< silence that we caused; never the trainee's
};

/// Seconds since the answer, 0 before it.
[[nodiscard]] double timestamp_of(const CallRecord& call, CallTime t);

}  // namespace mockcall
