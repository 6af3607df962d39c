#include "domain/customer/customer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/customer/state.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall {

using namespace customer_detail;

namespace {

constexpr std::array<std::string_view, 3> kActionNames{"interrupt", "hangup", "ask_supervisor"};
constexpr std::array<std::string_view, 7> kStageNames{"opening",  "problem",   "verification", "diagnosis",
                                                      "proposal", "agreement", "closing"};
constexpr std::array<std::string_view, 11> kFactNames{
    "fact_told",       "problem_stated",    "problem_settled",      "step_taken", "offer_accepted",   "offer_refused",
    "policy_breached", "identity_verified", "disclosed_unverified", "repeated",   "wrong_information"};
constexpr std::array<std::string_view, 4> kHangupNames{"none", "goodbye", "anger", "neglect"};

/// Dynamic difficulty, within bounds: how far the trainee is from the middle, -1 to 1; 0 when fixed.
double challenge(const CustomerSettings& s) {
    return s.dynamic_difficulty ? std::clamp(s.trainee_skill, 0.0, 1.0) * 2.0 - 1.0 : 0.0;
}

}  // namespace

std::string_view to_string(CustomerActionKind v) { return kActionNames[static_cast<std::size_t>(v)]; }
std::string_view to_string(CallStage v) { return kStageNames[static_cast<std::size_t>(v)]; }
std::string_view to_string(CallFactKind v) { return kFactNames[static_cast<std::size_t>(v)]; }
std::string_view to_string(HangupCause v) { return kHangupNames[static_cast<std::size_t>(v)]; }

Customer::State::State(std::shared_ptr<const Scenario> s, std::shared_ptr<const CustomerKnowledge> known,
                       CustomerSettings with)
    : scenario(std::move(s)),
      settings(with),
      random(with.seed ^ stable_hash(scenario->id.value)),
      knowledge(std::move(known)),
      agenda(*scenario, knowledge, static_cast<int>(-6.0 * challenge(with))),
      ledger(scenario->persona, 1.0 + 0.15 * challenge(with)),
      hearing(*scenario, knowledge, agenda),
      background(*scenario),
      wording(*scenario, random, [this](std::string_view line) { return agenda.keeps_back(line, ledger.mood()); }) {
    constexpr int kJitter = 3;
    const Persona& p = scenario->persona;
    patience = std::clamp(p.patience - 0.2 * challenge(with), 0.0, 1.0);
    const auto jitter = [&] { return static_cast<int>(random.below(2 * kJitter + 1)) - kJitter; };
    const int harder = static_cast<int>(3.0 * challenge(with));
    interrupt_below = p.interrupt_below + jitter() + harder;
    supervisor_below = std::max(p.supervisor_below + jitter() + harder, 2);
    // Patience decides how low the mood may sink; a jitter may not make anybody hang up at the start.
    hangup_below = std::clamp(p.hangup_below + jitter() / 2 + harder / 2, 1, std::max(1, supervisor_below - 1));
}

std::unique_ptr<Customer::State> Customer::State::copy() const {
    std::unique_ptr<State> other(new State(*this));
    other->hearing.listen_for(other->agenda);
    other->wording.belong_to(other->random, [s = other.get()](std::string_view line) {
        return s->agenda.keeps_back(line, s->ledger.mood());
    });
    return other;
}

Emotion Customer::State::temper() const {
    const int mood = ledger.mood();
    if (mood < 25)
        return Emotion::Angry;
    if (mood < 45)
        return Emotion::Frustrated;
    return mood > 70 && agenda.anything_settled() && !agenda.current() ? Emotion::Happy : Emotion::Neutral;
}

void Customer::State::listen_to_self(const std::string& line) {
    const auto tokens = tokenize(line);
    for (const Token& token : tokens)
        own_words.push_back(token.stem);
    for (const auto& amount : amounts_in(tokens))
        own_amounts.push_back(amount.value);
    last_line = line;
}

CustomerMove Customer::State::finish(CustomerMove move, CustomerReply reply) {
    if (!reply.pieces.empty()) {
        std::string text;
        for (const std::string& piece : reply.pieces)
            text += (text.empty() ? "" : " ") + piece;
        if (!repeating)
            last_said = text;
        text = wording.once(std::move(text), temper());
        listen_to_self(text);
        move.say = CustomerLine{std::move(text), temper()};
        silent_before_own_line = silent;
    }
    const auto changes = ledger.take();
    move.changes.insert(move.changes.end(), changes.begin(), changes.end());
    move.facts.insert(move.facts.end(), facts.begin(), facts.end());
    facts.clear();
    return move;
}

CustomerMove Customer::State::only_say(Say say) {
    CustomerReply reply;
    reply.add(stock(say));
    return finish({}, std::move(reply));
}

CustomerMove Customer::State::agent_turn(const AgentUtterance& turn) {
    if (gone)
        return {};
    utterance = turn.id;
    typed = turn.typed;
    silent = silent_before_own_line = {};
    silence_checks = 0;
    interrupted_this_turn = false;
    Heard h = hear(turn);
    take_report(turn.report, h);
    CustomerReply reply;
    if (h.unclear || h.nonsense) {
        // Hearing badly is nobody's fault; it costs no mood.
        reply.add(stock(h.unclear ? Say::NotCaught : Say::NotUnderstood));
        misheard_last = true;
        return finish({}, std::move(reply));
    }
    half = h;
    line_before = last_line;
    opened_last = false;
    stated_last.reset();
    ++turns;
    expects_digits = false;
    told_to_wait = h.looking || h.acts.has(Act::HoldRequest);
    const auto waits = durations_in(h.tokens);
    promised_wait = told_to_wait && !waits.empty() ? waits.front().value : 0;
    constexpr int kUnsettled = 70;
    ledger.set_ceiling(agenda.anything_settled() ? 100 : std::max(kUnsettled, scenario->persona.start_mood));
    time_named = h.time_named;
    if (agent_name.empty())
        agent_name = h.agent_name;
    repeating = h.repeat_please;
    question_before = std::exchange(question, h.tokens);
    told_before = std::exchange(last_told, std::nullopt);
    take_impressions(h, turn);
    CustomerMove move;
    misconduct(h, reply);
    compose(h, reply);
    if (gone) {
        move.action = CustomerActionKind::Hangup;
        move.hangup =
            agenda.all_stated_done() && agenda.anything_settled() ? HangupCause::Goodbye : HangupCause::Neglect;
    }
    boil_over(move, reply);
    misheard_last = false;
    // How much one says depends on temper and talkativeness.
    const std::size_t most = temper() == Emotion::Angry ? 3 : 4;
    if (reply.pieces.size() > most)
        reply.pieces.resize(most);
    return finish(std::move(move), std::move(reply));
}

Customer::Customer(std::shared_ptr<const Scenario> scenario, CustomerSettings settings,
                   std::shared_ptr<const CustomerKnowledge> knowledge) {
    if (!knowledge)
        knowledge = std::make_shared<const CustomerKnowledge>(*scenario);
    state_ = std::make_unique<State>(std::move(scenario), std::move(knowledge), settings);
}
Customer::~Customer() = default;
Customer::Customer(const Customer& other) : state_(other.state_->copy()) {}
Customer::Customer(Customer&&) noexcept = default;
Customer& Customer::operator=(Customer&&) noexcept = default;

CustomerMove Customer::on_agent_turn(const AgentUtterance& turn) { return state_->agent_turn(turn); }
CustomerMove Customer::on_agent_still_speaking(const std::string& partial, Ticks speaking) {
    return state_->still_speaking(partial, speaking);
}
CustomerMove Customer::on_silence(Ticks silence) { return state_->silence_lasts(silence); }
CustomerMove Customer::on_hold(bool announced, const std::string& /*reason*/) { return state_->hold(announced); }
CustomerMove Customer::on_still_on_hold(Ticks held) { return state_->still_on_hold(held); }
CustomerMove Customer::on_resume(Ticks held) { return state_->resume(held); }
CustomerMove Customer::on_transfer(const std::string& to, const std::string& reason) {
    return state_->transferred(to, reason);
}
CustomerMove Customer::on_escalate(const std::string& reason) { return state_->escalated(reason); }
void Customer::on_operation(const CrmOperation& operation) { state_->done_in_record.push_back(operation); }
CustomerMove Customer::on_interrupted(const std::string& heard) { return state_->talked_over(heard); }

CustomerMove Customer::on_agent_left() {
    if (state_->gone || state_->line_was_dead)
        return {};
    state_->line_was_dead = true;
    return state_->only_say(Say::AgentLeft);
}

CustomerMove Customer::on_agent_back() {
    if (state_->gone || !state_->line_was_dead)
        return {};
    return state_->only_say(Say::AgentBack);
}

int Customer::mood() const { return state_->ledger.mood(); }
int Customer::satisfaction() const { return state_->ledger.satisfaction(); }
CallStage Customer::stage() const { return state_->stage; }
bool Customer::expects_digits() const { return state_->expects_digits; }

}  // namespace mockcall
