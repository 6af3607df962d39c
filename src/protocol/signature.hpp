// Keyed hashes: signed links, TURN credentials, fingerprints of secrets. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace mockcall {

/// 32 bytes (RFC 2104 with SHA-256).
[[nodiscard]] Bytes hmac_sha256(std::string_view secret, std::string_view message);
/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view text);
/// Takes the same time wherever the two differ. Their lengths are no secret.
[[nodiscard]] bool equal_in_constant_time(std::string_view a, std::string_view b);

/// A link that carries its own permission: "<path>?expires=<unix seconds>&signature=<base64url>". The signature covers
/// path and time.
[[nodiscard]] std::string sign_link(std::string_view secret, std::string_view path, std::int64_t expires_unix);
/// `expires` and `signature` as they stand in the query. False when changed, expired, malformed, or the secret is
/// empty.
[[nodiscard]] bool verify_link(std::string_view secret, std::string_view path, std::string_view expires,
                               std::string_view signature, std::int64_t now_unix);

/// The password of the TURN REST form: base64(HMAC-SHA1(secret, username)), `username` being "<expiry>:<user>".
[[nodiscard]] std::string turn_credential(std::string_view secret, std::string_view username);

}  // namespace mockcall
