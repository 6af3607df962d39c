#include "domain/call/call_status.hpp"

#include <array>

namespace mockcall {
namespace {

constexpr std::array<std::string_view, 8> kNames = {"initializing", "ringing",   "active", "on_hold",
                                                    "transferring", "escalated", "ended",  "expired"};

}  // namespace

std::string_view to_string(CallStatus s) { return kNames[static_cast<std::size_t>(s)]; }

std::optional<CallStatus> call_status_of(std::string_view name) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (kNames[i] == name)
            return static_cast<CallStatus>(i);
    return std::nullopt;
}

}  // namespace mockcall
