// What a question wants to know, whatever it is about: a time, a number, a place, a person.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/dialogue/text.hpp"

namespace mockcall::customer_detail {

enum class Focus : std::uint8_t {
    None,
    Age,        ///< "how old is it?"
    Length,     ///< "how long did it take?", "for how many weeks?"
    Moment,     ///< "when did you notice?", "since when?", "how long ago?"
    Date,       ///< "when do you need it?", "by when?"
    Clock,      ///< "what time did he come?"
    GoodTime,   ///< "when can we reach you?"
    Often,      ///< "how often?"
    Count,      ///< "how many?"
    Sum,        ///< "how much was it?"
    Size,       ///< "how big?", "how far?"
    Contact,    ///< "which address shall it go to?"
    Place,      ///< "where?"
    Owner,      ///< "whose name is it in?"
    Person,     ///< "who?"
    Sort,       ///< "what kind?", "which model?"
    Wellbeing,  ///< "how is he taking it?"
    Reason,     ///< "why?"
    Manner,     ///< "how did you do it?"
    Thing       ///< "what?", "which?"
};

/// "What", "who", "how": a question begins with it.
[[nodiscard]] bool asks_by(std::string_view word);
/// Of the tokens in `at`. None where nothing is asked by such a word.
[[nodiscard]] Focus focus_of(const std::vector<Token>& tokens, const Span& at);

/// "Would you like a text when he is on his way?" asks for a yes; "do you know when he comes?" for a time.
[[nodiscard]] bool turns_round_first(const std::vector<Token>& tokens, const Span& at);

/// Wants a point in time, a length of time or a number: no other words answer it.
[[nodiscard]] bool wants_figure(Focus focus);
/// A text holds what a question of this kind asks for, as far as one can tell without knowing what it is about.
[[nodiscard]] bool could_answer(Focus focus, const std::vector<Token>& text);

/// "How old was it, and who looked after it?": each question by itself, in the order they are asked. Only what is
/// marked as a question is seen.
[[nodiscard]] std::vector<Span> questions_in(const std::vector<Token>& tokens);

}  // namespace mockcall::customer_detail
