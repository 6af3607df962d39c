// What the agent does beside speaking, and the end of the call.
#include <algorithm>

#include "domain/call/call_machine.hpp"
#include "domain/call/heard_words.hpp"

namespace mockcall {

Result<void> CallMachine::allowed(AgentActionKind action) const {
    const auto refuse = [this](std::string message) -> Result<void> {
        Error e{ErrorCode::InvalidState, std::move(message)};
        e.status = to_string(status_);
        return std::unexpected(std::move(e));
    };
    const bool talking = status_ == CallStatus::Active || status_ == CallStatus::Escalated;
    if (status_ == CallStatus::Ended || status_ == CallStatus::Expired)
        return refuse("The call has ended.");
    switch (action) {
        case AgentActionKind::Note:
        case AgentActionKind::End: return {};
        case AgentActionKind::Answer:
            return status_ == CallStatus::Ringing ? Result<void>{} : refuse("Only a ringing call can be answered.");
        case AgentActionKind::Hold:
            return talking ? Result<void>{} : refuse("Only a call that is being talked on can be put on hold.");
        case AgentActionKind::Resume:
            return status_ == CallStatus::OnHold ? Result<void>{} : refuse("The call is not on hold.");
        case AgentActionKind::Mute:
            return in_conversation() && !muted_ ? Result<void>{} : refuse("There is no open microphone to mute.");
        case AgentActionKind::Unmute: return muted_ ? Result<void>{} : refuse("The microphone is not muted.");
        case AgentActionKind::Transfer:
        case AgentActionKind::Escalate:
            return talking || status_ == CallStatus::OnHold
                       ? Result<void>{}
                       : refuse("Only a call that is being talked on can be handed on.");
    }
    return {};
}

void CallMachine::record_action(const InAction& action, bool announced) {
    record_.actions.push_back({action.kind, now_, action.target, action.text, announced});
}

void CallMachine::on(const InAction& in) {
    if (!allowed(in.kind))
        return;
    reaction_ = {};
    const int mood_before = customer_.mood();
    const auto react = [this](const CustomerMove& move) {
        if (move.say)
            reaction_.message = move.say->text;
        perform(move, 0);
    };
    switch (in.kind) {
        case AgentActionKind::Answer:
            record_action(in);
            answer(now_);
            break;
        case AgentActionKind::Hold: start_hold(in); break;
        case AgentActionKind::Resume: {
            record_action(in);
            const Ticks held = now_ - hold_start_;
            finish_hold();
            status_ = before_hold_;
            react(customer_.on_resume(held));
            break;
        }
        case AgentActionKind::Mute:
            record_action(in);
            muted_ = true;
            turn_events(turn_.commit());
            break;
        case AgentActionKind::Unmute:
            record_action(in);
            muted_ = false;
            break;
        case AgentActionKind::Transfer:
            record_action(in);
            if (status_ == CallStatus::OnHold)
                finish_hold();
            status_ = CallStatus::Transferring;
            status_since_ = now_;
            react(customer_.on_transfer(in.target, in.text));
            break;
        case AgentActionKind::Escalate:
            record_action(in);
            if (status_ == CallStatus::OnHold)
                finish_hold();
            status_ = CallStatus::Escalated;
            react(customer_.on_escalate(in.text));
            break;
        case AgentActionKind::Note: record_action(in); break;
        case AgentActionKind::End: break;
    }
    reaction_.mood_delta = customer_.mood() - mood_before;
    if (in.kind != AgentActionKind::Note && status_ != CallStatus::Ended)
        emit(OutState{});
}

Result<void> CallMachine::allowed(const CrmOperation& operation) const {
    const bool taken = status_ == CallStatus::Ringing || in_conversation();
    if (taken)
        return crm_.check(operation);
    const bool over = status_ == CallStatus::Ended || status_ == CallStatus::Expired;
    Error e{ErrorCode::InvalidState, over ? "The call has ended." : "Join the call first."};
    e.status = to_string(status_);
    return std::unexpected(std::move(e));
}

void CallMachine::on(const InCrm& in) {
    if (!allowed(in.operation))
        return;
    const bool again = crm_.find_request(in.operation.request_id) != nullptr;
    const auto entry = crm_.apply(in.operation, now_);
    if (!entry)
        return;
    if (!again) {
        record_.crm.push_back(*entry);
        if (entry->done)
            customer_.on_operation(entry->operation);
    }
    emit(OutCrm{*entry});
    if (!again)
        give_feedback(coach_.on_operation(*entry, turn_.agent_has_turn() && turn_.agent_speaking(), now_));
}

bool CallMachine::hold_was_announced() const {
    constexpr Ticks kRecent = ticks_of(Milliseconds{20'000});
    for (auto turn = record_.turns.rbegin(); turn != record_.turns.rend() && now_ - turn->end < kRecent; ++turn)
        if (turn->speaker == Speaker::Agent && turn->acts.has(Act::HoldRequest))
            return true;
    return false;
}

void CallMachine::start_hold(const InAction& action) {
    turn_events(turn_.commit());
    const bool announced = hold_was_announced();
    record_action(action, announced);
    before_hold_ = status_;
    status_ = CallStatus::OnHold;
    hold_start_ = now_;
    next_hold_check_ = now_ + kHoldCheckEvery;
    record_.holds.push_back({now_, now_, announced, !action.text.empty()});
    const CustomerMove move = customer_.on_hold(announced, action.text);
    if (move.say)
        reaction_.message = move.say->text;
    perform(move, 0);
}

void CallMachine::finish_hold() {
    held_before_ += now_ - hold_start_;
    record_.holds.back().end = now_;
    quiet_since_ = now_;
    next_silence_ = now_ + customer_.next_silence_check();
}

Ticks CallMachine::hold_time(CallTime now) const {
    return held_before_ + (status_ == CallStatus::OnHold ? std::max(now, hold_start_) - hold_start_ : Ticks{});
}

// --- The end

void CallMachine::on(const InEnd& in) {
    record_.reported = in.reported;
    record_.agent_notes = in.notes;
    InAction action{AgentActionKind::End, {}, in.reason};
    record_action(action);
    end(in.reason);
}

void CallMachine::end(std::string reason) {
    if (status_ == CallStatus::Ended || status_ == CallStatus::Expired)
        return;
    if (status_ == CallStatus::OnHold)
        finish_hold();
    const bool expired = status_ == CallStatus::Initializing && reason == "expired";
    status_ = expired ? CallStatus::Expired : CallStatus::Ended;
    if (line_) {
        emit(OutStopSaying{line_->id});
        // Ended first: what the customer was saying is cut where it stands, and nobody reacts to it any more.
        const double heard = line_->started ? share_spoken(line_->text, now_ - line_->start) : 0;
        leaving_ = HangupCause::None;
        finish_line(heard);
    }
    if (puzzle_)
        emit(OutForgetAsked{std::exchange(puzzle_, std::nullopt)->turn.id});
    if (aside_ != 0)
        emit(OutStopSaying{std::exchange(aside_, 0)});
    if (listening_ != 0)
        emit(OutDrop{listening_});
    listening_ = 0;
    record_.ended = now_;
    record_.end_reason = reason;
    record_.mood = customer_.mood();
    record_.satisfaction = customer_.satisfaction();
    emit(OutState{});
    emit(OutEnded{std::move(reason), expired});
}

/// The trainee is told once; the journal has every time.
void CallMachine::on(const InServiceFailed&) { tell_of_failure(); }

void CallMachine::tell_of_failure() {
    if (!config_.assessed && !std::exchange(told_of_failure_, true))
        give_feedback(Feedback{FeedbackKind::Tip, Severity::Info,
                               "An AI service is not answering; the call goes on with the built-in parts.",
                               "ai_fallback"});
}

}  // namespace mockcall
