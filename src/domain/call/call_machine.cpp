#include "domain/call/call_machine.hpp"

#include <algorithm>

#include "domain/call/heard_words.hpp"
#include "domain/turn/backchannel.hpp"

namespace mockcall {
namespace {

/// The listener's dice are their own: a "mm-hm" more or less changes nothing else the customer says.
constexpr std::uint64_t kListenerSeed = 0x6d6d2d686d;
constexpr Ticks kFirstInterruptCheck = ticks_of(Milliseconds{4'000});
/// Noise shorter than this that nobody understood is no turn.
constexpr Ticks kShortestTurn = ticks_of(Milliseconds{700});
/// A pause in a sentence ends the turn too early; when the agent goes on within this time of the first half's end, and
/// the customer has only begun to answer, it is one sentence and no interruption.
constexpr Ticks kSameSentence = ticks_of(Milliseconds{3'500});
constexpr Ticks kOnlyBegun = ticks_of(Milliseconds{1'500});

}  // namespace

CallMachine::CallMachine(std::shared_ptr<const Scenario> scenario, CallConfig config,
                         std::shared_ptr<const CustomerKnowledge> knowledge)
    : scenario_(scenario),
      config_(config),
      crm_(scenario),
      customer_(scenario, config.customer, std::move(knowledge)),
      coach_(scenario, config.assessed),
      listener_dice_(config.customer.seed ^ kListenerSeed) {
    record_.crm_expected = config.crm;
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
        answer(in.at - in.consonant);
    if (!in_conversation() || muted_ || status_ == CallStatus::OnHold)
        return;
    const auto events = turn_.on_speech_started(in.at, now_);
    if (std::ranges::find(events, TurnEvent::AgentTurnStarted) != events.end())
        consonant_ = in.consonant;
    turn_events(events);
}

void CallMachine::on(const InSoundsLikeWords&) { turn_events(turn_.on_sounds_like_words(now_)); }

void CallMachine::on(const InSpeechStopped& in) {
    if (turn_.agent_has_turn())
        turn_events(turn_.on_speech_stopped(in.at, in.pitch_cents, now_));
}

void CallMachine::on(const InPartial& in) {
    if (in.utterance != listening_ || in.text.empty())
        return;
    emit(
        OutTranscript{in.utterance, Speaker::Agent, in.text, turn_.turn_start() - consonant_, Emotion::Neutral, false});
    turn_events(turn_.on_partial(in.text, now_));
    consider_backchannel(in.text);
}

void CallMachine::on(const InFinal& in) {
    const auto it = std::ranges::find(heard_, in.utterance, &Heard::id);
    if (it == heard_.end())
        return;
    const Heard heard = *it;
    heard_.erase(it);
    const bool takes = takes_turn(heard, in);
    const bool over = over_the_customer(heard);
    turn_events(turn_.on_words(takes));
    if (!takes)
        return only_listened(heard, in);
    unsaid_.reset();
    const bool continues = !in.text.empty() && continues_sentence(heard.start);
    if (std::exchange(queue_is_unheard_, false) && continues)
        queued_.reset();
    if (continues)
        turn_.on_cut_off();
    const bool only_begun = line_ && (!line_->started || now_ - line_->start <= kOnlyBegun);
    if (over || (continues && only_begun))
        stop_saying();
    take_turn({heard.id, in.text, in.text.empty() ? 0.0 : in.confidence, heard.start - heard.consonant, heard.end,
               heard.talked_over && !continues, false, continues});
}

/// The customer answers once it is known how much of their own line was heard.
void CallMachine::take_turn(const AgentUtterance& turn) {
    if (line_ && line_->stopping)
        waiting_turns_.push_back(turn);
    else
        agent_turn(turn);
}

/// The customer is speaking, and was before the agent's words began.
bool CallMachine::over_the_customer(const Heard& heard) const {
    return line_ && line_->started && !line_->stopping && line_->start <= heard.start;
}

/// A listener's "mm-hm" over the customer, a cough and noise take no turn.
bool CallMachine::takes_turn(const Heard& heard, const InFinal& words) const {
    constexpr std::ptrdiff_t kHallucinated = 2;  // spaces in what a recogniser makes of a cough
    const bool brief = heard.end - heard.start < kShortestTurn;
    const bool over = over_the_customer(heard) || unsaid_.has_value() || turn_.customer_waits();
    if (words.text.empty())
        return !brief && !over;
    if (over && !heard.sounded_like_words && brief && std::ranges::count(words.text, ' ') <= kHallucinated)
        return false;
    return !over || !(is_backchannel(words.text) || is_stray_word(words.text));
}

void CallMachine::only_listened(const Heard& heard, const InFinal& words) {
    if (is_backchannel(words.text))
        (void)record_agent(
            {heard.id, words.text, words.confidence, heard.start - heard.consonant, heard.end, false, false, false});
    // Stopped for nothing: what was not heard is said now.
    if (const auto rest = std::exchange(unsaid_, std::nullopt); rest && !line_ && in_conversation())
        say(*rest);
    else if (floor_is_free())
        say_queued();
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
    stop_saying();
    unsaid_.reset();
    take_turn({next_utterance_++, in.text, 1.0, now_, now_, talked_over, true});
}

void CallMachine::on(const InStreamEnded&) { turn_events(turn_.commit()); }

void CallMachine::turn_events(const std::vector<TurnEvent>& events) {
    for (const TurnEvent event : events) {
        switch (event) {
            case TurnEvent::AgentTurnStarted: begin_listening(); break;
            case TurnEvent::AgentTurnEnded:
                heard_.push_back({listening_, turn_.turn_start(), std::max(turn_.speech_end(), turn_.turn_start()),
                                  turn_.talked_over(), turn_.sounded_like_words(), now_,
                                  std::exchange(consonant_, Ticks{})});
                emit(OutCommit{listening_});
                listening_ = 0;
                quiet_since_ = now_;
                next_silence_ = now_ + customer_.next_silence_check();
                break;
            case TurnEvent::CustomerDucks:
                if (line_ && !line_->stopping)
                    emit(OutDuck{line_->id});
                break;
            case TurnEvent::CustomerHolds:
                if (line_ && !line_->stopping)
                    emit(OutHold{line_->id});
                break;
            case TurnEvent::CustomerGoesOn:
                if (line_ && !line_->stopping)
                    emit(OutGoOn{line_->id});
                break;
            case TurnEvent::CustomerYields:
                yielded_ = line_.has_value();
                stop_saying();
                break;
        }
    }
}

void CallMachine::stop_saying() {
    if (!line_ || line_->stopping)
        return;
    line_->stopping = true;
    emit(OutStopSaying{line_->id});
}

void CallMachine::begin_listening() {
    listening_ = next_utterance_++;
    next_interrupt_check_ = now_ + kFirstInterruptCheck;
    interrupt_places_ = 0;
    plan_backchannel();
    emit(OutListen{listening_, turn_.turn_start(), customer_.expects_digits()});
}

TranscriptTurn CallMachine::record_agent(const AgentUtterance& turn) {
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
    return said;
}

void CallMachine::agent_turn(const AgentUtterance& turn) {
    const TranscriptTurn said = record_agent(turn);
    if (status_ == CallStatus::OnHold || !in_conversation())
        return;
    unheard_line_ = false;
    if (puzzle_)
        solve_puzzle({});
    if (config_.model_words && connected_ && !turn.text.empty() && !customer_.understands(turn)) {
        puzzle_ = Puzzle{turn, said.acts, now_ + config_.meaning_within};
        return emit(OutAskMeaning{turn.id, turn.text});
    }
    react(turn, said.acts);
}

void CallMachine::react(const AgentUtterance& turn, ActSet acts) {
    const CustomerMove move = customer_.on_agent_turn(turn);
    perform(move, turn.id);
    if (!turn.text.empty())
        give_feedback(coach_.on_turn(turn, acts, move, customer_.stage(), now_));
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
        if (config_.model_words)
            to_tell_.push_back(fact);
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
        say(*move.say, move.action == CustomerActionKind::Interrupt ? Floor::Take : Floor::Wait);
    if (leaving_ != HangupCause::None && !line_ && !queued_)
        finish_line(1);
}

void CallMachine::customer_action(CustomerActionKind kind, const std::string& message) {
    emit(OutCustomerAction{kind, message});
}

void CallMachine::say(const CustomerLine& line, Floor floor) {
    const bool agent_has_floor =
        floor == Floor::Wait && turn_.agent_has_turn() && turn_.agent_speaking() && leaving_ == HangupCause::None;
    if (line_ || aside_ != 0 || agent_has_floor) {
        queued_ = queued_ ? *queued_ + " " + line.text : line.text;
        queued_emotion_ = line.emotion;
        return;
    }
    std::string text = queued_ ? *queued_ + " " + line.text : line.text;
    queued_.reset();
    line_ = Line{next_utterance_++, std::move(text), line.emotion, false, false, now_};
    turn_.on_customer(CustomerFloor::AboutToSpeak, now_);
    if (config_.model_words && connected_)
        return ask_words();
    emit(OutSay{line_->id, line_->text, line_->emotion});
}

void CallMachine::on(const InPlayoutStarted& in) {
    if (!line_ || line_->id != in.utterance || line_->started)
        return;
    line_->started = true;
    line_->start = now_;
    turn_.on_customer(CustomerFloor::Speaking, now_);
    emit(OutTranscript{line_->id, Speaker::Customer, line_->text, now_, line_->emotion, false});
}

void CallMachine::on(const InPlayoutFinished& in) {
    if (line_ && line_->id == in.utterance)
        finish_line(1);
    aside_over(in.utterance);
}

void CallMachine::on(const InPlayoutStopped& in) {
    if (line_ && line_->id == in.utterance)
        finish_line(in.heard);
    aside_over(in.utterance);
}

void CallMachine::finish_line(double heard) {
    turn_.on_customer(CustomerFloor::Silent, now_);
    const bool yielded = std::exchange(yielded_, false);
    quiet_since_ = now_;
    next_silence_ = now_ + customer_.next_silence_check();
    if (line_) {
        const Line line = *std::exchange(line_, std::nullopt);
        if (line.asked) {
            emit(OutForgetAsked{line.id});
            if (line.asked->begun)
                customer_.reworded(line.text);
        }
        const std::string text = heard_words(line.text, line.started || heard >= 1 ? heard : 0);
        const bool cut = text.size() < line.text.size();
        unheard_line_ = text.empty();
        if (yielded && cut && turn_.agent_has_turn())
            unsaid_ = CustomerLine{line.text.substr(std::min(line.text.size(), text.size() + (text.empty() ? 0 : 1))),
                                   line.emotion};
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
    for (const AgentUtterance& turn : std::exchange(waiting_turns_, {}))
        agent_turn(turn);
    if (line_)
        return;
    say_queued();
    if (!line_ && leaving_ != HangupCause::None && !queued_) {
        const bool goodbye = leaving_ == HangupCause::Goodbye;
        record_.customer_hung_up = !goodbye;
        customer_action(CustomerActionKind::Hangup, {});
        end(goodbye ? "customer_goodbye" : "customer_hangup");
    }
}

void CallMachine::say_queued() {
    if (line_ || !queued_ || !in_conversation() || (turn_.agent_has_turn() && turn_.agent_speaking()))
        return;
    const std::string text = *std::exchange(queued_, std::nullopt);
    say({text, queued_emotion_});
}

void CallMachine::give_feedback(std::optional<Feedback> feedback) {
    if (!feedback)
        return;
    record_.feedback.push_back(*feedback);
    emit(OutFeedback{std::move(*feedback)});
}

}  // namespace mockcall
