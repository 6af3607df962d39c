#include "audio/phone_line.hpp"

#include <gtest/gtest.h>

#include "signals.hpp"

namespace mockcall::audio {
namespace {

double level_through(double hz, int rate) {
    PhoneLine line(1, rate);
    Samples s = test::tone(hz, 1, rate);
    line.process(s);
    return test::amplitude_at(SampleView(s).subspan(static_cast<std::size_t>(rate) / 4), hz, rate) / 8000;
}

TEST(PhoneLine, LetsTheTelephonesBandThroughAndNothingElse) {
    for (const int rate : {8000, 16000, 24000}) {
        EXPECT_NEAR(level_through(1000, rate), 1, 0.1) << rate;
        EXPECT_NEAR(level_through(2500, rate), 1, 0.15) << rate;
        EXPECT_LT(level_through(100, rate), 0.05) << rate;
    }
    EXPECT_LT(level_through(6000, 16000), 0.1);
    EXPECT_LT(level_through(10000, 24000), 0.05);
}

TEST(PhoneLine, HasALittleNoiseInSilenceAndTheSameEveryTime) {
    Samples a(16000, 0);
    Samples b(16000, 0);
    PhoneLine(3, 16000).process(a);
    PhoneLine(3, 16000).process(b);
    EXPECT_EQ(a, b);
    EXPECT_GT(test::rms(a), 1);
    EXPECT_LT(test::rms(a), 30);
}

TEST(PhoneLine, DoesNotDependOnHowTheSoundIsCut) {
    Samples whole = test::tone(700, 1);
    Samples pieces = whole;
    PhoneLine(1, 16000).process(whole);
    PhoneLine line(1, 16000);
    for (std::size_t at = 0; at < pieces.size(); at += 37)
        line.process(std::span(pieces).subspan(at, std::min<std::size_t>(37, pieces.size() - at)));
    EXPECT_EQ(whole, pieces);
}

}  // namespace
}  // namespace mockcall::audio
