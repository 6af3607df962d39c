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
        {"would", "should", "shall", "prefer", "rather", "want", "suit", "suits", "better", "deliver", "send"});
    constexpr auto kOfFact = std::to_array<std::string_view>({"did", "was", "were", "has", "had"});
    // "Monday or Thursday?"
    constexpr std::size_t kBare = 7;
    constexpr auto kVerbs = std::to_array<std::string_view>(
        {"is", "are", "do", "does", "can", "could", "have", "you", "it", "he", "she", "they", "there"});
    const auto words = tokens_in(tokens, sentence);
    bool open =
        words.size() <= kBare && std::ranges::none_of(words, [&](const Token& t) { return one_of(t.word, kVerbs); });
    for (std::size_t i = sentence.begin; i < sentence.end; ++i) {
        if (one_of(tokens[i].word, kOfFact))
            return false;
        const bool to_come = (tokens[i].word == "will" && i + 1 < sentence.end && tokens[i + 1].word == "you") ||
                             (tokens[i].word == "like" && i > sentence.begin && tokens[i - 1].word == "you");
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
        std::to_array<std::string_view>({"please", "instead", "better", "then", "for", "about", "be", "when", "where",
                                         "if", "would", "might", "there", "here"});
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
    constexpr auto kDeterminers = std::to_array<std::string_view>({"a", "an", "the", "your", "my", "by", "on", "in"});
    if (length == 1 && at > sentence.begin) {
        const bool determined = at - 1 > sentence.begin && one_of(tokens[at - 2].word, kDeterminers);
        sides.push_back({determined ? at - 2 : at - 1, at});
    }
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

namespace {

std::vector<Span> first_choice(const std::vector<Token>& tokens, bool of_fact) {
    for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
        if (tokens[i].word != "or" || !tokens[i].in_question)
            continue;
        const Span sentence = sentence_around(tokens, i);
        auto sides = sides_of(tokens, i, sentence);
        if (!sides.empty() && (of_fact || leaves_the_choice(tokens, sentence)))
            return sides;
    }
    return {};
}

}  // namespace

std::vector<Span> choice_in(const std::vector<Token>& tokens) { return first_choice(tokens, false); }

bool offers_two_clauses(const std::vector<Token>& tokens) {
    constexpr auto kNoOther = std::to_array<std::string_view>(
        {"something", "so", "not", "no", "else", "anything", "whatever", "maybe", "more", "less", "things", "stuff"});
    for (std::size_t i = 2; i + 1 < tokens.size(); ++i)
        if (tokens[i].word == "or" && tokens[i].in_question && !one_of(tokens[i + 1].word, kNoOther) &&
            !tokens[i + 1].starts_sentence)
            return true;
    return false;
}

std::vector<Span> either_in(const std::vector<Token>& tokens) { return first_choice(tokens, true); }

}  // namespace mockcall::customer_detail
