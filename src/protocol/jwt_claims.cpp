#include "protocol/jwt_claims.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>

#include <boost/json.hpp>

namespace mockcall::protocol {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxText = 255;
// The end of the year 9999. A time past it was written in milliseconds, and such a token would never expire.
constexpr double kLastSecond = 253402300799.0;

std::unexpected<Error> refuse(std::string message) { return fail(ErrorCode::Unauthorized, std::move(message)); }

const json::value* present(const json::object& claims, std::string_view name) {
    const json::value* const value = claims.if_contains(name);
    return value == nullptr || value->is_null() ? nullptr : value;
}

/// A NumericDate (RFC 7519 section 2): seconds, possibly with a fraction.
Result<std::optional<WallTime>> time_claim(const json::object& claims, const std::string& name) {
    const json::value* const value = claims.if_contains(name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_number())
        return refuse("the token's " + name + " is not a number");
    const double seconds = value->to_number<double>();
    if (!(seconds >= 0 && seconds <= kLastSecond))
        return refuse("the token's " + name + " is not in seconds since 1970");
    return WallTime{Milliseconds{static_cast<std::int64_t>(seconds * 1000)}};
}

Result<std::optional<std::string>> text_claim(const json::object& claims, const std::string& name) {
    const json::value* const value = present(claims, name);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_string())
        return refuse("the token's " + name + " is not a string");
    std::string text(std::string_view(value->get_string()));
    // These go into keys, links and log lines.
    const bool control = std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
    if (text.size() > kMaxText || control)
        return refuse("the token's " + name + " is longer than 255 bytes or has control characters");
    return text;
}

Result<Role> role_claim(const json::object& claims) {
    const auto name = text_claim(claims, "role");
    if (!name)
        return std::unexpected(name.error());
    if (!*name || **name == "trainee")
        return Role::Trainee;
    if (**name == "supervisor")
        return Role::Supervisor;
    if (**name == "admin")
        return Role::Admin;
    return refuse("the token's role is not trainee, supervisor or admin");
}

bool names_audience(const json::value* audience, std::string_view expected) {
    if (audience == nullptr)
        return false;
    if (audience->is_string())
        return audience->get_string() == expected;
    return audience->is_array() && std::ranges::any_of(audience->get_array(), [&](const json::value& one) {
               return one.is_string() && one.get_string() == expected;
           });
}

Result<void> check_issuer_and_audience(const json::object& claims, const JwtOptions& options) {
    if (!options.issuer.empty()) {
        const json::value* const issuer = present(claims, "iss");
        if (issuer == nullptr || !issuer->is_string() || issuer->get_string() != options.issuer)
            return refuse("the token comes from another issuer");
    }
    if (!options.audience.empty() && !names_audience(present(claims, "aud"), options.audience))
        return refuse("the token is for another audience");
    return {};
}

Result<WallTime> check_times(const json::object& claims, const JwtOptions& options, WallTime now) {
    const std::chrono::seconds leeway{std::max(0, options.leeway_s)};
    const auto expires = time_claim(claims, "exp");
    if (!expires)
        return std::unexpected(expires.error());
    if (!*expires)
        return refuse("the token has no exp");
    if (now >= **expires + leeway)
        return refuse("the token has expired: sign in again");
    const auto not_before = time_claim(claims, "nbf");
    if (!not_before)
        return std::unexpected(not_before.error());
    if (*not_before && now + leeway < **not_before)
        return refuse("the token is not valid yet");
    return **expires;
}

Result<Principal> read_principal(const json::object& claims) {
    const auto subject = text_claim(claims, "sub");
    const auto org = text_claim(claims, "org");
    const auto name = text_claim(claims, "name");
    const auto role = role_claim(claims);
    for (const auto* const text : {&subject, &org, &name})
        if (!*text)
            return std::unexpected(text->error());
    if (!role)
        return std::unexpected(role.error());
    if (!*subject || (*subject)->empty())
        return refuse("the token has no sub");
    if (*org && (*org)->empty())
        return refuse("the token's org is empty");
    return Principal{UserId(**subject), OrgId(org->value_or("default")), *role, name->value_or("")};
}

}  // namespace

Result<Claims> read_claims(std::string_view payload, const JwtOptions& options, WallTime now) {
    boost::system::error_code error;
    const json::value parsed = json::parse(payload, error);
    if (error || !parsed.is_object())
        return refuse("the token's payload is not a JSON object");
    const json::object& claims = parsed.get_object();
    const auto expires = check_times(claims, options, now);
    if (!expires)
        return std::unexpected(expires.error());
    if (const auto meant_for_us = check_issuer_and_audience(claims, options); !meant_for_us)
        return std::unexpected(meant_for_us.error());
    auto who = read_principal(claims);
    if (!who)
        return std::unexpected(who.error());
    return Claims{std::move(*who), *expires};
}

}  // namespace mockcall::protocol
