#include "audio/ambience.hpp"

#include <gtest/gtest.h>

#include "signals.hpp"

namespace mockcall::audio {
namespace {

using namespace test;

Samples minutes_of(std::uint64_t seed, int rate, int minutes) {
    Ambience ambience(seed, rate);
    Samples s(static_cast<std::size_t>(rate) * 60 * static_cast<std::size_t>(minutes));
    ambience.mix_into(s);
    return s;
}

TEST(Ambience, IsQuietButThere) {
    const Samples s = minutes_of(1, 16000, 1);
    EXPECT_GT(rms(SampleView(s).first(16000)), 5);
    EXPECT_LT(rms(SampleView(s).first(16000)), 120) << "about -50 dBFS at most";
}

class AmbienceAt : public testing::TestWithParam<int> {};

TEST_P(AmbienceAt, BurstsComeAboutOnceAMinuteAndStayInTheBackground) {
    const int rate = GetParam();
    const int minutes = 8;
    const Samples s = minutes_of(42, rate, minutes);
    const auto block = static_cast<std::size_t>(rate / 10);
    const double room = rms(SampleView(s).first(static_cast<std::size_t>(rate)));
    int bursts = 0;
    std::size_t quiet_blocks = 100;
    for (std::size_t at = 0; at + block <= s.size(); at += block) {
        const bool loud = rms(SampleView(s).subspan(at, block)) > 2.5 * room;
        bursts += loud && quiet_blocks > 20 ? 1 : 0;
        quiet_blocks = loud ? 0 : quiet_blocks + 1;
    }
    EXPECT_GE(bursts, minutes / 2);
    EXPECT_LE(bursts, minutes * 2);
    EXPECT_LT(peak(s), 3300) << "-20 dBFS";
}
INSTANTIATE_TEST_SUITE_P(Rates, AmbienceAt, testing::Values(8000, 16000, 24000));

TEST(Ambience, TheSameSeedGivesTheSameSamplesHoweverTheFramesAreCut) {
    const Samples whole = minutes_of(7, 16000, 2);
    Ambience ambience(7, 16000);
    Samples pieces(whole.size());
    for (std::size_t at = 0, n = 1; at < pieces.size(); at += n, n = n % 700 + 1) {
        n = std::min(n, pieces.size() - at);
        ambience.mix_into(std::span(pieces).subspan(at, n));
    }
    EXPECT_EQ(whole, pieces);
    EXPECT_NE(whole, minutes_of(8, 16000, 2));
}

TEST(Ambience, LoudSpeechSaturatesInsteadOfWrapping) {
    Ambience ambience(3, 16000);
    Samples s(16000 * 60, 32767);
    ambience.mix_into(s);
    EXPECT_GT(*std::min_element(s.begin(), s.end()), 25000);
}

}  // namespace
}  // namespace mockcall::audio
