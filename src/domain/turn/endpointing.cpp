#include "domain/turn/endpointing.hpp"

#include <algorithm>
#include <array>

namespace mockcall {
namespace {

constexpr Milliseconds kNothingHeard{600};
constexpr Milliseconds kFinished{420};
constexpr Milliseconds kMidNumber{900};
constexpr Milliseconds kUnfinished{1100};

constexpr std::array<std::string_view, 43> kGoesOn = {
    "a",    "about", "actually", "am",  "an",  "and",  "are",  "as",   "at",    "because", "but",
    "by",   "can",   "could",    "er",  "for", "from", "have", "i",    "if",    "in",      "is",
    "just", "like",  "my",       "of",  "on",  "or",   "our",  "so",   "than",  "the",     "then",
    "to",   "uh",    "um",       "was", "we",  "well", "when", "with", "would", "your"};
constexpr std::array<std::string_view, 12> kDigits = {"zero", "oh",  "one",   "two",   "three", "four",
                                                      "five", "six", "seven", "eight", "nine",  "double"};

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
    if (std::ranges::find(kGoesOn, last) != kGoesOn.end())
        return kUnfinished;
    if (std::ranges::find(kDigits, last) != kDigits.end())
        return kMidNumber;
    return kFinished;
}

}  // namespace mockcall
