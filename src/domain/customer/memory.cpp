#include "domain/customer/memory.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

#include "base/one_of.hpp"
#include "domain/customer/concepts.hpp"

namespace mockcall::customer_detail {

namespace {

constexpr std::uint32_t bit(Focus focus) { return 1U << static_cast<unsigned>(focus); }

bool names_somebody(const std::vector<Token>& text) {
    constexpr auto kPeople = std::to_array<std::string_view>(
        {"wife",       "husband",  "mother",        "father",   "son",       "daughter",   "brother", "sister",
         "friend",     "neighbor", "colleague",     "boss",     "man",       "woman",      "lady",    "guy",
         "girl",       "boy",      "nobody",        "myself",   "everybody", "technician", "doctor",  "mom",
         "dad",        "grandson", "granddaughter", "cousin",   "aunt",      "uncle",      "niece",   "nephew",
         "partner",    "team",     "people",        "children", "mr",        "mrs",        "miss",    "mister",
         "accountant", "landlord", "parents",       "nurse"});
    return std::ranges::any_of(text,
                               [&](const Token& t) { return one_of(t.word, kPeople) || one_of(t.stem, kPeople); });
}

bool names_place(const std::vector<Token>& text) {
    constexpr auto kWhere = std::to_array<std::string_view>({"in", "at", "on", "near", "to", "from", "behind", "under",
                                                             "next", "beside", "here", "home", "there", "outside"});
    return std::ranges::any_of(text, [&](const Token& t) { return one_of(t.word, kWhere); });
}

bool names_contact(const std::vector<Token>& text) {
    constexpr auto kData = std::to_array<std::string_view>(
        {"address", "email", "mail", "phone", "number", "cell", "street", "road", "avenue", "file"});
    return std::ranges::any_of(text, [&](const Token& t) { return one_of(t.word, kData); });
}

std::uint32_t answers_of(const std::vector<Token>& text) {
    std::uint32_t answers = 0;
    for (auto f = Focus::None; f <= Focus::Thing; f = static_cast<Focus>(static_cast<int>(f) + 1)) {
        const bool could = f == Focus::Person    ? names_somebody(text)
                           : f == Focus::Contact ? names_contact(text)
                           : f == Focus::Place   ? names_place(text)
                                                 : !wants_figure(f) || could_answer(f, text);
        answers |= could ? bit(f) : 0;
    }
    return answers;
}

/// Questions that one answer serves.
Focus family(Focus f) {
    switch (f) {
        case Focus::Date:
        case Focus::Clock: return Focus::Moment;
        case Focus::Sort: return Focus::Thing;
        default: return f;
    }
}

bool of_time(Focus f) { return f == Focus::Moment || f == Focus::Length; }

bool names_what(Focus f) {
    return f == Focus::Person || f == Focus::Place || f == Focus::Contact || f == Focus::Owner || f == Focus::Thing;
}

/// How well what was foreseen, and what the words hold, fit what is asked; nothing where they cannot answer it.
std::optional<double> fit(const Memory::Item& item, Focus foreseen, Focus focus) {
    constexpr double kForeseen = 0.4, kCould = 0.15, kVerdict = 0.2, kOther = -0.2, kUnlikely = -0.35;
    const Focus of = family(foreseen), wants = family(focus);
    if (wants != Focus::None && of == wants)
        return kForeseen;
    // Where somebody is reached is no fact of a story.
    if (wants == Focus::Contact && item.source != Memory::Source::Aside)
        return std::nullopt;
    const bool could = (item.answers & bit(focus)) != 0;
    if (wants_figure(focus))
        return !could                                                       ? std::nullopt
               : foreseen == Focus::None || (of_time(of) && of_time(wants)) ? std::optional(kCould)
               : wants_figure(foreseen)                                     ? std::nullopt
                                                                            : std::optional(0.0);
    if (wants == Focus::None)
        return foreseen == Focus::None ? kVerdict : kOther;
    if (wants_figure(foreseen) && names_what(wants))
        return std::nullopt;
    if (foreseen == Focus::None)
        return could ? kCould : kUnlikely;
    return names_what(of) && names_what(wants) && could ? 0.0 : kUnlikely;
}

/// Wants an answer to what was just said, and says so: "when was that?"
bool refers_back(const std::vector<Token>& tokens, const Span& at) {
    constexpr auto kBack = std::to_array<std::string_view>(
        {"that", "this", "it", "those", "these", "they", "them", "he", "she", "him", "her", "there", "one", "ones"});
    return std::ranges::any_of(tokens_in(tokens, at), [&](const Token& t) { return one_of(t.word, kBack); });
}

}  // namespace

Memory::Memory(const Scenario& scenario, const std::vector<Fact>& facts)
    : own_name_(concepts_in(tokenize(scenario.persona.name))) {
    for (std::size_t i = 0; i < scenario.knows.size(); ++i) {
        const Aside& aside = scenario.knows[i];
        Item item;
        item.index = i;
        foresee(item, aside.about);
        add(std::move(item), aside.say);
    }
    for (std::size_t i = 0; i < facts.size(); ++i) {
        const Fact& fact = facts[i];
        if (fact.kind == FactKind::Identity || fact.id.starts_with("profile."))
            continue;
        Item item{
            .source = Source::Fact, .index = i, .text = {}, .examples = {}, .told = {}, .concepts = {}, .answers = 0};
        foresee(item, fact.asks);
        auto texts = fact.say;
        texts.push_back(fact.value);
        add(std::move(item), texts);
    }
    for (std::size_t p = 0; p < scenario.problems.size(); ++p)
        for (const auto* lines : {&scenario.problems[p].statement, &scenario.problems[p].details})
            for (const std::string& line : *lines)
                add({.source = Source::Line,
                     .index = p,
                     .text = line,
                     .examples = {{}},
                     .told = {},
                     .concepts = {},
                     .answers = 0},
                    {line});
    if (scenario.problems.empty())
        return;
    matter_ = concepts_in(tokenize(scenario.problems.front().label));
    for (const std::string& line : scenario.problems.front().statement)
        std::ranges::copy(concepts_in(tokenize(line)), std::back_inserter(matter_));
    std::ranges::sort(matter_);
}

void Memory::foresee(Item& item, const std::vector<std::string>& questions) {
    for (std::string question : questions) {
        std::ranges::replace(question, '|', ' ');
        const auto tokens = tokenize(question);
        std::string words;
        for (const Token& token : tokens)
            words += token.word + " ";
        item.examples.push_back({focus_of(tokens, {0, tokens.size()}), concepts_in(tokens), std::move(words)});
        std::ranges::copy(item.examples.back().concepts, std::back_inserter(item.concepts));
    }
}

void Memory::add(Item item, const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
        const auto tokens = tokenize(text);
        item.answers |= answers_of(tokens);
        std::ranges::copy(concepts_in(tokens), std::back_inserter(item.told));
    }
    std::ranges::sort(item.told);
    std::ranges::copy(item.told, std::back_inserter(item.concepts));
    std::ranges::sort(item.concepts);
    const auto again = std::ranges::unique(item.concepts);
    item.concepts.erase(again.begin(), again.end());
    for (const std::string& word : item.concepts)
        ++held_by_[word];
    items_.push_back(std::move(item));
}

/// What many things hold tells little.
double Memory::weight(const std::string& word) const {
    constexpr double kLeast = 0.3, kUnknown = 0.6;
    const auto held = held_by_.find(word);
    return held == held_by_.end() ? kUnknown : std::max(kLeast, 1.0 / std::sqrt(static_cast<double>(held->second)));
}

double Memory::share_of(const std::vector<std::string>& wanted, const Item& item, const Example& one) const {
    constexpr double kBeside = 0.6, kOfMatter = 0.4;
    double all = 0, shared = 0;
    for (const std::string& word : wanted) {
        const double tells = weight(word) * (std::ranges::binary_search(matter_, word) ? kOfMatter : 1.0);
        all += tells;
        if (std::ranges::binary_search(one.concepts, word))
            shared += tells;
        else if (std::ranges::binary_search(item.concepts, word))
            shared += kBeside * tells;
    }
    return all > 0 ? shared / all : 0;
}

/// "By when does the money have to be there?", where all is about the money.
bool Memory::only_of_matter(const std::vector<std::string>& wanted) const {
    return std::ranges::all_of(wanted, [&](const std::string& w) { return std::ranges::binary_search(matter_, w); });
}

double Memory::score(const Asked& asked, const Item& item) const {
    constexpr double kBare = 0.4, kLittle = 0.25;
    const bool bare = only_of_matter(asked.concepts);
    double best = 0;
    for (const Example& one : item.examples) {
        const auto fits = fit(item, one.focus, asked.focus);
        if (!fits)
            continue;
        const double context = asked.refers_back ? share_of(asked.before, item, one) : 0;
        double share = share_of(asked.concepts, item, one);
        const bool both_bare = bare && one.concepts.empty() && wants_figure(one.focus) && wants_figure(asked.focus);
        if (asked.concepts.empty())
            share = !one.words.empty() && asked.words.starts_with(one.words) ? 1.0 : context > 0 ? kBare + context : 0;
        if (both_bare)
            share = std::max(share, kBare);
        if (share > 0)
            best = std::max(best, *fits + share + (asked.concepts.empty() ? 0 : kLittle * context));
    }
    return best;
}

std::vector<Memory::Recollection> Memory::recall(const std::vector<Token>& tokens, const Span& question,
                                                 const std::vector<std::string>& before) const {
    constexpr double kSaysOfAside = 0.75, kSaysOfOther = 1.0;
    Asked asked{focus_of(tokens, question), refers_back(tokens, question), concepts_in(tokens, question), {}, before};
    std::size_t begin = question.begin;
    while (begin + 1 < question.end && !asks_by(tokens[begin].word) && is_empty_word(tokens[begin].word) &&
           asked.focus != Focus::None)
        ++begin;
    for (const Token& token : tokens_in(tokens, {begin, question.end}))
        asked.words += token.word + " ";
    std::erase_if(asked.concepts,
                  [&](const std::string& word) { return std::ranges::find(own_name_, word) != own_name_.end(); });
    // What is spent, paid or owed is asked for by "how much" alone.
    if (asked.focus == Focus::Sum && asked.concepts.size() > 1)
        std::erase_if(asked.concepts, [](const std::string& word) { return word == "pay" || word == "price"; });
    // "What is it?" may mean anything.
    asked.refers_back =
        asked.refers_back && !(asked.concepts.empty() && (asked.focus == Focus::None || asked.focus == Focus::Thing));
    std::vector<Recollection> found;
    for (const Item& item : items_) {
        const double reached = score(asked, item);
        if (reached >= (item.source == Source::Aside ? kSaysOfAside : kSaysOfOther))
            found.push_back({&item, reached});
    }
    std::ranges::sort(found, [](const Recollection& a, const Recollection& b) {
        return a.score != b.score ? a.score > b.score : a.item < b.item;
    });
    return found;
}

std::vector<Memory::Recollection> Memory::speaking_of(const std::vector<Token>& tokens, const Span& question) const {
    constexpr double kSpeaks = 0.55;
    const auto wanted = concepts_in(tokens, question);
    std::vector<Recollection> found;
    for (const Item& item : items_)
        // Whatever words a fact is asked for by, only what is said of it tells how it is.
        if (const double share = share_of(wanted, item, {Focus::None, item.told, {}}); share >= kSpeaks)
            found.push_back({&item, share});
    std::ranges::sort(found, [](const Recollection& a, const Recollection& b) {
        return a.score != b.score ? a.score > b.score : a.item < b.item;
    });
    return found;
}

}  // namespace mockcall::customer_detail
