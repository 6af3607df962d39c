// What wears on the customer besides words: no progress, silence, holds, being handed on; and what comes of it.
#include <algorithm>

#include "domain/customer/state.hpp"

namespace mockcall {

using namespace customer_detail;

namespace {

constexpr Ticks kSilenceStep = ticks_of(Milliseconds{15'000});
constexpr Ticks kSoonest = ticks_of(Milliseconds{3'000});
constexpr Ticks kGiveUp = ticks_of(Milliseconds{90'000});
constexpr Ticks kAnnouncedWait = ticks_of(Milliseconds{30'000});
constexpr Ticks kHoldGrace = ticks_of(Milliseconds{30'000});

}  // namespace

void Customer::State::measure_progress(const Heard& h, bool progressed) {
    constexpr int kBears = 2;
    if (progressed || h.backchannel || said_goodbye || !knows_matter()) {
        stalled = 0;
        return;
    }
    if (++stalled >= kBears)
        mood(Cause::NoProgress);
}

void Customer::State::leave(CustomerMove& move, HangupCause cause, std::string words) {
    gone = true;
    move.action = CustomerActionKind::Hangup;
    move.hangup = cause;
    move.say = CustomerLine{std::move(words), temper()};
}

void Customer::State::boil_over(CustomerMove& move, CustomerReply& reply) {
    if (gone)
        return;
    const int now = ledger.mood();
    // Few people hang up on the first bad word: they argue first. Plain insults shorten that.
    const int argues = 4 + static_cast<int>(2.0 * patience) - std::max(0, insults - 1);
    if (now < hangup_below && turns >= argues) {
        gone = true;
        move.action = CustomerActionKind::Hangup;
        move.hangup = HangupCause::Anger;
        reply.pieces = {stock(Say::LeaveAngry)};
        return;
    }
    if (supervisor_granted || now >= supervisor_below) {
        turns_since_supervisor = 0;
        return;
    }
    constexpr int kMostAsked = 4, kEvery = 2;
    if (supervisor_asked == 0) {
        reply.pieces.resize(std::min<std::size_t>(reply.pieces.size(), 1));
        reply.add(stock(Say::AskSupervisor));
    } else if (++turns_since_supervisor >= kEvery && supervisor_asked < kMostAsked) {
        mood(Cause::SupervisorIgnored);
        reply.pieces = {stock(Say::SupervisorAgain)};
    } else {
        return;
    }
    ++supervisor_asked;
    turns_since_supervisor = 0;
    move.action = CustomerActionKind::AskSupervisor;
}

CustomerMove Customer::State::still_speaking(const std::string& partial, Ticks speaking) {
    constexpr int kMost = 3;
    constexpr int kEasy = 60;
    const double bears = 7.0 + 14.0 * patience;  // seconds of monologue
    if (gone || !settings.allow_interruptions || interrupted_this_turn || interruptions >= kMost || !opened)
        return {};
    if (partial.empty())
        return {};
    // Nobody in a good mood jumps in, even on what is wrong.
    const bool objects = ledger.mood() < kEasy && contradicts(hearing.hear({0, partial}, last_line, own_words));
    if (!objects && (ledger.mood() >= interrupt_below || seconds_of(speaking) < bears))
        return {};
    interrupted_this_turn = true;
    ++interruptions;
    CustomerMove move;
    move.action = CustomerActionKind::Interrupt;
    CustomerReply reply;
    reply.add(stock(Say::Interrupt));
    return finish(std::move(move), std::move(reply));
}

Ticks Customer::next_silence_check() const {
    const State& s = *state_;
    constexpr double kTyping = 4;  // as many times as long as saying it
    // First a "hello?", then one step of impatience every 15 s.
    const Ticks wonder = s.told_to_wait ? std::max(kAnnouncedWait, ticks_of_seconds(s.promised_wait))
                                        : ticks_of_seconds((7.0 + 5.0 * s.patience) * (s.typed ? kTyping : 1.0));
    const Ticks target = s.silence_checks == 0
                             ? wonder
                             : (s.told_to_wait || s.typed ? wonder : Ticks{}) + kSilenceStep * s.silence_checks;
    return std::max(target - s.silent, kSoonest);
}

CustomerMove Customer::State::silence_lasts(Ticks silence) {
    if (gone)
        return {};
    utterance = 0;
    silent = std::max(silent, silent_before_own_line + silence);
    const int checks = silence_checks++;
    CustomerReply reply;
    CustomerMove move;
    if (silent >= kGiveUp + (told_to_wait ? kAnnouncedWait : Ticks{})) {
        leave(move, HangupCause::Neglect, {});
        reply.add(stock(Say::LeaveNeglected));
        return finish(std::move(move), std::move(reply));
    }
    if (checks > 0)
        mood(Cause::Silence);
    // The first 15 s follow the "hello?" too soon to speak again.
    if (checks != 1)
        reply.add(stock(Say::AnyoneThere));
    boil_over(move, reply);
    return finish(std::move(move), std::move(reply));
}

CustomerMove Customer::State::hold(bool announced) {
    if (gone)
        return {};
    utterance = 0;
    overrun_noted = false;
    hold_lines = 0;
    const bool expected = announced || told_to_wait;
    mood(expected ? Cause::HoldAnnounced : Cause::HoldUnannounced);
    CustomerReply reply;
    reply.add(stock(expected ? Say::HoldAllowed : Say::HoldUnasked));
    CustomerMove move;
    return finish(std::move(move), std::move(reply));
}

CustomerMove Customer::State::still_on_hold(Ticks held) {
    if (gone)
        return {};
    utterance = 0;
    const Ticks promised = promised_wait > 0 ? ticks_of_seconds(promised_wait) : 2 * kHoldGrace;
    if (held > kHoldGrace)
        mood(Cause::HoldLong);
    const bool overrun = held > promised + kSilenceStep && !overrun_noted;
    if (overrun) {
        overrun_noted = true;
        mood(Cause::HoldOverrun);
    }
    CustomerMove move;
    CustomerReply reply;
    if (ledger.mood() < hangup_below && turns > 0) {
        boil_over(move, reply);
    } else if (overrun || (held > kHoldGrace && hold_lines == 0 && temper() != Emotion::Neutral)) {
        ++hold_lines;
        reply.add(stock(Say::StillHolding));
    }
    return finish(std::move(move), std::move(reply));
}

CustomerMove Customer::State::resume(Ticks held) {
    if (gone)
        return {};
    utterance = 0;
    silent = silent_before_own_line = {};
    silence_checks = 0;
    told_to_wait = false;
    promised_wait = 0;
    (void)held;
    return only_say(Say::BackFromHold);
}

CustomerMove Customer::State::transferred(const std::string& to, const std::string& reason) {
    if (gone)
        return {};
    utterance = 0;
    CustomerReply reply;
    CustomerMove move;
    if (to == "supervisor" && supervisor_asked > 0 && !supervisor_granted) {
        supervisor_granted = true;
        mood(Cause::SupervisorGranted);
        settle_by_escalation(0);
        reply.add(stock(Say::EscalateOk));
        return finish(std::move(move), std::move(reply));
    }
    if (supervisor_granted) {
        settle_by_escalation(0);
        reply.add(stock(Say::TransferOk));
        return finish(std::move(move), std::move(reply));
    }
    const bool warm = !reason.empty();
    mood(warm ? Cause::TransferWarm : Cause::TransferCold);
    reply.add(stock(warm ? Say::TransferOk : Say::TransferBad));
    boil_over(move, reply);
    return finish(std::move(move), std::move(reply));
}

CustomerMove Customer::State::escalated(const std::string& /*reason*/) {
    if (gone)
        return {};
    utterance = 0;
    if (supervisor_asked > 0 && !supervisor_granted)
        mood(Cause::SupervisorGranted);
    supervisor_granted = true;
    settle_by_escalation(0);
    return only_say(Say::EscalateOk);
}

CustomerMove Customer::State::talked_over(const std::string& heard) {
    if (gone)
        return {};
    utterance = 0;
    const std::string unheard = heard.size() < last_line.size() ? last_line.substr(heard.size()) : std::string();
    // What the agent cannot have heard may be asked for again, and said again.
    for (std::size_t i = 0; i < agenda.facts().size(); ++i) {
        const std::string& value = agenda.facts()[i].value;
        if (agenda.fact_state(i).told && mentions(last_line, value) && !mentions(heard, value))
            agenda.fact_state(i).unheard = true;
    }
    wording.forget(unheard);
    take_back(heard);
    return finish({}, {});
}

}  // namespace mockcall
