#include "domain/call/record.hpp"

#include <algorithm>

namespace mockcall {

std::string_view to_string(Speaker v) {
    switch (v) {
        case Speaker::Agent: return "agent";
        case Speaker::Customer: return "customer";
        case Speaker::System: return "system";
    }
    return "system";
}

std::string_view to_string(AgentActionKind v) {
    switch (v) {
        case AgentActionKind::Answer: return "answer";
        case AgentActionKind::Hold: return "hold";
        case AgentActionKind::Resume: return "resume";
        case AgentActionKind::Mute: return "mute";
        case AgentActionKind::Unmute: return "unmute";
        case AgentActionKind::Transfer: return "transfer";
        case AgentActionKind::Escalate: return "escalate";
        case AgentActionKind::Note: return "note";
        case AgentActionKind::End: return "end";
    }
    return "note";
}

double timestamp_of(const CallRecord& call, CallTime t) {
    if (!call.answered)
        return 0;
    return std::max(0.0, seconds_of(t - *call.answered));
}

}  // namespace mockcall
