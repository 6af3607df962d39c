// JSON Web Tokens (RFC 7519) as bearer tokens: HS256 with a shared secret, RS256 and ES256 with a JWKS. Pure: `now`
// comes in. A verifier is immutable and may be used from several threads; its owner swaps a shared_ptr when keys
// change.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/principal.hpp"
#include "base/time.hpp"

namespace mockcall {

struct JwtOptions {
    std::string hs256_secret{};  ///< "" none
    std::string jwks{};          ///< a JWK set as JSON text, "" none
    std::string issuer{};        ///< checked when not empty
    std::string audience{};      ///< likewise
    int leeway_s = 0;
};

struct Claims {
    Principal who;
    WallTime expires{};
};

class JwtVerifier {
  public:
    /// Errors: ValidationError when the key set cannot be read or no key is given.
    [[nodiscard]] static Result<std::shared_ptr<const JwtVerifier>> make(const JwtOptions& options);
    virtual ~JwtVerifier() = default;
    /// Errors: Unauthorized, with a message that helps the caller and leaks nothing.
    [[nodiscard]] virtual Result<Claims> verify(std::string_view token, WallTime now) const = 0;
    /// False when the token names a key of a set that is not in ours: the set may have been renewed since it was read.
    [[nodiscard]] virtual bool has_key_for(std::string_view /*token*/) const { return true; }
};

/// For guest sign-in and the `token` command.
[[nodiscard]] std::string sign_hs256(const Claims& claims, std::string_view secret, WallTime issued_at,
                                     const std::string& issuer = {}, const std::string& audience = {});

}  // namespace mockcall
