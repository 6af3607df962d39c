#include "domain/turn/turn_machine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/turn/endpointing.hpp"
#include "domain/turn/speech_detector.hpp"

namespace mockcall {
namespace {

using testing::ElementsAre;

CallTime at(int ms) { return CallTime{} + ticks_of(Milliseconds{ms}); }

TEST(SpeechDetector, TellsTheTimesOfTheFirstAndLastVoicedFrame) {
    SpeechDetector detector;
    std::vector<SpeechEdge> edges;
    for (int ms = 0; ms < 2000; ms += 10)
        if (const auto edge = detector.frame(at(ms), ms >= 500 && ms < 1200))
            edges.push_back(*edge);
    ASSERT_EQ(edges.size(), 2u);
    EXPECT_EQ(edges[0].at, at(500));
    EXPECT_EQ(edges[1].at, at(1200));
}

TEST(SpeechDetector, IgnoresAClick) {
    SpeechDetector detector;
    for (int ms = 0; ms < 1000; ms += 10)
        EXPECT_FALSE(detector.frame(at(ms), ms >= 300 && ms < 340));
}

TEST(SpeechDetector, APauseBetweenWordsIsNoEnd) {
    SpeechDetector detector;
    int edges = 0;
    for (int ms = 0; ms < 1000; ms += 10)
        edges += detector.frame(at(ms), ms < 400 || ms >= 550).has_value() ? 1 : 0;
    EXPECT_EQ(edges, 1);
}

TEST(SpeechDetector, TheEndOfTheStreamEndsTheSpeech) {
    SpeechDetector detector;
    for (int ms = 0; ms < 300; ms += 10)
        (void)detector.frame(at(ms), true);
    const auto edge = detector.flush();
    ASSERT_TRUE(edge);
    EXPECT_EQ(edge->kind, SpeechEdge::Kind::Stopped);
    EXPECT_EQ(edge->at, at(300));
    EXPECT_FALSE(detector.flush());
}

TEST(Endpointing, WaitsLongerWhereMoreIsToCome) {
    EXPECT_LT(endpoint_silence("how can i help you today"), endpoint_silence(""));
    EXPECT_LT(endpoint_silence("could you tell me when it began"),
              endpoint_silence("i can see the charge on your bill"));
    EXPECT_EQ(endpoint_silence("when did it begin"), endpoint_silence("how did it begin"));
    EXPECT_GT(endpoint_silence("when it is off"), endpoint_silence("it is off"));
    EXPECT_GT(endpoint_silence("if you restart it now"), endpoint_silence("you restart it now"));
    EXPECT_LT(endpoint_silence("i can see the charge on your bill"), endpoint_silence("i can see the charge and"));
    EXPECT_GT(endpoint_silence("let me check that and"), endpoint_silence("let me check that"));
    EXPECT_GT(endpoint_silence("your number is four two"), endpoint_silence("how can i help you today"));
    EXPECT_GE(endpoint_silence("so i can um"), endpoint_silence("your number is four two"));
}

TEST(TurnMachine, EndsTheTurnAfterTheSilenceThatTheWordsAskFor) {
    TurnMachine turn;
    EXPECT_THAT(turn.on_speech_started(at(0), at(80)), ElementsAre(TurnEvent::AgentTurnStarted));
    turn.on_partial("thank you for calling");
    EXPECT_THAT(turn.on_speech_stopped(at(1000), at(1200)), ElementsAre());
    ASSERT_TRUE(turn.next_deadline());
    EXPECT_EQ(*turn.next_deadline(), at(1000) + ticks_of(endpoint_silence("thank you for calling")));
    EXPECT_THAT(turn.on_deadline(*turn.next_deadline()), ElementsAre(TurnEvent::AgentTurnEnded));
    EXPECT_FALSE(turn.next_deadline());
}

TEST(TurnMachine, SpeechAfterAShortPauseGoesOnWithTheSameTurn) {
    TurnMachine turn;
    (void)turn.on_speech_started(at(0), at(80));
    turn.on_partial("let me see and");
    (void)turn.on_speech_stopped(at(1000), at(1200));
    EXPECT_THAT(turn.on_speech_started(at(1500), at(1580)), ElementsAre());
    EXPECT_EQ(turn.turn_start(), at(0));
}

TEST(TurnMachine, ACoughDoesNotStopTheCustomerButWordsDo) {
    TurnMachine turn;
    turn.on_customer_speaking(true);
    (void)turn.on_speech_started(at(0), at(70));
    EXPECT_THAT(turn.on_speech_stopped(at(100), at(120)), ElementsAre());
    EXPECT_TRUE(turn.talked_over());

    TurnMachine over;
    over.on_customer_speaking(true);
    (void)over.on_speech_started(at(0), at(70));
    ASSERT_TRUE(over.next_deadline());
    EXPECT_LE(*over.next_deadline(), at(200));
    EXPECT_THAT(over.on_deadline(*over.next_deadline()), ElementsAre(TurnEvent::CustomerYields));
}

TEST(TurnMachine, ATurnThatNeverEndsIsTakenInPieces) {
    TurnMachine turn;
    (void)turn.on_speech_started(at(0), at(80));
    ASSERT_TRUE(turn.next_deadline());
    const CallTime due = *turn.next_deadline();
    EXPECT_THAT(turn.on_deadline(due), ElementsAre(TurnEvent::AgentTurnEnded, TurnEvent::AgentTurnStarted));
    EXPECT_EQ(turn.turn_start(), due);
}

TEST(TurnMachine, CommitsAtOnceWhenTold) {
    TurnMachine turn;
    (void)turn.on_speech_started(at(0), at(80));
    EXPECT_THAT(turn.commit(), ElementsAre(TurnEvent::AgentTurnEnded));
    EXPECT_THAT(turn.commit(), ElementsAre());
}

}  // namespace
}  // namespace mockcall
