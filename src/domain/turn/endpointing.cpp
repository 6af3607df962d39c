#include "domain/turn/endpointing.hpp"

#include <algorithm>
#include <array>

namespace mockcall {
namespace {

constexpr Milliseconds kNothingHeard{600};
constexpr Milliseconds kFinished{380};
constexpr Milliseconds kMayGoOn{560};
constexpr Milliseconds kMidNumber{800};
constexpr Milliseconds kUnfinished{850};

constexpr std::array<std::string_view, 43> kGoesOn = {
    "a",    "about", "actually", "am",  "an",  "and",  "are",  "as",   "at",    "because", "but",
    "by",   "can",   "could",    "er",  "for", "from", "have", "i",    "if",    "in",      "is",
    "just", "like",  "my",       "of",  "on",  "or",   "our",  "so",   "than",  "the",     "then",
    "to",   "uh",    "um",       "was", "we",  "well", "when", "with", "would", "your"};
constexpr std::array<std::string_view, 12> kDigits = {"zero", "oh",  "one",   "two",   "three", "four",
                                                      "five", "six", "seven", "eight", "nine",  "double"};

/// Words that a finished sentence to a customer likes to end with.
constexpr std::array<std::string_view, 46> kCloses = {
    "account",     "address",       "again",    "away",    "birth", "bye",    "calling", "card", "day",    "else",
    "email",       "feel",          "first",    "fixed",   "good",  "hello",  "help",    "here", "hi",     "holding",
    "immediately", "inconvenience", "instead",  "it",      "ma'am", "minute", "moment",  "name", "no",     "now",
    "number",      "okay",          "patience", "please",  "right", "sir",    "sorry",   "that", "thanks", "today",
    "tomorrow",    "understand",    "waiting",  "welcome", "yes",   "you"};
constexpr std::array<std::string_view, 24> kAsks = {
    "are", "can",  "could", "did",  "do",    "does",  "has", "have",  "how", "is",   "may",   "shall",
    "was", "were", "what",  "when", "where", "which", "who", "whose", "why", "will", "would", "should"};

constexpr std::array<std::string_view, 6> kConditions = {"if", "when", "once", "because", "while", "since"};

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
    return std::ranges::find(words, word) != words.end();
}

std::string_view first_word(std::string_view text) {
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos)
        return {};
    text = text.substr(begin);
    return text.substr(0, text.find(' '));
}

/// What follows `word`, which stands in `text`.
std::string_view after(std::string_view text, std::string_view word) {
    return text.substr(text.find(word) + word.size());
}

std::size_t words_in(std::string_view text) {
    return text.empty() ? 0 : 1 + static_cast<std::size_t>(std::ranges::count(text, ' '));
}

std::string_view last_word(std::string_view text) {
    const auto end = text.find_last_not_of(" .,!?");
    if (end == std::string_view::npos)
        return {};
    text = text.substr(0, end + 1);
    const auto space = text.find_last_of(' ');
    return space == std::string_view::npos ? text : text.substr(space + 1);
}

}  // namespace

Milliseconds endpoint_silence(std::string_view partial) {
    const std::string_view last = last_word(partial);
    if (last.empty())
        return kNothingHeard;
    if (one_of(last, kGoesOn))
        return kUnfinished;
    if (one_of(last, kDigits))
        return kMidNumber;
    const std::string_view first = first_word(partial);
    // "When did it begin" asks; "when it is off" has not said what happens then.
    const bool begins_clause = one_of(first, kConditions) && !one_of(first_word(after(partial, first)), kAsks);
    if (begins_clause && words_in(partial) < 8)
        return kUnfinished;
    const bool question = one_of(first, kAsks) && words_in(partial) >= 4;
    return question || one_of(last, kCloses) ? kFinished : kMayGoOn;
}

}  // namespace mockcall
