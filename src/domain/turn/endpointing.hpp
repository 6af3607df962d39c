// How long a silence ends the agent's turn, by what was said so far: short after a question or
// a word that closes a sentence, longer where more may follow, long after "um", a
// trailing "and" or a digit string that may go on. Pure.
#pragma once

#include <string_view>

#include "base/time.hpp"

namespace mockcall {

/// `partial`: the words recognised so far, may be empty.
[[nodiscard]] Milliseconds endpoint_silence(std::string_view partial);

}  // namespace mockcall
