// What kind of answer a question wants, whatever it is about.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/dialogue/text.hpp"

namespace mockcall::customer_detail {

enum class QuestionKind : std::uint8_t {
    None,
    Repeat,         ///< "what?", "could you say that again?"
    Clarify,        ///< "what do you mean?"
    GoOn,           ///< "and then?", "uh huh, go on"
    Why,            ///< "why?", with nothing else
    Comprehension,  ///< "does that make sense?"
    Arrival,        ///< "did you get the code?"
    Request,        ///< "could you look behind the desk?"
    Result,         ///< "is it working now?"
    Acceptable,     ///< "is that fair?"
    Preference,     ///< "which would you rather have?"
    Consent,        ///< "shall I set it up?"
    Tag,            ///< "…, right?"
    Choice,         ///< "this or that?"
    YesNo,
    Word  ///< who, what, when, how much
};

/// Of the last sentence that asks; `asks` is whether anything is asked at all.
[[nodiscard]] QuestionKind kind_of_question(const std::vector<Token>& tokens, bool asks);
/// "Press the button", "look in the spam folder": the customer is told to do something.
[[nodiscard]] bool instructs(const std::vector<Token>& tokens);

/// The sentence around token `at`, as far as punctuation tells.
[[nodiscard]] Span sentence_around(const std::vector<Token>& tokens, std::size_t at);
/// "Would Thursday or Friday suit you?": the sides, in the agent's words, or none. What was or is so is no choice.
[[nodiscard]] std::vector<Span> choice_in(const std::vector<Token>& tokens);
/// "Is it automatic, or do you do it by hand?": two ways, each a clause of its own.
[[nodiscard]] bool offers_two_clauses(const std::vector<Token>& tokens);
/// What is wanted is told by the kind alone: "which is better?", "shall I?"
[[nodiscard]] constexpr bool has_own_answer(QuestionKind kind) {
    return kind == QuestionKind::Preference || kind == QuestionKind::Acceptable || kind == QuestionKind::Consent ||
           kind == QuestionKind::Comprehension;
}
/// The sides of any "this or that?", of what was or is so as well.
[[nodiscard]] std::vector<Span> either_in(const std::vector<Token>& tokens);

}  // namespace mockcall::customer_detail
