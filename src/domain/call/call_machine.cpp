#include "domain/call/call_machine.hpp"

#include <algorithm>

#include "domain/call/heard_words.hpp"

namespace mockcall {
namespace {

constexpr Ticks kCoachEvery = ticks_of(Milliseconds{1'000});
constexpr Ticks kFirstInterruptCheck = ticks_of(Milliseconds{8'000});
constexpr Ticks kInterruptEvery = ticks_of(Milliseconds{2'000});
constexpr Ticks kHoldCheckEvery = ticks_of(Milliseconds{15'000});
/// Noise shorter than this that nobody understood is no turn.
constexpr Ticks kShortestTurn = ticks_of(Milliseconds{700});
/// A line whose sound never began is given up: no call may wait for a voice for ever.
constexpr Ticks kLongestSilenceOfAVoice = ticks_of(Milliseconds{8'000});
/// Words that the recogniser owes for longer than this will not come.
constexpr Ticks kLongestRecognition = ticks_of(Milliseconds{10'000});
/// A pause in a sentence ends the turn too early; when the agent goes on within this time of the first half's end, and
/// the customer has only begun to answer, it is one sentence and no interruption.
constexpr Ticks kSameSentence = ticks_of(Milliseconds{3'500});
constexpr Ticks kOnlyBegun = ticks_of(Milliseconds{1'500});
/// No line is longer than this; the engine tells when it has been played.
constexpr Ticks kLongestLine = ticks_of(Milliseconds{60'000});

template <class T>
void keep_earlier(std::optional<T>& best, T candidate) {
    if (!best || candidate < *best)
        best = candidate;
}

}  // namespace

CallMachine::CallMachine(std::shared_ptr<const Scenario> scenario, CallConfig config)
    : scenario_(scenario), config_(config), customer_(scenario, config.customer), coach_(scenario, config.assessed) {
    record_.mood = customer_.mood();
    record_.satisfaction = customer_.satisfaction();
}

std::vector<CallOutput> CallMachine::step(const CallInput& input, CallTime now) {
    out_.clear();
    now_ = std::max(now, now_);
    if (status_ != CallStatus::Ended && status_ != CallStatus::Expired)
        std::visit([this](const auto& in) { on(in); }, input);
    return std::move(out_);
}

// --- The connection

void CallMachine::on(const InJoined&) {
    connected_ = true;
    if (status_ == CallStatus::Initializing) {
        status_ = CallStatus::Ringing;
        status_since_ = now_;
        record_.ringing_since = now_;
    } else if (in_conversation()) {
        perform(customer_.on_agent_back(), 0);
        quiet_since_ = now_;
        next_silence_ = now_ + customer_.next_silence_check();
    }
    emit(OutState{});
}

void CallMachine::on(const InLeft&) {
    if (!connected_)
        return;
    connected_ = false;
    left_at_ = now_;
    turn_events(turn_.commit());
    if (in_conversation() && !wondered_) {
        wondered_ = true;
        perform(customer_.on_agent_left(), 0);
    }
    emit(OutState{});
}

// --- The agent speaks

void CallMachine::on(const InSpeechStarted& in) {
    if (status_ == CallStatus::Ringing)
        answer(in.at);
    if (!in_conversation() || muted_ || status_ == CallStatus::OnHold)
        return;
    turn_events(turn_.on_speech_started(in.at, now_));
}

void CallMachine::on(const InSpeechStopped& in) {
    if (turn_.agent_has_turn())
        turn_events(turn_.on_speech_stopped(in.at, now_));
}

void CallMachine::on(const InPartial& in) {
    if (in.utterance != listening_ || in.text.empty())
        return;
    turn_.on_partial(in.text);
    emit(OutTranscript{in.utterance, Speaker::Agent, in.text, turn_.turn_start(), Emotion::Neutral, false});
}

void CallMachine::on(const InFinal& in) {
    const auto it = std::ranges::find(heard_, in.utterance, &Heard::id);
    if (it == heard_.end())
        return;
    const Heard heard = *it;
    heard_.erase(it);
    const bool nothing = in.text.empty();
    if (nothing && heard.end - heard.start < kShortestTurn)
        return;
    const bool continues = !nothing && continues_sentence(heard.start);
    if (continues && line_ && !line_->started && !line_->stopping) {
        line_->stopping = true;
        emit(OutStopSaying{line_->id});
    }
    agent_turn({heard.id, in.text, nothing ? 0.0 : in.confidence, heard.start, heard.end,
                heard.talked_over && !continues, false, continues});
}

/// The agent's last turn ended just before, and nothing but the beginning of an answer lies between.
bool CallMachine::continues_sentence(CallTime start) const {
    Ticks answered{};
    bool cut = line_.has_value();
    for (auto turn = record_.turns.rbegin(); turn != record_.turns.rend(); ++turn) {
        if (turn->speaker == Speaker::Agent)
            return (cut || unheard_line_) && answered <= kOnlyBegun && turn->start < start &&
                   start - turn->end <= kSameSentence;
        if (turn->speaker == Speaker::Customer) {
            answered += turn->end - turn->start;
            cut = cut || turn->interrupted;
        }
    }
    return false;
}

void CallMachine::on(const InTyped& in) {
    if (status_ == CallStatus::Ringing)
        answer(now_);
    if (!in_conversation() || status_ == CallStatus::OnHold || in.text.empty())
        return;
    turn_events(turn_.commit());  // who types has stopped speaking
    const bool talked_over = line_.has_value() && line_->started;
    if (line_ && !line_->stopping) {
        line_->stopping = true;
        emit(OutStopSaying{line_->id});
    }
    agent_turn({next_utterance_++, in.text, 1.0, now_, now_, talked_over, true});
}

void CallMachine::on(const InStreamEnded&) { turn_events(turn_.commit()); }

void CallMachine::turn_events(const std::vector<TurnEvent>& events) {
    for (const TurnEvent event : events) {
        switch (event) {
            case TurnEvent::AgentTurnStarted: begin_listening(); break;
            case TurnEvent::AgentTurnEnded:
                heard_.push_back({listening_, turn_.turn_start(), std::max(turn_.speech_end(), turn_.turn_start()),
                                  turn_.talked_over(), now_});
                emit(OutCommit{listening_});
                listening_ = 0;
                quiet_since_ = now_;
                next_silence_ = now_ + customer_.next_silence_check();
                break;
            case TurnEvent::CustomerYields:
                if (line_ && !line_->stopping) {
                    line_->stopping = true;
                    emit(OutStopSaying{line_->id});
                }
                break;
        }
    }
}

void CallMachine::begin_listening() {
    listening_ = next_utterance_++;
    next_interrupt_check_ = now_ + kFirstInterruptCheck;
    emit(OutListen{listening_, turn_.turn_start(), customer_.expects_digits()});
}

void CallMachine::agent_turn(const AgentUtterance& turn) {
    TranscriptTurn said;
    said.id = turn.id;
    said.text = turn.text;
    said.start = turn.start;
    said.end = turn.end;
    said.confidence = turn.confidence;
    said.talked_over = turn.talked_over_customer;
    if (!turn.text.empty()) {
        said.acts = classify_acts(turn.text, last_customer_text_, scenario_->company.name).acts;
        const auto place = std::ranges::upper_bound(record_.turns, said.start, {}, &TranscriptTurn::start);
        record_.turns.insert(place, said);
        emit(OutTranscript{turn.id, Speaker::Agent, turn.text, turn.start, Emotion::Neutral, true});
    }
    if (status_ == CallStatus::OnHold)
        return;
    unheard_line_ = false;
    const CustomerMove move = customer_.on_agent_turn(turn);
    perform(move, turn.id);
    if (!turn.text.empty())
        give_feedback(coach_.on_turn(turn, said.acts, move, customer_.stage(), now_));
}

void CallMachine::answer(CallTime at) {
    status_ = CallStatus::Active;
    status_since_ = now_;
    record_.answered = std::max(at, record_.ringing_since);
    quiet_since_ = now_;
    next_silence_ = now_ + customer_.next_silence_check();
    next_coach_ = now_ + kCoachEvery;
    emit(OutState{});
}

// --- The customer

void CallMachine::perform(const CustomerMove& move, UtteranceId cause) {
    for (const MoodChange& change : move.changes) {
        record_.ledger.push_back({now_, change});
        emit(OutMood{change});
    }
    for (const CallFact& fact : move.facts) {
        record_.facts.push_back({now_, fact, cause});
        emit(OutFact{fact});
    }
    record_.mood = customer_.mood();
    record_.satisfaction = customer_.satisfaction();
    if (!move.changes.empty())
        emit(OutState{});
    if (move.action == CustomerActionKind::Interrupt || move.action == CustomerActionKind::AskSupervisor)
        customer_action(*move.action, move.say ? move.say->text : std::string{});
    if (move.action == CustomerActionKind::Hangup)
        leaving_ = move.hangup;
    if (move.say)
        say(*move.say);
    if (leaving_ != HangupCause::None && !line_ && !queued_)
        finish_line(1);
}

void CallMachine::customer_action(CustomerActionKind kind, const std::string& message) {
    emit(OutCustomerAction{kind, message});
}

void CallMachine::say(const CustomerLine& line) {
    const bool agent_has_floor = turn_.agent_has_turn() && turn_.agent_speaking() && leaving_ == HangupCause::None;
    if (line_ || agent_has_floor) {
        queued_ = queued_ ? *queued_ + " " + line.text : line.text;
        queued_emotion_ = line.emotion;
        return;
    }
    std::string text = queued_ ? *queued_ + " " + line.text : line.text;
    queued_.reset();
    line_ = Line{next_utterance_++, std::move(text), line.emotion, false, false, now_};
    emit(OutSay{line_->id, line_->text, line_->emotion});
}

void CallMachine::on(const InPlayoutStarted& in) {
    if (!line_ || line_->id != in.utterance || line_->started)
        return;
    line_->started = true;
    line_->start = now_;
    turn_.on_customer_speaking(true);
    emit(OutTranscript{line_->id, Speaker::Customer, line_->text, now_, line_->emotion, false});
}

void CallMachine::on(const InPlayoutFinished& in) {
    if (line_ && line_->id == in.utterance)
        finish_line(1);
}

void CallMachine::on(const InPlayoutStopped& in) {
    if (line_ && line_->id == in.utterance)
        finish_line(in.heard);
}

void CallMachine::finish_line(double heard) {
    turn_.on_customer_speaking(false);
    quiet_since_ = now_;
    next_silence_ = now_ + customer_.next_silence_check();
    if (line_) {
        const Line line = *std::exchange(line_, std::nullopt);
        const std::string text = heard_words(line.text, line.started || heard >= 1 ? heard : 0);
        const bool cut = text.size() < line.text.size();
        unheard_line_ = text.empty();
        if (!text.empty()) {
            TranscriptTurn said;
            said.id = line.id;
            said.speaker = Speaker::Customer;
            said.text = text;
            said.start = line.start;
            said.end = now_;
            said.emotion = line.emotion;
            said.interrupted = cut;
            const auto place = std::ranges::upper_bound(record_.turns, said.start, {}, &TranscriptTurn::start);
            record_.turns.insert(place, said);
            last_customer_text_ = text;
            emit(OutTranscript{line.id, Speaker::Customer, text, line.start, line.emotion, true});
        }
        if (cut && in_conversation() && connected_)
            perform(customer_.on_interrupted(text), 0);
    }
    if (line_)
        return;
    if (queued_ && in_conversation() && !(turn_.agent_has_turn() && turn_.agent_speaking())) {
        const std::string text = *std::exchange(queued_, std::nullopt);
        say({text, queued_emotion_});
        return;
    }
    if (leaving_ != HangupCause::None && !queued_) {
        const bool goodbye = leaving_ == HangupCause::Goodbye;
        record_.customer_hung_up = !goodbye;
        customer_action(CustomerActionKind::Hangup, {});
        end(goodbye ? "customer_goodbye" : "customer_hangup");
    }
}

void CallMachine::give_feedback(std::optional<Feedback> feedback) {
    if (!feedback)
        return;
    record_.feedback.push_back(*feedback);
    emit(OutFeedback{std::move(*feedback)});
}

// --- Actions

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

// --- Deadlines

bool CallMachine::in_conversation() const {
    return status_ == CallStatus::Active || status_ == CallStatus::OnHold || status_ == CallStatus::Transferring ||
           status_ == CallStatus::Escalated;
}

bool CallMachine::floor_is_free() const { return !line_ && !turn_.agent_has_turn() && heard_.empty(); }

std::optional<CallTime> CallMachine::conversation_deadline() const {
    std::optional<CallTime> best = turn_.next_deadline();
    if (line_)
        keep_earlier(best, line_->start + (line_->started ? kLongestLine : kLongestSilenceOfAVoice));
    if (!heard_.empty())
        keep_earlier(best, heard_.front().committed + kLongestRecognition);
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
    if (line_ && now_ >= line_->start + (line_->started ? kLongestLine : kLongestSilenceOfAVoice))
        finish_line(line_->started ? 1 : 0);
    if (!heard_.empty() && now_ >= heard_.front().committed + kLongestRecognition)
        on(InFinal{heard_.front().id, {}, 0});
    quiet_deadlines();
}

void CallMachine::quiet_deadlines() {
    if (status_ == CallStatus::OnHold && now_ >= next_hold_check_) {
        next_hold_check_ = now_ + kHoldCheckEvery;
        perform(customer_.on_still_on_hold(now_ - hold_start_), 0);
    }
    if (turn_.agent_has_turn() && turn_.agent_speaking() && now_ >= next_interrupt_check_) {
        next_interrupt_check_ = now_ + kInterruptEvery;
        if (config_.customer.allow_interruptions && status_ != CallStatus::OnHold) {
            const CustomerMove move = customer_.on_agent_still_speaking(turn_.partial(), now_ - turn_.turn_start());
            if (move.action == CustomerActionKind::Interrupt)
                turn_events(turn_.commit());
            perform(move, listening_);
        }
    }
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
