// Who sends a request: verifies the bearer token, and remembers those it has verified. Thread-safe.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "protocol/jwt.hpp"

namespace mockcall::http {

using VerifierSource = std::function<std::shared_ptr<const JwtVerifier>()>;

class Bearer {
  public:
    explicit Bearer(VerifierSource verifier) : verifier_(std::move(verifier)) {}
    /// `authorization`: the header's value. Errors: Unauthorized.
    [[nodiscard]] Result<Principal> authenticate(std::string_view authorization, WallTime now);

  private:
    struct Known {
        Claims claims;
        WallTime until{};                     ///< then it is verified again: keys may have been withdrawn
        std::weak_ptr<const JwtVerifier> by;  ///< new keys make it forgotten
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };
    struct Shard {
        std::mutex mutex;
        std::unordered_map<std::string, Known, Hash, std::equal_to<>> known;
    };
    static constexpr Milliseconds kKept{300'000};
    static constexpr std::size_t kShards = 8;
    static constexpr std::size_t kMostAShard = 512;
    static constexpr std::size_t kLongestKept = 2048;
    static constexpr std::size_t kLongest = 8192;

    VerifierSource verifier_;
    std::array<Shard, kShards> shards_;
};

}  // namespace mockcall::http
