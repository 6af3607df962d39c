#include "adapters/http/bearer.hpp"

#include <algorithm>

namespace mockcall::http {
namespace {

/// RFC 6750 section 2.1; the scheme's case does not matter (RFC 9110 section 11.1).
std::string_view token_of(std::string_view authorization) {
    constexpr std::string_view kScheme = "bearer ";
    if (authorization.size() <= kScheme.size())
        return {};
    for (std::size_t i = 0; i < kScheme.size(); ++i) {
        if ((authorization[i] | 0x20) != kScheme[i])
            return {};
    }
    authorization.remove_prefix(kScheme.size());
    const auto first = authorization.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view{} : authorization.substr(first);
}

}  // namespace

Result<Principal> Bearer::authenticate(std::string_view authorization, WallTime now) {
    const std::string_view token = token_of(authorization);
    if (token.empty())
        return fail(ErrorCode::Unauthorized, "Send a bearer token in the Authorization header.");
    const auto verifier = verifier_();
    if (!verifier || token.size() > kLongest)
        return fail(ErrorCode::Unauthorized, "This token cannot be verified; sign in again.");
    Shard& shard = shards_[Hash{}(token) % kShards];
    {
        const std::lock_guard lock(shard.mutex);
        const auto at = shard.known.find(token);
        if (at != shard.known.end() && at->second.until > now && at->second.by.lock() == verifier)
            return at->second.claims.who;
    }
    auto claims = verifier->verify(token, now);
    if (!claims)
        return std::unexpected(std::move(claims.error()));
    if (token.size() <= kLongestKept) {
        const std::lock_guard lock(shard.mutex);
        if (shard.known.size() >= kMostAShard) {
            std::erase_if(shard.known, [now](const auto& entry) { return entry.second.until <= now; });
            if (shard.known.size() >= kMostAShard)
                shard.known.erase(shard.known.begin());
        }
        shard.known.insert_or_assign(std::string(token),
                                     Known{*claims, std::min(claims->expires, now + kKept), verifier});
    }
    return claims->who;
}

}  // namespace mockcall::http
