#include "domain/evaluation/timeline.hpp"

#include <gtest/gtest.h>

#include "unit/domain/evaluation/call_builder.hpp"

namespace mockcall::judging {
namespace {

using test::CallBuilder;

TEST(Timeline, PaceIsMeasuredOverSpeakingTimeOnly) {
    CallBuilder b;
    b.agent("one two three four five six seven eight nine")
        .silence(30)
        .agent("one two three four five six seven eight nine");
    EXPECT_NEAR(measure(b.end()).metrics.words_per_minute, 135, 1);
}

TEST(Timeline, ATypedCallHasNoPace) {
    CallBuilder b(CallBuilder::Mode::Typed);
    const auto t = measure(b.agent("hello there").customer("hi").end());
    EXPECT_FALSE(t.spoken);
    EXPECT_EQ(t.metrics.words_per_minute, 0);
    EXPECT_NEAR(t.metrics.talk_ratio, 2.0 / 3, 0.01) << "shares of words stand in for time";
}

TEST(Timeline, SilenceThatWaitsForTheAgentIsDeadAirBeyondItsLimit) {
    CallBuilder b;
    const auto t = measure(b.agent("Hello.").customer("My bill is wrong.").silence(24).agent("Yes.").end());
    ASSERT_EQ(t.dead_air.size(), 1u);
    EXPECT_NEAR(t.metrics.dead_air, 10, 0.1);  // 24 + 1 s before the turn, 15 s are free
}

TEST(Timeline, TheCustomersWonderingDoesNotBreakTheSilence) {
    CallBuilder b;
    b.agent("Hello.").customer("My bill is wrong.").silence(9).customer("Hello?").silence(9).agent("Yes.");
    EXPECT_EQ(measure(b.end()).dead_air.size(), 1u);
}

TEST(Timeline, AnAnnouncedWaitMayLastLonger) {
    CallBuilder b;
    b.customer("My bill is wrong.")
        .agent("One moment please.", {Act::HoldRequest})
        .customer("Okay.")
        .silence(24)
        .agent("Here it is.");
    EXPECT_TRUE(measure(b.end()).dead_air.empty());
}

TEST(Timeline, AHoldIsNoDeadAir) {
    CallBuilder b;
    b.agent("Hello.").customer("My bill is wrong.").hold(60, true, true).agent("Thanks for holding.");
    const auto t = measure(b.end());
    EXPECT_TRUE(t.dead_air.empty());
    EXPECT_EQ(t.metrics.hold_count, 1);
    EXPECT_NEAR(t.metrics.hold_time, 60, 0.01);
}

TEST(Timeline, DelayThatTheSystemCausedIsNotTheTrainees) {
    CallBuilder b;
    auto call = b.agent("Hello.").customer("My bill is wrong.").silence(24).agent("Yes.").end();
    call.system_delay = ticks_of_seconds(12);
    const auto t = measure(call);
    EXPECT_EQ(t.metrics.dead_air, 0);
    EXPECT_TRUE(t.dead_air.empty());
}

TEST(Timeline, SilenceAfterGoodbyeIsNobodysFault) {
    CallBuilder b;
    auto call = b.agent("Goodbye.", {Act::Closing}).customer("Bye.").silence(40).end();
    EXPECT_TRUE(measure(call).dead_air.empty());
}

TEST(Timeline, OvertalkIsWhatBothSpoke) {
    CallBuilder b;
    b.agent("Hello.")
        .customer("My bill is wrong and it has been wrong for months.")
        .agent("Yes yes I know all about it.")
        .talked_over(2);
    const auto t = measure(b.end());
    ASSERT_EQ(t.overtalk.size(), 1u);
    EXPECT_NEAR(t.metrics.overtalk, 2, 0.01);
}

TEST(Timeline, LatencyIsTheMedianFromTheCustomersEnd) {
    CallBuilder b;
    b.agent("Hello.")
        .customer("One.")
        .agent("Two.")
        .customer("Three.")
        .silence(6)
        .agent("Four.")
        .customer("Five.")
        .agent("Six.");
    EXPECT_NEAR(measure(b.end()).metrics.response_latency, 1.0, 0.01);
}

TEST(Timeline, TimeToAnswerRunsFromTheFirstRing) {
    CallBuilder b;
    EXPECT_NEAR(measure(b.agent("Hello.").answered_after(4.5).end()).metrics.time_to_answer, 4.5, 0.001);
}

TEST(Timeline, TheLongestStretchJoinsTurnsWithoutAPause) {
    CallBuilder b;
    b.agent("one two three four five six seven eight nine").agent("one two three four five six seven eight nine");
    EXPECT_NEAR(measure(b.end()).metrics.longest_monologue, 8, 0.1);
}

TEST(Record, TimestampsCountFromTheAnswer) {
    CallRecord call;
    EXPECT_EQ(timestamp_of(call, CallTime{ticks_of_seconds(9)}), 0);
    call.answered = CallTime{ticks_of_seconds(4)};
    EXPECT_DOUBLE_EQ(timestamp_of(call, CallTime{ticks_of_seconds(9)}), 5);
    EXPECT_EQ(timestamp_of(call, CallTime{ticks_of_seconds(1)}), 0);
}

}  // namespace
}  // namespace mockcall::judging
