// "Thursday or Friday?": what an agent leaves a customer to choose from.
#include <algorithm>
#include <array>
#include <string_view>

#include "base/one_of.hpp"
#include "domain/customer/questions.hpp"

namespace mockcall::customer_detail {

namespace {

/// What is offered to choose from; what was or is so is a question of fact.
bool leaves_the_choice(const std::vector<Token>& tokens, const Span& sentence) {
    constexpr auto kOpen = std::to_array<std::string_view>(
        {"would", "should", "shall", "prefer", "rather", "want", "suit", "suits", "better", "like", "deliver", "send"});
    constexpr auto kOfFact = std::to_array<std::string_view>({"did", "was", "were", "has", "had"});
    bool open = false;
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
        if (one_of(tokens[i].word, kOfFact))
            return false;
        const bool to_come = tokens[i].word == "will" && i + 1 < sentence.end && tokens[i + 1].word == "you";
        open = open || to_come || one_of(tokens[i].word, kOpen);
    }
    return open;
}

/// "Thursday or Friday", "to all of them or to one": both sides in the agent's words; empty when one is a clause of
/// its own.
std::vector<Span> sides_of(const std::vector<Token>& tokens, std::size_t at, const Span& sentence) {
    constexpr std::size_t kLong = 4, kFar = 7;
    constexpr auto kClause = std::to_array<std::string_view>(
        {"do",  "does", "is",   "are", "can",  "could",     "shall",    "should", "would", "i",     "we",
         "you", "it",   "that", "not", "what", "something", "anything", "so",     "else",  "maybe", "just"});
    constexpr auto kAfterthought =
        std::to_array<std::string_view>({"please", "instead", "better", "then", "for", "about", "be"});
    Span right{at + 1, at + 1};
    while (right.end < sentence.end && (right.end == right.begin || !tokens[right.end].after_pause) &&
           !one_of(tokens[right.end].word, kAfterthought))
        ++right.end;
    const std::size_t length = right.end - right.begin;
    if (length == 0 || length > kLong)
        return {};
    for (std::size_t i = right.begin; i < right.end; ++i)
        if (one_of(tokens[i].word, kClause))
            return {};
    std::vector<Span> sides{right};
    // The other side begins with the same word, or is a single word as well.
    for (std::size_t back = 1; back <= kFar && back <= at - sentence.begin; ++back)
        if (tokens[at - back].word == tokens[right.begin].word) {
            sides.push_back({at - back, at});
            return sides;
        }
    if (length == 1 && at > sentence.begin)
        sides.push_back({at - 1, at});
    return sides;
}

}  // namespace

Span sentence_around(const std::vector<Token>& tokens, std::size_t at) {
    Span s{at, at + 1};
    while (s.begin > 0 && !tokens[s.begin].starts_sentence)
        --s.begin;
    while (s.end < tokens.size() && !tokens[s.end].starts_sentence)
        ++s.end;
    return s;
}

std::vector<Span> choice_in(const std::vector<Token>& tokens) {
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        if (tokens[i].word != "or" || !tokens[i].in_question)
            continue;
        const Span sentence = sentence_around(tokens, i);
        auto sides = sides_of(tokens, i, sentence);
        if (!sides.empty() && leaves_the_choice(tokens, sentence))
            return sides;
    }
    return {};
}

}  // namespace mockcall::customer_detail
