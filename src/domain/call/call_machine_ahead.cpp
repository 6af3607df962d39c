// What would come next: the machine is a value, so its future can be tried out on a copy.
#include <algorithm>

#include "domain/call/call_machine.hpp"
#include "domain/turn/completeness.hpp"

namespace mockcall {
namespace {

/// As sure as a recogniser mostly is.
constexpr double kUsualConfidence = 0.8;

}  // namespace

std::optional<CallMachine::Foreseen> CallMachine::foresee(CallTime now) const {
    const Completeness words = completeness(turn_.partial());
    // A question that is all there is as good as a silence: the words come late, and so does the knowledge of a
    // silence.
    const Completeness enough = turn_.agent_speaking() ? Completeness::Closed : Completeness::MayGoOn;
    const bool may_be_all = turn_.agent_has_turn() && listening_ != 0 && words >= enough;
    const bool owed = line_ || aside_ != 0 || !heard_.empty() || !waiting_turns_.empty();
    if (!may_be_all || owed || !in_conversation())
        return std::nullopt;
    Foreseen seen{turn_.partial(), std::make_unique<CallMachine>(*this), {}};
    CallMachine& ahead = *seen.call;
    ahead.now_ = std::max({now_, now, turn_.next_deadline().value_or(now)});
    ahead.out_.clear();
    ahead.turn_events(ahead.turn_.commit());
    seen.outputs = ahead.step(InFinal{listening_, seen.words, kUsualConfidence}, ahead.now_);
    return seen;
}

}  // namespace mockcall
