// What the customer says to a turn that asks nothing and offers nothing.
#include <algorithm>

#include "domain/customer/daily_life.hpp"
#include "domain/customer/state.hpp"

namespace mockcall {

using namespace customer_detail;

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
    if (take_remark(h, reply))
        return;
    take_in(h, reply);
    if (knows_matter())
        return wait_for_more(h, reply);
    if (!reply.answered && h.thanks)
        reply.answer(stock(Say::Welcome));
    if (!reply.answered)
        reply.answer(stock(Say::AckStatement));
}

/// Praise, good wishes, the agent's own life: taken as what they are.
bool Customer::State::take_remark(const Heard& h, CustomerReply& reply) {
    const bool business = h.question || h.paraphrase || h.acts.has(Act::Apology) || h.acts.has(Act::Transfer) ||
                          h.acts.has(Act::Escalate) || h.instructs;
    const auto how = business ? std::nullopt : everyday_reaction(h.tokens);
    if (!how || (*how == Say::TakesRemark && (tells_a_deed(h.tokens) || !h.time_named.empty())))
        return false;
    reply.answer(stock(*how));
    return true;
}

/// What a statement is answered with, by what it is.
void Customer::State::take_in(const Heard& h, CustomerReply& reply) {
    const bool settled = !knows_matter() && agenda.anything_settled();
    if (h.paraphrase || h.restates)
        reply.answer(stock(Say::AckParaphrase));
    else if (h.acts.has(Act::Apology))
        reply.answer(stock(apologies > 2 ? Say::ApologyWornOut : Say::AckApology));
    else if (h.acts.has(Act::Empathy))
        reply.answer(stock(Say::AckEmpathy));
    else if (h.instructs)
        reply.answer(stock(Say::DoesIt));
    else if (!h.time_named.empty() && (!knows_matter() || agenda.anything_settled() || tells_a_deed(h.tokens)))
        reply.answer(wording.stock_about(Say::HearsTime, temper(), "{echo}", h.time_named));
    // The sum of what was agreed, told once more; or one on top of it.
    else if (settled && (!h.amounts.empty() || h.in_full))
        reply.answer(stock(tells_own_deed(h.tokens) ? Say::ThanksAfterOffer : Say::AlreadyAgreed));
    else if (tells_a_deed(h.tokens) || h.acts.has(Act::OfferCompensation))
        reply.answer(stock(Say::HearsDeed));
}

/// While the matter is open: tells on, takes in what is said about it, or asks what comes of it.
void Customer::State::wait_for_more(const Heard& h, CustomerReply& reply) {
    const bool more = scenario->persona.talkativeness > 0.4 || !reply.answered;
    if ((h.backchannel || h.acts.has(Act::Empathy)) && more && tell_more(reply))
        return;
    // Who is told something about the matter takes it in before asking what comes of it.
    constexpr std::size_t kTelling = 7;
    const bool told_something =
        tells_a_deed(h.tokens) || ((h.of_matter || !h.amounts.empty()) && h.tokens.size() >= kTelling && !h.question);
    const int bears = told_something ? 2 : 1;
    const bool wants = stalled >= bears || !reply.answered;
    // Who is upset asks on sooner than to nod.
    constexpr double kAsksOn = 0.4;
    const bool asks_on = temper() != Emotion::Neutral && !told_something && random.unit() < kAsksOn;
    if (wants && !h.instructs)
        reply.answer(stalled >= bears || h.backchannel || (asks_on && !reply.answered) ? stock(Say::AskProgress)
                                                                                       : stock(Say::AckStatement));
    digress(reply);
}

}  // namespace mockcall
