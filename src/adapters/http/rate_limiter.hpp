// How often a user may ask. Fixed windows that begin with the user's first request, because their state is two
// numbers and their answer is plain: so many left, fresh in so many seconds. Thread-safe; `now` comes in.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace mockcall::http {

struct RateLimit {
    int count = 0;
    Milliseconds window{};
};

struct RateVerdict {
    bool allowed = true;
    int limit = 0;
    int remaining = 0;
    int reset_s = 0;  ///< until the window is fresh, rounded up
};

class RateLimiter {
  public:
    /// At most `most_users` windows are kept for all limits together; past it the ones that end first go.
    explicit RateLimiter(RateLimit limit, std::size_t most_users = 100'000)
        : limit_(limit), most_(most_users / kShards + 1) {}

    /// Counts one request, unless it is refused.
    [[nodiscard]] RateVerdict take(std::string_view user, SteadyTime now);
    /// Takes back one of the current window.
    [[nodiscard]] RateVerdict give_back(std::string_view user, SteadyTime now);
    [[nodiscard]] std::size_t users() const;

  private:
    struct Window {
        SteadyTime ends{};
        int used = 0;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };
    struct Shard {
        mutable std::mutex mutex;
        std::unordered_map<std::string, Window, Hash, std::equal_to<>> windows;
    };
    static constexpr std::size_t kShards = 16;

    [[nodiscard]] Shard& shard_of(std::string_view user) { return shards_[Hash{}(user) % kShards]; }
    Window& window_of(Shard& shard, std::string_view user, SteadyTime now);
    void make_room(Shard& shard, SteadyTime now);
    [[nodiscard]] RateVerdict verdict(const Window& window, SteadyTime now, bool allowed) const;

    RateLimit limit_;
    std::size_t most_;
    std::array<Shard, kShards> shards_;
};

}  // namespace mockcall::http
