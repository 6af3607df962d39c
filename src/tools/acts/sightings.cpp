#include "tools/acts/sightings.hpp"

#include <cctype>

#include "domain/dialogue/act_model.hpp"

namespace mockcall::acts {

namespace {

constexpr double kAsWritten = 0.6;
constexpr double kAsHeard = 0.4;

bool digit_at(const std::string& text, std::size_t i) {
    return i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0;
}

std::string as_heard(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        const bool in_number = (c == '.' || c == ',') && i > 0 && digit_at(text, i - 1) && digit_at(text, i + 1);
        const bool kept = c >= 128 || std::isalnum(c) != 0 || c == '\'' || c == '$' || c == '%' || in_number;
        out += kept ? static_cast<char>(std::tolower(c)) : ' ';
    }
    return out;
}

Sighting see(const Example& example, const std::string& text, double weight, bool with_rules) {
    const Utterance said = utterance_of(text, example.before, "");
    const ActEvidence rules = with_rules ? rule_evidence(said) : ActEvidence{};
    Sighting seen{&example, act_features(said, rules), {}, weight};
    for (std::size_t act = 0; act < kLearnedActs; ++act)
        if (says(rules, act))
            seen.by_rule.add(static_cast<Act>(act));
    return seen;
}

}  // namespace

std::vector<Sighting> sightings_of(std::span<const Example> examples, bool rules) {
    std::vector<Sighting> all;
    for (const Example& example : examples) {
        const std::string heard = as_heard(example.text);
        const bool same = heard == example.text;
        all.push_back(see(example, example.text, same ? 1.0 : kAsWritten, rules));
        if (!same)
            all.push_back(see(example, heard, kAsHeard, rules));
    }
    return all;
}

}  // namespace mockcall::acts
