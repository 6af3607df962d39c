// What people say while they listen: "mm-hm", "okay", "right". It takes no turn. Pure.
#pragma once

#include <string_view>

namespace mockcall {

/// Nothing but sounds and words of somebody who listens, four at most. Empty text is none.
[[nodiscard]] bool is_backchannel(std::string_view text);

/// One word with which nobody takes the floor ("the", "you"): what a recogniser makes of "yeah" and the like.
[[nodiscard]] bool is_stray_word(std::string_view text);

/// Enough of words to tell that somebody wants to speak: one that nobody says while listening and that takes the floor
/// ("wait", "sorry"), or any two that are no backchannel.
[[nodiscard]] bool takes_floor(std::string_view text);

}  // namespace mockcall
