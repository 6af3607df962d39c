#include "domain/customer/background.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "base/one_of.hpp"
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

/// One word for the forms of a verb, and for two words of one meaning.
std::string_view root_of(const Token& token) {
    struct Form {
        std::string_view form, root;
    };
    constexpr auto kSame = std::to_array<Form>({{"buying", "buy"},
                                                {"purchase", "buy"},
                                                {"purchased", "buy"},
                                                {"opened", "open"},
                                                {"died", "die"},
                                                {"dead", "die"}});
    if (const auto at = std::ranges::find(kSame, std::string_view(token.word), &Form::form); at != kSame.end())
        return at->root;
    const std::string_view base = base_form(token.word);
    return base != token.word ? base : std::string_view(token.stem);
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
        }
    if (scenario.persona.age > 0)
        age_ = std::to_string(scenario.persona.age);
}

void Background::note(const std::vector<Token>& clause, std::string_view text, Span at, bool moment) {
    Told told{moment,
              std::string(text.substr(clause[at.begin].begin, clause[at.end - 1].end - clause[at.begin].begin)),
              {},
              false};
    for (std::size_t i = 0; i < clause.size(); ++i) {
        if (i >= at.begin && i < at.end)
            continue;
        told.tenure = told.tenure || (!moment && one_of(clause[i].word, kRoles) && i < at.begin);
        if (!is_everyday(clause[i].word))
            told.stems.emplace_back(root_of(clause[i]));
    }
    told_.push_back(std::move(told));
}

void Background::read(const std::string& text) {
    for (const auto& clause : clauses_of(tokenize(text)))
        for (std::size_t i = 0; i < clause.size(); ++i) {
            const auto word = [&](std::size_t k) {
                return k < clause.size() ? std::string_view(clause[k].word) : std::string_view{};
            };
            if (const auto duration = duration_at(clause, i)) {
                const std::size_t end = duration->span.end;
                if (word(end) == "ago")
                    note(clause, text, {i, end + 1}, true);
                else if (i > 0 && (word(i - 1) == "for" || word(i - 1) == "of" || word(i - 1) == "after" ||
                                   one_of(word(i - 1), kRoles)))
                    note(clause, text, {i, end}, false);
                i = end - 1;
            } else if ((word(i) == "last" || word(i) == "this") && is_unit(word(i + 1))) {
                note(clause, text, {i, i + 2}, true);
            } else if (word(i) == "yesterday") {
                note(clause, text, {i, i + 1}, true);
            } else if (word(i) == "in" && is_unit(word(i + 1))) {
                note(clause, text, {i, i + 2}, true);
            } else if (word(i) == "in" && word(i + 1) == "the" && is_unit(word(i + 2))) {
                note(clause, text, {i, i + 3}, true);
            }
        }
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
    const bool length = focus == Focus::Length || focus == Focus::Age;
    if (!length && focus != Focus::Moment && focus != Focus::Date)
        return std::nullopt;
    for (const Told& told : told_) {
        if (told.tenure && length && tenure.in(part))
            return told.words;
        if (told.tenure || (!told.moment && !length))
            continue;
        const bool shares = std::ranges::any_of(part, [&](const Token& t) {
            return !is_everyday(t.word) && std::ranges::find(told.stems, root_of(t)) != told.stems.end();
        });
        if (shares && (told.moment != length || focus == Focus::Age))
            return told.words;
    }
    return std::nullopt;
}

std::optional<std::string> Background::time_in(const std::string& line) {
    Background heard;
    heard.read(line);
    const auto moment = std::ranges::find(heard.told_, true, &Told::moment);
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
