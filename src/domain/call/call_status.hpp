// The states of a call, as the contract names them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mockcall {

enum class CallStatus : std::uint8_t { Initializing, Ringing, Active, OnHold, Transferring, Escalated, Ended, Expired };
[[nodiscard]] std::string_view to_string(CallStatus s);
[[nodiscard]] std::optional<CallStatus> call_status_of(std::string_view name);

}  // namespace mockcall
