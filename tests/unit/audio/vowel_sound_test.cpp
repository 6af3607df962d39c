#include "audio/vowel_sound.hpp"

#include <gtest/gtest.h>

#include "audio/input_decoder.hpp"
#include "audio/voice_activity.hpp"
#include "fakes/mouth_sounds.hpp"
#include "signals.hpp"

namespace mockcall::audio {
namespace {

/// The most frames like words in a row of sounds that a detector would take for one stretch.
int like_words(SampleView sound) {
    VoiceActivity activity;
    Samples cleaned(kVadFrameSamples);
    Samples padded(8000, 0);
    padded.insert(padded.end(), sound.begin(), sound.end());
    int count = 0;
    for (std::size_t at = 0; at + kVadFrameSamples <= padded.size(); at += kVadFrameSamples)
        count += activity.process(SampleView(padded).subspan(at, kVadFrameSamples), cleaned.data()).like_words ? 1 : 0;
    return count;
}

constexpr int kWords = 6;  // frames that the detector asks for

TEST(VowelSound, HearsWordsInSyllables) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
        EXPECT_GE(like_words(fakes::wordlike(seed, 0.4)), kWords) << seed;
}

TEST(VowelSound, HearsNoWordsInNineOfTenCoughsAndHums) {
    int coughs = 0;
    int hums = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        coughs += like_words(fakes::cough(seed)) >= kWords ? 1 : 0;
        hums += like_words(fakes::hum(seed)) >= kWords ? 1 : 0;
    }
    EXPECT_LE(coughs, 4);
    EXPECT_LE(hums, 4);
}

TEST(VowelSound, HearsWordsInHumanSpeech) {
    auto decoder = make_input_decoder({.codec = Codec::Ogg}).value();
    Samples speech;
    ASSERT_TRUE(decoder->decode(test::test_file("speech.ogg"), speech));
    EXPECT_GE(like_words(speech), 3 * kWords);
}

TEST(VowelSound, NoiseAndMainsHumAreNoVowels) {
    VowelSound vowels;
    const Samples noise = test::white_noise(2000, 2, 5);
    const Samples mains = test::tone(100, 2);
    int found = 0;
    for (std::size_t at = 0; at + 160 <= noise.size(); at += 160) {
        vowels.hear(SampleView(noise).subspan(at, 160));
        found += vowels.like_words() ? 1 : 0;
        vowels.hear(SampleView(mains).subspan(at, 160));
        found += vowels.like_words() ? 1 : 0;
    }
    EXPECT_LE(found, 2);
}

}  // namespace
}  // namespace mockcall::audio
