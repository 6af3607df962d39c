// What a turn does to the customer's mood, before it is answered.
#include <algorithm>

#include "domain/customer/daily_life.hpp"
#include "domain/customer/state.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall {

using namespace customer_detail;

void Customer::State::take_impressions(const Heard& h, const AgentUtterance& turn) {
    if (h.acts.has(Act::CompanyName) || (asked_who && h.affirms))
        agenda.company_known = true;
    asked_who = false;
    if (turn.talked_over_customer && !h.backchannel && !turn.continues)
        mood(Cause::TalkedOver);
    apology(h);
    understanding(h);
    disclosure(h);
}

void Customer::State::misconduct(const Heard& h, CustomerReply& reply) {
    // A doubtful recognition must not cost anybody: what was surely said counts.
    constexpr double kSure = 0.6;
    if (h.confidence < kSure)
        return;
    // "You take care of yourself, honey": meant well, however it sounds.
    const bool means_well = h.farewell && everyday_reaction(h.tokens) == Say::WishedWell;
    if (h.acts.has(Act::Rude) && !means_well) {
        ++insults;
        mood(Cause::Rudeness);
        reply.add(stock(Say::Insulted));
    } else if (h.acts.has(Act::Blame)) {
        mood(Cause::Blame);
        reply.add(stock(Say::Blamed));
    } else if (h.acts.has(Act::Dismissive) && h.offers.empty() && h.kind != QuestionKind::Choice) {
        mood(Cause::Dismissal);
        reply.add(stock(Say::Dismissed));
    } else if (h.acts.has(Act::Jargon) && scenario->persona.tech_savviness < 0.6) {
        mood(Cause::Jargon);
        reply.add(stock(Say::Jargon));
    }
}

void Customer::State::apology(const Heard& h) {
    if (!h.acts.has(Act::Apology))
        return;
    ++apologies;
    const bool matter = agenda.current().has_value() || opened;
    // "Sorry, could you say that again?" and a sorry before anything was told apologise for nothing.
    if (!matter || h.repeat_please) {
        --apologies;
        return;
    }
    constexpr int kEarly = 3;
    const bool early = turns_since_statement <= kEarly;
    const bool specific = h.specific || h.tokens.size() >= 6;
    if (apologies == 1 && !specific)
        mood(Cause::ApologyUnspecific);
    else if (apologies == 1 && h.acts.has(Act::Empathy))
        mood(Cause::ApologyWithEmpathy);
    else if (apologies == 1)
        mood(early ? Cause::ApologyEarly : Cause::ApologyLate);
    else
        mood(apologies == 2 ? Cause::ApologyAgain : Cause::ApologyWornOut);
}

void Customer::State::understanding(const Heard& h) {
    if (!opened)
        return;
    if (h.paraphrase && knows_matter())
        mood(paraphrases++ == 0 ? Cause::Paraphrase : Cause::ParaphraseAgain);
    if (h.perspective) {
        mood(perspectives++ == 0 ? Cause::PerspectiveTaking : Cause::SympathyAgain);
    } else if (h.acts.has(Act::Empathy)) {
        const bool counted = apologies == 1 && h.acts.has(Act::Apology);
        if (!counted)
            mood(sympathies++ == 0 ? Cause::Sympathy : Cause::SympathyAgain);
    } else if (h.bare_understanding && sympathies + perspectives < 3) {
        ++sympathies;
        mood(Cause::BareUnderstanding);
    }
}

/// Data of the record told to somebody whose identity nobody has checked.
void Customer::State::disclosure(const Heard& h) {
    if (agenda.verified || !agenda.has_identity())
        return;
    const auto tells = [&](const std::string& value) {
        const bool telling =
            value.find_first_of("0123456789") != std::string::npos || value.find(' ') != std::string::npos;
        return telling && mentions(h.text, value) && !mentions(last_line, value);
    };
    for (std::size_t i = 0; i < agenda.facts().size(); ++i) {
        const Fact& f = agenda.facts()[i];
        const bool name = f.value == scenario->persona.name;
        if (!name && !agenda.fact_state(i).told && tells(f.value))
            fact(CallFactKind::DisclosedUnverified, f.id);
    }
    for (const auto& [key, value] : scenario->profile) {
        const bool is_fact = std::ranges::any_of(agenda.facts(), [&](const Fact& f) { return f.value == value.text; });
        if (!is_fact && value.text != scenario->persona.name && !value.number && tells(value.text))
            fact(CallFactKind::DisclosedUnverified, key);
    }
}

}  // namespace mockcall
