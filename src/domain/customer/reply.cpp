// What the customer answers: the agenda decides, wording.hpp finds the words.
#include <algorithm>
#include <utility>

#include "domain/customer/focus.hpp"
#include "domain/customer/requests.hpp"
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
    if (answer_repeat(h, reply) || answer_clarify(h, reply))
        return;
    correct(h, reply);
    answer_own_name(h, reply);
    answer_identity(h, reply);
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
    const bool asks_for_data = h.acts.has(Act::VerifyIdentity) && !h.acts.has(Act::OpenQuestion);
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
    if (told_before)
        return tell_fact(*told_before, reply), true;
    if (const auto current = agenda.current()) {
        if (auto words = wording.authored(agenda.problem(*current).statement))
            return reply.add(*words), true;
        if (auto detail = wording.next_authored(agenda.problem(*current).details))
            return reply.add(*detail), true;
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

void Customer::State::verified_when_told() {
    if (agenda.verified || !agenda.all_identity_told())
        return;
    agenda.verified = true;
    fact(CallFactKind::IdentityVerified, "");
}

void Customer::State::tell_fact(std::size_t i, CustomerReply& reply) {
    const Fact& f = agenda.facts()[i];
    agenda.allow(i);
    reply.tell(wording.tell(f, temper(), question));
    agenda.allow(std::nullopt);
    FactState& state = agenda.fact_state(i);
    if (!state.told)
        fact(CallFactKind::FactTold, f.id);
    state.told = true;
    state.unheard = false;
    state.told_at = turns;
    last_told = i;
    if (f.kind == FactKind::Identity)
        stage = CallStage::Verification;
    verified_when_told();
}

void Customer::State::ask_again(std::size_t i, const Heard& h, CustomerReply& reply) {
    constexpr double kSure = 0.6;
    FactState& state = agenda.fact_state(i);
    // Once, right after the answer, it was not caught; and the same thing may be asked from another side.
    const bool at_once = !state.excused && state.asked_again == 0 && state.told_at + 1 >= turns;
    const auto asked = std::ranges::find(h.asked, i);
    const bool other_side = agenda.facts()[i].kind != FactKind::Identity && !state.excused && asked != h.asked.end() &&
                            h.asked_by[static_cast<std::size_t>(asked - h.asked.begin())] != state.asked_by;
    const bool excused =
        state.unheard || misheard_last || h.repeat_please || h.confidence < kSure || at_once || other_side;
    if (excused) {
        state.excused = state.excused || at_once || other_side;
        if (at_once)
            reply.add(stock(Say::SaidBefore));
    } else {
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
    const bool names = asks_who(h.tokens);
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

/// What is not told yet: what comes before it is, or else why not.
void Customer::State::hold_back(std::size_t i, const Heard& h, CustomerReply& reply) {
    const Gate& gate = agenda.facts()[i].gate;
    for (std::size_t before = 0; h.kind == QuestionKind::Word && before < agenda.facts().size(); ++before) {
        const Fact& f = agenda.facts()[before];
        if (std::ranges::find(gate.after, f.id) != gate.after.end() && !agenda.fact_state(before).told &&
            agenda.open(f.gate, ledger.mood()))
            return tell_fact(before, reply);
    }
    asked_who = gate.company_known && !agenda.company_known;
    const bool unverified = gate.verified && !agenda.verified;
    reply.answer(stock(asked_who ? Say::WhoAreYou : unverified ? Say::VerifyFirst : Say::KeepsBack));
}

/// The fact at `k` was asked for by the same question as one that has been told.
bool Customer::State::in_one_question(const Heard& h, std::size_t k, const std::vector<std::size_t>& told) const {
    const auto questions = questions_in(h.tokens);
    const auto question_of = [&](std::size_t one) {
        const std::size_t at = h.asked_at[one].begin;
        return std::ranges::find_if(questions, [&](const Span& q) { return q.begin <= at && at < q.end; });
    };
    return std::ranges::any_of(told, [&](std::size_t one) { return question_of(one) == question_of(k); });
}

void Customer::State::answer_facts(const Heard& h, CustomerReply& reply) {
    constexpr std::size_t kMost = 3;
    std::vector<std::size_t> told;  // places in `asked`
    for (std::size_t k = 0; k < h.asked.size(); ++k) {
        const std::size_t i = h.asked[k];
        const Fact& f = agenda.facts()[i];
        const bool read_back = std::ranges::find(h.read_back, i) != h.read_back.end();
        if (read_back || told.size() == kMost)
            continue;
        // A second fact answering the same question would be the customer talking too much.
        if (f.kind != FactKind::Identity && in_one_question(h, k, told))
            continue;
        if (f.value.find_first_of("0123456789") != std::string::npos && f.kind == FactKind::Identity)
            expects_digits = true;
        // The same words ask for something that has not come up yet.
        if (agenda.fact_state(i).told && brings_up_hidden(h))
            continue;
        if (agenda.fact_state(i).told) {
            // Only when nothing new was asked for with the same words.
            const bool new_one =
                std::ranges::any_of(h.asked, [&](std::size_t a) { return !agenda.fact_state(a).told; });
            const bool unheard = h.continues && agenda.fact_state(i).unheard;
            // "Do you travel a lot?", after the journey was told of, asks for a yes or a no.
            if (!unheard && f.kind != FactKind::Identity && h.kind == QuestionKind::YesNo)
                continue;
            if (!unheard && (new_one || !told.empty() || (f.kind != FactKind::Identity && !h.question)))
                continue;
            ask_again(i, h, reply);
            told.push_back(k);
        } else if (agenda.open(f.gate, ledger.mood())) {
            agenda.fact_state(i).asked_by = h.asked_by[k];
            tell_fact(i, reply);
            told.push_back(k);
        } else if (told.empty() && !reply.answered && h.offers.empty()) {
            hold_back(i, h, reply);
        }
    }
    if (!reply.answered && h.guessed && !agenda.fact_state(*h.guessed).told &&
        agenda.open(agenda.facts()[*h.guessed].gate, ledger.mood()))
        tell_fact(*h.guessed, reply);
    if (!h.asks_unknown_detail || (reply.answered && !h.probes_identity))
        return;
    // Everybody knows their own birthday and address, and not everybody gives them to everybody.
    const bool born = std::ranges::any_of(h.tokens, [](const Token& t) { return t.word.starts_with("birth"); });
    const bool contact = focus_of(h.tokens, {0, h.tokens.size()}) == Focus::Contact;
    reply.answer(stock(born ? Say::KeepsBack : contact ? Say::OnFile : Say::UnknownDetail));
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
    if (!agenda.state(0).stated && !h.looking && !h.acts.has(Act::HoldRequest) && !h.acts.has(Act::VerifyIdentity)) {
        if (h.small_talk)
            reply.add(stock(Say::SmallTalk));
        else if (!answer_choice(h, reply) && !answer_before_statement(h, reply) && h.kind == QuestionKind::YesNo &&
                 likely_yes(h))
            reply.add(stock(Say::AnswersYes));
        return state_problem(0, reply);
    }
    if (!h.question && !h.acts.has(Act::OpenQuestion))
        return;
    if (h.small_talk)
        return reply.answer(stock(Say::SmallTalk));
    if (h.off_topic)
        return reply.answer(stock(Say::OffTopic));
    if (h.looking || h.acts.has(Act::HoldRequest))
        return;
    if (h.acts.has(Act::Upsell))
        return answer_upsell(reply);
    if (answer_each(h, reply) || answer_choice(h, reply) || answer_by_kind(h, reply))
        return;
    if (h.acts.has(Act::ConfirmResolution))
        return;
    if (h.paraphrase)
        return reply.answer(stock(Say::AckParaphrase));
    // "Did you pay any of it yet?" wants a yes or a no, once there is nothing left to tell.
    const bool plain = h.kind == QuestionKind::YesNo && !h.anything_else && !knows_matter();
    if (h.acts.has(Act::OpenQuestion) && !plain) {
        if (!tell_more(reply))
            reply.answer(stock(knows_matter() ? Say::ElaborateDone : Say::NothingElse));
        return;
    }
    ++unknown_questions;
    // Who has just been insulted does not search for an answer.
    if (!reply.pieces.empty())
        return;
    if (h.kind == QuestionKind::YesNo && focus_of(h.tokens, {0, h.tokens.size()}) != Focus::Contact)
        return answer_yes_or_no(h, reply);
    answer_unknown(h, reply);
}

namespace {

/// "I put forty dollars on it": the agent does something.
bool tells_own_deed(const std::vector<Token>& tokens) {
    return std::ranges::any_of(tokens, [](const Token& t) { return t.word == "i" || t.word == "we"; });
}

}  // namespace

void Customer::State::acknowledge(const Heard& h, CustomerReply& reply) {
    if (h.acts.has(Act::HoldRequest))
        return reply.answer(stock(Say::HoldAllowed));
    if (h.looking)
        return reply.answer(stock(Say::GoAhead));
    if (!reply.pieces.empty())  // said what it took, e.g. to an insult
        return;
    if (h.acts.has(Act::Upsell))
        return answer_upsell(reply);
    if (h.acts.has(Act::OfferCompensation) && !knows_matter() && agenda.anything_settled())
        return reply.answer(stock(Say::ThanksAfterOffer));
    if (h.small_talk)
        return reply.answer(stock(Say::SmallTalk));
    if (h.off_topic)
        return reply.answer(stock(Say::OffTopic));
    if (h.paraphrase || h.restates)
        reply.answer(stock(Say::AckParaphrase));
    else if (h.acts.has(Act::Apology))
        reply.answer(stock(apologies > 2 ? Say::ApologyWornOut : Say::AckApology));
    else if (h.acts.has(Act::Empathy))
        reply.answer(stock(Say::AckEmpathy));
    else if (h.instructs)
        reply.answer(stock(Say::DoesIt));
    else if (!h.time_named.empty() && (!knows_matter() || agenda.anything_settled()))
        reply.answer(wording.stock_about(Say::HearsTime, temper(), "{echo}", h.time_named));
    // The sum of what was agreed, told once more; or one on top of it.
    else if (!knows_matter() && agenda.anything_settled() && (!h.amounts.empty() || h.in_full))
        reply.answer(stock(tells_own_deed(h.tokens) ? Say::ThanksAfterOffer : Say::AlreadyAgreed));
    const bool more = scenario->persona.talkativeness > 0.4 || !reply.answered;
    if (knows_matter()) {
        if (h.backchannel || h.acts.has(Act::Empathy)) {
            if (more && tell_more(reply))
                return;
        }
        // Who is told something about the matter takes it in before asking what comes of it.
        constexpr std::size_t kTelling = 7;
        const bool told_something = (h.of_matter || !h.amounts.empty()) && h.tokens.size() >= kTelling && !h.question;
        const int bears = told_something ? 2 : 1;
        const bool wants = stalled >= bears || !reply.answered;
        // Who is upset asks on sooner than to nod.
        constexpr double kAsksOn = 0.4;
        const bool asks_on = temper() != Emotion::Neutral && !told_something && random.unit() < kAsksOn;
        if (wants && !h.instructs)
            reply.answer(stalled >= bears || h.backchannel || (asks_on && !reply.answered) ? stock(Say::AskProgress)
                                                                                           : stock(Say::AckStatement));
        return digress(reply);
    }
    if (!reply.answered && h.thanks)
        reply.answer(stock(Say::Welcome));
    if (!reply.answered)
        reply.answer(stock(Say::AckStatement));
}

}  // namespace mockcall
