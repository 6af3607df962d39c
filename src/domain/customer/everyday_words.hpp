// The few hundred most used words of spoken English: to tell speech from noise, and telling words from common ones.
#pragma once

#include <string_view>

namespace mockcall::customer_detail {

[[nodiscard]] bool is_everyday(std::string_view word);

}  // namespace mockcall::customer_detail
