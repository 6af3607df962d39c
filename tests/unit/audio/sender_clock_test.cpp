#include "audio/sender_clock.hpp"

#include <cmath>
#include <cstdio>
#include <tuple>

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace mockcall::audio {
namespace {

constexpr std::int64_t kFrame = 960;
constexpr std::int64_t kHour = 48'000LL * 3'600;

/// The error of placing, against the moment a sample was spoken plus a constant, over an hour: its spread in ms after
/// the first minute.
double drift_over_an_hour(double ppm, double jitter_ms, std::uint64_t seed) {
    Random dice(seed);
    SenderClock clock;
    double least = 1e9;
    double most = -1e9;
    for (std::int64_t sent = 0; sent < kHour; sent += kFrame) {
        // `sent` is true time; the sender's crystal counts it as `stamp`.
        const auto stamp = std::llround(static_cast<double>(sent) * (1 + ppm * 1e-6));
        const double delay = 48.0 * (20 - jitter_ms * std::log(1 - dice.unit()));
        clock.observe(stamp, CallTime{Ticks{sent + std::llround(delay)}});
        if (sent < kHour / 60)
            continue;
        const double error = static_cast<double>(clock.place(stamp).time_since_epoch().count() - sent) / 48;
        least = std::min(least, error);
        most = std::max(most, error);
    }
    return most - least;
}

class SenderClockDrift : public testing::TestWithParam<std::tuple<double, double>> {};

TEST_P(SenderClockDrift, AnHourMovesASampleByLessThanAMillisecond) {
    const auto [ppm, jitter] = GetParam();
    const double moved = drift_over_an_hour(ppm, jitter, 1);
    std::printf("%+.0f ppm, %.0f ms of jitter: an hour moves a sample by %.3f ms\n", ppm, jitter, moved);
    EXPECT_LT(moved, 1.0);
}

INSTANTIATE_TEST_SUITE_P(Crystals, SenderClockDrift,
                         testing::Combine(testing::Values(-150.0, -20.0, 0.0, 50.0, 150.0), testing::Values(0.0, 5.0)));

TEST(SenderClock, KnowsTheSkew) {
    SenderClock clock;
    for (std::int64_t sent = 0; sent < kHour / 10; sent += kFrame)
        clock.observe(std::llround(static_cast<double>(sent) * (1 - 80e-6)), CallTime{Ticks{sent}});
    EXPECT_NEAR(clock.skew_ppm(), 80, 1);
}

TEST(SenderClock, AStallOfTheNetworkMovesNothing) {
    SenderClock clock;
    std::int64_t stamp = 0;
    for (; stamp < 48'000 * 60; stamp += kFrame)
        clock.observe(stamp, CallTime{Ticks{stamp + 960}});
    for (const std::int64_t end = stamp + 48'000 * 3; stamp < end; stamp += kFrame)
        clock.observe(stamp, CallTime{Ticks{end + 960}});  // three seconds arrive at once
    for (const std::int64_t end = stamp + 48'000 * 30; stamp < end; stamp += kFrame)
        clock.observe(stamp, CallTime{Ticks{stamp + 960}});
    EXPECT_NEAR(static_cast<double>(clock.place(stamp).time_since_epoch().count() - stamp) / 48, 20, 0.5);
}

}  // namespace
}  // namespace mockcall::audio
