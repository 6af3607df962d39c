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
