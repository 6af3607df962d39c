#include "audio/voice_activity.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "audio/input_decoder.hpp"
#include "signals.hpp"

namespace mockcall::audio {
namespace {

using namespace test;

std::vector<VadFrame> run(const Samples& in, Samples* cleaned = nullptr) {
    VoiceActivity vad;
    std::vector<VadFrame> frames;
    Samples clean(kVadFrameSamples);
    for (std::size_t at = 0; at + kVadFrameSamples <= in.size(); at += kVadFrameSamples) {
        frames.push_back(vad.process(SampleView(in).subspan(at, kVadFrameSamples), clean.data()));
        if (cleaned != nullptr) {
            cleaned->insert(cleaned->end(), clean.begin(), clean.end());
        }
    }
    return frames;
}

int voiced(const std::vector<VadFrame>& frames, std::size_t from, std::size_t to) {
    return static_cast<int>(std::count_if(frames.begin() + static_cast<std::ptrdiff_t>(from),
                                          frames.begin() + static_cast<std::ptrdiff_t>(std::min(to, frames.size())),
                                          [](const VadFrame& f) { return f.voiced; }));
}

Samples speech() {
    auto decoder = make_input_decoder({.codec = Codec::Ogg}).value();
    Samples out;
    EXPECT_TRUE(decoder->decode(test_file("speech.ogg"), out));
    return out;
}

Samples operator+(Samples a, const Samples& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}
Samples mixed(Samples a, const Samples& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        a[i] = static_cast<std::int16_t>(std::clamp(a[i] + b[i], -32768, 32767));
    }
    return a;
}

TEST(VoiceActivity, SilenceIsNotSpeech) {
    const auto frames = run(Samples(16000));
    EXPECT_EQ(voiced(frames, 0, frames.size()), 0);
    EXPECT_EQ(frames.back().level_db, -96);
}

/// What a codec makes of a microphone that is off.
Samples one_bit(double seconds) {
    Samples out(static_cast<std::size_t>(seconds * 16000));
    std::uint32_t dice = 1;
    for (std::int16_t& s : out) {
        dice = dice * 1664525U + 1013904223U;
        s = static_cast<std::int16_t>(static_cast<int>(dice >> 30) - 1);
    }
    return out;
}

TEST(VoiceActivity, AMicrophoneThatIsOffIsSilentAndWhatFollowsIsHeardAsBefore) {
    const Samples said = speech();
    const std::size_t length = said.size() / kVadFrameSamples;
    const Samples first(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(length * kVadFrameSamples));
    Samples cleaned;
    const auto frames = run(one_bit(0.5) + first + one_bit(5) + first + one_bit(1), &cleaned);
    const std::size_t off = 50 + length;
    const std::size_t again = off + 500;
    EXPECT_TRUE(std::all_of(cleaned.begin() + static_cast<std::ptrdiff_t>((off + 60) * kVadFrameSamples),
                            cleaned.begin() + static_cast<std::ptrdiff_t>(again * kVadFrameSamples),
                            [](std::int16_t s) { return s == 0; }));
    EXPECT_EQ(voiced(frames, off + 60, again), 0);
    const int before = voiced(frames, 50, off);
    EXPECT_GT(before, static_cast<int>(length / 2));
    EXPECT_NEAR(voiced(frames, again, again + length), before, before / 20);
    const auto onset_at = onset(first, 1500) / kVadFrameSamples;
    EXPECT_GT(voiced(frames, again + onset_at, again + onset_at + 10), 0);
}

TEST(VoiceActivity, FirstWordsAfterAMicrophoneWasOffAreHeard) {
    for (const double off : {0.1, 0.5, 1.0, 3.0, 10.0}) {
        const auto frames = run(one_bit(off) + speech());
        const auto begin = static_cast<std::size_t>(off * 100) + onset(speech(), 1500) / kVadFrameSamples;
        EXPECT_GT(voiced(frames, begin, begin + 15), 0) << off;
    }
}

TEST(VoiceActivity, StillnessIsKnownBeforeTheVoiceIsSaidToHaveEnded) {
    const Samples said = speech();
    Samples cut(said.begin(), said.begin() + static_cast<std::ptrdiff_t>(said.size() / 2 / 160 * 160));
    const std::size_t end = cut.size() / kVadFrameSamples;
    const auto frames = run(cut + Samples(16000));
    EXPECT_GT(voiced(frames, end, frames.size()), 0) << "a voice dies away";
    EXPECT_TRUE(std::none_of(frames.begin() + static_cast<std::ptrdiff_t>(end + 1), frames.end(),
                             [](const VadFrame& f) { return f.loud; }));
}

TEST(VoiceActivity, SteadyNoiseIsNotSpeechHoweverLoud) {
    for (const double level : {30.0, 300.0, 3000.0}) {
        const auto frames = run(white_noise(level, 20, 3));
        EXPECT_EQ(voiced(frames, 100, frames.size()), 0) << level;
    }
}

TEST(VoiceActivity, MainsHumIsNotSpeech) {
    const auto frames = run(mixed(tone(50, 10, 16000, 2000), white_noise(50, 10, 5)));
    EXPECT_EQ(voiced(frames, 100, frames.size()), 0);
}

TEST(VoiceActivity, SpeechIsHeardWithin100MsAndItsEndWithin300) {
    const Samples said = speech();
    const auto begin = onset(said, 1500) / kVadFrameSamples;
    const auto frames = run(Samples(16000 * 2) + said + Samples(16000));
    EXPECT_GT(voiced(frames, 200 + begin, 200 + begin + 10), 0);
    EXPECT_GT(voiced(frames, 200, 200 + said.size() / kVadFrameSamples),
              static_cast<int>(said.size() / kVadFrameSamples * 6 / 10));
    EXPECT_EQ(voiced(frames, 200 + said.size() / kVadFrameSamples + 30, frames.size()), 0);
}

TEST(VoiceActivity, SpeechFromTheVeryFirstSampleIsHeard) {
    const Samples said = speech();
    const Samples cut(said.begin() + static_cast<std::ptrdiff_t>(onset(said, 1500)), said.end());
    const auto frames = run(cut);
    EXPECT_GT(voiced(frames, 0, 50), 25);
}

TEST(VoiceActivity, SpeechTenDecibelsAboveNoiseIsHeardAndTheNoiseIsNot) {
    const Samples said = Samples(16000 * 3) + speech() + Samples(16000 * 3);
    const Samples noise = white_noise(rms(speech()) * 0.316, 60, 11);
    const auto frames = run(mixed(said, noise));
    const std::size_t begin = 300;
    const std::size_t end = frames.size() - 300;
    EXPECT_EQ(voiced(frames, 100, begin - 5), 0);
    EXPECT_GT(voiced(frames, begin, end), static_cast<int>((end - begin) * 4 / 10));
    EXPECT_EQ(voiced(frames, end + 30, frames.size()), 0);
}

// Many people talking at once are speech to any statistical detector.
Samples babble(double seconds) {
    const Samples one = speech();
    Samples out(static_cast<std::size_t>(seconds * 16000));
    for (std::size_t i = 0; i < out.size(); ++i) {
        int sum = 0;
        for (std::size_t person = 0; person < 9; ++person) {
            const std::size_t at = (i + person * 9973) % one.size();
            sum += one[person % 2 == 0 ? at : one.size() - 1 - at] / 6;
        }
        out[i] = static_cast<std::int16_t>(std::clamp(sum, -32768, 32767));
    }
    return out;
}

TEST(VoiceActivity, BabbleBehindTheAgentStartsNoTurn) {
    const auto frames = run(babble(25));
    int turns = 0;
    int run_length = 0;
    for (std::size_t i = 500; i < frames.size(); ++i) {
        run_length = frames[i].voiced ? run_length + 1 : 0;
        turns += run_length == 8 ? 1 : 0;
    }
    EXPECT_EQ(turns, 0);
}

TEST(VoiceActivity, NoiseIsTakenOutOfWhatTheRecogniserHears) {
    Samples cleaned;
    run(white_noise(1000, 6, 13), &cleaned);
    EXPECT_LT(rms(SampleView(cleaned).last(16000)), 350);
}

TEST(VoiceActivity, AnOffsetOfTheSoundCardHidesNoSpeech) {
    Samples said = Samples(16000 * 2) + speech();
    for (auto& s : said) {
        s = static_cast<std::int16_t>(std::clamp(s + 3000, -32768, 32767));
    }
    const auto frames = run(said);
    EXPECT_GT(voiced(frames, 200, frames.size()), static_cast<int>((frames.size() - 200) * 6 / 10));
}

TEST(VoiceActivity, LevelIsInDecibelsOfFullScale) {
    const auto frames = run(tone(1000, 0.1, 16000, 32767));
    EXPECT_NEAR(frames[5].level_db, -3.01, 0.1);
}

TEST(VoiceActivity, AFrameIsExactlyTenMilliseconds) {
    VoiceActivity vad;
    Samples clean(320);
    EXPECT_THROW(vad.process(Samples(320), clean.data()), std::invalid_argument);
}

}  // namespace
}  // namespace mockcall::audio
