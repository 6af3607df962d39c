// Both speak: what the customer does about it, and when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/turn/turn_machine.hpp"

namespace mockcall {
namespace {

using testing::ElementsAre;
using enum TurnEvent;

CallTime at(int ms) { return CallTime{} + ticks_of(Milliseconds{ms}); }

/// The customer has been speaking for two seconds when the agent makes a sound at 0.
TurnMachine customer_speaking() {
    TurnMachine turn;
    turn.on_customer(CustomerFloor::AboutToSpeak, at(0));
    turn.on_customer(CustomerFloor::Speaking, at(0));
    return turn;
}
constexpr int kStart = 2'000;

std::vector<TurnEvent> at_deadline(TurnMachine& turn) {
    const auto due = turn.next_deadline();
    return due ? turn.on_deadline(*due) : std::vector<TurnEvent>{};
}

TEST(Overlap, ACoughLowersTheCustomersVoiceAndTakesNoTurn) {
    TurnMachine turn = customer_speaking();
    EXPECT_THAT(turn.on_speech_started(at(kStart), at(kStart + 70)), ElementsAre(AgentTurnStarted, CustomerDucks));
    EXPECT_THAT(turn.on_speech_stopped(at(kStart + 300), {}, at(kStart + 500)),
                ElementsAre(CustomerGoesOn, AgentTurnEnded));
    EXPECT_FALSE(turn.sounded_like_words());
    EXPECT_FALSE(turn.next_deadline());
}

TEST(Overlap, WordsThatGoOnMakeTheCustomerYield) {
    TurnMachine turn = customer_speaking();
    (void)turn.on_speech_started(at(kStart), at(kStart + 70));
    EXPECT_THAT(turn.on_sounds_like_words(at(kStart + 170)), ElementsAre(CustomerHolds));
    ASSERT_TRUE(turn.next_deadline());
    EXPECT_LE(*turn.next_deadline(), at(kStart + 1'000));
    EXPECT_THAT(at_deadline(turn), ElementsAre(CustomerYields));
    EXPECT_TRUE(turn.agent_has_turn());
    EXPECT_TRUE(turn.talked_over());
}

TEST(Overlap, AShortWordOfAListenerHoldsTheCustomerForAMomentOnly) {
    TurnMachine turn = customer_speaking();
    (void)turn.on_speech_started(at(kStart), at(kStart + 70));
    (void)turn.on_sounds_like_words(at(kStart + 170));
    EXPECT_THAT(turn.on_speech_stopped(at(kStart + 350), {}, at(kStart + 550)), ElementsAre());
    EXPECT_THAT(turn.on_partial("okay", at(kStart + 560)), ElementsAre());
    ASSERT_TRUE(turn.next_deadline());
    EXPECT_LE(*turn.next_deadline(), at(kStart + 700));
    EXPECT_THAT(at_deadline(turn), ElementsAre(AgentTurnEnded));
    TurnMachine late = turn;
    EXPECT_THAT(turn.on_words(false), ElementsAre(CustomerGoesOn));
    EXPECT_FALSE(turn.next_deadline());
    ASSERT_TRUE(late.next_deadline());
    EXPECT_LE(*late.next_deadline(), at(kStart + 1'100)) << "nobody waits long for words";
    EXPECT_THAT(at_deadline(late), ElementsAre(CustomerGoesOn));
}

TEST(Overlap, WordsThatAreKnownOnlyAfterwardsStillStopTheCustomer) {
    TurnMachine turn = customer_speaking();
    (void)turn.on_speech_started(at(kStart), at(kStart + 70));
    (void)turn.on_sounds_like_words(at(kStart + 170));
    (void)turn.on_speech_stopped(at(kStart + 350), {}, at(kStart + 550));
    EXPECT_THAT(at_deadline(turn), ElementsAre(AgentTurnEnded));
    EXPECT_THAT(turn.on_words(true), ElementsAre(CustomerYields));
}

TEST(Overlap, WhoGoesOnSpeakingBeforeTheirFirstWordsAreKnownIsMoreThanAListener) {
    TurnMachine turn = customer_speaking();
    (void)turn.on_speech_started(at(kStart), at(kStart + 70));
    (void)turn.on_sounds_like_words(at(kStart + 170));
    (void)turn.on_speech_stopped(at(kStart + 350), {}, at(kStart + 550));
    EXPECT_THAT(at_deadline(turn), ElementsAre(AgentTurnEnded));
    EXPECT_THAT(turn.on_speech_started(at(kStart + 700), at(kStart + 770)), ElementsAre(AgentTurnStarted));
    EXPECT_THAT(at_deadline(turn), ElementsAre(CustomerYields));
}

TEST(Overlap, AShortWordThatTakesTheFloorStopsTheCustomerForGood) {
    TurnMachine turn = customer_speaking();
    (void)turn.on_speech_started(at(kStart), at(kStart + 70));
    (void)turn.on_sounds_like_words(at(kStart + 170));
    (void)turn.on_speech_stopped(at(kStart + 350), {}, at(kStart + 550));
    EXPECT_THAT(turn.on_partial("wait", at(kStart + 600)), ElementsAre(CustomerYields));
    EXPECT_THAT(at_deadline(turn), ElementsAre(AgentTurnEnded));
}

TEST(Overlap, AListenerWhoSaysMuchIsWaitedForLonger) {
    TurnMachine okay = customer_speaking();
    (void)okay.on_speech_started(at(kStart), at(kStart + 70));
    (void)okay.on_sounds_like_words(at(kStart + 170));
    (void)okay.on_partial("okay right", at(kStart + 500));
    TurnMachine words = customer_speaking();
    (void)words.on_speech_started(at(kStart), at(kStart + 70));
    (void)words.on_sounds_like_words(at(kStart + 170));
    EXPECT_GT(*okay.next_deadline(), *words.next_deadline());
}

TEST(Overlap, WordsOfARecogniserThatHearsThemInACoughStopNobody) {
    TurnMachine turn = customer_speaking();
    (void)turn.on_speech_started(at(kStart), at(kStart + 70));
    EXPECT_THAT(turn.on_partial("the hook", at(kStart + 200)), ElementsAre());
    EXPECT_THAT(turn.on_speech_stopped(at(kStart + 300), {}, at(kStart + 500)),
                ElementsAre(CustomerGoesOn, AgentTurnEnded));
}

TEST(Overlap, ANoiseWithoutAnEndStopsTheCustomerInTheEnd) {
    TurnMachine turn = customer_speaking();
    (void)turn.on_speech_started(at(kStart), at(kStart + 70));
    EXPECT_GT(*turn.next_deadline(), at(kStart + 1'000));
    EXPECT_THAT(at_deadline(turn), ElementsAre(CustomerYields));
}

TEST(Overlap, WhoStartsTogetherWithTheCustomerHasNotTalkedOverThem) {
    TurnMachine turn = customer_speaking();
    (void)turn.on_speech_started(at(200), at(280));
    EXPECT_FALSE(turn.talked_over());
    TurnMachine later = customer_speaking();
    (void)later.on_speech_started(at(400), at(480));
    EXPECT_TRUE(later.talked_over());
}

TEST(Overlap, ACustomerWhoHasMadeNoSoundYetWaitsForTheWords) {
    TurnMachine turn;
    turn.on_customer(CustomerFloor::AboutToSpeak, at(kStart));
    EXPECT_THAT(turn.on_speech_started(at(kStart), at(kStart + 70)), ElementsAre(AgentTurnStarted, CustomerHolds));
    (void)turn.on_sounds_like_words(at(kStart + 170));
    EXPECT_THAT(turn.on_speech_stopped(at(kStart + 400), {}, at(kStart + 600)), ElementsAre());
    EXPECT_THAT(at_deadline(turn), ElementsAre(AgentTurnEnded));
    TurnMachine content = turn;
    EXPECT_THAT(content.on_words(true), ElementsAre(CustomerYields));
    TurnMachine listener = turn;
    EXPECT_THAT(listener.on_words(false), ElementsAre(CustomerGoesOn));
    EXPECT_THAT(at_deadline(turn), ElementsAre(CustomerGoesOn)) << "the words never came";
    EXPECT_FALSE(turn.talked_over());
}

TEST(Overlap, ACoughWhileTheCustomerTakesABreathDelaysThemOnly) {
    TurnMachine turn;
    turn.on_customer(CustomerFloor::AboutToSpeak, at(kStart));
    (void)turn.on_speech_started(at(kStart), at(kStart + 70));
    EXPECT_THAT(turn.on_speech_stopped(at(kStart + 200), {}, at(kStart + 400)),
                ElementsAre(CustomerGoesOn, AgentTurnEnded));
}

TEST(Overlap, ACustomerWhoInterruptsInsistsForAWhileAndThenGivesWay) {
    TurnMachine turn;
    (void)turn.on_speech_started(at(0), at(70));
    EXPECT_THAT(turn.split(at(kStart)), ElementsAre(AgentTurnEnded, AgentTurnStarted));
    EXPECT_EQ(turn.turn_start(), at(kStart));
    turn.on_customer(CustomerFloor::AboutToSpeak, at(kStart));
    turn.on_customer(CustomerFloor::Speaking, at(kStart + 20));
    EXPECT_FALSE(turn.talked_over());
    ASSERT_TRUE(turn.next_deadline());
    EXPECT_GE(*turn.next_deadline(), at(kStart + 1'500));
    EXPECT_THAT(at_deadline(turn), ElementsAre(CustomerYields));
}

TEST(Overlap, AnAgentWhoStopsForAnInterruptionMayInterruptBack) {
    TurnMachine turn;
    (void)turn.on_speech_started(at(0), at(70));
    (void)turn.split(at(kStart));
    turn.on_customer(CustomerFloor::Speaking, at(kStart));
    EXPECT_THAT(turn.on_speech_stopped(at(kStart + 400), {}, at(kStart + 600)), ElementsAre());
    EXPECT_THAT(at_deadline(turn), ElementsAre(AgentTurnEnded));
    EXPECT_THAT(turn.on_speech_started(at(kStart + 2'000), at(kStart + 2'070)),
                ElementsAre(AgentTurnStarted, CustomerDucks));
}

TEST(Overlap, WhenTheCustomerFinishesWhileItIsUndecidedTheAgentSimplyHasTheTurn) {
    TurnMachine turn = customer_speaking();
    (void)turn.on_speech_started(at(kStart), at(kStart + 70));
    turn.on_customer(CustomerFloor::Silent, at(kStart + 100));
    EXPECT_THAT(turn.on_sounds_like_words(at(kStart + 170)), ElementsAre());
    EXPECT_THAT(turn.on_speech_stopped(at(kStart + 900), {}, at(kStart + 1'100)), ElementsAre());
    EXPECT_THAT(at_deadline(turn), ElementsAre(AgentTurnEnded));
}

}  // namespace
}  // namespace mockcall
