#include "protocol/jwk_set.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include <boost/json.hpp>
#include <cjose/cjose.h>

namespace mockcall::protocol {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxKeys = 100;
constexpr std::size_t kMinRsaBits = 2048;  // RFC 7518 section 3.3

std::string_view text_member(const json::object& object, std::string_view name) {
    const json::value* const value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

bool meant_for_verifying(const json::object& jwk) {
    if (jwk.contains("use") && text_member(jwk, "use") != "sig")
        return false;
    const json::value* const operations = jwk.if_contains("key_ops");
    if (operations == nullptr)
        return true;
    return operations->is_array() && std::ranges::count(operations->get_array(), json::value("verify")) > 0;
}

// Only the public members go to cjose: a private key put here by mistake is not kept.
Jwk import_members(const json::object& jwk, std::span<const std::string_view> names) {
    json::object chosen;
    for (const std::string_view name : names) {
        const std::string_view text = text_member(jwk, name);
        const bool is_number = name.size() == 1;
        if (is_number && !is_base64url(text))
            return nullptr;
        chosen[name] = text;
    }
    const std::string text = json::serialize(chosen);
    return Jwk(cjose_jwk_import(text.data(), text.size(), nullptr));
}

std::optional<VerificationKey> read_key(const json::object& jwk) {
    static constexpr std::array<std::string_view, 3> kRsa{"kty", "n", "e"};
    static constexpr std::array<std::string_view, 4> kEc{"kty", "crv", "x", "y"};
    const std::string_view type = text_member(jwk, "kty");
    VerificationKey key;
    if (type == "RSA") {
        key = {JwsAlgorithm::RS256, {}, import_members(jwk, kRsa)};
        if (key.key && cjose_jwk_get_keysize(key.key.get(), nullptr) < kMinRsaBits)
            return std::nullopt;
    } else if (type == "EC" && text_member(jwk, "crv") == "P-256") {
        key = {JwsAlgorithm::ES256, {}, import_members(jwk, kEc)};
    }
    if (!key.key || !meant_for_verifying(jwk))
        return std::nullopt;
    if (jwk.contains("alg") && jws_algorithm_of(text_member(jwk, "alg")) != key.algorithm)
        return std::nullopt;
    key.id = text_member(jwk, "kid");
    return key;
}

}  // namespace

std::optional<JwsAlgorithm> jws_algorithm_of(std::string_view name) {
    if (name == "HS256")
        return JwsAlgorithm::HS256;
    if (name == "RS256")
        return JwsAlgorithm::RS256;
    if (name == "ES256")
        return JwsAlgorithm::ES256;
    return std::nullopt;
}

bool is_base64url(std::string_view text) {
    const auto allowed = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    return !text.empty() && text.size() % 4 != 1 && std::ranges::all_of(text, allowed);
}

void ReleaseJwk::operator()(_cjose_jwk_int* key) const { cjose_jwk_release(key); }

Result<std::vector<VerificationKey>> read_jwk_set(std::string_view text) {
    boost::system::error_code error;
    const json::value parsed = json::parse(text, error);
    if (error || !parsed.is_object())
        return fail_validation("jwks", "is not a JSON object");
    const json::value* const keys = parsed.get_object().if_contains("keys");
    if (keys == nullptr || !keys->is_array())
        return fail_validation("jwks", "has no array \"keys\"");
    if (keys->get_array().size() > kMaxKeys)
        return fail_validation("jwks", "has more than 100 keys");
    std::vector<VerificationKey> out;
    for (const json::value& key : keys->get_array()) {
        if (!key.is_object())
            continue;
        if (auto read = read_key(key.get_object()))
            out.push_back(std::move(*read));
    }
    if (out.empty())
        return fail_validation("jwks",
                               "has no usable key: RS256 (RSA, 2048 bits or more) or ES256 (EC, P-256) for signatures");
    return out;
}

Jwk jwk_of_secret(std::string_view secret) {
    return Jwk(cjose_jwk_create_oct_spec(reinterpret_cast<const std::uint8_t*>(secret.data()), secret.size(), nullptr));
}

}  // namespace mockcall::protocol
