// Making sentences out of an author's phrases, and saying the same thing differently in every run. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/random.hpp"

namespace mockcall::rehearsal {

/// How an author's phrase sounds in a sentence: "look at ... bill|account" may become "look at the bill".
/// `sum` and `percent` stand for `$` and `%`.
[[nodiscard]] std::string spoken(std::string_view phrase, Random& random, std::string_view sum = "twenty dollars",
                                 std::string_view percent = "10%");

/// What kind of sentence a phrase wants to be.
enum class Shape : std::uint8_t {
    Question,   ///< "how long", "did you": is one
    YouDo,      ///< "tell me why", "confirm your name": after "could you"
    IDo,        ///< "have your name", "look at the bill": after "may I", "let me"
    Statement,  ///< "you have every right": stands alone
    Noun        ///< anything else: "account number", "full refund"
};
[[nodiscard]] Shape shape_of(std::string_view words);

/// One of the variants, its choices "[a|b]" made and its {placeholders} filled.
[[nodiscard]] std::string worded(const std::vector<std::string>& variants, Random& random,
                                 std::span<const std::pair<std::string_view, std::string>> values);

/// The customer's words as the agent says them back: "I was charged twice" is "you were charged twice".
[[nodiscard]] std::string said_back(std::string_view sentence);

[[nodiscard]] std::string capitalized(std::string text);
/// The first one long enough to tell something.
[[nodiscard]] std::string first_sentence(std::string_view text);
/// What stands between . ! and ?
[[nodiscard]] std::vector<std::string> sentences_of(std::string_view text);

}  // namespace mockcall::rehearsal
