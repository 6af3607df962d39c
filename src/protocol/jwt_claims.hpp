// What a token's payload must say. Pure.
#pragma once

#include <string_view>

#include "base/error.hpp"
#include "base/time.hpp"
#include "protocol/jwt.hpp"

namespace mockcall::protocol {

/// `payload`: the JSON text, its signature already verified. Errors: Unauthorized.
[[nodiscard]] Result<Claims> read_claims(std::string_view payload, const JwtOptions& options, WallTime now);

}  // namespace mockcall::protocol
