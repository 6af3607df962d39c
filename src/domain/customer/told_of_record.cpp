// What the agent did in the record and now tells: the customer can see it there, so it is believed as it stands.
#include <algorithm>
#include <span>

#include "domain/crm/fitting.hpp"
#include "domain/customer/state.hpp"

namespace mockcall {

using namespace customer_detail;

namespace {

/// "I have credited it", "that is done": something was done, and nothing is only promised.
bool tells_of_a_deed(const std::vector<Token>& tokens) {
    static const PhraseList told{"have done|made|entered|processed|put|applied|booked|opened|sent|arranged|set",
                                 "have credited|refunded|waived|cancelled|canceled|changed|ordered|removed|added",
                                 "just did|credited|refunded|waived|cancelled|canceled|booked|changed|ordered",
                                 "it|that|this is done|in|through|booked",
                                 "all done|set",
                                 "took|taken care of",
                                 "went through",
                                 "see it on|in your account|app|statement"};
    return std::ranges::any_of(told.phrases(), [&](const Phrase& phrase) {
        const auto at = phrase.find(tokens);
        if (!at || denied(tokens, at->begin))
            return false;
        const auto words = std::span(tokens).subspan(at->begin, at->end - at->begin);
        return std::ranges::none_of(words, [](const Token& t) { return t.word == "not" || t.word == "never"; });
    });
}

}  // namespace

const CrmOperation* Customer::State::done_for(const Resolution& r) const {
    const auto found = std::ranges::find_if(done_in_record.rbegin(), done_in_record.rend(),
                                            [&](const CrmOperation& o) { return carries_out(o, r); });
    return found == done_in_record.rend() ? nullptr : &*found;
}

/// "How much?" needs no asking where the customer can see it.
void Customer::State::see_size_in_record(const Resolution& r, HeardOffer& offer) const {
    const CrmOperation* done = done_for(r);
    if (done == nullptr)
        return;
    if (r.min_cents && !offer.cents)
        offer.cents = done->cents;
    if (r.min_percent && !offer.percent)
        offer.percent = done->percent;
}

void Customer::State::hear_of_record(Heard& h) const {
    if (done_in_record.empty())
        return;
    const bool deed = tells_of_a_deed(h.tokens);
    if (!deed)
        return;
    for (HeardOffer& offer : h.offers)
        see_size_in_record(agenda.problem(offer.problem).resolutions[offer.resolution], offer);
    if (!h.offers.empty() || h.refusal)
        return;
    for (std::size_t p = 0; p < agenda.problem_count(); ++p) {
        const ProblemState& state = agenda.state(p);
        if (!state.stated || agenda.done(p))
            continue;
        const auto& resolutions = agenda.problem(p).resolutions;
        for (std::size_t r = 0; r < resolutions.size(); ++r) {
            const CrmOperation* done = state.agreed[r] ? nullptr : done_for(resolutions[r]);
            if (done == nullptr)
                continue;
            h.offers.push_back({p, r, done->cents, done->percent, false, {}});
            return;
        }
    }
}

}  // namespace mockcall
