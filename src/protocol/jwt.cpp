#include "protocol/jwt.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <cjose/cjose.h>

#include "base/bytes.hpp"
#include "protocol/jwk_set.hpp"
#include "protocol/jwt_claims.hpp"
#include "protocol/signature.hpp"

namespace mockcall {
namespace {

using protocol::JwsAlgorithm;
using protocol::VerificationKey;

constexpr std::size_t kMaxToken = 8 * 1024;

std::unexpected<Error> refuse(std::string message) { return fail(ErrorCode::Unauthorized, std::move(message)); }

struct ReleaseJws {
    void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};

struct OpenedToken {
    std::unique_ptr<cjose_jws_t, ReleaseJws> jws;
    JwsAlgorithm algorithm = JwsAlgorithm::HS256;
    std::optional<std::string> key_id;
};

/// Three parts in base64url: nothing else reaches the library.
bool has_compact_form(std::string_view token) {
    const std::size_t first = token.find('.');
    const std::size_t last = token.rfind('.');
    return first != last && protocol::is_base64url(token.substr(0, first)) &&
           protocol::is_base64url(token.substr(first + 1, last - first - 1)) &&
           protocol::is_base64url(token.substr(last + 1));
}

/// Reads the header; verifies nothing.
Result<OpenedToken> open_token(std::string_view token) {
    if (token.size() > kMaxToken)
        return refuse("the token is longer than 8 KiB");
    if (!has_compact_form(token))
        return refuse("this is no JSON Web Token");
    OpenedToken opened;
    opened.jws.reset(cjose_jws_import(token.data(), token.size(), nullptr));
    if (!opened.jws)
        return refuse("this is no JSON Web Token");
    cjose_header_t* const header = cjose_jws_get_protected(opened.jws.get());
    const char* const name = cjose_header_get(header, "alg", nullptr);
    const auto algorithm = protocol::jws_algorithm_of(name == nullptr ? "" : name);
    if (!algorithm)
        return refuse("the token's alg is not HS256, RS256 or ES256");
    opened.algorithm = *algorithm;
    // RFC 7515 section 4.1.11: extensions that must be understood, and we understand none.
    const std::unique_ptr<char, decltype(cjose_get_dealloc())> critical(cjose_header_get_raw(header, "crit", nullptr),
                                                                        cjose_get_dealloc());
    if (critical)
        return refuse("the token has critical extensions");
    if (const char* const id = cjose_header_get(header, CJOSE_HDR_KID, nullptr))
        opened.key_id = id;
    return opened;
}

class KeyedVerifier final : public JwtVerifier {
  public:
    KeyedVerifier(JwtOptions options, std::vector<VerificationKey> keys)
        : options_(std::move(options)), keys_(std::move(keys)) {}

    Result<Claims> verify(std::string_view token, WallTime now) const override {
        const auto opened = open_token(token);
        if (!opened)
            return std::unexpected(opened.error());
        bool candidate = false;
        for (const VerificationKey& key : keys_) {
            if (!fits(key, *opened))
                continue;
            candidate = true;
            if (cjose_jws_verify(opened->jws.get(), key.key.get(), nullptr))
                return claims_of(*opened, now);
        }
        return refuse(candidate ? "the token's signature does not match"
                                : "the token is signed with a key unknown here");
    }

    bool has_key_for(std::string_view token) const override {
        const auto opened = open_token(token);
        return !opened || opened->algorithm == JwsAlgorithm::HS256 ||
               std::ranges::any_of(keys_, [&](const VerificationKey& key) { return fits(key, *opened); });
    }

  private:
    /// The shared secret has no name, so a `kid` says nothing about it; keys of a set go by theirs.
    static bool fits(const VerificationKey& key, const OpenedToken& token) {
        if (key.algorithm != token.algorithm)
            return false;
        return key.algorithm == JwsAlgorithm::HS256 || !token.key_id || *token.key_id == key.id;
    }

    Result<Claims> claims_of(const OpenedToken& token, WallTime now) const {
        std::uint8_t* payload = nullptr;
        std::size_t size = 0;
        if (!cjose_jws_get_plaintext(token.jws.get(), &payload, &size, nullptr))
            return refuse("this is no JSON Web Token");
        return protocol::read_claims(text_of({payload, size}), options_, now);
    }

    JwtOptions options_;
    std::vector<VerificationKey> keys_;
};

std::string_view wire_name(Role role) {
    switch (role) {
        case Role::Supervisor: return "supervisor";
        case Role::Admin: return "admin";
        case Role::Trainee: break;
    }
    return "trainee";
}

std::int64_t unix_seconds(WallTime t) { return std::chrono::floor<std::chrono::seconds>(t).time_since_epoch().count(); }

}  // namespace

Result<std::shared_ptr<const JwtVerifier>> JwtVerifier::make(const JwtOptions& options) {
    std::vector<VerificationKey> keys;
    if (!options.jwks.empty()) {
        auto set = protocol::read_jwk_set(options.jwks);
        if (!set)
            return std::unexpected(set.error());
        keys = std::move(*set);
    }
    if (!options.hs256_secret.empty()) {
        protocol::Jwk secret = protocol::jwk_of_secret(options.hs256_secret);
        if (!secret)
            return fail_validation("hs256_secret", "cannot be used as a key");
        keys.push_back({JwsAlgorithm::HS256, {}, std::move(secret)});
    }
    if (keys.empty())
        return fail_validation("hs256_secret", "give a secret or a key set: without keys no token can be verified");
    return std::make_shared<const KeyedVerifier>(options, std::move(keys));
}

std::string sign_hs256(const Claims& claims, std::string_view secret, WallTime issued_at, const std::string& issuer,
                       const std::string& audience) {
    boost::json::object payload{{"sub", claims.who.user.str()},
                                {"role", wire_name(claims.who.role)},
                                {"iat", unix_seconds(issued_at)},
                                {"exp", unix_seconds(claims.expires)}};
    if (!claims.who.org.empty())
        payload["org"] = claims.who.org.str();
    if (!claims.who.name.empty())
        payload["name"] = claims.who.name;
    if (!issuer.empty())
        payload["iss"] = issuer;
    if (!audience.empty())
        payload["aud"] = audience;
    std::string token = base64url_encode(bytes_of(R"({"alg":"HS256","typ":"JWT"})"));
    token += '.';
    token += base64url_encode(bytes_of(boost::json::serialize(payload)));
    const std::string signature = base64url_encode(hmac_sha256(secret, token));
    token += '.';
    token += signature;
    return token;
}

}  // namespace mockcall
