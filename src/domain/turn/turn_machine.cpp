#include "domain/turn/turn_machine.hpp"

#include "domain/turn/backchannel.hpp"

namespace mockcall {
namespace {

void append(std::vector<TurnEvent>& to, const std::vector<TurnEvent>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

void TurnMachine::begin_turn(CallTime at) {
    in_turn_ = true;
    turn_start_ = at;
    talked_over_ = customer_ == CustomerFloor::Speaking && at >= customer_start_ + kTogether;
    worded_ = false;
    melody_before_ = melody_;
    partial_.clear();
}

std::vector<TurnEvent> TurnMachine::on_speech_started(CallTime at, CallTime now) {
    if (in_turn_ && !speaking_)
        endpointing_.paused(at - speech_end_, melody_);
    speaking_ = true;
    std::vector<TurnEvent> events;
    if (!in_turn_) {
        begin_turn(at);
        events.push_back(TurnEvent::AgentTurnStarted);
    }
    if (overlap_ == Overlap::None && customer_ != CustomerFloor::Silent) {
        const bool silent_yet = customer_ == CustomerFloor::AboutToSpeak;
        overlap_ = silent_yet ? Overlap::Waiting : Overlap::Ducked;
        overlap_start_ = at;
        events.push_back(silent_yet ? TurnEvent::CustomerHolds : TurnEvent::CustomerDucks);
    } else if (overlap_ == Overlap::Owed || overlap_ == Overlap::Held) {
        overlap_ = Overlap::Held;
        overlap_start_ = at;
    }
    append(events, on_deadline(now));
    return events;
}

std::vector<TurnEvent> TurnMachine::on_sounds_like_words(CallTime now) {
    if (!in_turn_)
        return {};
    worded_ = true;
    std::vector<TurnEvent> events;
    if (overlap_ == Overlap::Ducked) {
        overlap_ = Overlap::Held;
        overlap_start_ = now;
        events.push_back(TurnEvent::CustomerHolds);
    }
    append(events, on_deadline(now));
    return events;
}

std::vector<TurnEvent> TurnMachine::on_speech_stopped(CallTime at, std::optional<int> pitch_cents, CallTime now) {
    speaking_ = false;
    speech_end_ = at;
    melody_ = melody_of(pitch_cents);
    if (overlap_ == Overlap::Insisting)
        overlap_ = Overlap::None;
    return on_deadline(now);
}

std::vector<TurnEvent> TurnMachine::on_partial(const std::string& text, CallTime now) {
    partial_ = text;
    if ((undecided() || overlap_ == Overlap::Waiting) && worded_ && takes_floor(text)) {
        overlap_ = Overlap::Yielded;
        return {TurnEvent::CustomerYields};
    }
    return on_deadline(now);
}

std::vector<TurnEvent> TurnMachine::on_words(bool take_turn) {
    if ((overlap_ != Overlap::Waiting && overlap_ != Overlap::Owed) || in_turn_)
        return {};
    overlap_ = take_turn ? Overlap::Yielded : Overlap::None;
    return {take_turn ? TurnEvent::CustomerYields : TurnEvent::CustomerGoesOn};
}

void TurnMachine::on_customer(CustomerFloor floor, CallTime now) {
    if (floor == CustomerFloor::Silent)
        overlap_ = Overlap::None;
    else if (customer_ != CustomerFloor::Speaking && floor == CustomerFloor::Speaking)
        customer_start_ = now;
    customer_ = floor;
    // The agent was first: whoever speaks over them means to, for a while.
    if (floor != CustomerFloor::Silent && speaking_ && overlap_ == Overlap::None) {
        overlap_ = Overlap::Insisting;
        overlap_start_ = now;
    }
}

std::vector<TurnEvent> TurnMachine::commit() {
    if (!in_turn_)
        return {};
    in_turn_ = false;
    speaking_ = false;
    if (overlap_ == Overlap::Ducked || (overlap_ == Overlap::Waiting && !worded_)) {
        overlap_ = Overlap::None;
        return {TurnEvent::CustomerGoesOn, TurnEvent::AgentTurnEnded};
    }
    if (overlap_ == Overlap::Held)
        overlap_ = Overlap::Owed;
    return {TurnEvent::AgentTurnEnded};
}

std::vector<TurnEvent> TurnMachine::split(CallTime now) {
    const bool goes_on = speaking_;
    auto events = commit();
    if (goes_on) {
        speaking_ = true;
        begin_turn(now);
        events.push_back(TurnEvent::AgentTurnStarted);
    }
    return events;
}

/// None: what the customer does does not hang on time.
std::optional<CallTime> TurnMachine::overlap_deadline() const {
    const bool short_sound = !speaking_;
    switch (overlap_) {
        case Overlap::None:
        case Overlap::Yielded: return std::nullopt;
        case Overlap::Insisting: return speaking_ ? std::optional{overlap_start_ + kInsists} : std::nullopt;
        case Overlap::Ducked: return short_sound ? speech_end_ : overlap_start_ + kLongestNoise;
        case Overlap::Waiting:
            if (short_sound)
                return worded_ ? speech_end_ + kWaitsForWords : speech_end_;
            break;
        case Overlap::Held:
            if (short_sound)
                return speech_end_ + kWordsKnown;
            break;
        case Overlap::Owed: return speech_end_ + kWordsOwed;
    }
    return overlap_start_ + (is_backchannel(partial_) ? kMeansMore : kMeansIt);
}

CallTime TurnMachine::turn_deadline() const {
    return speaking_ ? turn_start_ + kLongestTurn : speech_end_ + ticks_of(endpointing_.silence(partial_, melody_));
}

std::optional<CallTime> TurnMachine::next_deadline() const {
    const auto overlap = overlap_deadline();
    // Until it is known whether a turn is being taken, none ends.
    if (!in_turn_ || undecided())
        return overlap;
    return overlap ? std::min(*overlap, turn_deadline()) : turn_deadline();
}

/// What the customer does about speech that has gone on, or has stopped, long enough to tell.
std::vector<TurnEvent> TurnMachine::decide_overlap() {
    if (speaking_ || (worded_ && takes_floor(partial_))) {
        overlap_ = Overlap::Yielded;
        return {TurnEvent::CustomerYields};
    }
    if (in_turn_)
        return commit();  // what the agent says next is no part of it
    overlap_ = Overlap::None;
    return {TurnEvent::CustomerGoesOn};
}

std::vector<TurnEvent> TurnMachine::on_deadline(CallTime now) {
    const auto due = next_deadline();
    if (!due || now < *due)
        return {};
    if (const auto overlap = overlap_deadline(); overlap && now >= *overlap)
        return decide_overlap();
    if (!speaking_)
        endpointing_.ended(melody_);
    return split(now);
}

}  // namespace mockcall
