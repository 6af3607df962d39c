// Short questions answered by their kind, and what the customer adds or asks of their own accord.
#include <algorithm>

#include "domain/customer/daily_life.hpp"
#include "domain/customer/state.hpp"

namespace mockcall {

using namespace customer_detail;

bool Customer::State::settled_now(std::size_t problem) const {
    return std::ranges::any_of(facts, [&](const CallFact& f) {
        return f.kind == CallFactKind::ProblemSettled && f.id == agenda.problem(problem).id;
    });
}

namespace {

/// "Could you reload it and tell me what you see?"
bool asks_what_comes_of_it(const std::vector<Token>& tokens) {
    static const PhraseList tells{"tell me what|if|whether", "what you see", "see if|whether",
                                  "let me know what|if|whether"};
    return tells.in(tokens);
}

}  // namespace

/// Questions that any customer can answer, whatever the matter is.
bool Customer::State::answer_by_kind(const Heard& h, CustomerReply& reply) {
    const auto current = agenda.current();
    const bool something = agenda.anything_settled();
    switch (h.kind) {
        case QuestionKind::GoOn:
        case QuestionKind::Why:
            if (!tell_more(reply))
                reply.answer(stock(knows_matter() ? Say::ElaborateDone : Say::NothingElse));
            return true;
        case QuestionKind::Comprehension: reply.answer(stock(Say::Follows)); return true;
        case QuestionKind::Result: reply.answer(stock(current ? Say::StillBroken : Say::WorksNow)); return true;
        case QuestionKind::Acceptable:
            reply.answer(stock(something ? Say::AgreesToTerms : Say::WhatTerms));
            return true;
        case QuestionKind::Preference: reply.answer(stock(Say::Prefers)); return true;
        case QuestionKind::Arrival: reply.answer(stock(Say::Arrives)); return true;
        case QuestionKind::Request:
            reply.answer(stock(Say::DoesIt));
            if (asks_what_comes_of_it(h.tokens))
                reply.add(stock(current ? Say::StillBroken : Say::WorksNow));
            return true;
        case QuestionKind::Consent: reply.answer(stock(Say::Consents)); return true;
        case QuestionKind::Tag: reply.answer(stock(Say::RightSo)); return true;
        case QuestionKind::Choice: reply.answer(stock(Say::Either)); return true;
        default: break;
    }
    const bool offers = h.acts.has(Act::OfferCompensation) || !h.percents.empty() || !h.amounts.empty();
    if (!offers || current || !something)
        return false;
    reply.answer(stock(Say::SettledAlready));
    return true;
}

/// Who called to buy something weighs a recommendation; anybody else called for something else.
void Customer::State::answer_upsell(CustomerReply& reply) {
    const bool buying = scenario->category == Category::Sales && !agenda.anything_settled();
    reply.answer(stock(buying ? Say::Considers : Say::DeclineUpsell));
}

/// Nothing is known of it: what most people would say, in the question's own verb.
void Customer::State::answer_yes_or_no(const Heard& h, const Span& one, CustomerReply& reply) {
    const auto asked = tokens_in(h.tokens, one);
    const std::vector<Token> words(asked.begin(), asked.end());
    // What was told of it holds.
    const bool told = std::ranges::any_of(h.asked, [&](std::size_t i) { return agenda.fact_state(i).told; });
    auto answer = short_answer(words);
    const auto known = told ? std::optional(true) : evidence_for(h, one);
    if (answer && known)
        answer->yes = *known;
    if (!answer)
        return reply.answer(stock(known.value_or(mostly_yes(words)) ? Say::AnswersYes : Say::AnswersNo));
    const Say say = answer->of_self ? (answer->yes ? Say::ShortYes : Say::ShortNo)
                                    : (answer->yes ? Say::BelievesYes : Say::BelievesNo);
    reply.answer(wording.stock_about(say, temper(), "{echo}", say == Say::ShortNo ? answer->denied : answer->affirmed));
}

/// Talkative people say a little more than was asked.
void Customer::State::digress(CustomerReply& reply) {
    constexpr int kMost = 3;
    if (digressions >= kMost || temper() == Emotion::Angry || reply.pieces.size() > 2)
        return;
    if (random.unit() >= (scenario->persona.talkativeness - 0.45) * 0.6)
        return;
    ++digressions;
    reply.add(stock(Say::Digression));
}

/// An offer taken leaves a question open now and then: when, in writing, not again?
void Customer::State::ask_back(const HeardOffer& offer, CustomerReply& reply) {
    constexpr int kMost = 2;
    constexpr double kAsks = 0.45;
    if (asked_back >= kMost || reply.pieces.empty() || reply.pieces.back().ends_with('?') || random.unit() >= kAsks)
        return;
    std::optional<Say> asks;
    switch (agenda.problem(offer.problem).resolutions[offer.resolution].kind) {
        case ResolutionKind::Credit:
        case ResolutionKind::Refund: asks = Say::AsksWhenMoney; break;
        case ResolutionKind::Waiver:
        case ResolutionKind::Discount:
        case ResolutionKind::Cancellation: asks = Say::AsksInWriting; break;
        case ResolutionKind::Replacement: asks = Say::AsksWhenThing; break;
        case ResolutionKind::Ticket:
        case ResolutionKind::Escalation: asks = Say::AsksWhenCall; break;
        case ResolutionKind::Fix: asks = Say::AsksNoRepeat; break;
        default: return;
    }
    const bool asks_when = asks == Say::AsksWhenMoney || asks == Say::AsksWhenThing || asks == Say::AsksWhenCall;
    if (asks_when && !time_named.empty())
        asks = Say::AsksInWriting;
    ++asked_back;
    reply.add(stock(*asks));
}

}  // namespace mockcall
