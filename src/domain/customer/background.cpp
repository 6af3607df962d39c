#include "domain/customer/background.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <iterator>
#include <string_view>

#include "base/one_of.hpp"
#include "domain/customer/concepts.hpp"
#include "domain/customer/everyday_words.hpp"
#include "domain/customer/word_forms.hpp"
#include "domain/dialogue/pattern.hpp"
#include "domain/dialogue/slots.hpp"

namespace mockcall::customer_detail {

namespace {

constexpr auto kRoles = std::to_array<std::string_view>(
    {"customer", "member", "client", "patient", "subscriber", "seller", "merchant", "homeowner", "buyer"});

bool is_unit(std::string_view w) {
    constexpr auto kUnits = std::to_array<std::string_view>(
        {"week", "month", "year", "night", "day", "fall", "morning", "afternoon", "evening", "weekend"});
    return one_of(w, kUnits) || names_date(w);
}

/// "returnReceived": "return received".
std::string words_of_key(std::string_view key) {
    std::string words;
    for (const char c : key) {
        if (std::isupper(static_cast<unsigned char>(c)) != 0)
            words += ' ';
        words += c;
    }
    return words;
}

std::vector<Token> part_of(const std::vector<Token>& tokens, const Span& at) {
    const auto in_it = tokens_in(tokens, at);
    return {in_it.begin(), in_it.end()};
}

/// Sentences and what commas and semicolons part.
std::vector<std::vector<Token>> clauses_of(const std::vector<Token>& tokens) {
    std::vector<std::vector<Token>> clauses;
    for (const Token& token : tokens) {
        if (clauses.empty() || token.starts_sentence || token.after_pause)
            clauses.emplace_back();
        clauses.back().push_back(token);
    }
    return clauses;
}

}  // namespace

Background::Background(const Scenario& scenario) {
    read(scenario.briefing.situation);
    read(scenario.briefing.background);
    for (const auto& [key, value] : scenario.profile)
        if (key == "previousContacts") {
            int count = 0;
            const auto end = value.text.data() + value.text.size();
            if (std::from_chars(value.text.data(), end, count).ptr == end)
                contacts_ = count;
        } else {
            read(value.text, key);
        }
    if (scenario.persona.age > 0)
        age_ = std::to_string(scenario.persona.age);
}

void Background::note(const std::vector<Token>& clause, std::string_view text, Span at, Kind kind) {
    Told told{kind,
              std::string(text.substr(clause[at.begin].begin, clause[at.end - 1].end - clause[at.begin].begin)),
              {},
              false};
    for (std::size_t i = 0; i < clause.size(); ++i) {
        if (i >= at.begin && i < at.end)
            continue;
        told.tenure = told.tenure || (kind == Kind::Length && one_of(clause[i].word, kRoles) && i < at.begin);
        if (!is_everyday(clause[i].word))
            told.concepts.push_back(concept_of(clause[i]));
    }
    told_.push_back(std::move(told));
}

void Background::read(const std::string& text, const std::string& key) {
    const auto named = concepts_in(tokenize(words_of_key(key)));
    const std::size_t before = told_.size();
    for (const auto& clause : clauses_of(tokenize(text))) {
        for (const auto& sum : amounts_in(clause))
            note(clause, text, sum.span, Kind::Sum);
        for (std::size_t i = 0; i < clause.size(); ++i) {
            const auto word = [&](std::size_t k) {
                return k < clause.size() ? std::string_view(clause[k].word) : std::string_view{};
            };
            if (const auto duration = duration_at(clause, i)) {
                const std::size_t end = duration->span.end;
                if (word(end) == "ago")
                    note(clause, text, {i, end + 1}, Kind::Moment);
                else if (i > 0 && (word(i - 1) == "for" || word(i - 1) == "of" || word(i - 1) == "after" ||
                                   one_of(word(i - 1), kRoles)))
                    note(clause, text, {i, end}, Kind::Length);
                i = end - 1;
            } else if ((word(i) == "last" || word(i) == "this") && is_unit(word(i + 1))) {
                note(clause, text, {i, i + 2}, Kind::Moment);
            } else if (word(i) == "yesterday") {
                note(clause, text, {i, i + 1}, Kind::Moment);
            } else if (word(i) == "in" && is_unit(word(i + 1))) {
                note(clause, text, {i, i + 2}, Kind::Moment);
            } else if (word(i) == "in" && word(i + 1) == "the" && is_unit(word(i + 2))) {
                note(clause, text, {i, i + 3}, Kind::Moment);
            } else if (names_date(word(i)) && number_at(clause, i + 1)) {
                note(clause, text, {i, number_at(clause, i + 1)->span.end}, Kind::Moment);
            }
        }
    }
    for (std::size_t i = before; i < told_.size(); ++i)
        std::ranges::copy(named, std::back_inserter(told_[i].concepts));
}

/// The sum that was told along with what is asked for.
std::optional<std::string> Background::sum(const std::vector<Token>& part) const {
    const auto asked = concepts_in(part);
    for (const Told& told : told_)
        if (told.kind == Kind::Sum && std::ranges::any_of(asked, [&](const std::string& word) {
                return std::ranges::find(told.concepts, word) != told.concepts.end();
            }))
            return told.words;
    return std::nullopt;
}

std::optional<std::string> Background::answer(const std::vector<Token>& tokens, const Span& at) const {
    static const PatternSet tenure{
        "(with|at|for|to|from) us", "(been|are) you * (a|our) * (customer|member|client|patient|subscriber|seller)",
        "(been|being) (a|our) *", "(bank|banking|shop|shopping|sell|selling|buy|buying) (here|with|at|from)",
        "(your|this|the) (account|membership|subscription)"};
    static const PatternSet own_age{"how old are you", "your age"};
    const std::vector<Token> part = part_of(tokens, at);
    const Focus focus = focus_of(tokens, at);
    if (focus == Focus::Age && own_age.in(part) && !age_.empty())
        return age_;
    if (focus == Focus::Sum)
        return sum(part);
    const bool length = focus == Focus::Length || focus == Focus::Age;
    if (!length && focus != Focus::Moment && focus != Focus::Date)
        return std::nullopt;
    for (const Told& told : told_) {
        if (told.tenure && length && tenure.in(part))
            return told.words;
        const bool moment = told.kind == Kind::Moment;
        if (told.tenure || told.kind == Kind::Sum || (!moment && !length))
            continue;
        const bool shares = std::ranges::any_of(part, [&](const Token& t) {
            return !is_everyday(t.word) && std::ranges::find(told.concepts, concept_of(t)) != told.concepts.end();
        });
        if (shares && (moment != length || focus == Focus::Age))
            return told.words;
    }
    return std::nullopt;
}

std::optional<std::string> Background::time_in(const std::string& line) {
    Background heard;
    heard.read(line);
    const auto moment = std::ranges::find(heard.told_, Kind::Moment, &Told::kind);
    return moment == heard.told_.end() ? std::nullopt : std::optional(moment->words);
}

std::optional<int> Background::earlier_calls(const std::vector<Token>& tokens, const Span& at) const {
    static const PatternSet earlier{
        "(called|call|contacted|contact|rung|written|spoken|talked) * [us|to|with] * (before|already|about "
        "this|earlier|previously)",
        "(how often|how many times) *2 you * (called|call|contacted|contact|phoned|rung|written|spoken)",
        "(first|second|third) time *2 (calling|call|contacting|you call|you are calling|you have called)"};
    return contacts_ && earlier.in(part_of(tokens, at)) ? contacts_ : std::nullopt;
}

}  // namespace mockcall::customer_detail
