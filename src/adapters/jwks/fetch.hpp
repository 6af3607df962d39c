// Reads a JWK set from where it is published. Blocking.
#pragma once

#include <string>

#include "base/error.hpp"

namespace mockcall {

/// `location`: the path of a file, or an http(s) URL (10 s at most, three redirects, only status 200). Up to 256 KiB.
/// Errors: InternalError with a reason for the log; it names neither path nor URL.
[[nodiscard]] Result<std::string> fetch_jwks(const std::string& location);

}  // namespace mockcall
