// Single checks: what earns them, what half earns them, and what takes them away.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/domain/evaluation/call_builder.hpp"

namespace mockcall::test {
namespace {

using enum Act;
using enum CallFactKind;
using ::testing::HasSubstr;

double score_of(const CallRecord& call, std::string_view id) {
    const auto scenario = billing_scenario();
    const auto e = evaluate(call, &scenario);
    const auto* c = criterion(e, id);
    return c == nullptr ? -1 : c->score;
}

double own_name_score(std::string opening) {
    CallBuilder b;
    return score_of(
        b.agent(std::move(opening)).customer("Hi, there is a wrong charge on my bill.").agent("Let me see.").end(),
        "greeting.own_name");
}

TEST(GreetingChecks, OwnNameIsFoundAsPeopleSayIt) {
    for (const auto* said :
         {"Hello, my name is Anna.", "This is Anna, how can I help?", "Good morning, Anna speaking.", "Hi, I'm Anna.",
          "You're speaking with Anna.", "thank you for calling telestar this is anna how may i help you",
          "hello i'm anna from telestar", "TeleStar, Anna here, good morning."})
        EXPECT_EQ(own_name_score(said), 100) << said;
}

TEST(GreetingChecks, OtherWordsAfterTheSamePhrasesAreNoName) {
    for (const auto* said :
         {"This is TeleStar.", "I'm sorry to hear that.", "i'm sorry about that", "this is about your bill",
          "I'm here to help.", "this is the billing department", "Hello?"})
        EXPECT_EQ(own_name_score(said), 0) << said;
}

TEST(GreetingChecks, ALateIntroductionEarnsHalf) {
    CallBuilder b;
    b.agent("Hello?")
        .customer("There is a wrong charge.")
        .agent("Okay.")
        .customer("Who is this?")
        .agent("This is Anna from TeleStar.", {CompanyName});
    const auto call = b.end();
    EXPECT_EQ(score_of(call, "greeting.own_name"), 50);
    EXPECT_EQ(score_of(call, "greeting.brand"), 50);
}

TEST(GreetingChecks, AnsweringLaterEarnsLess) {
    const auto after = [](double seconds) {
        return score_of(CallBuilder().agent("Hello, TeleStar.").answered_after(seconds).end(),
                        "greeting.time_to_answer");
    };
    EXPECT_EQ(after(2), 100);
    EXPECT_EQ(after(3), 100);
    EXPECT_NEAR(after(7.5), 50, 0.1);
    EXPECT_EQ(after(20), 0);
}

TEST(GreetingChecks, AskingForIdentityWithoutVerifyingItEarnsHalf) {
    CallBuilder b;
    b.agent("What is your account number?", {VerifyIdentity}).customer("I don't have it.").mood(20, 20);
    EXPECT_EQ(score_of(b.end(), "greeting.identity_before_disclosure"), 50);
}

TEST(ListeningChecks, SayingTheProblemBackAndAskingEarnsFullCredit) {
    CallBuilder b;
    b.agent("How can I help?")
        .customer("My internet drops every evening.")
        .agent("So your internet drops in the evening, is that right?")
        .customer("Yes.");
    EXPECT_EQ(score_of(b.end(), "listening.paraphrase"), 100);
}

TEST(ListeningChecks, AMarkerWithoutTheirWordsEarnsAThird) {
    CallBuilder b;
    b.agent("How can I help?")
        .customer("My internet drops every evening.")
        .agent("Okay, just to confirm everything.")
        .customer("Hm.");
    EXPECT_NEAR(score_of(b.end(), "listening.paraphrase"), 35, 0.1);
}

TEST(ListeningChecks, EveryQuestionAskedTwiceCostsHalf) {
    CallBuilder b;
    b.agent("What's your number?").customer("I gave it.").fact(Repeated, "account");
    EXPECT_EQ(score_of(b.end(), "listening.nothing_asked_twice"), 50);
    b.agent("And the number?").fact(Repeated, "account");
    EXPECT_EQ(score_of(b.end(), "listening.nothing_asked_twice"), 0);
}

TEST(SolutionChecks, APartialSettlementEarnsItsShare) {
    CallBuilder b;
    b.agent("I can credit half.").fact(ProblemSettled, "extra_charge", 0.5);
    EXPECT_EQ(score_of(b.end(), "solution.extra_charge"), 50);
}

TEST(SolutionChecks, ARefusedOfferEarnsALittle) {
    CallBuilder b;
    b.agent("I can credit ten dollars.").fact(OfferRefused, "credit_150", 1000);
    EXPECT_EQ(score_of(b.end(), "solution.extra_charge"), 30);
}

TEST(SolutionChecks, APromiseNeedsAWhoAndAWhen) {
    const auto said = [](const char* text) {
        return score_of(CallBuilder().customer("My bill is wrong.").agent(text).end(), "solution.owner_and_date");
    };
    EXPECT_EQ(said("I'll credit it by Friday."), 100);
    EXPECT_EQ(said("I'll credit it."), 40);
    EXPECT_EQ(said("It happens."), 0);
}

TEST(SolutionChecks, ANoteOfOneWordIsTooThin) {
    EXPECT_EQ(score_of(CallBuilder().agent("Hello.").note("done").end(), "solution.documented"), 60);
    EXPECT_EQ(score_of(CallBuilder().agent("Hello.").end(), "solution.documented"), 0);
    EXPECT_EQ(score_of(CallBuilder().agent("Hello, I've made a note of it.").end(), "solution.documented"), 50);
}

TEST(CommunicationChecks, AHoldByTheBookEarnsFullCreditAndARudeOneNone) {
    CallBuilder good;
    good.agent("May I put you on hold for two minutes while I check?", {HoldRequest})
        .customer("Sure.")
        .hold(90, true, true)
        .agent("Thank you for holding.");
    EXPECT_EQ(score_of(good.end(), "communication.hold_etiquette"), 100);
    CallBuilder bad;
    bad.agent("Wait.").hold(90, false, false).agent("So.");
    EXPECT_EQ(score_of(bad.end(), "communication.hold_etiquette"), 0);
}

TEST(CommunicationChecks, WithoutAHoldThereIsNoHoldCheck) {
    EXPECT_EQ(score_of(good_call(), "communication.hold_etiquette"), -1);
}

TEST(CommunicationChecks, UnclearWordsAreNoOffence) {
    CallBuilder b;
    b.agent("shut up you must be joking", {Rude, Dismissive, Jargon, Interrupting}, 0.3);
    const auto call = b.end();
    EXPECT_EQ(score_of(call, "communication.professional"), 100);
    EXPECT_EQ(score_of(call, "communication.no_jargon"), 100);
    const auto scenario = billing_scenario();
    EXPECT_TRUE(evaluate(call, &scenario).critical.empty());
}

TEST(CommunicationChecks, WhatUnclearWordsMayHaveHeldDoesNotCount) {
    CallBuilder b;
    b.agent("than cue for culling tell star", {}, 0.2)
        .customer("My bill is wrong, there is a charge.")
        .agent("Let me look.");
    const auto scenario = billing_scenario();
    const auto e = evaluate(b.end(), &scenario);
    const auto* brand = criterion(e, "greeting.brand");
    EXPECT_FALSE(brand->met);
    EXPECT_EQ(brand->weight, 0);
    EXPECT_THAT(brand->note, HasSubstr("not recognised well enough"));
}

TEST(EmpathyChecks, NamingTheFeelingOutranksAFormula) {
    const auto said = [](const char* text) {
        CallBuilder b;
        b.agent("Hello, TeleStar.")
            .customer("I have been waiting for three weeks, this is ridiculous!", Emotion::Angry)
            .agent(text, {Empathy});
        return score_of(b.end(), "empathy.acknowledges");
    };
    EXPECT_EQ(said("I can hear how frustrating three weeks of waiting are."), 100);
    EXPECT_EQ(said("I understand."), 35);
}

TEST(EmpathyChecks, AnApologyForTheMatterOutranksABareOne) {
    const auto said = [](const char* text) {
        CallBuilder b;
        b.agent("Hello, TeleStar.")
            .customer("I have been waiting for three weeks, this is ridiculous!", Emotion::Angry)
            .agent(text, {Apology});
        return score_of(b.end(), "empathy.apology");
    };
    EXPECT_EQ(said("I'm sorry that you had to wait three weeks."), 100);
    EXPECT_EQ(said("Sorry."), 60);
}

TEST(ClosingChecks, ADismissiveTurnNamesNoNextStep) {
    CallBuilder b;
    b.agent("Hello, TeleStar.")
        .customer("The bill is wrong.")
        .agent("You'll have to write a letter, you will get an answer.", {Dismissive});
    EXPECT_EQ(score_of(b.end(), "closing.next_step"), 0);
}

TEST(ClosingChecks, AskingForAnythingElseIsNotConfirmingTheSolution) {
    CallBuilder b;
    b.agent("Hello, TeleStar.")
        .customer("The bill is wrong.")
        .agent("Is there anything else I can help you with?", {ConfirmResolution});
    const auto call = b.end();
    EXPECT_EQ(score_of(call, "closing.anything_else"), 100);
    EXPECT_EQ(score_of(call, "closing.resolution_confirmed"), 0);
}

TEST(OwnCriteria, EachKindOfCheckIsJudged) {
    auto scenario = billing_scenario();
    const auto own = [](std::string id, CheckKind check, std::string arg, std::vector<std::string> phrases = {}) {
        return Criterion{.id = id,
                         .label = id,
                         .dimension = "solution",
                         .check = check,
                         .arg = std::move(arg),
                         .phrases = std::move(phrases)};
    };
    scenario.required = {
        own("act", CheckKind::Act, "apology"),    own("phrase", CheckKind::Phrase, "", {"next bill"}),
        own("verified", CheckKind::Verified, ""), own("documented", CheckKind::Documented, "", {"late fee"}),
        own("all", CheckKind::Resolved, ""),      own("step", CheckKind::Step, "review_bill"),
        own("fact", CheckKind::Fact, "account"),  own("other_fact", CheckKind::Fact, "autopay"),
        own("retained", CheckKind::Retained, "")};
    const auto e = evaluate(excellent_call(), &scenario);
    for (const auto* id : {"required.act", "required.phrase", "required.verified", "required.documented",
                           "required.all", "required.step", "required.fact", "required.retained"})
        EXPECT_TRUE(criterion(e, id)->met) << id;
    EXPECT_FALSE(criterion(e, "required.other_fact")->met);
    const auto rude = evaluate(rude_call(), &scenario);
    for (const auto* id : {"required.act", "required.phrase", "required.verified", "required.documented",
                           "required.all", "required.step", "required.fact", "required.retained"})
        EXPECT_FALSE(criterion(rude, id)->met) << id;
}

}  // namespace
}  // namespace mockcall::test
