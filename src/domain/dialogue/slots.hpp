// Values in an utterance: sums of money, percentages, durations, digit strings; as typed ("$150", "20%") or as a
// recogniser spells them ("one hundred and fifty dollars"). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/dialogue/text.hpp"

namespace mockcall {

template <class T>
struct Found {
    T value{};
    Span span;  ///< tokens it was read from
};

/// A number written or spoken at `at`: "150", "1,500", "one hundred and fifty", "a hundred", "twenty five".
[[nodiscard]] std::optional<Found<double>> number_at(const std::vector<Token>& tokens, std::size_t at);
/// A sum in cents at `at`: "$150", "150 dollars", "one fifty dollars", "fifty bucks", "ten dollars and fifty cents".
[[nodiscard]] std::optional<Found<std::int64_t>> money_at(const std::vector<Token>& tokens, std::size_t at);
/// "20%", "twenty percent", "half off", "a third off".
[[nodiscard]] std::optional<Found<double>> percent_at(const std::vector<Token>& tokens, std::size_t at);
/// In percent, a part of something named before: "half of it", "two thirds of the fee", "20% of that".
[[nodiscard]] std::optional<Found<double>> share_at(const std::vector<Token>& tokens, std::size_t at);
/// Seconds: "two minutes", "48 hours", "six months" (30 days each), "a couple of days".
[[nodiscard]] std::optional<Found<double>> duration_at(const std::vector<Token>& tokens, std::size_t at);

[[nodiscard]] std::vector<Found<std::int64_t>> amounts_in(const std::vector<Token>& tokens);
[[nodiscard]] std::vector<Found<double>> percents_in(const std::vector<Token>& tokens);
[[nodiscard]] std::vector<Found<double>> shares_in(const std::vector<Token>& tokens);
[[nodiscard]] std::vector<Found<double>> durations_in(const std::vector<Token>& tokens);

/// Strings that look like an account or order number (at least four digits, letters allowed before and between),
/// squashed to lower case without separators: "ACC-789456" and "a c c seven eight nine four five six" -> "acc789456".
[[nodiscard]] std::vector<std::string> codes_in(std::string_view text);

/// Letters and digits only, lower case, spoken digits as digits: for comparing codes.
[[nodiscard]] std::string squash(std::string_view text);
[[nodiscard]] std::string squash(const std::vector<Token>& tokens);

}  // namespace mockcall
