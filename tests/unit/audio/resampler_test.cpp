#include "audio/resampler.hpp"

#include <gtest/gtest.h>

#include "signals.hpp"

namespace mockcall::audio {
namespace {

using namespace test;

Samples resample(int from, int to, SampleView in, std::size_t chunk) {
    Resampler r(from, to);
    Samples out;
    while (!in.empty()) {
        const auto piece = in.first(std::min(chunk, in.size()));
        r.process(piece, out);
        in = in.subspan(piece.size());
    }
    r.flush(out);
    return out;
}

class ResamplerFrom : public testing::TestWithParam<int> {};

TEST_P(ResamplerFrom, AToneKeepsPitchLevelAndLength) {
    const int rate = GetParam();
    const Samples out = resample(rate, 16000, tone(1000, 1, rate), 480);
    EXPECT_NEAR(static_cast<double>(out.size()), 16000, 2);
    EXPECT_NEAR(amplitude_at(SampleView(out).subspan(1600, 12800), 1000), 8000, 80);
}

TEST_P(ResamplerFrom, HowTheInputIsCutChangesNothing) {
    const int rate = GetParam();
    const Samples in = white_noise(3000, 0.3, 7, rate);
    const Samples whole = resample(rate, 16000, in, in.size());
    for (const std::size_t chunk : {1u, 7u, 160u, 5000u}) {
        EXPECT_EQ(resample(rate, 16000, in, chunk), whole) << chunk;
    }
}

TEST_P(ResamplerFrom, NeverMoreThan12MillisecondsStayInTheFilter) {
    const int rate = GetParam();
    Resampler r(rate, 16000);
    Samples out;
    const Samples piece = tone(1000, 0.01, rate);
    for (int i = 1; i <= 100; ++i) {
        r.process(piece, out);
        const double fed = static_cast<double>(piece.size()) * i / rate;
        EXPECT_GE(static_cast<double>(out.size()) / 16000, fed - 0.012) << i;
    }
}
INSTANTIATE_TEST_SUITE_P(Rates, ResamplerFrom, testing::Values(8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000));

TEST(Resampler, WhatDoesNotFitTheNewRateIsFilteredOut) {
    const Samples out = resample(48000, 16000, tone(11000, 0.5, 48000), 960);
    EXPECT_LT(rms(SampleView(out).subspan(800, 6400)), 30);
}

TEST(Resampler, UpwardsWorksToo) {
    const Samples out = resample(16000, 24000, tone(1000, 0.5), 320);
    EXPECT_NEAR(static_cast<double>(out.size()), 12000, 2);
    EXPECT_NEAR(amplitude_at(SampleView(out).subspan(2400, 7200), 1000, 24000), 8000, 80);
}

TEST(Resampler, AfterAFlushANewStreamBegins) {
    Resampler r(48000, 16000);
    const Samples in = tone(700, 0.1, 48000);
    Samples first;
    r.process(in, first);
    r.flush(first);
    r.flush(first);
    Samples second;
    r.process(in, second);
    r.flush(second);
    EXPECT_EQ(first, second);
}

}  // namespace
}  // namespace mockcall::audio
