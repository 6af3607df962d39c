#include "engine/played_sound.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

constexpr CallTime at_ms(int ms) { return CallTime{ticks_of(Milliseconds{ms})}; }

/// A second in which each sample says its own place.
Samples counted(int from) {
    Samples s(16'000);
    for (int i = 0; i < 16'000; ++i)
        s[static_cast<std::size_t>(i)] = static_cast<std::int16_t>(from + i);
    return s;
}

TEST(PlayedSound, TellsWhatWasHeardWhen) {
    PlayedSound played;
    played.begin(16'000);
    played.write(at_ms(1'000), counted(0));
    EXPECT_EQ(played.frame(at_ms(1'000))[0], 0);
    EXPECT_EQ(played.frame(at_ms(1'990))[159], 15'999);
    EXPECT_EQ(played.frame(at_ms(2'000))[0], 0) << "silence";
    EXPECT_EQ(played.frame(at_ms(900))[0], 0);
}

TEST(PlayedSound, HalfASecondMayBeAskedForAgainAndWhatIsOlderIsForgotten) {
    PlayedSound played;
    played.begin(16'000);
    played.write(at_ms(0), counted(0));
    EXPECT_EQ(played.frame(at_ms(800))[0], 12'800);
    EXPECT_EQ(played.frame(at_ms(300))[0], 4'800);
    EXPECT_EQ(played.frame(at_ms(200))[0], 0);
    played.write(at_ms(1'000), counted(100));
    EXPECT_EQ(played.frame(at_ms(1'000))[0], 100) << "in its place still";
}

TEST(PlayedSound, WhatNobodyAsksForIsKeptForThreeSeconds) {
    PlayedSound played;
    played.begin(16'000);
    for (int s = 0; s < 10; ++s)
        played.write(at_ms(1'000 * s), counted(s));
    EXPECT_EQ(played.frame(at_ms(6'990))[0], 0);
    EXPECT_EQ(played.frame(at_ms(7'000))[0], 7);
}

TEST(PlayedSound, AnEchoCanComeForNineTenthsOfASecond) {
    PlayedSound played;
    played.begin(16'000);
    EXPECT_FALSE(played.audible_before(at_ms(0)));
    played.write(at_ms(0), counted(0));
    EXPECT_TRUE(played.audible_before(at_ms(1'899)));
    EXPECT_FALSE(played.audible_before(at_ms(1'900)));
    played.erase_from(at_ms(500));
    EXPECT_FALSE(played.audible_before(at_ms(1'400)));
    EXPECT_EQ(played.frame(at_ms(490))[0], 7'840);
    EXPECT_EQ(played.frame(at_ms(500))[0], 0);
    played.forget();
    EXPECT_FALSE(played.audible_before(at_ms(0)));
    played.write(at_ms(2'000), counted(3));
    EXPECT_EQ(played.frame(at_ms(2'000))[0], 3);
}

}  // namespace
}  // namespace mockcall
