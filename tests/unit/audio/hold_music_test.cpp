#include "audio/hold_music.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "signals.hpp"

namespace mockcall::audio {
namespace {

Samples music(std::uint64_t seed, double seconds, int rate = 16000) {
    HoldMusic m(seed, rate);
    Samples s(static_cast<std::size_t>(seconds * rate), 0);
    for (std::size_t at = 0; at < s.size(); at += 320)
        m.mix_into(std::span(s).subspan(at, std::min<std::size_t>(320, s.size() - at)));
    return s;
}

TEST(HoldMusic, IsSoftAndNeverStops) {
    const Samples s = music(1, 120);
    EXPECT_LT(test::peak(s), 3'500);
    for (std::size_t at = 16'000; at + 32'000 <= s.size(); at += 32'000)
        EXPECT_GT(test::rms(SampleView(s).subspan(at, 32'000)), 150) << at;
}

TEST(HoldMusic, BeginsWithoutAClickAndHasNone) {
    const Samples s = music(2, 60);
    int jump = 0;
    for (std::size_t i = 1; i < s.size(); ++i)
        jump = std::max(jump, std::abs(s[i] - s[i - 1]));
    EXPECT_LT(jump, 700);
    EXPECT_LT(std::abs(s[0]), 20);
}

TEST(HoldMusic, TheSameSeedPlaysTheSameAndAnotherOneAnother) {
    EXPECT_EQ(music(5, 5), music(5, 5));
    EXPECT_NE(music(5, 5), music(6, 5));
}

TEST(HoldMusic, MixesIntoWhatIsThere) {
    HoldMusic loud(1, 8000);
    Samples full(8000, 32'767);
    loud.mix_into(full);
    EXPECT_EQ(*std::ranges::max_element(full), 32'767) << "saturates";
}

}  // namespace
}  // namespace mockcall::audio
