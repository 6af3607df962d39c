// Phrases by which agents ask for what nearly every call needs: an author writes "@name" instead of all of them. Data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mockcall::scenario_detail {

/// Empty for an unknown name.
[[nodiscard]] std::vector<std::string> common_asks(std::string_view name);
/// For messages: "@account, @birthday, …".
[[nodiscard]] std::string common_ask_names();

}  // namespace mockcall::scenario_detail
