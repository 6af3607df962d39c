// Steps and offers that come before the customer has told the problem they are about: a quick agent loses nothing.
#include <algorithm>
#include <set>

#include "domain/customer/everyday_words.hpp"
#include "domain/customer/state.hpp"

namespace mockcall {

using namespace customer_detail;

namespace {

/// Who goes on offering before anything is known is remembered by the latest of it.
constexpr std::size_t kMostRemembered = 32;

template <class T>
void forget_oldest(std::vector<T>& remembered) {
    if (remembered.size() > kMostRemembered)
        remembered.erase(remembered.begin(), remembered.end() - kMostRemembered);
}

std::set<std::string> matter_in(std::string_view line) {
    constexpr std::size_t kShort = 2;
    std::set<std::string> out;
    for (const Token& token : tokenize(line))
        if (token.word.size() > kShort && !is_everyday(token.word))
            out.insert(token.stem);
    return out;
}

}  // namespace

/// The customer's first words may say it all: "I'd like to stop my coffee box".
bool Customer::State::tells_matter(std::string_view line) const {
    constexpr std::size_t kFewest = 2;
    const auto told = matter_in(line);
    return std::ranges::any_of(agenda.problem(0).statement, [&](const std::string& statement) {
        const auto matter = matter_in(statement);
        const auto shared = static_cast<std::size_t>(
            std::ranges::count_if(matter, [&](const std::string& stem) { return told.contains(stem); }));
        return shared >= kFewest && shared * 2 >= matter.size();
    });
}

/// The agent knows it already; nobody needs to say it.
void Customer::State::take_as_stated(std::size_t problem) {
    agenda.state(problem).stated = true;
    fact(CallFactKind::ProblemStated, agenda.problem(problem).id);
    turns_since_statement = 0;
    if (stage == CallStage::Opening)
        stage = CallStage::Problem;
}

/// The offer names what the customer had kept to themselves: what stood before it is told now, if it may be.
bool Customer::State::opens_by_offer(std::size_t problem, CustomerReply& reply) {
    const Gate& gate = agenda.problem(problem).gate;
    if (agenda.open(gate, ledger.mood()))
        return true;
    Gate bare = gate;
    bare.after.clear();
    if (!agenda.open(bare, ledger.mood()))
        return false;
    for (std::size_t i = 0; i < agenda.facts().size(); ++i) {
        const Fact& f = agenda.facts()[i];
        const bool before = std::ranges::find(gate.after, f.id) != gate.after.end();
        if (before && !agenda.fact_state(i).told && agenda.open(f.gate, ledger.mood()))
            tell_fact(i, reply);
    }
    return agenda.open(gate, ledger.mood());
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
    const bool known = std::ranges::any_of(h.offers, stated);
    bool offered_unasked = false, for_hidden = true;
    for (const HeardOffer& o : h.offers) {
        if (stated(o) || taken(o))
            continue;
        if (opened && o.problem > 0 && opens_by_offer(o.problem, reply))
            take_as_stated(o.problem);
        else
            early_offers.push_back(o);
        for_hidden = for_hidden && o.problem > 0;
        offered_unasked = !known && (offered_unasked || !agenda.state(o.problem).stated);
    }
    if (opened && offered_unasked && h.steps.empty() && !h.question && !reply.answered && agenda.state(0).stated)
        // What they have kept to themselves so far is theirs all the same.
        reply.answer(stock(for_hidden ? Say::AckStatement : Say::OfferUnclear));
    std::ranges::copy_if(h.steps, std::back_inserter(early_steps), [&](const auto& s) { return !stated(s); });
    forget_oldest(early_offers);
    forget_oldest(early_steps);
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
