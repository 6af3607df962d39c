// A typed call's command lines: "/credit 150 @upgrade_fee charged by mistake".
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "protocol/events.hpp"

namespace mockcall::app {

/// What can be typed, for a person.
[[nodiscard]] std::string crm_line_help();
/// `line` begins with '/'. Errors: ValidationError with the member that is wrong.
[[nodiscard]] Result<protocol::CrmBody> read_crm_line(std::string_view line);
/// The record of GET /session/{id}/crm (its `data`, JSON) as lines for a terminal.
[[nodiscard]] std::string printed_record(const std::string& data);
/// What came of an operation (the `data` of POST /session/{id}/crm, JSON), in one line.
[[nodiscard]] std::string printed_outcome(const std::string& data);

}  // namespace mockcall::app
