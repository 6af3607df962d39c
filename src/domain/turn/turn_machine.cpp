#include "domain/turn/turn_machine.hpp"

#include "domain/turn/endpointing.hpp"

namespace mockcall {

std::vector<TurnEvent> TurnMachine::on_speech_started(CallTime at, CallTime now) {
    speaking_ = true;
    speech_start_ = at;
    std::vector<TurnEvent> events;
    if (!in_turn_) {
        in_turn_ = true;
        turn_start_ = at;
        talked_over_ = customer_speaking_;
        partial_.clear();
        events.push_back(TurnEvent::AgentTurnStarted);
    }
    for (const TurnEvent e : on_deadline(now))
        events.push_back(e);
    return events;
}

std::vector<TurnEvent> TurnMachine::on_speech_stopped(CallTime at, CallTime now) {
    speaking_ = false;
    speech_end_ = at;
    return on_deadline(now);
}

void TurnMachine::on_partial(const std::string& text) { partial_ = text; }

void TurnMachine::on_customer_speaking(bool speaking) { customer_speaking_ = speaking; }

std::vector<TurnEvent> TurnMachine::commit() {
    if (!in_turn_)
        return {};
    in_turn_ = false;
    speaking_ = false;
    return {TurnEvent::AgentTurnEnded};
}

std::optional<CallTime> TurnMachine::next_deadline() const {
    if (!in_turn_)
        return std::nullopt;
    if (!speaking_)
        return speech_end_ + ticks_of(endpoint_silence(partial_));
    if (customer_speaking_)
        return speech_start_ + kBargeIn;
    return turn_start_ + kLongestTurn;
}

std::vector<TurnEvent> TurnMachine::on_deadline(CallTime now) {
    const auto due = next_deadline();
    if (!due || now < *due)
        return {};
    if (speaking_ && customer_speaking_) {
        customer_speaking_ = false;
        return {TurnEvent::CustomerYields};
    }
    const bool goes_on = speaking_;
    auto events = commit();
    if (goes_on)
        for (const TurnEvent e : on_speech_started(now, now))
            events.push_back(e);
    return events;
}

}  // namespace mockcall
