#include "audio/level_control.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

namespace mockcall::audio {
namespace {

using Frame = std::vector<std::int16_t>;

Frame tone(double level_db, int n) {
    Frame frame(160);
    const double peak = 32768 * std::pow(10, level_db / 20) * std::numbers::sqrt2;
    for (std::size_t i = 0; i < frame.size(); ++i) {
        const double t = (static_cast<double>(n) * 160 + static_cast<double>(i)) / 16000;
        frame[i] =
            static_cast<std::int16_t>(std::clamp(peak * std::sin(2 * std::numbers::pi * 300 * t), -32768.0, 32767.0));
    }
    return frame;
}

double level_of(const Frame& frame) {
    double sum = 1e-3;
    for (const std::int16_t s : frame)
        sum += static_cast<double>(s) * s;
    return 10 * std::log10(sum / static_cast<double>(frame.size()) / (32768.0 * 32768.0));
}

/// The last frame of `ms` of a voice at that level.
Frame after(LevelControl& control, double level_db, int ms, bool voiced = true) {
    Frame frame;
    for (int n = 0; n < ms / 10; ++n) {
        frame = tone(level_db, n);
        control.process(frame, voiced);
    }
    return frame;
}

TEST(LevelControl, AUsualLevelIsLeftAsItIs) {
    LevelControl control;
    for (int n = 0; n < 300; ++n) {
        const Frame in = tone(-18, n);
        Frame out = in;
        control.process(out, true);
        ASSERT_EQ(in, out);
    }
}

TEST(LevelControl, AQuietMicrophoneIsRaisedWithinHalfASecondOfSpeech) {
    for (const double level : {-40.0, -50.0}) {
        LevelControl control;
        EXPECT_NEAR(level_of(after(control, level, 500)), -24, 1) << level;
    }
}

TEST(LevelControl, ALoudOneIsLowered) {
    LevelControl control;
    EXPECT_NEAR(level_of(after(control, -4, 500)), -12, 1);
}

TEST(LevelControl, AQuietRoomStaysQuiet) {
    LevelControl control;
    EXPECT_NEAR(level_of(after(control, -60, 10'000, false)), -60, 0.5);
    EXPECT_EQ(control.gain_db(), 0);
}

TEST(LevelControl, PausesBetweenWordsDoNotPumpIt) {
    LevelControl control;
    (void)after(control, -45, 2'000);
    const double gain = control.gain_db();
    (void)after(control, -70, 3'000, false);
    EXPECT_EQ(control.gain_db(), gain);
}

TEST(LevelControl, WhatIsSuddenlyLoudIsLimitedAndTurnsNoFurtherThanFullScale) {
    LevelControl control;
    (void)after(control, -50, 2'000);
    Frame shout = tone(-6, 0);
    control.process(shout, true);
    Frame next = tone(-6, 1);
    control.process(next, true);
    for (const std::int16_t s : next)
        ASSERT_LT(std::abs(static_cast<int>(s)), 29'500);
    EXPECT_LT(level_of(after(control, -6, 1'000)), -10);
}

TEST(LevelControl, TheGainMovesWithoutSteps) {
    LevelControl control;
    double last = 0;
    for (int n = 0; n < 100; ++n) {
        Frame frame(160, 100);
        control.process(frame, true);
        for (const std::int16_t s : frame) {
            if (last > 0) {
                ASSERT_LT(std::abs(s / last - 1), 0.02) << "a click";
            }
            last = s;
        }
    }
    EXPECT_GT(last, 150);
}

}  // namespace
}  // namespace mockcall::audio
