// The keys that tokens may be signed with: a shared secret and a JWK set (RFC 7517), held as cjose wants them. Pure.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

struct _cjose_jwk_int;

namespace mockcall::protocol {

/// The algorithms we accept; everything else, "none" above all, does not exist here.
enum class JwsAlgorithm : std::uint8_t { HS256, RS256, ES256 };
[[nodiscard]] std::optional<JwsAlgorithm> jws_algorithm_of(std::string_view name);

/// Not empty, and nothing but whole bytes in the URL alphabet without padding. cjose aborts the process over some other
/// texts, so whatever it is to decode goes through here first.
[[nodiscard]] bool is_base64url(std::string_view text);

struct ReleaseJwk {
    void operator()(_cjose_jwk_int* key) const;
};
using Jwk = std::unique_ptr<_cjose_jwk_int, ReleaseJwk>;

/// A key serves one algorithm only, so that no token can choose how a key is used.
struct VerificationKey {
    JwsAlgorithm algorithm = JwsAlgorithm::HS256;
    std::string id;  ///< `kid`, "" none
    Jwk key;
};

/// The signing keys of a set that we can use: RSA of 2048 bits or more, EC on P-256. Others (other uses, curves or
/// types, shared secrets) are passed over, as RFC 7517 section 5 asks. Errors: ValidationError when it is no key set or
/// nothing usable is in it.
[[nodiscard]] Result<std::vector<VerificationKey>> read_jwk_set(std::string_view json);

[[nodiscard]] Jwk jwk_of_secret(std::string_view secret);

}  // namespace mockcall::protocol
