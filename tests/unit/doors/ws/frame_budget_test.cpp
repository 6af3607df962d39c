#include "adapters/ws/frame_budget.hpp"

#include <gtest/gtest.h>

namespace mockcall::ws {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
constexpr SteadyTime kStart{seconds{1000}};

TEST(FrameBudget, MessagesAreFreshAfterTheWindowAndRefusedOnesDoNotCount) {
    FrameBudget budget({3, milliseconds{60'000}});
    for (int i = 0; i < 3; ++i)
        EXPECT_TRUE(budget.take_message(kStart + seconds{i}));
    for (int i = 0; i < 50; ++i)
        EXPECT_FALSE(budget.take_message(kStart + seconds{59}));
    EXPECT_TRUE(budget.take_message(kStart + seconds{60}));
}

TEST(FrameBudget, WordsOfTheClientsRecogniserHaveTheirOwnShare) {
    FrameBudget budget({3, milliseconds{60'000}});
    for (int i = 0; i < 600; ++i)
        EXPECT_TRUE(budget.take_transcript(kStart + milliseconds{90 * i}));
    EXPECT_FALSE(budget.take_transcript(kStart + seconds{59}));
    EXPECT_TRUE(budget.take_message(kStart + seconds{59}));
    EXPECT_TRUE(budget.take_transcript(kStart + seconds{60}));
}

TEST(FrameBudget, AudioMayBurstTenSecondsThenRunsALittleFasterThanLife) {
    FrameBudget budget({});
    for (int i = 0; i < 10; ++i)
        EXPECT_TRUE(budget.take_audio(1000, kStart));
    EXPECT_FALSE(budget.take_audio(20, kStart));
    EXPECT_TRUE(budget.take_audio(1200, kStart + seconds{1}));
    EXPECT_FALSE(budget.take_audio(20, kStart + seconds{1}));
    // For an hour, in real time: never refused.
    FrameBudget patient({});
    for (int i = 0; i < 180'000; ++i)
        ASSERT_TRUE(patient.take_audio(20, kStart + milliseconds{20 * i}));
}

TEST(FrameBudget, TheThirdRefusalWithinAMinuteIsOneTooMany) {
    FrameBudget budget({});
    EXPECT_FALSE(budget.refused(kStart));
    EXPECT_FALSE(budget.refused(kStart + seconds{59}));
    EXPECT_FALSE(budget.refused(kStart + seconds{60}));
    EXPECT_TRUE(budget.refused(kStart + seconds{61}));
}

TEST(AudioRate, IsKnownForRawAudioAndCappedForTheRest) {
    const auto rate = [](const char* codec, int hz, int channels) {
        return audio_rate(protocol::AudioFormat{codec, hz, channels}, {});
    };
    EXPECT_EQ(rate("pcm_s16le", 0, 1).bytes_per_ms, 32);
    EXPECT_EQ(rate("pcm_s16le", 48000, 2).bytes_per_ms, 192);
    EXPECT_EQ(rate("pcmu", 0, 1).bytes_per_ms, 8);
    EXPECT_TRUE(rate("pcma", 8000, 1).exact);
    EXPECT_EQ(rate("opus", 48000, 1).bytes_per_ms, 64);
    EXPECT_FALSE(rate("webm", 0, 1).exact);
    EXPECT_EQ(rate("wav", 0, 1).bytes_per_ms, 192);
}

TEST(AudioRate, WithoutAFormatTheFirstBytesTell) {
    EXPECT_EQ(audio_rate(std::nullopt, bytes_of("\x1A\x45\xDF\xA3...")).bytes_per_ms, 64);
    EXPECT_EQ(audio_rate(std::nullopt, bytes_of("OggS")).bytes_per_ms, 64);
    EXPECT_EQ(audio_rate(std::nullopt, bytes_of("RIFF")).bytes_per_ms, 192);
    EXPECT_EQ(audio_rate(std::nullopt, bytes_of("\0\1\0")).bytes_per_ms, 32);
    EXPECT_TRUE(audio_rate(std::nullopt, {}).exact);
}

}  // namespace
}  // namespace mockcall::ws
