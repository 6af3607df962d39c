// What becomes due within 2 ms is done together: a thread that carries hundreds of calls, each with a frame every 20
// ms, wakes up 500 times a second at most.
#pragma once

#include <chrono>
#include <cstdint>
#include <ratio>

#include "base/time.hpp"

namespace mockcall {

using Moments = std::chrono::duration<std::int64_t, std::ratio<2, 1000>>;

/// When the moment that `t` is in has passed.
[[nodiscard]] inline SteadyTime end_of_moment(SteadyTime t) {
    return SteadyTime{std::chrono::ceil<Moments>(t.time_since_epoch())};
}

}  // namespace mockcall
