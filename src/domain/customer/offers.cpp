// Offers weighed against the scenario's resolutions and limits, refusals, hand-overs, and how the call winds up.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/one_of.hpp"
#include "domain/customer/state.hpp"
#include "domain/dialogue/pattern.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall {

using namespace customer_detail;

bool Customer::State::over_limit(const Resolution& r, const HeardOffer& offer) const {
    const auto above = [&](const std::optional<std::int64_t>& max_cents, const std::optional<double>& max_percent) {
        return (max_cents && offer.cents && *offer.cents > *max_cents) ||
               (max_percent && offer.percent && *offer.percent > *max_percent);
    };
    return above(r.max_cents, r.max_percent) || std::ranges::any_of(scenario->limits, [&](const PolicyLimit& limit) {
               return limit.kind == r.kind && above(limit.max_cents, limit.max_percent);
           });
}

void Customer::State::agree(const HeardOffer& offer, CustomerReply& reply) {
    const Problem& p = agenda.problem(offer.problem);
    const Resolution& r = p.resolutions[offer.resolution];
    ProblemState& state = agenda.state(offer.problem);
    const bool was_done = agenda.done(offer.problem);
    state.agreed[offer.resolution] = true;
    state.awaits_amount.reset();
    state.settled = std::min(1.0, state.settled + r.value);
    const double size = offer.cents ? static_cast<double>(*offer.cents) : offer.percent.value_or(0);
    fact(CallFactKind::OfferAccepted, r.id, size);
    mood(Cause::OptionAccepted, std::max(0.3, r.value));
    stage = CallStage::Agreement;
    const bool enough = agenda.done(offer.problem);
    if (enough)
        fact(CallFactKind::ProblemSettled, p.id, state.settled);
    if (!reply.room_for_opinion())
        return;
    // What falls short of the whole is accepted all the same; its sum was not too little.
    reply.answer(wording.authored_or(r.accept, enough ? Say::AcceptOffer : Say::PartlyHelps, temper()));
    if (enough && !was_done)
        after_settling(reply);
    if (enough)
        ask_back(offer, reply);
}

/// A settled problem makes room for the next one on the agenda.
void Customer::State::after_settling(CustomerReply& reply) {
    if (agenda.current())
        return;
    if (const auto next = agenda.next(ledger.mood())) {
        reply.add(stock(Say::OneMoreThing));
        state_problem(*next, reply);
    } else if (scenario->persona.talkativeness > 0.6 && temper() != Emotion::Angry) {
        reply.add(stock(Say::ThanksAfterOffer));
    }
}

void Customer::State::weigh(const HeardOffer& offer, CustomerReply& reply) {
    const Resolution& r = agenda.problem(offer.problem).resolutions[offer.resolution];
    ProblemState& state = agenda.state(offer.problem);
    const bool needs_sum = r.min_cents.has_value(), needs_percent = r.min_percent.has_value();
    const bool has_size = (needs_sum && offer.cents) || (needs_percent && offer.percent) || offer.in_full;
    if ((needs_sum || needs_percent) && !has_size) {
        const bool asked = state.awaits_amount == offer.resolution;
        state.awaits_amount = offer.resolution;
        if (reply.room_for_opinion())
            reply.answer(asked ? stock(Say::AskProgress) : stock(Say::AskAmount));
        stage = CallStage::Proposal;
        return;
    }
    const double size = needs_percent ? offer.percent.value_or(0) : static_cast<double>(offer.cents.value_or(0));
    const bool too_little = !offer.in_full && ((needs_sum && offer.cents && *offer.cents < *r.min_cents) ||
                                               (needs_percent && offer.percent && *offer.percent < *r.min_percent));
    if (too_little) {
        fact(CallFactKind::OfferRefused, r.id, size);
        mood(Cause::OfferTooLow);
        state.awaits_amount = offer.resolution;  // a better sum may follow
        stage = CallStage::Proposal;
        if (reply.room_for_opinion())
            reply.answer(wording.authored_or(r.haggle, Say::TooLittle, temper()));
        return;
    }
    if (over_limit(r, offer)) {
        fact(CallFactKind::PolicyBreached, r.id,
             offer.cents ? static_cast<double>(*offer.cents) : offer.percent.value_or(0));
        if (reply.room_for_opinion())
            reply.answer(stock(Say::Doubts));
    }
    agree(offer, reply);
}

/// "Half of it": of the sum that would settle it.
HeardOffer Customer::State::sized_by_share(HeardOffer offer, const Heard& h) const {
    const auto& wanted = agenda.problem(offer.problem).resolutions[offer.resolution].min_cents;
    if (wanted && !offer.cents && h.share && !offer.in_full)
        offer.cents = std::llround(static_cast<double>(*wanted) * *h.share / 100);
    return offer;
}

namespace {

/// "Or I could cancel it instead", after another way was taken; what is told on top changes nothing.
bool changes_what_was_agreed(const Heard& h) {
    static const PhraseList otherwise{"instead", "alternatively", "or i|we can|could|would", "rather than",
                                      "change|switch to"};
    return otherwise.in(h.tokens);
}

}  // namespace

void Customer::State::answer_offers(const Heard& h, CustomerReply& reply) {
    bool weighed = false, agreed_before = false, settled_before = false;
    for (const HeardOffer& offer : h.offers) {
        const ProblemState& state = agenda.state(offer.problem);
        if (!state.stated)
            continue;
        if (state.agreed[offer.resolution]) {
            agreed_before = agreed_before || agenda.problem(offer.problem).resolutions[offer.resolution].kind !=
                                                 ResolutionKind::Explanation;
            continue;
        }
        if (state.settled >= 1.0) {
            settled_before = !settled_now(offer.problem);
            continue;
        }
        weigh(sized_by_share(offer, h), reply);
        weighed = true;
    }
    if (weighed)
        return;
    if (agreed_before && h.continues && !reply.answered)
        return reply.answer(stock(Say::AcceptOffer));
    // A sum alone answers "how much?".
    for (std::size_t p = 0; p < agenda.problem_count(); ++p) {
        const auto awaited = agenda.state(p).awaits_amount;
        const bool sized = !h.amounts.empty() || !h.percents.empty() || h.bare_sum || h.in_full || h.share;
        if (!awaited || !sized || (h.kind == QuestionKind::Word && h.amounts.empty()))
            continue;
        HeardOffer offer{p, *awaited, std::nullopt, std::nullopt, h.in_full};
        const bool percent = agenda.problem(p).resolutions[*awaited].min_percent.has_value();
        if (!h.amounts.empty())
            offer.cents = h.amounts.front();
        else if (h.bare_sum && !percent)
            offer.cents = h.bare_sum;
        if (!h.percents.empty())
            offer.percent = h.percents.front();
        else if (h.bare_sum && percent)
            offer.percent = static_cast<double>(*h.bare_sum) / 100.0;
        return weigh(sized_by_share(offer, h), reply);
    }
    const bool wraps_up = h.acts.has(Act::ConfirmResolution) || h.acts.has(Act::Closing) || h.question;
    if (reply.answered || wraps_up || take_remark(h, reply))
        return;
    if (agreed_before)
        reply.answer(stock(Say::AlreadyAgreed));
    else if (settled_before && !h.in_full)
        reply.answer(stock(gives_more(h)                ? Say::ThanksAfterOffer
                           : changes_what_was_agreed(h) ? Say::SettledAlready
                                                        : Say::AckStatement));
}

/// Money on top of what was agreed is no change of it.
bool Customer::State::gives_more(const Heard& h) const {
    return std::ranges::all_of(h.offers, [&](const HeardOffer& offer) {
        const ResolutionKind kind = agenda.problem(offer.problem).resolutions[offer.resolution].kind;
        return kind == ResolutionKind::Credit || kind == ResolutionKind::Waiver || kind == ResolutionKind::Discount;
    });
}

void Customer::State::answer_refusal(const Heard& h, CustomerReply& reply) {
    const auto current = agenda.current();
    const bool agreed =
        std::ranges::any_of(facts, [](const CallFact& f) { return f.kind == CallFactKind::OfferAccepted; });
    if (!h.refusal || !current || agreed || h.acts.has(Act::Dismissive))
        return;
    const bool soft = (h.gives_reason || h.acts.has(Act::Apology)) && h.gives_alternative;
    mood(soft ? Cause::RefusalExplained : Cause::RefusalBare);
    const bool honest = agenda.problem(*current).policy_forbids && soft;
    if (honest) {
        // Where the rules forbid the wish, saying so well is the best there is.
        agenda.state(*current).settled = std::max(agenda.state(*current).settled, 0.6);
        fact(CallFactKind::ProblemSettled, agenda.problem(*current).id, agenda.state(*current).settled);
    }
    if (!reply.answered)
        reply.answer(stock(soft ? Say::RefusedSoft : Say::RefusedBare));
}

/// The agent says that somebody else will take it, or that it goes to a higher place.
void Customer::State::answer_handover(const Heard& h, CustomerReply& reply) {
    const bool transfer = h.acts.has(Act::Transfer), escalate = h.acts.has(Act::Escalate);
    if (!transfer && !escalate)
        return;
    if (supervisor_asked > 0 && !supervisor_granted) {
        supervisor_granted = true;
        mood(Cause::SupervisorGranted);
    }
    if (escalate)
        settle_by_escalation(utterance);
    if (reply.answered)
        return;
    if (escalate)
        reply.answer(stock(Say::EscalateOk));
    else
        reply.answer(stock(temper() == Emotion::Angry && !supervisor_granted ? Say::TransferBad : Say::TransferOk));
}

bool Customer::State::settle_by_escalation(UtteranceId) {
    const auto current = agenda.current();
    if (!current)
        return false;
    const Problem& p = agenda.problem(*current);
    ProblemState& state = agenda.state(*current);
    for (std::size_t r = 0; r < p.resolutions.size(); ++r) {
        if (p.resolutions[r].kind != ResolutionKind::Escalation || state.agreed[r])
            continue;
        CustomerReply unspoken;
        unspoken.answered = true;
        agree({*current, r, std::nullopt, std::nullopt, false}, unspoken);
        return true;
    }
    return false;
}

/// The problem is still open, and the agent winds up. What was called for is "the thing I called for"; anything later
/// is named again.
void Customer::State::insist(std::size_t problem, CustomerReply& reply) {
    if (problem == 0 || !agenda.done(0))
        return reply.answer(stock(Say::NotDone));
    reply.answer(stock(Say::StillOpen));
    if (auto words = wording.authored(agenda.problem(problem).statement))
        reply.add(*words);
    else if (auto detail = wording.next_authored(agenda.problem(problem).details))
        reply.add(*detail);
}

void Customer::State::confirm_resolution(double share) {
    if (confirmed || !agenda.all_stated_done() || !agenda.anything_settled())
        return;
    confirmed = true;
    mood(Cause::ResolutionConfirmed, share);
    stage = CallStage::Closing;
}

namespace {

/// "What is your work?", "could somebody call the shop?", "were you content with them?": sounds like winding up.
bool asks_of_something_else(const Heard& h) {
    constexpr auto kKinds =
        std::to_array<QuestionKind>({QuestionKind::Word, QuestionKind::Request, QuestionKind::Consent});
    if (std::ranges::find(kKinds, h.kind) != kKinds.end())
        return true;
    constexpr auto kOpens = std::to_array<std::string_view>({"could", "were"});
    const auto questions = questions_in(h.tokens);
    return h.kind == QuestionKind::YesNo && !questions.empty() && one_of(h.tokens[questions.back().begin].word, kOpens);
}

}  // namespace

/// "Is there anything else?", "Did that solve it?"
void Customer::State::answer_wrap_up(const Heard& h, CustomerReply& reply) {
    // "What is your work?" asks about something else, whatever it sounds like.
    if (!h.acts.has(Act::ConfirmResolution) || !opened || (asks_of_something_else(h) && !h.anything_else))
        return;
    if (const auto current = agenda.current()) {
        const bool settled_now = std::ranges::any_of(facts, [](const CallFact& f) {
            return f.kind == CallFactKind::ProblemSettled || f.kind == CallFactKind::ProblemStated;
        });
        if (!reply.answered && !settled_now) {
            if (h.kind == QuestionKind::Result || h.kind == QuestionKind::Comprehension ||
                (h.kind == QuestionKind::Acceptable && !h.anything_else))
                return void(answer_by_kind(h, reply));
            ++not_done_reminders;
            insist(*current, reply);
        }
        return;
    }
    if (!agenda.state(0).stated)
        return state_problem(0, reply);
    if (const auto next = agenda.next(ledger.mood())) {
        reply.add(stock(Say::OneMoreThing));
        return state_problem(*next, reply);
    }
    for (const std::size_t p : h.brought_up)
        if (!agenda.state(p).stated && agenda.open(agenda.problem(p).gate, ledger.mood())) {
            reply.add(stock(Say::OneMoreThing));
            return state_problem(p, reply);
        }
    // "Anything else?" confirms it in passing; "does that solve it for you?" asks.
    constexpr double kInPassing = 0.6;
    confirm_resolution(h.anything_else ? kInPassing : 1.0);
    if (!reply.answered)
        reply.answer(stock(h.anything_else ? Say::NothingElse : Say::YesSolved));
}

bool Customer::State::answer_farewell(const Heard& h, CustomerReply& reply) {
    // Who asks something waits for the answer.
    const bool asks_on = h.question && !h.farewell && h.tokens.back().in_question && h.kind != QuestionKind::Tag;
    const bool closing = (h.acts.has(Act::Closing) || h.farewell) && !asks_on;
    const bool asks_more = h.acts.has(Act::ConfirmResolution) && reply.answered;
    if (!closing || !opened || asks_more || reply.answered)
        return false;
    // "And happy birthday!" takes leave of nobody.
    static const PatternSet feasts{"(happy|merry) (birthday|anniversary|christmas|easter|new year)", "congratulations",
                                   "get well"};
    if (!h.farewell && knows_matter() && feasts.in(h.tokens))
        return take_remark(h, reply);
    const bool solved = agenda.all_stated_done() && agenda.anything_settled();
    if (!solved && not_done_reminders == 0 && !said_goodbye) {
        ++not_done_reminders;
        mood(Cause::LeftUnsolved);
        if (const auto current = agenda.current())
            insist(*current, reply);
        else
            reply.answer(stock(Say::NotDone));
        return true;
    }
    stage = CallStage::Closing;
    constexpr double kByName = 0.4;
    if (!said_goodbye && solved && !agent_name.empty() && temper() != Emotion::Frustrated && random.unit() < kByName)
        reply.answer(wording.stock_about(Say::ThanksByName, temper(), "{agent}", agent_name));
    else if (!said_goodbye)
        reply.answer(stock(!solved                      ? Say::GoodbyeUnsolved
                           : temper() == Emotion::Happy ? Say::GoodbyeHappy
                                                        : Say::GoodbyePlain));
    else
        reply.answer(stock(Say::GoodbyePlain));
    said_goodbye = true;
    if (h.farewell || !solved) {
        mood(Cause::Goodbye);
        gone = true;
    }
    return true;
}

}  // namespace mockcall
