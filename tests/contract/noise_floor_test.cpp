#include "adapters/speech/noise_floor.hpp"

#include <cmath>

namespace mockcall::speech {
namespace {

double level(SampleView samples) {
    double sum = 0;
    for (const auto sample : samples) {
        sum += static_cast<double>(sample) * sample;
    }
    return std::sqrt(sum / static_cast<double>(samples.size()));
}

Samples tone(double amplitude, std::size_t samples) {
    Samples result;
    for (std::size_t i = 0; i < samples; ++i) {
        result.push_back(static_cast<std::int16_t>(amplitude * std::sin(static_cast<double>(i) * 0.2)));
    }
    return result;
}

TEST(NoiseFloor, FillsDigitalSilenceWithNoiseFarBelowTheSpeech) {
    NoiseFloor floor;
    Samples out;
    floor.process(tone(10000, 16000), out);
    out.clear();
    floor.process(Samples(1600, 0), out);
    EXPECT_GT(level(out), 7071 * 0.02);
    EXPECT_LT(level(out), 7071 * 0.03);
}

TEST(NoiseFloor, FollowsAQuietSpeakerDown) {
    NoiseFloor floor;
    Samples out;
    floor.process(tone(400, 80000), out);
    out.clear();
    floor.process(Samples(320, 0), out);
    EXPECT_LT(level(out), 20.0);
    EXPECT_GT(level(out), 0.0);
}

TEST(NoiseFloor, IsTheSameEachTimeHoweverTheSamplesAreCut) {
    const Samples speech = tone(8000, 6400);
    NoiseFloor whole;
    Samples one;
    whole.process(speech, one);
    NoiseFloor cut;
    Samples two;
    cut.process(SampleView(speech).first(3200), two);
    cut.process(SampleView(speech).subspan(3200), two);
    EXPECT_EQ(one, two);
}

TEST(NoiseFloor, NeverWrapsAround) {
    NoiseFloor floor;
    Samples out;
    floor.process(Samples(3200, 32767), out);
    for (const auto sample : out) {
        ASSERT_GT(sample, 30000 - 3000);
    }
}

}  // namespace
}  // namespace mockcall::speech
