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
        if (const auto edge = detector.frame(at(ms), ms >= 500 && ms < 1200, false, false))
            edges.push_back(*edge);
    ASSERT_EQ(edges.size(), 2u);
    EXPECT_EQ(edges[0].at, at(500));
    EXPECT_EQ(edges[1].at, at(1200));
}

/// Where the word begins in a stretch that is loud from `loud` and voiced from `voiced` on.
CallTime begin_of(int loud, int voiced) {
    SpeechDetector detector;
    for (int ms = 0; ms < 2'000; ms += 10)
        if (const auto edge = detector.frame(at(ms), ms >= voiced, false, ms >= loud)) {
            EXPECT_EQ(edge->at, at(voiced)) << "turns go by the voice";
            return edge->at - edge->consonant;
        }
    return {};
}

TEST(SpeechDetector, AWordBeginsWithTheSoftConsonantBeforeItsVoice) {
    EXPECT_EQ(begin_of(500, 600), at(500)) << "the th of thank you";
    EXPECT_EQ(begin_of(700, 600), at(600));
    EXPECT_EQ(begin_of(100, 600), at(450)) << "no consonant is that long";
}

TEST(SpeechDetector, AConsonantBelongsToTheWordItIsNextTo) {
    SpeechDetector detector;
    std::vector<SpeechEdge> edges;
    const auto hear = [&](int from, int to, bool voiced, bool loud) {
        for (int ms = from; ms < to; ms += 10)
            if (const auto edge = detector.frame(at(ms), voiced, false, loud))
                edges.push_back(*edge);
    };
    hear(0, 300, false, false);
    hear(300, 330, false, true);  // a click, then silence
    hear(330, 500, false, false);
    hear(500, 530, true, true);  // a sound that is too short to be a word
    hear(530, 640, false, true);
    hear(640, 900, true, true);
    ASSERT_EQ(edges.size(), 1u);
    EXPECT_EQ(edges[0].at, at(640));
    EXPECT_EQ(edges[0].at - edges[0].consonant, at(530));
}

TEST(SpeechDetector, IgnoresAClick) {
    SpeechDetector detector;
    for (int ms = 0; ms < 1000; ms += 10)
        EXPECT_FALSE(detector.frame(at(ms), ms >= 300 && ms < 340, true, true));
}

TEST(SpeechDetector, APauseBetweenWordsIsNoEnd) {
    SpeechDetector detector;
    int edges = 0;
    for (int ms = 0; ms < 1000; ms += 10)
        edges += detector.frame(at(ms), ms < 400 || ms >= 550, false, false).has_value() ? 1 : 0;
    EXPECT_EQ(edges, 1);
}

TEST(SpeechDetector, APauseIsKnownBeforeTheVoiceIsSaidToHaveEnded) {
    SpeechDetector detector;
    const auto pausing = [&detector](int from, int to, bool voiced, bool loud) {
        for (int ms = from; ms < to; ms += 10)
            (void)detector.frame(at(ms), voiced, false, loud);
        return detector.pausing();
    };
    EXPECT_FALSE(pausing(0, 400, true, true));
    EXPECT_FALSE(pausing(400, 460, true, false)) << "a stop within a word";
    EXPECT_FALSE(pausing(460, 470, true, true));
    EXPECT_TRUE(pausing(470, 540, true, false)) << "still, though a voice is told for a while";
    EXPECT_FALSE(pausing(540, 550, false, true)) << "the word's last consonant";
    EXPECT_FALSE(pausing(550, 630, false, true)) << "a hiss that may be one";
    EXPECT_TRUE(pausing(630, 640, false, true)) << "no voice for so long: noise";
    EXPECT_TRUE(detector.speaking());
}

TEST(SpeechDetector, TellsOnceWhenAStretchSoundsLikeWords) {
    SpeechDetector detector;
    int told = 0;
    for (int ms = 0; ms < 2000; ms += 10)
        if (const auto edge = detector.frame(at(ms), ms < 800, ms >= 100 && ms < 700, true))
            if (edge->kind == SpeechEdge::Kind::SoundsLikeWords) {
                ++told;
                EXPECT_EQ(edge->at, at(160));
            }
    EXPECT_EQ(told, 1);
}

TEST(SpeechDetector, ASoundWithALittleVowelInItIsNoWord) {
    SpeechDetector detector;
    for (int ms = 0; ms < 1000; ms += 10)
        if (const auto edge = detector.frame(at(ms), ms < 400, ms >= 100 && ms < 150, true)) {
            EXPECT_NE(edge->kind, SpeechEdge::Kind::SoundsLikeWords);
        }
}

TEST(SpeechDetector, TheEndOfTheStreamEndsTheSpeech) {
    SpeechDetector detector;
    for (int ms = 0; ms < 300; ms += 10)
        (void)detector.frame(at(ms), true, false, true);
    const auto edge = detector.flush();
    ASSERT_TRUE(edge);
    EXPECT_EQ(edge->kind, SpeechEdge::Kind::Stopped);
    EXPECT_EQ(edge->at, at(300));
    EXPECT_FALSE(detector.flush());
}

TEST(TurnMachine, EndsTheTurnAfterTheSilenceThatTheWordsAskFor) {
    TurnMachine turn;
    EXPECT_THAT(turn.on_speech_started(at(0), at(80)), ElementsAre(TurnEvent::AgentTurnStarted));
    (void)turn.on_partial("thank you for calling", at(900));
    EXPECT_THAT(turn.on_speech_stopped(at(1000), {}, at(1200)), ElementsAre());
    ASSERT_TRUE(turn.next_deadline());
    EXPECT_EQ(*turn.next_deadline(),
              at(1000) + ticks_of(Endpointing{}.silence("thank you for calling", Melody::Unclear)));
    EXPECT_THAT(turn.on_deadline(*turn.next_deadline()), ElementsAre(TurnEvent::AgentTurnEnded));
    EXPECT_FALSE(turn.next_deadline());
}

TEST(TurnMachine, WaitsForAVoiceThatIsKeptUp) {
    const auto waits = [](int pitch_cents) {
        TurnMachine turn;
        (void)turn.on_speech_started(at(0), at(80));
        (void)turn.on_partial("i can see the charge on your bill", at(900));
        (void)turn.on_speech_stopped(at(1000), pitch_cents, at(1200));
        return turn.next_deadline().value();
    };
    EXPECT_LT(waits(-450), waits(-20));
}

TEST(TurnMachine, LearnsFromTheEndThatWasAPauseAndNotFromTheOneAfterIt) {
    constexpr int kFell = -450, kKeptUp = -20;
    TurnMachine turn;
    auto speaks = [&, from = 0](int pitch_cents) mutable {
        from += 10'000;
        (void)turn.on_speech_started(at(from), at(from + 80));
        (void)turn.on_partial("i can see the charge on your bill", at(from + 900));
        (void)turn.on_speech_stopped(at(from + 1000), pitch_cents, at(from + 1200));
        const CallTime due = turn.next_deadline().value();
        (void)turn.on_deadline(due);
        return due - at(from + 1000);
    };
    const Ticks at_first = speaks(kFell);
    for (int i = 0; i < 8; ++i) {
        (void)speaks(kFell);
        (void)speaks(kKeptUp);  // … and goes on
        turn.on_cut_off();
    }
    EXPECT_GT(speaks(kFell), at_first) << "this voice falls in pauses";
}

TEST(TurnMachine, SpeechAfterAShortPauseGoesOnWithTheSameTurn) {
    TurnMachine turn;
    (void)turn.on_speech_started(at(0), at(80));
    (void)turn.on_partial("let me see and", at(900));
    (void)turn.on_speech_stopped(at(1000), {}, at(1200));
    EXPECT_THAT(turn.on_speech_started(at(1500), at(1580)), ElementsAre());
    EXPECT_EQ(turn.turn_start(), at(0));
}

TEST(TurnMachine, ATurnThatNeverEndsIsTakenInPieces) {
    TurnMachine turn;
    (void)turn.on_speech_started(at(0), at(80));
    ASSERT_TRUE(turn.next_deadline());
    const CallTime due = *turn.next_deadline();
    EXPECT_THAT(turn.on_deadline(due), ElementsAre(TurnEvent::AgentTurnEnded, TurnEvent::AgentTurnStarted));
    EXPECT_EQ(turn.turn_start(), due);
}

/// A customer in the middle of a line who has stopped at 150 ms for what sounds like words since 0.
TurnMachine held() {
    TurnMachine turn;
    turn.on_customer(CustomerFloor::Speaking, at(-2000));
    EXPECT_THAT(turn.on_speech_started(at(0), at(60)),
                ElementsAre(TurnEvent::AgentTurnStarted, TurnEvent::CustomerDucks));
    EXPECT_THAT(turn.on_sounds_like_words(at(150)), ElementsAre(TurnEvent::CustomerHolds));
    return turn;
}

TEST(TurnMachine, SpeechThatGoesOnOverACustomerWhoHasStoppedIsMeant) {
    TurnMachine turn = held();
    ASSERT_TRUE(turn.next_deadline());
    EXPECT_EQ(*turn.next_deadline(), at(950));
    EXPECT_THAT(turn.on_deadline(at(950)), ElementsAre(TurnEvent::CustomerYields));
}

TEST(TurnMachine, ASoundThatEndedInTimeIsNotTakenForSpeechThatGoesOnBecauseItsEndIsKnownLater) {
    TurnMachine turn = held();
    EXPECT_THAT(turn.on_deadline(at(930)), ElementsAre());
    EXPECT_THAT(turn.on_speech_stopped(at(740), {}, at(940)), ElementsAre());
    EXPECT_THAT(turn.on_deadline(at(1'060)), ElementsAre(TurnEvent::AgentTurnEnded));
    EXPECT_THAT(turn.on_words(false), ElementsAre(TurnEvent::CustomerGoesOn));
}

TEST(TurnMachine, TheNextCoughOfAFitIsMeasuredFromItsOwnStart) {
    TurnMachine turn = held();
    EXPECT_THAT(turn.on_speech_stopped(at(600), {}, at(800)), ElementsAre());
    EXPECT_THAT(turn.on_speech_started(at(830), at(890)), ElementsAre());
    EXPECT_THAT(turn.on_deadline(at(1'200)), ElementsAre());
    EXPECT_THAT(turn.on_speech_stopped(at(1'050), {}, at(1'250)), ElementsAre());
    EXPECT_THAT(turn.on_deadline(at(1'370)), ElementsAre(TurnEvent::AgentTurnEnded));
    EXPECT_THAT(turn.on_words(false), ElementsAre(TurnEvent::CustomerGoesOn));
}

TEST(TurnMachine, CommitsAtOnceWhenTold) {
    TurnMachine turn;
    (void)turn.on_speech_started(at(0), at(80));
    EXPECT_THAT(turn.commit(), ElementsAre(TurnEvent::AgentTurnEnded));
    EXPECT_THAT(turn.commit(), ElementsAre());
}

}  // namespace
}  // namespace mockcall
