// Every state has a deadline: when the next one is due, and what happens then.
#include <algorithm>

#include "domain/call/call_machine.hpp"

namespace mockcall {
namespace {

/// A line whose sound never began is given up: no call may wait for a voice for ever.
constexpr Ticks kLongestSilenceOfAVoice = ticks_of(Milliseconds{8'000});
/// Words that the recogniser owes for longer than this will not come.
constexpr Ticks kLongestRecognition = ticks_of(Milliseconds{10'000});
/// No line is longer than this; the engine tells when it has been played.
constexpr Ticks kLongestLine = ticks_of(Milliseconds{60'000});

template <class T>
void keep_earlier(std::optional<T>& best, T candidate) {
    if (!best || candidate < *best)
        best = candidate;
}

}  // namespace

bool CallMachine::in_conversation() const {
    return status_ == CallStatus::Active || status_ == CallStatus::OnHold || status_ == CallStatus::Transferring ||
           status_ == CallStatus::Escalated;
}

bool CallMachine::floor_is_free() const { return !line_ && !turn_.agent_has_turn() && heard_.empty() && !puzzle_; }

std::optional<CallTime> CallMachine::conversation_deadline() const {
    std::optional<CallTime> best = turn_.next_deadline();
    if (line_)
        keep_earlier(best, line_->start + (line_->started ? kLongestLine : kLongestSilenceOfAVoice));
    if (aside_ != 0)
        keep_earlier(best, aside_since_ + kLongestSilenceOfAVoice);
    if (!heard_.empty())
        keep_earlier(best, heard_.front().committed + kLongestRecognition);
    if (const auto model = model_deadline())
        keep_earlier(best, *model);
    if (status_ == CallStatus::OnHold)
        keep_earlier(best, next_hold_check_);
    else if (turn_.agent_has_turn() && turn_.agent_speaking() && config_.customer.allow_interruptions)
        keep_earlier(best, next_interrupt_check_);
    if (floor_is_free() && connected_) {
        keep_earlier(best, next_coach_);
        if (status_ != CallStatus::OnHold)
            keep_earlier(best, next_silence_);
        if (status_ == CallStatus::Transferring)
            keep_earlier(best, std::max(quiet_since_, status_since_) + config_.transfer_time);
    }
    return best;
}

std::optional<CallTime> CallMachine::next_deadline() const {
    if (status_ == CallStatus::Ended || status_ == CallStatus::Expired)
        return std::nullopt;
    if (status_ == CallStatus::Initializing)
        return CallTime{} + config_.join_timeout;
    std::optional<CallTime> best;
    keep_earlier(best, CallTime{} + config_.max_duration);
    if (!connected_)
        keep_earlier(best, left_at_ + config_.reconnect_window);
    if (status_ == CallStatus::Ringing)
        keep_earlier(best, status_since_ + config_.ring_timeout);
    else if (const auto talk = conversation_deadline())
        keep_earlier(best, *talk);
    return best;
}

void CallMachine::on(const InDeadline&) {
    if (status_ == CallStatus::Initializing) {
        if (now_ >= CallTime{} + config_.join_timeout)
            end("expired");
        return;
    }
    if (now_ >= CallTime{} + config_.max_duration || (!connected_ && now_ >= left_at_ + config_.reconnect_window))
        return end("disconnected");
    if (status_ == CallStatus::Ringing) {
        if (now_ >= status_since_ + config_.ring_timeout)
            end("disconnected");
        return;
    }
    turn_events(turn_.on_deadline(now_));
    model_deadlines();
    if (line_ && now_ >= line_->start + (line_->started ? kLongestLine : kLongestSilenceOfAVoice))
        finish_line(line_->started ? 1 : 0);
    if (aside_ != 0 && now_ >= aside_since_ + kLongestSilenceOfAVoice)
        aside_over(aside_);
    if (!heard_.empty() && now_ >= heard_.front().committed + kLongestRecognition)
        on(InFinal{heard_.front().id, {}, 0});
    quiet_deadlines();
}

void CallMachine::quiet_deadlines() {
    if (status_ == CallStatus::OnHold && now_ >= next_hold_check_) {
        next_hold_check_ = now_ + kHoldCheckEvery;
        perform(customer_.on_still_on_hold(now_ - hold_start_), 0);
    }
    if (turn_.agent_has_turn() && turn_.agent_speaking() && now_ >= next_interrupt_check_)
        consider_interrupting();
    if (!floor_is_free() || !connected_ || !in_conversation())
        return;
    if (status_ == CallStatus::Transferring && now_ >= std::max(quiet_since_, status_since_) + config_.transfer_time)
        return end("transferred");
    if (status_ != CallStatus::OnHold && now_ >= next_silence_) {
        const CustomerMove move = customer_.on_silence(now_ - quiet_since_);
        next_silence_ = now_ + customer_.next_silence_check();
        perform(move, 0);
    }
    if (now_ >= next_coach_) {
        next_coach_ = now_ + kCoachEvery;
        if (floor_is_free())
            give_feedback(coach_.on_quiet(now_ - quiet_since_, status_ == CallStatus::OnHold, customer_.stage(), now_));
    }
}

void CallMachine::on(const InSystemDelay& in) { record_.system_delay += in.delay; }

std::vector<UtteranceId> CallMachine::awaiting_words() const {
    std::vector<UtteranceId> ids;
    for (const Heard& h : heard_)
        ids.push_back(h.id);
    return ids;
}

}  // namespace mockcall
