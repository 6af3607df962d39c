#include "domain/customer/agenda.hpp"

#include <algorithm>
#include <utility>

#include "domain/dialogue/text.hpp"

namespace mockcall::customer_detail {

Agenda::Agenda(const Scenario& scenario, std::shared_ptr<const CustomerKnowledge> knowledge, int disclosure)
    : scenario_(scenario), disclosure_(disclosure), knowledge_(std::move(knowledge)) {
    fact_states_.resize(facts().size());
    for (const Problem& p : scenario.problems)
        problems_.push_back({false, 0, std::vector<bool>(p.steps.size()), std::vector<bool>(p.resolutions.size()), {}});
}

bool Agenda::open(const Gate& gate, int mood) const {
    if ((gate.company_known && !company_known) || (gate.verified && !verified))
        return false;
    if (gate.min_mood > 0 && mood + disclosure_ < gate.min_mood)
        return false;
    return std::ranges::all_of(gate.after, [&](const std::string& id) {
        for (std::size_t i = 0; i < facts().size(); ++i)
            if (facts()[i].id == id)
                return fact_states_[i].told;
        return true;
    });
}

bool Agenda::keeps_back(std::string_view line, int mood) const {
    const std::vector<Token> tokens = tokenize(line);
    for (std::size_t i = 0; i < facts().size(); ++i) {
        const Fact& fact = facts()[i];
        if (fact_states_[i].told || allowed_ == i || fact.id.starts_with("profile."))
            continue;
        if ((fact.gate.asked || !open(fact.gate, mood)) && knowledge_->values[i].in(tokens))
            return true;
    }
    return false;
}

bool Agenda::has_identity() const {
    return std::ranges::any_of(facts(), [](const Fact& f) { return f.kind == FactKind::Identity; });
}

bool Agenda::all_identity_told() const {
    for (std::size_t i = 0; i < facts().size(); ++i)
        if (facts()[i].kind == FactKind::Identity && !fact_states_[i].told)
            return false;
    return has_identity();
}

bool Agenda::any_identity_told() const {
    for (std::size_t i = 0; i < facts().size(); ++i)
        if (facts()[i].kind == FactKind::Identity && fact_states_[i].told)
            return true;
    return false;
}

std::optional<std::size_t> Agenda::current() const {
    for (std::size_t i = 0; i < problems_.size(); ++i)
        if (problems_[i].stated && !done(i))
            return i;
    return std::nullopt;
}

std::optional<std::size_t> Agenda::next(int mood) const {
    for (std::size_t i = 0; i < problems_.size(); ++i) {
        const Problem& p = scenario_.problems[i];
        if (problems_[i].stated || (p.hidden && (p.gate.asked || !open(p.gate, mood))))
            continue;
        return i;
    }
    return std::nullopt;
}

bool Agenda::anything_settled() const {
    return std::ranges::any_of(problems_, [](const ProblemState& p) { return p.settled > 0; });
}

bool Agenda::all_stated_done() const {
    for (std::size_t i = 0; i < problems_.size(); ++i)
        if ((problems_[i].stated || !scenario_.problems[i].hidden) && !done(i))
            return false;
    return true;
}

}  // namespace mockcall::customer_detail
