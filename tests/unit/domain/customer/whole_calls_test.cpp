// Whole typed calls: what a good, a rude and an absent-minded agent get.
#include <set>

#include <gtest/gtest.h>

#include "support.hpp"

namespace mockcall {
namespace {

using testing::billing_dispute;
using testing::TypedCall;

const std::vector<std::string> kGoodAgent{
    "Thank you for calling TechSupport Inc, my name is Sarah, how can I help you today?",
    "I'm so sorry to hear that, that must be frustrating. Can I get your full name and account number please?",
    "Thank you Robert. What exactly happened with your bill?",
    "So you were charged one hundred and fifty dollars too much on your bill, is that right?",
    "Let me pull up your bill and check the charges.",
    "I can see an equipment upgrade fee that was added by mistake. I apologize for that error.",
    "I will credit the full $150 to your account today.",
    "Is there anything else I can help you with?",
    "We appreciate your loyalty. I can offer you a 20% discount for six months.",
    "Is there anything else I can do for you?",
    "Thank you for calling TechSupport Inc, have a great day. Goodbye!"};

TEST(WholeCall, AGoodAgentSolvesEverythingAndTheMoodRises) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        TypedCall call(billing_dispute(), seed);
        for (const auto& line : kGoodAgent)
            call.say(line);
        EXPECT_TRUE(call.has(CallFactKind::IdentityVerified)) << seed;
        EXPECT_TRUE(call.has(CallFactKind::ProblemSettled, "overcharge")) << seed;
        EXPECT_TRUE(call.has(CallFactKind::ProblemSettled, "cancellation")) << seed;
        EXPECT_TRUE(call.caused("resolution_confirmed")) << seed;
        EXPECT_FALSE(call.has(CallFactKind::Repeated)) << seed;
        EXPECT_FALSE(call.has(CallFactKind::DisclosedUnverified)) << seed;
        EXPECT_GT(call.customer.mood(), 70) << seed;
        EXPECT_GE(call.customer.satisfaction(), 85) << seed;
        EXPECT_EQ(call.last.action, CustomerActionKind::Hangup) << seed;
        EXPECT_EQ(call.last.hangup, HangupCause::Goodbye) << seed;
        EXPECT_EQ(call.last.say->emotion, Emotion::Happy) << seed;
    }
}

TEST(WholeCall, WhatARecogniserMakesOfItWorksToo) {
    TypedCall call(billing_dispute());
    for (const char* line :
         {"thank you for calling tech support my name is sarah how can i help you",
          "im sorry to hear that may i have your name and account number", "thanks robert what happened with your bill",
          "let me look at your bill", "i can see the upgrade fee was added by mistake im very sorry about that",
          "i will credit one hundred and fifty dollars to your account"})
        call.say({0, line, 0.8, {}, {}, false, false});
    EXPECT_TRUE(call.has(CallFactKind::IdentityVerified));
    EXPECT_TRUE(call.has(CallFactKind::OfferAccepted, "credit_150"));
    EXPECT_TRUE(call.has(CallFactKind::ProblemSettled, "overcharge"));
}

TEST(WholeCall, ARudeAgentIsHungUpOn) {
    TypedCall call(billing_dispute());
    call.say("What do you want?");
    for (int i = 0; i < 6 && call.last.action != CustomerActionKind::Hangup; ++i)
        call.say("Shut up, you idiot. This is your own fault.");
    EXPECT_EQ(call.last.action, CustomerActionKind::Hangup);
    EXPECT_EQ(call.last.hangup, HangupCause::Anger);
    EXPECT_EQ(call.last.say->emotion, Emotion::Angry);
    // Nobody is there any more.
    EXPECT_FALSE(call.say("Hello?").say.has_value());
}

TEST(WholeCall, AnAgentWhoIgnoresTheMatterIsAskedForASupervisor) {
    TypedCall call(billing_dispute());
    bool asked = false;
    for (const char* line : {"hello", "it is raining outside", "we have a new office now", "i like the color blue",
                             "my lunch was good", "computers are fun", "the coffee is hot here", "i went to the beach",
                             "this chair is nice", "my cat is black"})
        asked = asked || call.say(line).action == CustomerActionKind::AskSupervisor;
    EXPECT_TRUE(asked);
    EXPECT_TRUE(call.caused("no_progress"));
}

TEST(WholeCall, ASupervisorAskedForAndGrantedCalmsTheCustomer) {
    TypedCall call(billing_dispute());
    call.say("hello");
    call.say("go on");
    for (int i = 0; i < 5 && call.last.action != CustomerActionKind::AskSupervisor; ++i)
        call.say(i % 2 == 0 ? "That's not my problem." : "There is nothing I can do.");
    ASSERT_EQ(call.last.action, CustomerActionKind::AskSupervisor);
    const int before = call.customer.mood();
    const CustomerMove move = call.customer.on_transfer("supervisor", "customer asked for it");
    EXPECT_GT(call.customer.mood(), before);
    EXPECT_TRUE(move.say.has_value());
}

TEST(WholeCall, SayingGoodbyeWithNothingSolvedIsHeldAgainstTheAgent) {
    TypedCall call(billing_dispute());
    call.say("Hello, how can I help you?");
    call.say("What happened?");
    call.say("Okay. Have a nice day, goodbye.");
    EXPECT_TRUE(call.caused("left_unsolved"));
    EXPECT_FALSE(call.last.action.has_value());
    call.say("Goodbye.");
    EXPECT_EQ(call.last.action, CustomerActionKind::Hangup);
    EXPECT_EQ(call.last.hangup, HangupCause::Neglect);
}

TEST(WholeCall, TheSameSeedAndWordsGiveTheSameMoves) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        TypedCall a(billing_dispute(), seed), b(billing_dispute(), seed);
        for (const auto& line : kGoodAgent) {
            const CustomerMove x = a.say(line), y = b.say(line);
            EXPECT_EQ(x.say, y.say);
            EXPECT_EQ(x.changes, y.changes);
            EXPECT_EQ(x.facts, y.facts);
        }
    }
}

TEST(WholeCall, DifferentSeedsFindDifferentWords) {
    std::set<std::string> openings;
    for (std::uint64_t seed = 1; seed <= 20; ++seed)
        openings.insert(TypedCall(billing_dispute(), seed).say("Hello, how can I help you?").say->text);
    EXPECT_GT(openings.size(), 1U);
}

}  // namespace
}  // namespace mockcall
