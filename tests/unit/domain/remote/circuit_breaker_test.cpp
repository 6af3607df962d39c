#include "domain/remote/circuit_breaker.hpp"

#include <gtest/gtest.h>

namespace mockcall::remote {
namespace {

using std::chrono::seconds;

constexpr SteadyTime kStart{seconds(100)};
const BreakerOptions kOptions{3, seconds(5), seconds(15)};

CircuitBreaker broken(SteadyTime now) {
    CircuitBreaker b(kOptions);
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(b.admit(now));
        b.failed(now);
    }
    return b;
}

TEST(CircuitBreaker, OpensAfterFailuresInARow) {
    CircuitBreaker b(kOptions);
    b.failed(kStart);
    b.failed(kStart);
    b.succeeded();
    b.failed(kStart);
    b.failed(kStart);
    EXPECT_TRUE(b.admit(kStart)) << "never three in a row";
    b.failed(kStart);
    EXPECT_EQ(b.state(kStart), BreakerState::Open);
    EXPECT_FALSE(b.admit(kStart + Milliseconds{4'999}));
}

TEST(CircuitBreaker, LetsOneRequestTryWhenItsPauseIsOver) {
    CircuitBreaker b = broken(kStart);
    EXPECT_TRUE(b.admit(kStart + seconds(5)));
    EXPECT_FALSE(b.admit(kStart + seconds(5))) << "one at a time";
    b.succeeded();
    EXPECT_TRUE(b.admit(kStart + seconds(5)));
    EXPECT_TRUE(b.admit(kStart + seconds(5)));
}

TEST(CircuitBreaker, PausesLongerEachTimeItsTrialFails) {
    CircuitBreaker b = broken(kStart);
    SteadyTime now = kStart;
    for (const int pause : {5, 10, 15, 15}) {
        EXPECT_FALSE(b.admit(now + seconds(pause) - Milliseconds{1}));
        now += seconds(pause);
        EXPECT_TRUE(b.admit(now)) << pause;
        b.failed(now);
    }
}

TEST(CircuitBreaker, ATrialThatWasGivenUpMakesRoomForAnother) {
    CircuitBreaker b = broken(kStart);
    EXPECT_TRUE(b.admit(kStart + seconds(5)));
    b.abandoned();
    EXPECT_EQ(b.state(kStart + seconds(5)), BreakerState::HalfOpen);
    EXPECT_TRUE(b.admit(kStart + seconds(5)));
}

TEST(CircuitBreaker, ForgetsLongPausesAfterASuccess) {
    CircuitBreaker b = broken(kStart);
    EXPECT_TRUE(b.admit(kStart + seconds(5)));
    b.failed(kStart + seconds(5));
    EXPECT_TRUE(b.admit(kStart + seconds(15)));
    b.succeeded();
    b.open(kStart + seconds(20));
    EXPECT_EQ(b.open_until(), kStart + seconds(25));
}

}  // namespace
}  // namespace mockcall::remote
