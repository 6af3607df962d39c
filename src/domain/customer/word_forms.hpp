// Which words belong together, where a stem does not tell.
#pragma once

#include <string_view>

namespace mockcall::customer_detail {

/// Of an irregular verb's form ("bought") its base ("buy"); any other word as it is.
[[nodiscard]] std::string_view base_form(std::string_view word);
/// A day of the week, a month or a season.
[[nodiscard]] bool names_date(std::string_view word);

/// One word for several of a meaning, as far as questions go: "kid" and "child"; the base form of any other.
[[nodiscard]] std::string_view meaning_of(std::string_view word);

}  // namespace mockcall::customer_detail
