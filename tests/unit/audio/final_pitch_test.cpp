#include "audio/final_pitch.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"
#include "fakes/mouth_sounds.hpp"

namespace mockcall::audio {
namespace {

/// A second of a voice at `hz` that glides to `last_hz` and stays there for its last 150 ms.
Samples voice(double hz, double last_hz, double peak = 8000) {
    const auto vowel = [](double f) {
        return fakes::sound_detail::resonance(f, 600, 90, 0) + fakes::sound_detail::resonance(f, 1500, 130, -6);
    };
    std::vector<double> x;
    fakes::sound_detail::add_voice(x, 0.75, hz, hz, vowel);
    fakes::sound_detail::add_voice(x, 0.1, hz, last_hz, vowel);
    fakes::sound_detail::add_voice(x, 0.15, last_hz, last_hz, vowel);
    Samples out;
    fakes::sound_detail::scale_to_peak(x, peak, out);
    return out;
}

Samples with_noise(Samples pcm, double level) {
    Random dice(3);
    for (std::int16_t& s : pcm)
        s = static_cast<std::int16_t>(s + level * dice.between(-1, 1));
    return pcm;
}

TEST(FinalPitch, HearsAVoiceFallAndOneThatIsKeptUp) {
    for (const double hz : {100.0, 130.0, 210.0, 280.0}) {
        const auto fell = final_pitch_cents(voice(hz, hz * 0.74));
        ASSERT_TRUE(fell) << hz;
        EXPECT_LT(*fell, -300) << hz;
        const auto level = final_pitch_cents(voice(hz, hz));
        ASSERT_TRUE(level) << hz;
        EXPECT_NEAR(*level, 0, 40) << hz;
        const auto rose = final_pitch_cents(voice(hz, hz * 1.3));
        ASSERT_TRUE(rose) << hz;
        EXPECT_GT(*rose, 100) << hz;
    }
}

TEST(FinalPitch, HearsItQuietInNoiseAndAfterTheVoiceHasDiedAway) {
    const Samples fell = with_noise(voice(120, 88, 1500), 120);
    ASSERT_TRUE(final_pitch_cents(fell));
    EXPECT_LT(*final_pitch_cents(fell), -300);
    Samples then_silence = voice(120, 88);
    then_silence.resize(then_silence.size() + 16 * 150, 0);
    ASSERT_TRUE(final_pitch_cents(then_silence));
    EXPECT_LT(*final_pitch_cents(then_silence), -300);
}

TEST(FinalPitch, SaysNothingOfWhatIsNoVoice) {
    EXPECT_FALSE(final_pitch_cents({}));
    EXPECT_FALSE(final_pitch_cents(Samples(100, 9)));
    EXPECT_FALSE(final_pitch_cents(Samples(16'000, 0)));
    EXPECT_FALSE(final_pitch_cents(Samples(16'000, 32'767))) << "a broken microphone";
    EXPECT_FALSE(final_pitch_cents(with_noise(Samples(16'000, 0), 8000)));
    const Samples word = voice(130, 100);
    EXPECT_FALSE(final_pitch_cents(SampleView(word).first(1'600))) << "a tenth of a second";
}

TEST(FinalPitch, SaysNothingOfMostCoughs) {
    int heard = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed)
        heard += final_pitch_cents(fakes::cough(seed)) ? 1 : 0;
    EXPECT_LE(heard, 4);
}

}  // namespace
}  // namespace mockcall::audio
