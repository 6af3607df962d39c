#include "engine/playout.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

CallTime at(int ms) { return CallTime{} + ticks_of(Milliseconds{ms}); }

TEST(Playout, SendsTheFirstPieceAtOnceAndStaysAtMostASecondAhead) {
    Playout playout(16000, 1600);
    playout.begin(1);
    playout.add(Samples(16000 * 5));
    playout.complete();
    const auto first = playout.pump(at(100));
    EXPECT_EQ(first.size(), 11u);  // 0 to 1.0 s, both ends
    EXPECT_EQ(first.front().at, at(100));
    EXPECT_TRUE(playout.pump(at(100)).empty());
    EXPECT_EQ(playout.pump(at(300)).size(), 2u);
}

TEST(Playout, FinishesWhenTheLastSampleHasBeenHeard) {
    Playout playout(16000, 1600);
    playout.begin(7);
    playout.add(Samples(8000));
    playout.complete();
    const auto pieces = playout.pump(at(0));
    EXPECT_TRUE(pieces.back().final);
    EXPECT_FALSE(playout.finished(at(499)));
    EXPECT_TRUE(playout.finished(at(500)));
}

TEST(Playout, AVoiceThatIsLateMovesOnlyWhatFollows) {
    Playout playout(16000, 1600);
    playout.begin(1);
    playout.add(Samples(1600));
    EXPECT_EQ(playout.pump(at(0)).front().at, at(0));
    playout.add(Samples(1600));
    playout.complete();
    EXPECT_EQ(playout.pump(at(900)).front().at, at(900));
    EXPECT_TRUE(playout.finished(at(1000)));
}

TEST(Playout, TellsWhichShareWasHeardWhenStopped) {
    Playout playout(16000, 1600);
    playout.begin(1);
    playout.add(Samples(16000));
    playout.complete();
    (void)playout.pump(at(0));
    EXPECT_NEAR(playout.stop(at(250), std::nullopt), 0.25, 0.001);
    EXPECT_EQ(playout.stopped_at(), at(250));
}

TEST(Playout, BelievesTheClientThatHeardLessButNotMore) {
    for (const auto& [reported, expected] : {std::pair{100.0, 0.1}, {900.0, 0.5}, {-5.0, 0.0}}) {
        Playout playout(16000, 1600);
        playout.begin(1);
        playout.add(Samples(16000));
        playout.complete();
        (void)playout.pump(at(0));
        EXPECT_NEAR(playout.stop(at(500), reported), expected, 0.001);
    }
}

Samples counting(std::size_t n) {
    Samples s(n);
    for (std::size_t i = 0; i < n; ++i)
        s[i] = static_cast<std::int16_t>(i);
    return s;
}

TEST(Playout, GoesOnWithTheFirstSampleThatWasNotHeard) {
    Playout playout(16000, 1600);
    playout.begin(1);
    playout.add(counting(24'000));
    playout.complete();
    const auto sent = playout.pump(at(0));
    EXPECT_EQ(sent.size(), 11u);
    playout.hold(at(250));
    EXPECT_TRUE(playout.pump(at(300)).empty());
    EXPECT_FALSE(playout.next_pump());
    EXPECT_FALSE(playout.finished(at(9'000)));
    playout.go_on(at(900));
    const auto again = playout.pump(at(900));
    ASSERT_FALSE(again.empty());
    EXPECT_EQ(again.front().at, at(900));
    EXPECT_EQ(again.front().pcm.front(), 4'000);
    EXPECT_EQ(again.front().sequence, 11u);
    Samples rest;
    for (int ms = 900; ms < 3'000; ms += 100)
        for (const auto& piece : ms == 900 ? again : playout.pump(at(ms)))
            rest.insert(rest.end(), piece.pcm.begin(), piece.pcm.end());
    ASSERT_EQ(rest.size(), 20'000u);
    EXPECT_EQ(rest.back(), 23'999);
    EXPECT_FALSE(playout.finished(at(2'149)));
    EXPECT_TRUE(playout.finished(at(2'150)));
}

TEST(Playout, GoesOnFromWhereTheClientSaysItStopped) {
    Playout playout(16000, 1600);
    playout.begin(1);
    playout.add(counting(16'000));
    playout.complete();
    (void)playout.pump(at(0));
    playout.hold(at(500));
    playout.heard_while_held(400);
    playout.go_on(at(800));
    EXPECT_EQ(playout.pump(at(800)).front().pcm.front(), 6'400);
    playout.hold(at(900));
    playout.heard_while_held(20);  // a client that counts from where it went on: what was heard before stays heard
    EXPECT_NEAR(playout.stop(at(1'000), std::nullopt), 0.4, 0.001);
}

TEST(Playout, ALineThatIsHeldBeforeItsFirstSampleStartsLater) {
    Playout playout(16000, 1600);
    playout.begin(1);
    playout.hold(at(0));
    playout.add(counting(1'600));
    playout.complete();
    EXPECT_TRUE(playout.pump(at(100)).empty());
    playout.go_on(at(400));
    EXPECT_EQ(playout.pump(at(400)).front().at, at(400));
    EXPECT_TRUE(playout.finished(at(500)));
}

TEST(Playout, LowersOnlyWhatIsHeardAtOnce) {
    Playout playout(16000, 1600);
    playout.begin(1);
    playout.add(Samples(16'000 * 3, 1'000));
    playout.set_gain(0.25);
    const auto pieces = playout.pump(at(0));
    EXPECT_EQ(pieces.front().pcm.front(), 250);
    EXPECT_EQ(pieces.back().pcm.front(), 1'000);
}

TEST(Playout, AnEmptyLineEndsAtOnce) {
    Playout playout(16000, 1600);
    playout.begin(1);
    playout.complete();
    const auto pieces = playout.pump(at(10));
    ASSERT_EQ(pieces.size(), 1u);
    EXPECT_TRUE(pieces[0].final);
    EXPECT_TRUE(playout.finished(at(10)));
}

}  // namespace
}  // namespace mockcall
