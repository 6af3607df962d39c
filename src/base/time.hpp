// The two kinds of time in this program.
//
// CallTime is the call's one sample clock: 48 kHz ticks since the call was created. Playout, transcript, recording
// and scoring read nothing else. WallTime is for people and files: milliseconds since the epoch, UTC.
// The pure folders receive both as values and can reach no clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <ratio>
#include <string>
#include <string_view>

namespace mockcall {

using Ticks = std::chrono::duration<std::int64_t, std::ratio<1, 48000>>;
using Milliseconds = std::chrono::milliseconds;
using Seconds = std::chrono::duration<double>;

/// A clock that only a call has; it has no now(), so that nobody can ask it.
struct CallClock {
    using duration = Ticks;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<CallClock>;
    static constexpr bool is_steady = true;
};
using CallTime = CallClock::time_point;

using WallTime = std::chrono::sys_time<Milliseconds>;

/// A point on the machine's steady clock, for timers of the engine and adapters.
using SteadyTime = std::chrono::steady_clock::time_point;

[[nodiscard]] constexpr Ticks ticks_of(Milliseconds ms) { return Ticks{ms.count() * 48}; }
[[nodiscard]] constexpr Ticks ticks_of_seconds(double s) { return Ticks{static_cast<std::int64_t>(s * 48000.0)}; }
[[nodiscard]] constexpr Ticks ticks_of_samples(std::int64_t samples, int sample_rate) {
    return Ticks{samples * 48000 / sample_rate};
}
[[nodiscard]] constexpr std::int64_t samples_of(Ticks t, int sample_rate) { return t.count() * sample_rate / 48000; }
[[nodiscard]] constexpr double seconds_of(Ticks t) { return static_cast<double>(t.count()) / 48000.0; }
[[nodiscard]] constexpr std::int64_t milliseconds_of(Ticks t) { return t.count() / 48; }

/// "2025-10-14T15:30:00Z" (whole seconds, UTC).
[[nodiscard]] std::string iso8601(WallTime t);
/// "2025-10-14T15:30:00Z" with or without a fraction of seconds, or "2025-10-14": its midnight. Nothing for anything
/// else.
[[nodiscard]] std::optional<WallTime> wall_time_of(std::string_view iso8601);

}  // namespace mockcall
