// The log: JSON lines on standard error. What callers say, their names, tokens and account numbers never get here.
#pragma once

#include <string>
#include <string_view>

namespace mockcall::app {

void start_log(const std::string& level);
/// `event`: a stable name; `members`: further JSON members, "\"a\":1,\"b\":2", may be empty.
void log_info(std::string_view event, std::string_view members = {});
void log_error(std::string_view event, std::string_view message);
/// A whole JSON object; time and level are put in front.
void log_object(std::string_view object);

}  // namespace mockcall::app
