// What a question and an answer are about: words of one meaning are one concept, whatever their form. English; pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/dialogue/text.hpp"

namespace mockcall::customer_detail {

/// The concept a word stands for: "headed" and "journey" are "trip"; a word of no class is its own stem.
[[nodiscard]] std::string concept_of(const Token& token);
/// Says nothing of what a question is about: pronouns, auxiliaries, courtesies, "exactly", "roughly".
[[nodiscard]] bool is_empty_word(std::string_view word);
/// Of the telling words, sorted, each once.
[[nodiscard]] std::vector<std::string> concepts_in(const std::vector<Token>& tokens, const Span& at);
[[nodiscard]] std::vector<std::string> concepts_in(const std::vector<Token>& tokens);

}  // namespace mockcall::customer_detail
