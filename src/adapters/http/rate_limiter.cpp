#include "adapters/http/rate_limiter.hpp"

#include <algorithm>

namespace mockcall::http {

void RateLimiter::make_room(Shard& shard, SteadyTime now) {
    std::erase_if(shard.windows, [now](const auto& entry) { return entry.second.ends <= now; });
    if (shard.windows.size() < most_)
        return;
    const auto first = std::min_element(shard.windows.begin(), shard.windows.end(),
                                        [](const auto& a, const auto& b) { return a.second.ends < b.second.ends; });
    shard.windows.erase(first);
}

RateLimiter::Window& RateLimiter::window_of(Shard& shard, std::string_view user, SteadyTime now) {
    auto at = shard.windows.find(user);
    if (at == shard.windows.end()) {
        if (shard.windows.size() >= most_)
            make_room(shard, now);
        at = shard.windows.emplace(std::string(user), Window{}).first;
    }
    Window& window = at->second;
    if (window.ends <= now)
        window = {now + limit_.window, 0};
    return window;
}

RateVerdict RateLimiter::verdict(const Window& window, SteadyTime now, bool allowed) const {
    const auto left = std::chrono::ceil<std::chrono::seconds>(window.ends - now).count();
    return {allowed, limit_.count, std::max(0, limit_.count - window.used),
            static_cast<int>(std::max<std::int64_t>(0, left))};
}

RateVerdict RateLimiter::take(std::string_view user, SteadyTime now) {
    Shard& shard = shard_of(user);
    const std::lock_guard lock(shard.mutex);
    Window& window = window_of(shard, user, now);
    const bool allowed = window.used < limit_.count;
    if (allowed)
        ++window.used;
    return verdict(window, now, allowed);
}

RateVerdict RateLimiter::give_back(std::string_view user, SteadyTime now) {
    Shard& shard = shard_of(user);
    const std::lock_guard lock(shard.mutex);
    Window& window = window_of(shard, user, now);
    window.used = std::max(0, window.used - 1);
    return verdict(window, now, true);
}

std::size_t RateLimiter::users() const {
    std::size_t sum = 0;
    for (const Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        sum += shard.windows.size();
    }
    return sum;
}

}  // namespace mockcall::http
