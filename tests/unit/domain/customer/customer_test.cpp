#include "domain/customer/customer.hpp"

#include <gtest/gtest.h>

#include "domain/dialogue/text.hpp"
#include "support.hpp"

namespace mockcall {
namespace {

using testing::billing_dispute;
using testing::read_text;
using testing::scenario_dir;
using testing::scenario_from;
using testing::TypedCall;

/// The billing dispute with a drift of 1, so that the table's figures can be seen.
std::shared_ptr<const Scenario> undrifted() {
    auto s = *billing_dispute();
    s.persona.mood_drift = 1.0;
    s.persona.start_mood = 45;
    return std::make_shared<const Scenario>(std::move(s));
}

TypedCall stated(std::shared_ptr<const Scenario> scenario = undrifted()) {
    TypedCall call(std::move(scenario));
    call.say("Hello, how can I help you?");
    call.say("Please tell me what happened.");
    return call;
}

int delta(const CustomerMove& move, const std::string& cause) {
    for (const MoodChange& c : move.changes)
        if (c.cause == cause)
            return c.mood_delta;
    return 0;
}

TEST(Customer, StartsWithTheScenariosMood) {
    TypedCall call(billing_dispute());
    EXPECT_EQ(call.customer.mood(), 45);
    EXPECT_EQ(call.customer.satisfaction(), 50);
    EXPECT_EQ(call.customer.stage(), CallStage::Opening);
}

TEST(Customer, OpensAfterTheGreetingAndStatesTheProblemWhenAskedOn) {
    TypedCall call(billing_dispute());
    const auto opening = call.say("Hello, how can I help you?");
    ASSERT_TRUE(opening.say);
    EXPECT_NE(opening.say->text.find("bill"), std::string::npos);
    EXPECT_TRUE(call.facts.empty());
    call.say("What happened?");
    EXPECT_TRUE(call.has(CallFactKind::ProblemStated, "overcharge"));
    EXPECT_EQ(call.customer.stage(), CallStage::Problem);
}

TEST(Customer, TellsAFactOnlyWhenAskedForIt) {
    auto call = stated();
    EXPECT_FALSE(call.has(CallFactKind::FactTold));
    const auto move = call.say("Can I have your account number, please?");
    EXPECT_TRUE(call.has(CallFactKind::FactTold, "account_number"));
    EXPECT_TRUE(mentions(move.say->text, "ACC-789456"));
    EXPECT_TRUE(call.customer.expects_digits());
}

TEST(Customer, AnAuthorsLineThatWouldGiveAFactAwayIsNotSaid) {
    auto s = *undrifted();
    s.problems[0].steps[0].answers = {"Look for the equipment upgrade fee."};
    auto call = stated(std::make_shared<const Scenario>(std::move(s)));
    const auto move = call.say("Let me look at your bill.");
    EXPECT_TRUE(call.has(CallFactKind::StepTaken, "look_up_bill"));
    ASSERT_TRUE(move.say);
    EXPECT_FALSE(mentions(move.say->text, "equipment upgrade fee")) << move.say->text;
}

TEST(Customer, AnAnnouncedLookIsNoQuestionForTheFact) {
    auto call = stated();
    call.say("i understand how upsetting that is let me check which plan you are on");
    EXPECT_FALSE(call.has(CallFactKind::FactTold));
}

TEST(Customer, IsItSolvedIsAnsweredWithYesAndAnythingElseWithNo) {
    auto solved = stated();
    solved.say("I'll credit the full $150.");
    EXPECT_EQ(normalize(solved.say("Did that solve your problem?").say->text).find("no "), std::string::npos);
    EXPECT_TRUE(solved.caused("resolution_confirmed"));
}

TEST(Customer, IsVerifiedWhenEveryIdentityFactWasTold) {
    auto call = stated();
    call.say("What is your full name?");
    EXPECT_FALSE(call.has(CallFactKind::IdentityVerified));
    call.say("And your account number?");
    EXPECT_TRUE(call.has(CallFactKind::IdentityVerified));
    EXPECT_EQ(call.customer.stage(), CallStage::Verification);
}

TEST(Customer, ConfirmsWhatTheAgentReadsBack) {
    auto call = stated();
    call.say("Am I speaking with Robert Johnson?");
    EXPECT_TRUE(call.has(CallFactKind::FactTold, "name"));
    EXPECT_FALSE(call.has(CallFactKind::Repeated));
}

TEST(Customer, AskedAgainSaysSoAndItCosts) {
    auto call = stated();
    call.say("What is your account number?");
    call.say("Thank you.");
    const auto again = call.say("What is your account number?");
    EXPECT_EQ(delta(again, "asked_again"), -6);
    EXPECT_TRUE(call.has(CallFactKind::Repeated, "account_number"));
    const auto third = call.say("What's your account number?");
    EXPECT_EQ(delta(third, "asked_again_still"), -10);
}

TEST(Customer, APoliteRequestToRepeatCostsNothing) {
    auto call = stated();
    const auto told = call.say("What is your account number?");
    const int before = call.customer.mood();
    const auto again = call.say("Sorry, could you repeat that?");
    EXPECT_EQ(call.customer.mood(), before);
    EXPECT_TRUE(mentions(again.say->text, "ACC-789456"));
    EXPECT_NE(again.say->text, told.say->text);
}

TEST(Customer, WhatTheAgentSpokeOverMayBeAskedForAgain) {
    auto call = stated();
    call.say("What is your account number?");
    call.note(call.customer.on_interrupted("The account"));
    const auto again = call.say("What is your account number?");
    EXPECT_EQ(delta(again, "asked_again"), 0);
    EXPECT_FALSE(call.has(CallFactKind::Repeated));
}

TEST(Customer, ADataTheCustomerDoesNotHaveIsNotCalledAlreadyTold) {
    auto call = stated();
    call.say("What is your full name?");
    const auto move = call.say("And what is your date of birth?");
    EXPECT_FALSE(call.has(CallFactKind::Repeated));
    EXPECT_TRUE(move.say);
}

TEST(Customer, GibberishIsAskedBackAndCostsNothing) {
    auto call = stated();
    const int before = call.customer.mood();
    for (const auto& turn : {AgentUtterance{0, "", 0.0, {}, {}, false, false},
                             AgentUtterance{0, "the a of bill", 0.1, {}, {}, false, false},
                             AgentUtterance{0, "xkcd qwrt zzpl", 1.0, {}, {}, false, true}}) {
        const auto move = call.say(turn);
        ASSERT_TRUE(move.say) << turn.text;
        EXPECT_TRUE(move.changes.empty()) << turn.text;
    }
    EXPECT_EQ(call.customer.mood(), before);
}

TEST(Customer, AQuestionAskedAgainAfterAMishearingIsExcused) {
    auto call = stated();
    call.say("What is your account number?");
    call.say({0, "", 0.0, {}, {}, false, false});
    call.say("What is your account number?");
    EXPECT_FALSE(call.has(CallFactKind::Repeated));
}

TEST(Customer, MoodMovesAsTheTableSays) {
    const auto change = [](const std::string& words, const std::string& cause) {
        auto call = stated();
        return delta(call.say(words), cause);
    };
    EXPECT_EQ(change("I am really sorry about this charge on your bill.", "apology_first"), 6);
    EXPECT_EQ(change("I'm sorry about this, I can see why that is upsetting.", "perspective_taking"), 8);
    EXPECT_EQ(change("I understand.", "understanding_bare"), 1);
    EXPECT_EQ(change("So you were charged a hundred and fifty dollars, is that right?", "paraphrase"), 8);
    EXPECT_EQ(change("Let me look at your bill.", "solving_step"), 6);
    EXPECT_EQ(change("You should have read the contract.", "blame"), -15);
    EXPECT_EQ(change("Shut up.", "rudeness"), -15);
    EXPECT_EQ(change("That's not my problem.", "dismissal"), -8);
    EXPECT_EQ(change("The provisioning on the DHCP gateway threw it.", "jargon"), -4);
    EXPECT_EQ(change("I can't credit that.", "refusal_bare"), -10);
    EXPECT_EQ(change("I can't change the fee because of our policy, but there is another way we can look at.",
                     "refusal_explained"),
              -3);
}

TEST(Customer, MoodChangesAreScaledByThePersonasDrift) {
    auto s = *undrifted();
    s.persona.mood_drift = 0.5;
    auto call = stated(std::make_shared<const Scenario>(std::move(s)));
    EXPECT_EQ(delta(call.say("That's not my problem."), "dismissal"), -4);
}

TEST(Customer, ApologiesWearOut) {
    auto call = stated();
    call.say("I am really sorry about this charge on your bill.");
    EXPECT_EQ(delta(call.say("I am so sorry about that."), "apology_again"), 1);
    EXPECT_EQ(delta(call.say("I am sorry, I really am."), "apology_worn_out"), -2);
}

TEST(Customer, DoubtfulRecognitionIsNotHeldAgainstTheAgent) {
    auto call = stated();
    const auto move = call.say({0, "shut up you idiot", 0.45, {}, {}, false, false});
    EXPECT_EQ(delta(move, "rudeness"), 0);
}

TEST(Customer, AnOfferWithoutASumIsAskedBack) {
    auto call = stated();
    const auto move = call.say("I can credit your account for that.");
    EXPECT_FALSE(call.has(CallFactKind::OfferAccepted));
    EXPECT_TRUE(move.say);
    call.say("One hundred and fifty dollars.");
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150"));
    EXPECT_TRUE(call.has(CallFactKind::ProblemSettled, "overcharge"));
}

TEST(Customer, TooLittleIsHaggledOver) {
    auto call = stated();
    call.say("I can credit $50 to your account.");
    EXPECT_TRUE(call.has(CallFactKind::OfferRefused, "credit_150"));
    EXPECT_FALSE(call.has(CallFactKind::OfferAccepted));
    EXPECT_TRUE(call.caused("offer_too_low"));
    call.say("All right, I'll credit the full $150.");
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150"));
}

TEST(Customer, AnOfferOverTheLimitIsAPolicyBreach) {
    auto call = stated();
    call.say("I'll credit $250 to your account.");
    EXPECT_TRUE(call.has(CallFactKind::PolicyBreached, "credit_150"));
}

TEST(Customer, AnOfferWithinTheLimitIsNone) {
    auto call = stated();
    call.say("I'll credit $200 to your account.");
    EXPECT_FALSE(call.has(CallFactKind::PolicyBreached));
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted));
}

TEST(Customer, WonderingWhetherIsNoOffer) {
    for (const char* words : {"Let me see if I can credit $150.", "Did you get a refund of $150 before?",
                              "So you want a refund of $150.", "I can't refund the $150."}) {
        auto call = stated();
        call.say(words);
        EXPECT_FALSE(call.has(CallFactKind::OfferAccepted)) << words;
    }
}

TEST(Customer, AHiddenProblemComesUpOnlyThroughItsGate) {
    auto call = stated();
    call.say("I'll credit the full $150.");
    ASSERT_TRUE(call.has(CallFactKind::ProblemSettled, "overcharge"));
    call.say("Is there anything else I can help you with?");
    EXPECT_FALSE(call.has(CallFactKind::ProblemStated, "cancellation")) << "the company was never named";

    TypedCall other(undrifted());
    other.say("Thank you for calling TechSupport Inc, how can I help?");
    other.say("Please tell me what happened.");
    other.say("I'll credit the full $150.");
    other.say("Is there anything else I can help you with?");
    EXPECT_TRUE(other.has(CallFactKind::ProblemStated, "cancellation"));
}

TEST(Customer, AnythingElseBeforeTheProblemIsSolvedIsAnsweredWithTheProblem) {
    auto call = stated();
    const auto move = call.say("Is there anything else I can help you with?");
    ASSERT_TRUE(move.say);
    EXPECT_FALSE(call.caused("resolution_confirmed"));
    EXPECT_FALSE(move.action);
}

TEST(Customer, DataToldBeforeVerificationIsNoted) {
    auto call = stated();
    call.say("I see you have the Premium Plan and your account is ACC-789456.");
    EXPECT_TRUE(call.has(CallFactKind::DisclosedUnverified));
}

TEST(Customer, AWrongSumIsCorrected) {
    auto call = stated();
    const auto move = call.say("So you were charged three hundred dollars too much on your monthly bill?");
    EXPECT_TRUE(call.has(CallFactKind::WrongInformation));
    EXPECT_EQ(delta(move, "wrong_information"), -12);
}

TEST(Customer, HoldsCostMoreWhenNobodyAsked) {
    auto call = stated();
    EXPECT_EQ(delta(call.customer.on_hold(false, ""), "hold_unannounced"), -8);
    auto other = stated();
    other.say("May I put you on hold for two minutes while I check?");
    EXPECT_EQ(delta(other.customer.on_hold(true, "checking"), "hold_announced"), -2);
    EXPECT_TRUE(other.customer.on_still_on_hold(ticks_of_seconds(15)).changes.empty());
    EXPECT_EQ(delta(other.customer.on_still_on_hold(ticks_of_seconds(45)), "hold_long"), -1);
    EXPECT_EQ(delta(other.customer.on_still_on_hold(ticks_of_seconds(150)), "hold_overrun"), -5);
    EXPECT_TRUE(other.customer.on_resume(ticks_of_seconds(160)).say);
}

TEST(Customer, TransfersCostMoreWhenCold) {
    auto call = stated();
    EXPECT_EQ(delta(call.customer.on_transfer("billing", ""), "transfer_cold"), -12);
    auto other = stated();
    EXPECT_EQ(delta(other.customer.on_transfer("billing", "they can correct the bill"), "transfer_warm"), -6);
}

TEST(Customer, BeingTalkedOverCosts) {
    auto call = stated();
    EXPECT_EQ(delta(call.say({0, "Let me look at your bill now.", 1.0, {}, {}, true, false}), "talked_over"), -4);
    EXPECT_EQ(delta(call.say({0, "mm-hm", 1.0, {}, {}, true, false}), "talked_over"), 0)
        << "a backchannel is no interruption";
}

TEST(Customer, WondersAloudInSilenceThenMinds) {
    auto call = stated();
    call.say({0, "I see.", 1.0, {}, {}, false, false});
    const Ticks first = call.customer.next_silence_check();
    EXPECT_LT(first, ticks_of_seconds(15));
    const auto wonder = call.customer.on_silence(first);
    EXPECT_TRUE(wonder.say);
    EXPECT_TRUE(wonder.changes.empty());
    Ticks total = first;
    for (int i = 1; i <= 3; ++i) {
        const Ticks next = call.customer.next_silence_check();
        total += next;
        const auto move = call.customer.on_silence(i == 1 ? next : total);
        EXPECT_EQ(delta(move, "silence"), -3) << i;
    }
}

TEST(Customer, AnAnnouncedLookIsNotSilence) {
    auto call = stated();
    call.say("Let me check that for you, it will take one minute.");
    EXPECT_GE(call.customer.next_silence_check(), ticks_of_seconds(60));
}

TEST(Customer, LeavesWhenNobodyAnswersForLong) {
    auto call = stated();
    CustomerMove move;
    for (int i = 0; i < 20 && !move.action; ++i)
        move = call.customer.on_silence(call.customer.next_silence_check());
    EXPECT_TRUE(move.action);
}

TEST(Customer, InterruptsLongSpeechesOnlyWhenIrritatedAndAllowed) {
    const auto interrupts = [](bool allowed, int mood, double seconds) {
        auto s = *undrifted();
        s.persona.start_mood = mood;
        Customer customer(std::make_shared<const Scenario>(std::move(s)), {1, false, allowed, 0.5});
        customer.on_agent_turn({1, "Hello, how can I help?", 1.0, {}, {}, false, true});
        return customer.on_agent_still_speaking("and then the other thing is", ticks_of_seconds(seconds)).action ==
               CustomerActionKind::Interrupt;
    };
    EXPECT_TRUE(interrupts(true, 27, 30));
    EXPECT_FALSE(interrupts(false, 27, 30));
    EXPECT_FALSE(interrupts(true, 80, 30));
    EXPECT_FALSE(interrupts(true, 27, 3));
}

TEST(Customer, WondersOnceWhenTheLineGoesDead) {
    auto call = stated();
    EXPECT_TRUE(call.customer.on_agent_left().say);
    EXPECT_FALSE(call.customer.on_agent_left().say);
    EXPECT_TRUE(call.customer.on_agent_back().say);
}

TEST(Customer, SmallTalkGetsSmallTalk) {
    auto call = stated();
    const auto move = call.say("How are you doing today?");
    ASSERT_TRUE(move.say);
    EXPECT_FALSE(call.has(CallFactKind::FactTold));
}

TEST(Customer, EmotionFollowsTheMood) {
    auto call = stated();
    EXPECT_EQ(call.last.say->emotion, Emotion::Neutral);
    call.say("That's not my problem.");
    call.say("There is nothing I can do.");
    EXPECT_EQ(call.last.say->emotion, call.customer.mood() < 25   ? Emotion::Angry
                                      : call.customer.mood() < 45 ? Emotion::Frustrated
                                                                  : Emotion::Neutral);
    call.say("You should have read the contract.");
    EXPECT_NE(call.last.say->emotion, Emotion::Neutral);
}

TEST(Customer, DynamicDifficultyHardensWithSkillAndFixedDoesNot) {
    const auto loss = [](bool dynamic, double skill) {
        Customer customer(undrifted(), {1, dynamic, true, skill});
        customer.on_agent_turn({1, "Hello, how can I help?", 1.0, {}, {}, false, true});
        return delta(customer.on_agent_turn({2, "You should have read the contract.", 1.0, {}, {}, false, true}),
                     "blame");
    };
    EXPECT_LT(loss(true, 1.0), loss(true, 0.0));
    EXPECT_EQ(loss(false, 1.0), loss(false, 0.0));
    EXPECT_EQ(loss(false, 1.0), -15);
}

TEST(Customer, NamesAreStable) {
    EXPECT_EQ(to_string(CustomerActionKind::AskSupervisor), "ask_supervisor");
    EXPECT_EQ(to_string(CallStage::Verification), "verification");
    EXPECT_EQ(to_string(CallFactKind::WrongInformation), "wrong_information");
    EXPECT_EQ(to_string(HangupCause::Goodbye), "goodbye");
}

}  // namespace
}  // namespace mockcall
