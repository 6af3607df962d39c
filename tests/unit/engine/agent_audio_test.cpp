#include "engine/agent_audio.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace mockcall {
namespace {

CallTime at(int ms) { return CallTime{} + ticks_of(Milliseconds{ms}); }
Bytes pcm(int ms) { return Bytes(static_cast<std::size_t>(ms) * 32, 1); }
int length_ms(const PlacedAudio& audio) { return static_cast<int>(audio.pcm.size() / 16); }

TEST(AgentAudio, PlacesTheFirstChunkSoThatItEndsWhenItArrives) {
    AgentAudio audio;
    ASSERT_TRUE(audio.feed(pcm(40), std::nullopt, at(1000)));
    const auto taken = audio.take(at(1000));
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->at, at(960));
    EXPECT_EQ(length_ms(*taken), 40);
}

TEST(AgentAudio, AStalledAndBurstingNetworkMovesNothing) {
    AgentAudio audio;
    Random random(3);
    CallTime place = at(980);
    int arrived = 1000;
    for (int i = 0; i < 200; ++i) {
        const int sent = 1000 + 20 * i;
        // Some chunks stall up to 400 ms; none comes before it was spoken.
        arrived = std::max({arrived, sent, random.below(10) == 0 ? sent + 400 : sent});
        ASSERT_TRUE(audio.feed(pcm(20), sent, at(arrived)));
        while (const auto taken = audio.take(at(arrived))) {
            EXPECT_EQ(taken->at, place);
            place = taken->at + ticks_of(Milliseconds{length_ms(*taken)});
        }
    }
    EXPECT_EQ(place, at(980 + 200 * 20));
}

TEST(AgentAudio, AheadOfRealTimeItWaits) {
    AgentAudio audio;
    for (int i = 0; i < 4; ++i)
        ASSERT_TRUE(audio.feed(pcm(1000), std::nullopt, at(5000)));
    EXPECT_EQ(length_ms(*audio.take(at(5000))), 1000);
    EXPECT_FALSE(audio.take(at(5000)));
    ASSERT_TRUE(audio.next_take());
    EXPECT_EQ(length_ms(*audio.take(at(6500))), 1500);
    audio.finish();
    EXPECT_FALSE(audio.drained());
    EXPECT_EQ(length_ms(*audio.take(at(9000))), 1500);
    EXPECT_TRUE(audio.drained());
}

TEST(AgentAudio, APauseThatTheClientsClockTellsIsAPause) {
    AgentAudio audio;
    ASSERT_TRUE(audio.feed(pcm(20), 0, at(1000)));
    (void)audio.take(at(1000));
    ASSERT_TRUE(audio.feed(pcm(20), 3000, at(4000)));
    EXPECT_EQ(audio.take(at(4000))->at, at(3980));
}

TEST(AgentAudio, AStreamThatStaysBehindIsMovedUp) {
    AgentAudio audio;
    ASSERT_TRUE(audio.feed(pcm(20), std::nullopt, at(1000)));
    CallTime last{};
    for (int ms = 3000; ms < 9000; ms += 20) {
        ASSERT_TRUE(audio.feed(pcm(20), std::nullopt, at(ms)));
        while (const auto taken = audio.take(at(ms)))
            last = taken->at;
    }
    EXPECT_NEAR(seconds_of(last - at(8960)), 0, 0.1);
}

TEST(AgentAudio, HoldsBackAtMostTwentySeconds) {
    AgentAudio audio;
    for (int i = 0; i < 60; ++i)
        (void)audio.feed(pcm(1000), std::nullopt, at(5000));
    int total = 0;
    while (const auto taken = audio.take(at(100'000)))
        total += length_ms(*taken);
    EXPECT_LE(total, 20'000);
}

TEST(AgentAudio, DriftOverAnHourStaysUnderTheLagItMends) {
    AgentAudio audio;
    // The client's crystal is 100 ppm slow: 3600 s of ours are 3599.64 s of its.
    CallTime end{};
    for (int i = 0; i < 180'000; ++i) {
        const CallTime now = at(20) + ticks_of_seconds(i * 0.02 * 1.0001);
        ASSERT_TRUE(audio.feed(pcm(20), std::nullopt, now));
        while (const auto taken = audio.take(now))
            end = taken->at + ticks_of(Milliseconds{length_ms(*taken)});
        if (i % 9'000 == 8'999)
            EXPECT_LT(seconds_of(now - end), 0.13) << i;
    }
}

}  // namespace
}  // namespace mockcall
