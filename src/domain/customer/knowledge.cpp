#include "domain/customer/knowledge.hpp"

#include <algorithm>

#include "domain/customer/everyday_words.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall {

namespace {

std::vector<Phrase> compiled(const std::vector<std::string>& texts) {
    std::vector<Phrase> phrases;
    phrases.reserve(texts.size());
    for (const std::string& text : texts)
        phrases.emplace_back(text);
    return phrases;
}

void note(std::vector<std::string>& stems, const std::vector<std::string>& texts) {
    for (const std::string& text : texts)
        for (const Token& token : tokenize(text))
            stems.push_back(token.stem);
}

/// Sorted, each once.
void settle(std::vector<std::string>& stems) {
    std::ranges::sort(stems);
    const auto again = std::ranges::unique(stems);
    stems.erase(again.begin(), again.end());
    stems.shrink_to_fit();
}

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
        {"item",
         {"what did you order|buy|return", "what have you ordered|bought", "which|what item|product|article"},
         {"{value}.", "That would be the {value}."}},
        {"monthlyBill",
         {"how much ... normally|usually pay", "usual|normal bill", "monthly bill|rate"},
         {"Normally it's {value}.", "I usually pay {value}."}},
    };
    return keys;
}

/// "Desk lamp Arco, $74.90": of what was bought its name.
std::string told_of(std::string_view key, const std::string& value) {
    return key == "item" ? value.substr(0, value.find(',')) : value;
}

}  // namespace

CustomerKnowledge::CustomerKnowledge(const Scenario& scenario) {
    know_facts(scenario);
    for (const Fact& fact : facts)
        listen_for(fact);
    for (const Aside& aside : scenario.knows) {
        note(vocabulary, aside.about);
        note(vocabulary, aside.say);
    }
    for (const Problem& problem : scenario.problems)
        listen_for(problem);
    for (const RecordLine& line : scenario.record.lines)
        sums.push_back(line.cents < 0 ? -line.cents : line.cents);
    note(vocabulary, {scenario.company.name, scenario.persona.name});
    for (const Token& token : tokenize(scenario.persona.name))
        own_name.push_back(token.word);
    settle(vocabulary);
    // What somebody calls about; any other problem has words of its own.
    if (!scenario.problems.empty()) {
        const Problem& first = scenario.problems.front();
        for (const auto* texts : {&first.statement, &first.details})
            note(matter, *texts);
        note(matter, {first.label});
    }
    settle(matter);
    memory = customer_detail::Memory(scenario, facts);
}

void CustomerKnowledge::know_facts(const Scenario& scenario) {
    facts = scenario.facts;
    for (const auto& [key, value] : scenario.profile) {
        const bool written = std::ranges::any_of(scenario.facts, [&](const Fact& f) { return f.value == value.text; });
        for (const ProfileKey& known : profile_keys())
            if (!written && known.key == key)
                facts.push_back(
                    {"profile." + key, FactKind::Detail, told_of(key, value.text), known.asks, known.say, {}});
    }
    for (const Fact& fact : facts)
        values.emplace_back(fact.value);
}

void CustomerKnowledge::listen_for(const Fact& fact) {
    asks.push_back(compiled(fact.asks));
    auto& telling = told_in.emplace_back();
    for (const std::string& line : fact.say)
        for (const Token& token : tokenize(line))
            if (token.word.size() > 3 && !customer_detail::is_everyday(token.word))
                telling.push_back(token.stem);
    auto& words = about.emplace_back();
    note(words, fact.asks);
    note(words, fact.say);
    note(words, {fact.value});
    settle(words);
    note(vocabulary, fact.asks);
    note(vocabulary, fact.say);
    note(vocabulary, {fact.value});
    learn_sums(fact.value);
}

void CustomerKnowledge::listen_for(const Problem& problem) {
    problem_asks.push_back(compiled(problem.asks));
    auto& its_steps = steps.emplace_back();
    for (const Step& step : problem.steps) {
        its_steps.push_back(compiled(step.phrases));
        note(vocabulary, step.phrases);
    }
    auto& its_resolutions = resolutions.emplace_back();
    for (const Resolution& r : problem.resolutions) {
        its_resolutions.push_back(compiled(r.phrases));
        note(vocabulary, r.phrases);
        for (const auto& cents : {r.min_cents, r.max_cents})
            if (cents)
                sums.push_back(*cents);
    }
    for (const auto* lines : {&problem.statement, &problem.details}) {
        note(vocabulary, *lines);
        for (const std::string& line : *lines)
            learn_sums(line);
    }
    note(vocabulary, problem.asks);
}

void CustomerKnowledge::learn_sums(std::string_view text) {
    for (const auto& found : amounts_in(tokenize(text)))
        sums.push_back(found.value);
}

}  // namespace mockcall
