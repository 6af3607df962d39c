// How much of a line was heard, in whole words. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"

namespace mockcall {

/// The words of `text` that were wholly spoken when the share `heard` (0-1) of its sound had been played.
[[nodiscard]] std::string heard_words(std::string_view text, double heard);

/// The words of `text` of which nothing had been spoken when the share `heard` (0-1) of its sound had been played: a
/// word that was cut is not among them.
[[nodiscard]] std::string words_after(std::string_view text, double heard);

/// About which share of `text` has been spoken after `elapsed`, for when nobody measured it. 15 characters a second.
[[nodiscard]] double share_spoken(std::string_view text, Ticks elapsed);

}  // namespace mockcall
