// What the customer answers: the agenda decides, wording.hpp finds the words.
#include <algorithm>

#include "domain/customer/state.hpp"
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
    if (answer_repeat(h, reply))
        return;
    correct(h, reply);
    answer_identity(h, reply);
    answer_facts(h, reply);
    answer_offers(h, reply);
    answer_steps(h, reply);
    answer_handover(h, reply);
    answer_refusal(h, reply);
    answer_wrap_up(h, reply);
    if (answer_farewell(h, reply))
        return;
    if (!reply.answered)
        answer_question(h, reply);
    if (!reply.answered)
        acknowledge(h, reply);
    const bool kind = h.acts.has(Act::Empathy) || h.acts.has(Act::Apology) || h.paraphrase || h.bare_understanding;
    const bool misbehaved = h.acts.has(Act::Rude) || h.acts.has(Act::Blame) || h.acts.has(Act::Dismissive);
    if (misbehaved)  // has cost enough already
        return;
    // Questions that lead nowhere are borne for a while only.
    constexpr int kPatientWithQuestions = 3;
    const bool asks = h.question && unknown_questions <= kPatientWithQuestions;
    measure_progress(h, facts.size() > facts_before || kind || h.looking || asks || h.acts.has(Act::HoldRequest));
}

void Customer::State::state_problem(std::size_t problem, CustomerReply& reply) {
    ProblemState& state = agenda.state(problem);
    const bool first_time = !state.stated;
    state.stated = true;
    // Facts that no gate keeps come along with the statement: the author's words may hold them.
    if (auto words = wording.authored(agenda.problem(problem).statement))
        reply.answer(*words);
    else
        reply.answer(stock(Say::AskProgress));
    if (first_time)
        fact(CallFactKind::ProblemStated, agenda.problem(problem).id);
    turns_since_statement = 0;
    if (stage == CallStage::Opening)
        stage = CallStage::Problem;
    stated_last = problem;
    recall(problem, reply);
}

bool Customer::State::answer_opening(const Heard& h, CustomerReply& reply) {
    if (opened)
        return false;
    opened = opened_last = true;
    stage = CallStage::Problem;
    if (h.small_talk)
        reply.add(stock(Say::SmallTalk));
    const bool asks_for_data = h.acts.has(Act::VerifyIdentity) && !h.acts.has(Act::OpenQuestion);
    if (asks_for_data) {
        answer_identity(h, reply);
        answer_facts(h, reply);
    }
    if (auto words = wording.authored(scenario->opening)) {
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
    if (!h.repeat_please || last_line.empty() || !h.asked.empty() || misheard_last)
        return false;
    reply.answer(stock(Say::SaidBefore));
    reply.add(last_line);
    return true;
}

/// The agent states something the customer knows to be otherwise.
void Customer::State::correct(const Heard& h, CustomerReply& reply) {
    constexpr double kSure = 0.7;
    if (!h.paraphrase || own_amounts.empty() || h.amounts.empty() || !h.offers.empty())
        return;
    const auto known = [&](std::int64_t sum) {
        if (std::ranges::find(own_amounts, sum) != own_amounts.end())
            return true;
        return std::ranges::any_of(agenda.facts(), [&](const Fact& f) {
            const auto in_value = amounts_in(tokenize(f.value));
            return std::ranges::any_of(in_value, [&](const auto& found) { return found.value == sum; });
        });
    };
    if (std::ranges::any_of(h.amounts, known))
        return;
    reply.answer(stock(Say::Corrects));
    if (h.confidence < kSure)
        return;
    mood(Cause::WrongInformation);
    fact(CallFactKind::WrongInformation, "amount", static_cast<double>(h.amounts.front()));
}

void Customer::State::verified_when_told() {
    if (agenda.verified || !agenda.all_identity_told())
        return;
    agenda.verified = true;
    fact(CallFactKind::IdentityVerified, "");
}

void Customer::State::tell_fact(std::size_t i, CustomerReply& reply) {
    const Fact& f = agenda.facts()[i];
    agenda.allow(i);
    reply.tell(wording.tell(f, temper()));
    agenda.allow(std::nullopt);
    FactState& state = agenda.fact_state(i);
    if (!state.told)
        fact(CallFactKind::FactTold, f.id);
    state.told = true;
    state.unheard = false;
    if (f.kind == FactKind::Identity)
        stage = CallStage::Verification;
    verified_when_told();
}

void Customer::State::ask_again(std::size_t i, const Heard& h, CustomerReply& reply) {
    constexpr double kSure = 0.6;
    FactState& state = agenda.fact_state(i);
    const bool excused = state.unheard || misheard_last || h.repeat_please || h.confidence < kSure;
    if (!excused) {
        fact(CallFactKind::Repeated, agenda.facts()[i].id);
        mood(state.asked_again++ == 0 ? Cause::AskedAgain : Cause::AskedAgainStill);
        reply.add(stock(Say::AlreadyTold));
    }
    tell_fact(i, reply);
}

void Customer::State::answer_identity(const Heard& h, CustomerReply& reply) {
    for (const std::size_t i : h.read_back) {
        const Fact& f = agenda.facts()[i];
        if (f.kind != FactKind::Identity || (!h.question && !h.acts.has(Act::VerifyIdentity)))
            continue;
        FactState& state = agenda.fact_state(i);
        if (!state.told)
            fact(CallFactKind::FactTold, f.id);
        state.told = true;
        stage = CallStage::Verification;
        if (!reply.answered)
            reply.answer(stock(Say::RightSo));
        verified_when_told();
    }
    if (!h.probes_identity || reply.answered)
        return;
    // "And your name is?", when the name was given.
    const bool names = std::ranges::any_of(h.tokens, [](const Token& t) { return t.word == "name"; });
    for (std::size_t i = 0; names && i < agenda.facts().size(); ++i)
        if (const Fact& f = agenda.facts()[i]; f.kind == FactKind::Identity && f.value == scenario->persona.name)
            return agenda.fact_state(i).told            ? ask_again(i, h, reply)
                   : agenda.open(f.gate, ledger.mood()) ? tell_fact(i, reply)
                                                        : reply.answer(stock(Say::WhoAreYou));
    for (std::size_t i = 0; i < agenda.facts().size(); ++i)
        if (agenda.facts()[i].kind == FactKind::Identity && !agenda.fact_state(i).told &&
            agenda.open(agenda.facts()[i].gate, ledger.mood()))
            return tell_fact(i, reply);
    if (agenda.has_identity() && h.question && agenda.all_identity_told())
        reply.answer(stock(Say::AlreadyTold));
}

void Customer::State::answer_facts(const Heard& h, CustomerReply& reply) {
    constexpr std::size_t kMost = 3;
    std::size_t told = 0;
    for (const std::size_t i : h.asked) {
        const Fact& f = agenda.facts()[i];
        const bool read_back = std::ranges::find(h.read_back, i) != h.read_back.end();
        if (read_back || told == kMost)
            continue;
        // A second fact answering the same words would be the customer talking too much.
        if (told > 0 && f.kind != FactKind::Identity)
            continue;
        if (f.value.find_first_of("0123456789") != std::string::npos && f.kind == FactKind::Identity)
            expects_digits = true;
        // The same words ask for something that has not come up yet.
        if (agenda.fact_state(i).told && brings_up_hidden(h))
            continue;
        if (agenda.fact_state(i).told) {
            // Only when nothing new was asked for with the same words.
            const bool new_one =
                std::ranges::any_of(h.asked, [&](std::size_t k) { return !agenda.fact_state(k).told; });
            const bool unheard = h.continues && agenda.fact_state(i).unheard;
            if (!unheard && (new_one || told > 0 || (f.kind != FactKind::Identity && !h.question)))
                continue;
            ask_again(i, h, reply);
            ++told;
        } else if (agenda.open(f.gate, ledger.mood())) {
            tell_fact(i, reply);
            ++told;
        } else if (told == 0 && !reply.answered) {
            reply.answer(stock(f.gate.company_known && !agenda.company_known ? Say::WhoAreYou : Say::KeepsBack));
        }
    }
    if (!reply.answered && h.asks_unknown_detail)
        reply.answer(stock(Say::UnknownDetail));
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
        const Step& s = agenda.problem(step.problem).steps[step.step];
        fact(CallFactKind::StepTaken, s.id);
        // What comes after the solution is thorough, but no longer what the customer waits for.
        if (!agenda.done(step.problem)) {
            mood(steps_taken++ == 0 ? Cause::SolvingStep : Cause::SolvingStepLater);
            if (stage < CallStage::Diagnosis || stage == CallStage::Closing)
                stage = CallStage::Diagnosis;
        }
        if (!reply.answered)
            reply.answer(wording.authored_or(s.answers, Say::StepDone, temper()));
    }
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
    if (const auto hidden = brings_up_hidden(h))
        return state_problem(*hidden, reply);
    if (!agenda.state(0).stated && !h.looking && !h.acts.has(Act::HoldRequest) && !h.acts.has(Act::VerifyIdentity))
        return state_problem(0, reply);
    if (!h.question && !h.acts.has(Act::OpenQuestion))
        return;
    if (h.small_talk)
        return reply.answer(stock(Say::SmallTalk));
    if (h.looking || h.acts.has(Act::HoldRequest) || h.acts.has(Act::ConfirmResolution))
        return;
    if (h.acts.has(Act::Upsell))
        return reply.answer(stock(Say::DeclineUpsell));
    if (h.paraphrase)
        return reply.answer(stock(Say::AckParaphrase));
    if (h.acts.has(Act::OpenQuestion)) {
        if (!tell_more(reply))
            reply.answer(stock(knows_matter() ? Say::ElaborateDone : Say::NothingElse));
        return;
    }
    ++unknown_questions;
    // Who has just been insulted does not search for an answer.
    if (reply.pieces.empty())
        reply.answer(stock(Say::UnknownQuestion));
}

void Customer::State::acknowledge(const Heard& h, CustomerReply& reply) {
    if (h.acts.has(Act::HoldRequest))
        return reply.answer(stock(Say::HoldAllowed));
    if (h.looking)
        return reply.answer(stock(Say::GoAhead));
    if (!reply.pieces.empty())  // said what it took, e.g. to an insult
        return;
    if (h.acts.has(Act::Upsell))
        return reply.answer(stock(Say::DeclineUpsell));
    if (h.small_talk)
        return reply.answer(stock(Say::SmallTalk));
    if (h.paraphrase)
        reply.answer(stock(Say::AckParaphrase));
    else if (h.acts.has(Act::Apology))
        reply.answer(stock(apologies > 2 ? Say::ApologyWornOut : Say::AckApology));
    else if (h.acts.has(Act::Empathy))
        reply.answer(stock(Say::AckEmpathy));
    const bool more = scenario->persona.talkativeness > 0.4 || !reply.answered;
    if (knows_matter()) {
        if (h.backchannel || h.acts.has(Act::Empathy)) {
            if (more && tell_more(reply))
                return;
        }
        const bool wants = stalled >= 1 || !reply.answered;
        if (wants)
            reply.answer(stalled >= 1 || h.backchannel ? stock(Say::AskProgress) : stock(Say::AckStatement));
        if (random.unit() < scenario->persona.talkativeness - 0.6 && temper() != Emotion::Angry)
            reply.add(stock(Say::Digression));
        return;
    }
    if (!reply.answered)
        reply.answer(stock(Say::AckStatement));
}

}  // namespace mockcall
