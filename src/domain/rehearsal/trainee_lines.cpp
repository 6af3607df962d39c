// How a trainee finds words: the script's own, the scenario's phrases made into sentences, or the author's overrides.
#include <algorithm>
#include <array>

#include "domain/dialogue/acts.hpp"
#include "domain/rehearsal/phrasing.hpp"
#include "domain/rehearsal/trainee.hpp"

namespace mockcall::rehearsal {

namespace {

std::string as_sentence(const std::string& words, std::string_view before_verb, std::string_view kind) {
    switch (shape_of(words)) {
        case Shape::IDo: return std::string(before_verb) + " " + words;
        case Shape::YouDo: return "please " + words;
        case Shape::Question:
        case Shape::Statement: return words;
        case Shape::Noun: break;
    }
    return (kind == "offer" ? "I can offer you " : "it is about ") + words;
}

}  // namespace

bool Trainee::wanted(const std::string& key, double share) {
    const auto [it, fresh] = wanted_.emplace(key, false);
    if (fresh)
        it->second = share >= 1 || random_.unit() < share;
    return it->second;
}

const std::vector<std::string>* Trainee::own_words(std::string_view kind, const std::string& id) const {
    const auto found = std::ranges::find_if(
        scenario_->rehearsal, [&](const RehearsedWords& words) { return words.kind == kind && words.id == id; });
    return found == scenario_->rehearsal.end() ? nullptr : &found->lines;
}

/// No line a decent agent would not say: an author's phrase may hold words that hurt in another sentence.
bool Trainee::decent(const std::string& line) const {
    const ActSet acts = classify_acts(line, last_heard_, scenario_->company.name).acts;
    return std::ranges::none_of(std::array{Act::Rude, Act::Blame, Act::Dismissive, Act::Jargon},
                                [&](Act act) { return acts.has(act); });
}

std::string Trainee::phrase_for(const std::string& key, const std::vector<std::string>& phrases) {
    if (phrases.empty())
        return {};
    // Begins somewhere, by the seed, and goes on to the next at every try.
    const auto [start, fresh] = tries_.emplace("start of " + key, 0);
    if (fresh)
        start->second = static_cast<int>(random_.below(phrases.size()));
    return phrases[static_cast<std::size_t>(start->second + tries(key)) % phrases.size()];
}

bool Trainee::asks_what_was_told(const std::string& phrase) const {
    return std::ranges::any_of(scenario_->facts, [&](const Fact& f) {
        return told_.contains(f.id) && std::ranges::find(f.asks, phrase) != f.asks.end();
    });
}

Trainee::Next Trainee::say(const char* move, std::string of, Values values) {
    const auto* variants = script_.said_for(move);
    if (variants == nullptr)
        return std::nullopt;
    const std::string& name = scenario_->persona.name;
    values.emplace_back("company", scenario_->company.name);
    values.emplace_back("first_name", name.substr(0, name.find(' ')));
    constexpr std::array kAgents{"Sam", "Priya", "Daniel", "Mei", "Fatima", "Jonas", "Rosa", "Tunde"};
    values.emplace_back("agent", kAgents[stable_hash(script_.id + name) % kAgents.size()]);
    std::string text;
    constexpr int kTries = 6;
    for (int i = 0; i < kTries; ++i) {
        text = worded(*variants, random_, values);
        if (script_.rank != Rank::Good || decent(text))
            break;
    }
    return Turn{Turn::Kind::Say, std::move(text), std::move(of)};
}

Trainee::Next Trainee::once(const char* move, Values values) {
    if (!script_.said_for(move) || !done_.insert(move).second)
        return std::nullopt;
    return say(move, move, std::move(values));
}

Trainee::Next Trainee::ask(std::string_view kind, const std::string& id, const std::vector<std::string>& phrases) {
    const std::string key = std::string(kind) + " " + id;
    constexpr int kMost = 6;
    if (tries(key) >= kMost || (phrases.empty() && own_words(kind, id) == nullptr))
        return std::nullopt;
    if (const auto* lines = own_words(kind, id))
        return Turn{Turn::Kind::Say, (*lines)[static_cast<std::size_t>(tries(key)++) % lines->size()], key};
    std::string phrase = phrase_for(key, phrases);
    // Nobody asks what they have been told: the next phrase, as long as there is one.
    for (std::size_t i = 0; i < phrases.size() && asks_what_was_told(phrase); ++i) {
        ++tries("start of " + key);
        phrase = phrase_for(key, phrases);
    }
    const std::string words = spoken(phrase, random_);
    ++tries(key);
    const char* move = "ask_noun";
    switch (shape_of(words)) {
        case Shape::Question: move = "ask_question"; break;
        case Shape::YouDo: move = "ask_you"; break;
        case Shape::IDo: move = "ask_i"; break;
        case Shape::Statement:
        case Shape::Noun: break;
    }
    return say(move, key, {{"ask", words}});
}

Trainee::Next Trainee::derived(std::string_view kind, const std::string& id, const std::vector<std::string>& phrases,
                               const char* move, const Values& more) {
    const std::string key = std::string(kind) + " " + id;
    if (const auto* lines = own_words(kind, id)) {
        std::string text = (*lines)[static_cast<std::size_t>(tries(key)++) % lines->size()];
        return Turn{Turn::Kind::Say, std::move(text), key};
    }
    const std::string sum = more.empty() ? "twenty dollars" : more.front().second;
    Next turn;
    // The first of the phrases that makes a decent sentence.
    for (std::size_t i = 0; i < phrases.size(); ++i) {
        const std::string words = spoken(phrase_for(key, phrases), random_, sum, sum.ends_with('%') ? sum : "10%");
        ++tries(key);
        const std::string sentence = as_sentence(words, kind == "step" ? "let me" : "I will", kind);
        Values values = more;
        values.emplace_back("it", sentence);
        values.emplace_back("words", words);
        turn = say(move, key, std::move(values));
        if (!turn || decent(turn->text))
            break;
    }
    return turn;
}

}  // namespace mockcall::rehearsal
