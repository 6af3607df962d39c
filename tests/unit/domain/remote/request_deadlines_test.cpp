#include "domain/remote/request_deadlines.hpp"

#include <gtest/gtest.h>

namespace mockcall::remote {
namespace {

using std::chrono::seconds;
using Missed = RequestDeadlines::Missed;

constexpr SteadyTime kStart{seconds(100)};
constexpr RequestDeadlines::Limits kLimits{seconds(2), seconds(5), seconds(1), seconds(10)};

TEST(RequestDeadlines, EachPhaseHasItsOwn) {
    RequestDeadlines d(kLimits, kStart);
    EXPECT_EQ(d.next().at, kStart + seconds(2));
    EXPECT_EQ(d.next().what, Missed::Connect);
    d.connected(kStart + seconds(1));
    EXPECT_EQ(d.next().at, kStart + seconds(6));
    EXPECT_EQ(d.next().what, Missed::FirstByte);
    d.byte(kStart + seconds(4));
    EXPECT_EQ(d.next().at, kStart + seconds(5));
    EXPECT_EQ(d.next().what, Missed::BetweenBytes);
}

TEST(RequestDeadlines, TheWholeIsBoundedHoweverSteadilyBytesCome) {
    RequestDeadlines d(kLimits, kStart);
    d.connected(kStart);
    for (int ms = 0; ms <= 9'500; ms += 500)
        d.byte(kStart + Milliseconds{ms});
    EXPECT_EQ(d.next().at, kStart + seconds(10));
    EXPECT_EQ(d.next().what, Missed::Whole);
}

TEST(RequestDeadlines, AServiceThatIsSlowButSteadyIsNeverLateBeforeTheWholeIsOver) {
    RequestDeadlines d(kLimits, kStart);
    d.connected(kStart + Milliseconds{1'900});
    for (SteadyTime at = kStart + Milliseconds{6'800}; at < kStart + seconds(10); at += Milliseconds{990}) {
        EXPECT_GT(d.next().at, at);
        d.byte(at);
    }
    EXPECT_EQ(d.next().what, Missed::Whole);
}

}  // namespace
}  // namespace mockcall::remote
