// Steps and offers that come before the customer has told the problem they are about: a quick agent loses nothing.
#include <algorithm>

#include "domain/customer/state.hpp"

namespace mockcall {

using namespace customer_detail;

/// The agent knows it already; nobody needs to say it.
void Customer::State::take_as_stated(std::size_t problem) {
    agenda.state(problem).stated = true;
    fact(CallFactKind::ProblemStated, agenda.problem(problem).id);
    turns_since_statement = 0;
    if (stage == CallStage::Opening)
        stage = CallStage::Problem;
}

void Customer::State::meet_unstated(Heard& h, CustomerReply& reply) {
    const auto stated = [&](const auto& x) { return agenda.state(x.problem).stated; };
    if (opened && !agenda.state(0).stated) {
        std::ranges::copy_if(early_offers, std::back_inserter(h.offers), [](const auto& o) { return o.problem == 0; });
        std::ranges::copy_if(early_steps, std::back_inserter(h.steps), [](const auto& s) { return s.problem == 0; });
        const auto of_first = [](const auto& x) { return x.problem == 0; };
        const bool offered = std::ranges::any_of(h.offers, of_first);
        if (offered || std::ranges::any_of(h.steps, of_first)) {
            std::erase_if(early_offers, of_first);
            std::erase_if(early_steps, of_first);
            // Somebody who asks on hears the story all the same.
            if (!offered && h.acts.has(Act::OpenQuestion))
                state_problem(0, reply);
            else
                take_as_stated(0);
        }
    }
    // Words that fit a problem on the table are about that one.
    const auto taken = [&](const HeardOffer& o) {
        return std::ranges::any_of(h.offers, [&](const HeardOffer& other) {
            return stated(other) && !agenda.done(other.problem) && other.at.begin < o.at.end &&
                   o.at.begin < other.at.end;
        });
    };
    for (const HeardOffer& o : h.offers) {
        if (stated(o) || taken(o))
            continue;
        if (opened && o.problem > 0 && agenda.open(agenda.problem(o.problem).gate, ledger.mood()))
            take_as_stated(o.problem);
        else
            early_offers.push_back(o);
    }
    std::ranges::copy_if(h.steps, std::back_inserter(early_steps), [&](const auto& s) { return !stated(s); });
}

/// The problem is on the table now: what was said for it before is judged.
void Customer::State::recall(std::size_t problem, CustomerReply& reply) {
    const auto of_this = [&](const auto& x) { return x.problem == problem; };
    Heard remembered;
    std::ranges::copy_if(early_steps, std::back_inserter(remembered.steps), of_this);
    std::ranges::copy_if(early_offers, std::back_inserter(remembered.offers), of_this);
    std::erase_if(early_steps, of_this);
    std::erase_if(early_offers, of_this);
    if (remembered.steps.empty() && remembered.offers.empty())
        return;
    const bool was_done = agenda.done(problem);
    CustomerReply unspoken;
    unspoken.answered = true;
    answer_steps(remembered, unspoken);
    answer_offers(remembered, unspoken);
    if (!was_done && agenda.done(problem))
        reply.add(stock(Say::OfferedBefore));
}

}  // namespace mockcall
