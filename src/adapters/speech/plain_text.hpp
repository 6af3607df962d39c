// Typography and foreign letters as the English voices can read them. Pure.
#pragma once

#include <string>
#include <string_view>

namespace mockcall::speech {

/// ASCII, and "£" and "€" where a figure follows: “$50” becomes "$50" in straight quotes, a dash between words a comma,
/// "José" "Jose". What has no sound (an emoji, a broken byte) becomes a blank.
[[nodiscard]] std::string plain_text(std::string_view utf8);

}  // namespace mockcall::speech
