// What the customer answers: the agenda decides, wording.hpp finds the words.
#include <algorithm>
#include <utility>

#include "domain/customer/focus.hpp"
#include "domain/customer/requests.hpp"
#include "domain/customer/state.hpp"
#include "domain/dialogue/pattern.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall {

using namespace customer_detail;

void Customer::State::compose(Heard& h, CustomerReply& reply) {
    const std::size_t facts_before = facts.size();
    if (knows_matter())
        ++turns_since_statement;
    if (said_goodbye && answer_farewell(h, reply))
        return;
    hear_of_record(h);
    meet_unstated(h, reply);
    if (answer_opening(h, reply))
        return;
    if (answer_repeat(h, reply) || answer_clarify(h, reply))
        return;
    correct(h, reply);
    answer_own_name(h, reply);
    answer_identity(h, reply);
    yield_to_memory(h);
    answer_facts(h, reply);
    answer_offers(h, reply);
    answer_steps(h, reply);
    answer_handover(h, reply);
    answer_refusal(h, reply);
    answer_wrap_up(h, reply);
    if (answer_farewell(h, reply))
        return;
    if (reply.answered)
        answer_beside(h, reply);
    else
        answer_question(h, reply);
    if (!reply.answered)
        acknowledge(h, reply);
    const bool kind = h.acts.has(Act::Empathy) || h.acts.has(Act::Apology) || h.paraphrase || h.bare_understanding;
    const bool misbehaved = h.acts.has(Act::Rude) || h.acts.has(Act::Blame) || h.acts.has(Act::Dismissive);
    if (misbehaved)  // has cost enough already
        return;
    // Questions that lead nowhere are borne for a while only.
    constexpr int kPatientWithQuestions = 3;
    const bool buying = scenario->category == Category::Sales && h.acts.has(Act::Upsell);
    const bool asks = (h.question || buying) && unknown_questions <= kPatientWithQuestions;
    measure_progress(h, facts.size() > facts_before || kind || h.looking || asks || h.acts.has(Act::HoldRequest));
}

void Customer::State::remember_sentences(const std::string& line) {
    for (std::size_t from = 0; from < line.size();) {
        const std::size_t end = line.find_first_of(".!?", from);
        const std::size_t to = end == std::string::npos ? line.size() : end + 1;
        own_sentences.push_back(line.substr(from, to - from));
        from = std::min(line.find_first_not_of(' ', to), line.size());
    }
}

void Customer::State::state_problem(std::size_t problem, CustomerReply& reply) {
    ProblemState& state = agenda.state(problem);
    const bool first_time = !state.stated;
    state.stated = true;
    // Facts that no gate keeps come along with the statement: the author's words may hold them.
    if (auto words = wording.authored(agenda.problem(problem).statement)) {
        remember_sentences(*words);
        reply.answer(*words);
    } else {
        reply.answer(stock(Say::AskProgress));
    }
    if (first_time)
        fact(CallFactKind::ProblemStated, agenda.problem(problem).id);
    turns_since_statement = 0;
    if (stage == CallStage::Opening)
        stage = CallStage::Problem;
    stated_last = problem;
    recall(problem, reply);
}

namespace {

/// The author's opening lines begin with a hello of their own.
bool greets_itself(const Scenario& scenario) {
    return std::ranges::any_of(scenario.opening, [](const std::string& line) {
        const auto tokens = tokenize(line);
        return !tokens.empty() && (tokens.front().word == "hello" || tokens.front().word == "hi" ||
                                   tokens.front().word == "hey" || tokens.front().word == "good");
    });
}

}  // namespace

bool Customer::State::answer_opening(const Heard& h, CustomerReply& reply) {
    if (opened)
        return false;
    opened = opened_last = true;
    stage = CallStage::Problem;
    constexpr double kGreetsByName = 0.35;
    if (h.small_talk)
        reply.add(stock(Say::SmallTalk));
    else if (!agent_name.empty() && random.unit() < kGreetsByName && !greets_itself(*scenario))
        reply.add(wording.stock_about(Say::Hello, temper(), "{agent}", agent_name));
    const bool asks_for_data = (h.acts.has(Act::VerifyIdentity) || h.probes_identity) && !h.acts.has(Act::OpenQuestion);
    if (asks_for_data) {
        answer_identity(h, reply);
        answer_facts(h, reply);
    }
    if (auto words = wording.authored(scenario->opening)) {
        remember_sentences(*words);
        reply.answer(*words);
        if (tells_matter(*words))
            take_as_stated(0);
    } else {
        state_problem(0, reply);
    }
    if (h.acts.has(Act::OpenQuestion) && scenario->persona.talkativeness > 0.75 && !agenda.state(0).stated)
        state_problem(0, reply);
    return true;
}

bool Customer::State::answer_repeat(const Heard& h, CustomerReply& reply) {
    if (!h.repeat_please || last_said.empty() || !h.asked.empty() || misheard_last)
        return false;
    reply.answer(stock(Say::SaidBefore));
    reply.add(last_said);
    return true;
}

/// "What do you mean?": the last answer in other words.
bool Customer::State::answer_clarify(const Heard& h, CustomerReply& reply) {
    if (h.kind != QuestionKind::Clarify || !h.asked.empty() || last_said.empty())
        return false;
    reply.answer(stock(Say::Clarifies));
    if (told_before) {
        tell_fact(*told_before, reply);
        return true;
    }
    if (const auto current = agenda.current()) {
        auto words = wording.authored(agenda.problem(*current).statement);
        if (!words)
            words = wording.next_authored(agenda.problem(*current).details);
        if (words) {
            reply.add(*words);
            return true;
        }
    }
    reply.add(last_said);
    return true;
}

/// The agent states something the customer knows to be otherwise.
bool Customer::State::contradicts(const Heard& h) const {
    if (!h.paraphrase || own_amounts.empty() || h.amounts.empty() || !h.offers.empty())
        return false;
    const auto known = [&](std::int64_t sum) {
        if (std::ranges::find(own_amounts, sum) != own_amounts.end())
            return true;
        return std::ranges::any_of(agenda.facts(), [&](const Fact& f) {
            const auto in_value = amounts_in(tokenize(f.value));
            return std::ranges::any_of(in_value, [&](const auto& found) { return found.value == sum; });
        });
    };
    return std::ranges::none_of(h.amounts, known);
}

void Customer::State::correct(const Heard& h, CustomerReply& reply) {
    constexpr double kSure = 0.7;
    if (h.wrong_name) {
        const auto named = std::ranges::find(agenda.facts(), scenario->persona.name, &Fact::value);
        const auto name = static_cast<std::size_t>(named - agenda.facts().begin());
        const bool is_fact = named != agenda.facts().end();
        if (is_fact)
            agenda.allow(name);
        reply.answer(stock(Say::WrongName));
        agenda.allow(std::nullopt);
        if (is_fact && !std::exchange(agenda.fact_state(name).told, true)) {
            agenda.fact_state(name).told_at = turns;
            fact(CallFactKind::FactTold, named->id);
            verified_when_told();
        }
    } else if (h.wrong_matter && knows_matter()) {
        reply.answer(stock(Say::WrongMatter));
        if (auto words = wording.authored(agenda.problem(*agenda.current()).statement))
            reply.add(*words);
    }
    if (!contradicts(h))
        return;
    reply.answer(stock(Say::Corrects));
    if (h.confidence < kSure)
        return;
    mood(Cause::WrongInformation);
    fact(CallFactKind::WrongInformation, "amount", static_cast<double>(h.amounts.front()));
}

void Customer::State::answer_steps(const Heard& h, CustomerReply& reply) {
    // "You should have called the right department" owns up to nothing.
    if (h.acts.has(Act::Rude) || h.acts.has(Act::Blame))
        return;
    for (const HeardStep& step : h.steps) {
        ProblemState& state = agenda.state(step.problem);
        if (!state.stated || state.taken[step.step])
            continue;
        state.taken[step.step] = true;
        const bool late = agenda.done(step.problem) && !settled_now(step.problem);
        const Step& s = agenda.problem(step.problem).steps[step.step];
        fact(CallFactKind::StepTaken, s.id);
        // What comes after the solution is thorough, but no longer what the customer waits for.
        if (!agenda.done(step.problem)) {
            mood(steps_taken++ == 0 ? Cause::SolvingStep : Cause::SolvingStepLater);
            if (stage < CallStage::Diagnosis || stage == CallStage::Closing)
                stage = CallStage::Diagnosis;
        }
        // In a recap the step has long been taken.
        if (!reply.answered && !late)
            reply.answer(wording.authored_or(s.answers, Say::StepDone, temper()));
    }
}

/// "How did that happen?", right after a fact: what else there is to say of it.
bool Customer::State::follow_up(const Heard& h, CustomerReply& reply) {
    static const PatternSet on_it{"how (did|does|has|do) (that|this|it) *2 (happen|happened|come|start)",
                                  "how come",
                                  "why (is|was|did|does) (that|this|it) *",
                                  "^ [and] why (that|so|is that)",
                                  "(more|bit) about (that|it|this)",
                                  "^ [and] (how|why) $"};
    if (!told_before || agenda.facts()[*told_before].kind == FactKind::Identity || !on_it.in(h.tokens))
        return false;
    const Fact& f = agenda.facts()[*told_before];
    auto words = wording.another_way(f);
    if (words)
        reply.answer(*words);
    return words.has_value();
}

/// Another sentence about the matter, a fact that no question guards, or nothing.
bool Customer::State::tell_more(CustomerReply& reply) {
    const auto current = agenda.current();
    if (!current)
        return false;
    for (std::size_t i = 0; i < agenda.facts().size(); ++i) {
        const Fact& f = agenda.facts()[i];
        if (!f.gate.asked && !agenda.fact_state(i).told && agenda.open(f.gate, ledger.mood())) {
            tell_fact(i, reply);
            return true;
        }
    }
    if (auto detail = wording.next_authored(agenda.problem(*current).details)) {
        reply.answer(*detail);
        return true;
    }
    return false;
}

std::optional<std::size_t> Customer::State::brings_up_hidden(const Heard& h) const {
    const auto hidden = std::ranges::find_if(h.brought_up, [&](std::size_t p) {
        return agenda.problem(p).hidden && !agenda.state(p).stated &&
               agenda.open(agenda.problem(p).gate, ledger.mood());
    });
    return hidden == h.brought_up.end() ? std::nullopt : std::optional(*hidden);
}

void Customer::State::answer_question(const Heard& h, CustomerReply& reply) {
    // What answers every word of the question goes before what a word of it may bring up.
    constexpr double kPlain = 1.25;
    if (const auto hidden = brings_up_hidden(h)) {
        const auto asked = questions_in(h.tokens);
        if (asked.size() == 1 && answer_from_knowledge(h, asked.front(), reply, kPlain))
            return;
        return state_problem(*hidden, reply);
    }
    if (!agenda.state(0).stated && !h.looking && !h.acts.has(Act::HoldRequest) && !h.acts.has(Act::VerifyIdentity)) {
        if (h.small_talk)
            reply.add(stock(Say::SmallTalk));
        else if (!answer_choice(h, reply))
            (void)answer_before_statement(h, reply);
        return state_problem(0, reply);
    }
    if (!h.question && !h.acts.has(Act::OpenQuestion))
        return;
    if (h.small_talk)
        return reply.answer(stock(Say::SmallTalk));
    if (h.off_topic)
        return reply.answer(stock(Say::OffTopic));
    if ((h.looking || h.acts.has(Act::HoldRequest)) && h.kind != QuestionKind::Consent)
        return;
    if (h.acts.has(Act::Upsell))
        return answer_upsell(reply);
    const auto questions = questions_in(h.tokens);
    const Span one = questions.empty() ? Span{0, h.tokens.size()} : questions.back();
    const bool open = h.acts.has(Act::OpenQuestion);
    if (follow_up(h, reply) || answer_each(h, reply) || answer_choice(h, reply) || answer_either(h, reply) ||
        (has_own_answer(h.kind) && answer_by_kind(h, reply)) || (!open && answer_from_everyday(h, one, reply)) ||
        answer_by_kind(h, reply))
        return;
    if (h.acts.has(Act::ConfirmResolution))
        return;
    if (h.paraphrase)
        return reply.answer(stock(Say::AckParaphrase));
    // "Did you pay any of it yet?" wants a yes or a no, once there is nothing left to tell.
    const bool plain = h.kind == QuestionKind::YesNo && !h.anything_else && !knows_matter();
    if (open && !plain) {
        if (!tell_more(reply) && !answer_from_everyday(h, one, reply))
            reply.answer(stock(knows_matter() ? Say::ElaborateDone : Say::NothingElse));
        return;
    }
    // Who has just been insulted does not search for an answer.
    if (!reply.pieces.empty())
        return;
    if (h.kind == QuestionKind::YesNo && focus_of(h.tokens, {0, h.tokens.size()}) != Focus::Contact)
        return answer_yes_or_no(h, one, reply);
    ++unknown_questions;
    answer_unknown(h, reply);
}

}  // namespace mockcall
