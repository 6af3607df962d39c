// The customer while the agent speaks: a "mm-hm" in a long explanation, and their own interruptions at believable
// places.
#include <algorithm>
#include <array>

#include "domain/call/call_machine.hpp"
#include "domain/turn/completeness.hpp"

namespace mockcall {
namespace {

constexpr Ticks kInterruptEvery = ticks_of(Milliseconds{2'000});
constexpr Ticks kNextPlace = ticks_of(Milliseconds{200});
/// People interrupt at the end of a clause; who makes none for this long is interrupted anywhere.
constexpr int kMostPlaces = 10;
constexpr double kFirstBackchannel = 3, kLastBackchannel = 12;  // seconds into an explanation (tau2-bench)

constexpr int kAngry = 25, kCool = 45;  // mood
constexpr std::array<std::string_view, 6> kCalm = {"Mm-hm.", "Right.", "Okay.", "Uh-huh.", "I see.", "Yeah."};
constexpr std::array<std::string_view, 3> kShort = {"Right.", "Yeah.", "Uh-huh."};

/// Words after which a listener may put in one of theirs.
bool clause_ends(std::string_view partial) {
    const Completeness how = completeness(partial);
    return how == Completeness::MayGoOn || how == Completeness::Finished;
}

}  // namespace

void CallMachine::plan_backchannel() {
    next_backchannel_ = now_ + ticks_of_seconds(listener_dice_.between(kFirstBackchannel, kLastBackchannel));
}

/// New words have come: is this the place for a listener's word?
void CallMachine::consider_backchannel(const std::string& partial) {
    if (now_ < next_backchannel_ || !turn_.agent_speaking() || line_ || queued_ || aside_ != 0 ||
        leaving_ != HangupCause::None || status_ == CallStatus::OnHold || !clause_ends(partial))
        return;
    plan_backchannel();
    // Somebody who is angry hears in silence, and nobody says "mm-hm" to a greeting.
    if (customer_.mood() < kAngry || customer_.stage() == CallStage::Opening)
        return;
    const bool calm = customer_.mood() >= kCool;
    const std::size_t count = calm ? kCalm.size() : kShort.size();
    std::size_t which = listener_dice_.below(count);
    which = which == last_backchannel_ ? (which + 1) % count : which;
    last_backchannel_ = which;
    aside_ = next_utterance_++;
    aside_since_ = now_;
    emit(OutSay{.utterance = aside_, .text = std::string(calm ? kCalm[which] : kShort[which]), .aside = true});
}

void CallMachine::aside_over(UtteranceId utterance) {
    if (aside_ == 0 || aside_ != utterance)
        return;
    aside_ = 0;
    say_queued();
}

void CallMachine::consider_interrupting() {
    next_interrupt_check_ = now_ + kNextPlace;
    if (!config_.customer.allow_interruptions || status_ == CallStatus::OnHold || aside_ != 0)
        return;
    if (!clause_ends(turn_.partial()) && interrupt_places_ < kMostPlaces) {
        ++interrupt_places_;
        return;
    }
    interrupt_places_ = 0;
    next_interrupt_check_ = now_ + kInterruptEvery;
    const CustomerMove move = customer_.on_agent_still_speaking(turn_.partial(), now_ - turn_.turn_start());
    const UtteranceId heard = listening_;
    if (move.action == CustomerActionKind::Interrupt)
        turn_events(turn_.split(now_));
    perform(move, heard);
}

}  // namespace mockcall
