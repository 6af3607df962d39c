#include "domain/customer/agenda.hpp"

#include <algorithm>
#include <array>

#include "domain/dialogue/text.hpp"

namespace mockcall::customer_detail {

namespace {

struct ProfileKey {
    std::string_view key;
    std::vector<std::string> asks;
    std::vector<std::string> say;
};

/// What customers know by themselves when the record holds it and the author wrote no fact for it.
const std::vector<ProfileKey>& profile_keys() {
    static const std::vector<ProfileKey> keys{
        {"accountNumber", {"account number", "account id"}, {"My account number is {spelled}.", "It's {spelled}."}},
        {"orderNumber", {"order number", "order id"}, {"The order number is {spelled}.", "It's {spelled}."}},
        {"memberId", {"member number|id", "membership number"}, {"My member number is {spelled}.", "It's {spelled}."}},
        {"policyNumber", {"policy number"}, {"The policy number is {spelled}.", "It's {spelled}."}},
        {"customerId", {"customer number|id"}, {"My customer number is {spelled}.", "It's {spelled}."}},
        {"phone",
         {"phone number", "number to reach", "callback number", "telephone"},
         {"You can reach me at {value}.", "My number is {value}."}},
        {"phoneNumber",
         {"phone number", "number to reach", "callback number", "telephone"},
         {"You can reach me at {value}.", "My number is {value}."}},
        {"email", {"email"}, {"My email is {value}.", "It's {value}."}},
        {"dateOfBirth",
         {"date of birth", "birth date", "birthday", "birthdate", "when were you born"},
         {"I was born on {value}.", "{value}."}},
        {"address",
         {"your address", "home address", "billing address", "mailing address"},
         {"I live at {value}.", "It's {value}."}},
        {"zipCode", {"zip code", "postal code", "postcode"}, {"The zip code is {spelled}.", "{spelled}."}},
        {"serviceType",
         {"which|what plan", "which|what service", "which|what package"},
         {"I have the {value}.", "The {value}."}},
        {"plan", {"which|what plan", "which|what package"}, {"I have the {value}.", "The {value}."}},
        {"monthlyBill",
         {"how much ... normally|usually pay", "usual|normal bill", "monthly bill|rate"},
         {"Normally it's {value}.", "I usually pay {value}."}},
    };
    return keys;
}

}  // namespace

Agenda::Agenda(const Scenario& scenario, int disclosure)
    : scenario_(scenario), disclosure_(disclosure), facts_(scenario.facts) {
    for (const auto& [key, value] : scenario.profile) {
        const bool written = std::ranges::any_of(scenario.facts, [&](const Fact& f) { return f.value == value.text; });
        for (const ProfileKey& known : profile_keys())
            if (!written && known.key == key)
                facts_.push_back({"profile." + key, FactKind::Detail, value.text, known.asks, known.say, {}});
    }
    for (const Fact& fact : facts_)
        values_.emplace_back(fact.value);
    fact_states_.resize(facts_.size());
    for (const Problem& p : scenario.problems)
        problems_.push_back({false, 0, std::vector<bool>(p.steps.size()), std::vector<bool>(p.resolutions.size()), {}});
}

bool Agenda::open(const Gate& gate, int mood) const {
    if ((gate.company_known && !company_known) || (gate.verified && !verified))
        return false;
    if (gate.min_mood > 0 && mood + disclosure_ < gate.min_mood)
        return false;
    return std::ranges::all_of(gate.after, [&](const std::string& id) {
        for (std::size_t i = 0; i < facts_.size(); ++i)
            if (facts_[i].id == id)
                return fact_states_[i].told;
        return true;
    });
}

bool Agenda::keeps_back(std::string_view line, int mood) const {
    const std::vector<Token> tokens = tokenize(line);
    for (std::size_t i = 0; i < facts_.size(); ++i) {
        const Fact& fact = facts_[i];
        if (fact_states_[i].told || allowed_ == i || fact.id.starts_with("profile."))
            continue;
        if ((fact.gate.asked || !open(fact.gate, mood)) && values_[i].in(tokens))
            return true;
    }
    return false;
}

bool Agenda::has_identity() const {
    return std::ranges::any_of(facts_, [](const Fact& f) { return f.kind == FactKind::Identity; });
}

bool Agenda::all_identity_told() const {
    for (std::size_t i = 0; i < facts_.size(); ++i)
        if (facts_[i].kind == FactKind::Identity && !fact_states_[i].told)
            return false;
    return has_identity();
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
