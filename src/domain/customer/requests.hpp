// Whether words ask for something, in text that may have no punctuation at all. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/dialogue/text.hpp"

namespace mockcall::customer_detail {

/// Something in the turn wants an answer.
[[nodiscard]] bool asks_something(const std::vector<Token>& tokens);
/// "Who am I speaking with?", "and your name is?": who calls, not who somebody else is.
[[nodiscard]] bool asks_who(const std::vector<Token>& tokens);
/// "Who is that employee?", "the name of your firm".
[[nodiscard]] bool asks_who_else(const std::vector<Token>& tokens);
/// "Your dentist's name", "your wife's date of birth", in the words at `at` or one before: where the dentist stands.
[[nodiscard]] std::optional<std::size_t> owned_by_another(const std::vector<Token>& tokens, const Span& at);
/// What stands at `at` is asked for: "could you tell me your account number", "and your account number please".
[[nodiscard]] bool asked_for(const std::vector<Token>& tokens, const Span& at);

}  // namespace mockcall::customer_detail
