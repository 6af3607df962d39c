#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "app/runtime.hpp"
#include "protocol/jwt.hpp"

namespace mockcall::app {

int token(const Config& config, const TokenOptions& options) {
    if (config.hs256_secret.empty()) {
        fmt::print(stderr,
                   "auth.hs256_secret is not set; give the server's: --set auth.hs256_secret=… or "
                   "MOCKCALL_AUTH_HS256_SECRET\n");
        return 2;
    }
    const auto lifetime = parse_duration(options.expires);
    if (!lifetime) {
        fmt::print(stderr, "--expires {}\n", lifetime.error().fields.front().problem);
        return 2;
    }
    Claims claims;
    claims.who.user = UserId{options.subject};
    claims.who.org = OrgId{options.org};
    claims.who.name = options.name;
    if (options.role == "supervisor")
        claims.who.role = Role::Supervisor;
    else if (options.role == "admin")
        claims.who.role = Role::Admin;
    const WallTime now = SystemClock{}.wall();
    claims.expires = now + *lifetime;
    fmt::print("{}\n", sign_hs256(claims, config.hs256_secret, now, config.issuer, config.audience));
    return 0;
}

}  // namespace mockcall::app
