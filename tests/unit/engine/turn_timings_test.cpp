#include "engine/turn_timings.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

CallTime at(int ms) { return CallTime{} + ticks_of(Milliseconds{ms}); }
Ticks after(int ms) { return ticks_of(Milliseconds{ms}); }

TEST(TurnTimings, ATurnIsAWaterfallFromTheEndOfSpeechToTheFirstSound) {
    std::vector<Stage> complete;
    TurnTimings timings([&](Stage stage, const StageTiming&) { complete.push_back(stage); });
    timings.committed(3, at(1000), at(1400));
    timings.recognition_began(3, "embedded", at(1402));
    timings.recognised_some(3, at(1430));
    timings.recognised(3, at(1450));
    timings.thinking("embedded", at(1450));
    timings.thought(at(1451));
    timings.say(4, at(1451), at(1451));
    timings.speaking_began(4, "embedded", at(1453));
    timings.sound(4, at(1465));
    timings.heard(4, at(1465));
    timings.sound(4, at(1500));
    timings.spoken(4, at(1700));

    ASSERT_EQ(timings.turns().size(), 1u);
    const TurnTiming& turn = timings.turns().front();
    EXPECT_EQ(turn.agent, 3u);
    EXPECT_EQ(turn.line, 4u);
    EXPECT_EQ(*turn.answered - turn.speech_end, after(465));
    EXPECT_EQ(turn.recognise->start - turn.speech_end, after(400));
    EXPECT_EQ(turn.recognise->queue, after(2));
    EXPECT_EQ(turn.recognise->first, after(30));
    EXPECT_EQ(turn.recognise->total, after(50));
    EXPECT_EQ(turn.think->total, after(1));
    EXPECT_EQ(turn.speak->queue, after(2));
    EXPECT_EQ(turn.speak->first, after(14));
    EXPECT_EQ(turn.speak->total, after(249));
    EXPECT_EQ(turn.speak->engine, "embedded");
    EXPECT_FALSE(turn.speak->handed_over);
    EXPECT_EQ(complete, (std::vector{Stage::Recognise, Stage::Think, Stage::Speak}));
}

TEST(TurnTimings, WhoTakesOverIsNamedAndTheQueueIsTheFirsts) {
    TurnTimings timings;
    timings.committed(1, at(0), at(400));
    timings.recognition_began(1, "openai", at(410));
    timings.recognition_handed_over(1);
    timings.recognition_began(1, "embedded", at(900));
    timings.recognised(1, at(1000));
    const StageTiming& stage = *timings.turns().front().recognise;
    EXPECT_EQ(stage.engine, "embedded");
    EXPECT_TRUE(stage.handed_over);
    EXPECT_EQ(stage.queue, after(10));
    EXPECT_EQ(stage.total, after(600));
}

TEST(TurnTimings, ALineOfTheCustomersOwnAccordIsATurnWithoutAnAgent) {
    TurnTimings timings;
    timings.committed(1, at(0), at(400));
    timings.say(2, at(450), at(450));
    timings.say(3, at(9000), at(9000));
    ASSERT_EQ(timings.turns().size(), 2u);
    EXPECT_EQ(timings.turns()[1].agent, 0u);
    EXPECT_EQ(timings.turns()[1].line, 3u);
    EXPECT_EQ(timings.turns()[1].speech_end, at(9000));
}

TEST(TurnTimings, WhatIsNotKnownAnyMoreIsIgnored) {
    TurnTimings timings;
    timings.recognised(9, at(0));
    timings.sound(9, at(0));
    timings.spoken(9, at(0));
    timings.heard(9, at(0));
    timings.thought(at(0));
    timings.thinking("embedded", at(0));
    EXPECT_TRUE(timings.turns().empty());
}

TEST(TurnTimings, TheOldestTurnsAreForgotten) {
    TurnTimings timings;
    for (int i = 1; i <= 1000; ++i)
        timings.committed(static_cast<UtteranceId>(i), at(i), at(i));
    EXPECT_EQ(timings.turns().size(), TurnTimings::kMostTurns);
    EXPECT_EQ(timings.forgotten(), 1000 - TurnTimings::kMostTurns);
    EXPECT_EQ(timings.turns().back().agent, 1000u);
}

}  // namespace
}  // namespace mockcall
