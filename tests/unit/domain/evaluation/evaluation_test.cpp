#include "domain/evaluation/evaluation.hpp"

#include <array>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/evaluation/rubric.hpp"
#include "domain/evaluation/scores.hpp"
#include "unit/domain/evaluation/call_builder.hpp"

namespace mockcall::test {
namespace {

using enum Act;
using enum CallFactKind;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Evaluation judged(const CallRecord& call) {
    const auto scenario = billing_scenario();
    return evaluate(call, &scenario);
}

TEST(Evaluation, TheDesignsBreakdownGivesItsOverallScore) {
    const std::array<double, kDimensionCount> example{95, 78, 85, 80, 75, 85};
    EXPECT_EQ(judging::overall_of(judging::default_rubric().weights, example), 82);
}

TEST(Evaluation, BetterCallsScoreHigherAndTheScaleIsUsed) {
    const int excellent = judged(excellent_call()).overall, good = judged(good_call()).overall,
              middling = judged(middling_call()).overall;
    const int poor = judged(poor_call()).overall, rude = judged(rude_call()).overall,
              silent = judged(silent_call()).overall;
    EXPECT_GE(excellent, 85);
    EXPECT_GT(excellent, good);
    EXPECT_GT(good, middling);
    EXPECT_GT(middling, poor);
    EXPECT_GE(good - poor, 35);
    EXPECT_LE(poor, 35);
    EXPECT_LE(rude, 35);
    EXPECT_LE(silent, 10);
    EXPECT_GE(middling, 40);
    EXPECT_LE(middling, 70);
}

TEST(Evaluation, TheOrderHoldsWithoutAScenario) {
    const int excellent = evaluate(excellent_call(), nullptr).overall, good = evaluate(good_call(), nullptr).overall;
    const int middling = evaluate(middling_call(), nullptr).overall, poor = evaluate(poor_call(), nullptr).overall;
    EXPECT_GE(excellent, 85);
    EXPECT_GT(good, middling);
    EXPECT_GT(middling, poor);
    EXPECT_LE(evaluate(rude_call(), nullptr).overall, 35);
    EXPECT_LE(evaluate(silent_call(), nullptr).overall, 10);
}

TEST(Evaluation, EveryDimensionIsTheWeightedMeanOfItsCriteria) {
    for (const auto& call : {excellent_call(), good_call(), middling_call(), poor_call(), rude_call(), silent_call()}) {
        const auto e = judged(call);
        ASSERT_THAT(e.breakdown, SizeIs(kDimensionCount));
        for (const auto& [dimension, score] : e.breakdown) {
            double sum = 0, weight = 0;
            for (const auto& c : e.criteria)
                if (c.dimension == dimension) {
                    sum += c.weight * c.score;
                    weight += c.weight;
                }
            if (weight > 0) {
                EXPECT_EQ(score, std::lround(sum / weight)) << to_string(dimension);
            }
        }
    }
}

TEST(Evaluation, TheSameRecordGivesTheSameJudgement) {
    const auto a = judged(middling_call()), b = judged(middling_call());
    EXPECT_EQ(a.overall, b.overall);
    EXPECT_EQ(a.improvements, b.improvements);
    EXPECT_EQ(a.keywords, b.keywords);
    EXPECT_EQ(a.rubric_version, b.rubric_version);
    EXPECT_FALSE(a.rubric_version.empty());
}

TEST(Evaluation, AdviceIsBetweenOneAndFourOfEachKind) {
    for (const auto& call :
         {excellent_call(), good_call(), middling_call(), poor_call(), rude_call(), silent_call(), CallRecord{}}) {
        const auto e = judged(call);
        for (const auto* list : {&e.strengths, &e.improvements, &e.tips}) {
            EXPECT_GE(list->size(), 1u);
            EXPECT_LE(list->size(), 4u);
            EXPECT_THAT(*list, Each(Not(IsEmpty())));
        }
    }
}

TEST(Evaluation, AdviceQuotesTheMomentAndGivesBetterWords) {
    const auto e = judged(middling_call());
    EXPECT_THAT(e.improvements,
                Contains(AllOf(HasSubstr("“This is ridiculous.”"), HasSubstr("Better: “"), HasSubstr("Robert"))));
    EXPECT_THAT(judged(excellent_call()).strengths,
                Contains(HasSubstr("at 0:20 you said “I can see why that is frustrating")));
}

TEST(Evaluation, PraiseNeverNamesWhatWasMissed) {
    for (const auto& call : {good_call(), middling_call(), poor_call(), rude_call()}) {
        const auto e = judged(call);
        for (const auto& c : e.criteria)
            if (const auto* check = judging::find_check(judging::default_rubric(), c.id); check != nullptr && !c.met) {
                EXPECT_THAT(e.strengths, Each(Not(HasSubstr(std::string(check->praise))))) << c.id;
            }
    }
}

TEST(Evaluation, ACriticalErrorIsTheFirstImprovement) {
    const auto e = judged(poor_call());
    ASSERT_FALSE(e.critical.empty());
    EXPECT_EQ(e.critical.front().id, "disclosed_unverified");
    EXPECT_EQ(e.critical.front().kind, GateKind::Compliance);
    EXPECT_THAT(e.improvements.front(), HasSubstr("before you had verified"));
}

TEST(Evaluation, FirstCallResolutionNeedsTheHiddenProblemToo) {
    EXPECT_TRUE(judged(excellent_call()).first_call_resolution);
    EXPECT_FALSE(judged(good_call()).first_call_resolution);
}

TEST(Evaluation, SatisfactionIsCappedWithoutFirstCallResolution) {
    EXPECT_DOUBLE_EQ(judged(excellent_call()).customer_satisfaction, 5.0);
    EXPECT_DOUBLE_EQ(judged(good_call()).customer_satisfaction, 3.0);
}

TEST(Evaluation, SatisfactionIsInterpolatedBetweenItsMarks) {
    auto call = excellent_call();
    const auto csat_at = [&](int satisfaction) {
        call.satisfaction = satisfaction;
        return judged(call).customer_satisfaction;
    };
    EXPECT_DOUBLE_EQ(csat_at(100), 5.0);
    EXPECT_DOUBLE_EQ(csat_at(85), 5.0);
    EXPECT_DOUBLE_EQ(csat_at(73), 4.2);
    EXPECT_DOUBLE_EQ(csat_at(70), 4.0);
    EXPECT_DOUBLE_EQ(csat_at(50), 3.0);
    EXPECT_DOUBLE_EQ(csat_at(30), 2.0);
    EXPECT_DOUBLE_EQ(csat_at(0), 1.0);
}

TEST(Evaluation, RudenessCapsSatisfactionAtTwo) {
    auto call = excellent_call();
    call.turns[4].acts.add(Rude);
    const auto e = judged(call);
    EXPECT_LE(e.customer_satisfaction, 2.0);
    EXPECT_LT(e.overall, judged(excellent_call()).overall);
    EXPECT_THAT(e.critical, SizeIs(1));
}

TEST(Evaluation, ATransferIsNoFirstCallResolutionAndAsksForAHandover) {
    auto call = excellent_call();
    call.actions.push_back(
        {.kind = AgentActionKind::Transfer, .at = call.ended, .target = "billing", .text = "needs a refund approved"});
    const auto e = judged(call);
    EXPECT_FALSE(e.first_call_resolution);
    ASSERT_NE(criterion(e, "closing.handover"), nullptr);
    EXPECT_FALSE(criterion(e, "closing.handover")->met) << "nothing was said to the customer";
    EXPECT_THAT(criterion(e, "closing.handover")->evidence.front().text, HasSubstr("action: transfer (billing"));
}

TEST(Evaluation, WherePolicyForbidsTheWishTheRightEscalationSettlesIt) {
    auto scenario = billing_scenario();
    scenario.problems.resize(1);
    scenario.problems[0].policy_forbids = true;
    CallBuilder b;
    b.agent("Thank you for calling TeleStar, this is Anna, how can I help you?", {Greeting, CompanyName})
        .customer("I want $900 back.", Emotion::Angry)
        .fact(ProblemStated, "extra_charge");
    b.agent("I cannot grant that myself, so I'm raising it with my supervisor. Does that work for you?",
            {Escalate, ConfirmResolution});
    b.action(AgentActionKind::Escalate, {}, "above limit").customer("Okay, that works.").mood(60, 72);
    const auto e = evaluate(b.end(), &scenario);
    EXPECT_TRUE(criterion(e, "solution.extra_charge")->met);
    EXPECT_TRUE(e.first_call_resolution);
}

TEST(Evaluation, AMissedBonusCostsNothingAndAnEarnedOneNeverLowers) {
    const auto e = judged(excellent_call());
    EXPECT_EQ(criterion(e, "bonus.upsell")->weight, 0);
    EXPECT_FALSE(criterion(e, "bonus.upsell")->met);
    EXPECT_TRUE(criterion(e, "bonus.empathy")->met);
    auto without = billing_scenario();
    without.bonus.clear();
    EXPECT_GE(e.overall, evaluate(excellent_call(), &without).overall);
}

TEST(Evaluation, ACustomerWithoutFeelingsLeavesEmpathyOut) {
    auto scenario = billing_scenario();
    scenario.category = Category::Billing;
    scenario.persona.start_mood = 60;
    scenario.bonus.clear();
    CallBuilder b;
    b.agent("Thank you for calling TeleStar, my name is Anna, how can I help you?", {Greeting, CompanyName})
        .customer("I would like to know what this charge is for.");
    const auto e = evaluate(b.end(), &scenario);
    EXPECT_EQ(criterion(e, "empathy.acknowledges"), nullptr);
    ASSERT_NE(criterion(e, "empathy.not_applicable"), nullptr);
    EXPECT_EQ(criterion(e, "empathy.not_applicable")->weight, 0);
    EXPECT_NEAR(e.breakdown.at(Dimension::Empathy), e.overall, 1) << "it takes the others' mean";
}

TEST(Evaluation, ATypedCallIsNotJudgedByItsTiming) {
    CallBuilder b(CallBuilder::Mode::Typed);
    b.agent("Thank you for calling TeleStar, my name is Anna, how can I help you?", {Greeting, CompanyName})
        .customer("There is a charge of $150.")
        .silence(40);
    b.agent("Let me make sure I have this right, you see a charge of $150 that you did not expect, is that correct?",
            {});
    const auto e = judged(b.end());
    for (const auto* id : {"communication.pace", "communication.dead_air", "communication.monologue",
                           "communication.hold_etiquette", "listening.no_talking_over"})
        EXPECT_EQ(criterion(e, id), nullptr) << id;
    EXPECT_EQ(e.metrics.words_per_minute, 0);
}

TEST(Evaluation, ACallThatWasNeverAnsweredIsExplained) {
    CallRecord call;
    call.ended = CallTime{ticks_of_seconds(45)};
    const auto e = judged(call);
    EXPECT_EQ(e.overall, 0);
    EXPECT_THAT(criterion(e, "greeting.time_to_answer")->note, HasSubstr("never answered"));
    EXPECT_THAT(e.summary, HasSubstr("never answered"));
    EXPECT_THAT(e.strengths, Contains(HasSubstr("nothing to praise yet")));
}

TEST(Evaluation, AnEmptyRecordWithoutAScenarioIsJudgedWithoutACrash) {
    const auto e = evaluate(CallRecord{}, nullptr);
    EXPECT_THAT(e.breakdown, SizeIs(kDimensionCount));
    EXPECT_LE(e.overall, 10);
}

TEST(Evaluation, AHangUpIsNamedWhereTheClosingIsMissing) {
    const auto e = judged(rude_call());
    EXPECT_THAT(criterion(e, "closing.recap")->note, HasSubstr("Robert hung up at 0:"));
    EXPECT_LE(e.customer_satisfaction, 2.0);
    EXPECT_THAT(e.summary, HasSubstr("hung up"));
}

TEST(Evaluation, PuttingThePhoneDownAfterGoodbyeIsNoHangUp) {
    auto call = excellent_call();
    call.customer_hung_up = true;
    const auto e = judged(call);
    EXPECT_TRUE(e.first_call_resolution);
    EXPECT_DOUBLE_EQ(e.customer_satisfaction, 5.0);
    EXPECT_THAT(e.summary, Not(HasSubstr("hung up")));
    call.mood = 10;
    EXPECT_THAT(judged(call).summary, HasSubstr("hung up")) << "a goodbye does not soothe an angry customer";
}

TEST(Evaluation, WhatMayNotBeOfferedSettlesNothing) {
    const auto scenario = billing_scenario();
    CallBuilder b;
    b.agent("Hello, TeleStar.")
        .customer("I was overcharged by $150.")
        .agent("I will credit $500.", {OfferCompensation});
    b.fact(PolicyBreached, "credit_150", 50000)
        .fact(OfferAccepted, "credit_150", 50000)
        .fact(ProblemSettled, "extra_charge");
    const auto e = evaluate(b.end(), &scenario);
    EXPECT_FALSE(criterion(e, "solution.extra_charge")->met);
    EXPECT_FALSE(e.first_call_resolution);
    EXPECT_THAT(e.critical, SizeIs(1));
}

TEST(Evaluation, EmpathyBeforeAFeelingIsShownCountsToo) {
    const auto scenario = billing_scenario();
    CallBuilder b;
    b.agent("Hello, TeleStar.")
        .customer("There is a charge on my bill.")
        .agent("I can see how worrying such a charge is.", {Empathy});
    b.customer("It is really frustrating.", Emotion::Frustrated);
    EXPECT_EQ(criterion(evaluate(b.end(), &scenario), "empathy.acknowledges")->score, 100);
}

// The same calls with the acts that the classifier finds in their words, not those that were given by hand.
TEST(Evaluation, TheOrderHoldsWithTheClassifiersActs) {
    const auto scenario = billing_scenario();
    const auto classified = [&](CallRecord call) {
        std::string before;
        for (auto& t : call.turns) {
            if (t.speaker == Speaker::Agent)
                t.acts = classify_acts(t.text, before, scenario.company.name).acts;
            else
                before = t.text;
        }
        return evaluate(call, &scenario).overall;
    };
    const int excellent = classified(excellent_call()), good = classified(good_call()),
              middling = classified(middling_call()), poor = classified(poor_call());
    EXPECT_GE(excellent, 85);
    EXPECT_GT(excellent, good);
    EXPECT_GT(good, middling);
    EXPECT_GT(middling, poor);
    EXPECT_GE(good - poor, 35);
    EXPECT_LE(classified(rude_call()), 35);
}

TEST(Evaluation, TheSummarySaysWhatTheCallWasAboutAndHowItEnded) {
    const auto e = judged(excellent_call());
    EXPECT_EQ(e.summary,
              "Robert Johnson called TeleStar about “A $150 charge that should not be on the bill”; it was resolved in "
              "this call (credit the $150 charged by mistake and waive the late fee).");
    EXPECT_THAT(e.keywords, Contains("credit"));
}

TEST(Evaluation, KeywordsCarryNoNamesAndNoNumbers) {
    for (const auto& e : {judged(excellent_call()), evaluate(excellent_call(), nullptr)})
        for (const auto& word : e.keywords) {
            EXPECT_EQ(word.find_first_of("0123456789"), std::string::npos) << word;
            EXPECT_THAT(word, AllOf(Not("johnson"), Not("robert")));
        }
}

// A transcript from elsewhere: no facts, no ledger, no times.
TEST(Evaluation, ABareTranscriptIsJudgedByItsWords) {
    const auto strip = [](CallRecord call) {
        call.facts.clear();
        call.ledger.clear();
        call.actions.clear();
        call.holds.clear();
        call.ringing_since = call.ended = CallTime{};
        call.answered = CallTime{};
        for (auto& t : call.turns) {
            t.start = t.end = CallTime{};
            t.emotion = Emotion::Neutral;
        }
        return call;
    };
    const auto excellent = evaluate(strip(excellent_call()), nullptr), poor = evaluate(strip(poor_call()), nullptr);
    EXPECT_GE(excellent.overall, 85);
    EXPECT_TRUE(excellent.first_call_resolution);
    EXPECT_GE(excellent.customer_satisfaction, 4.0);
    EXPECT_LE(poor.overall, 35);
    EXPECT_LE(poor.customer_satisfaction, 2.5);
    const auto scenario = billing_scenario();
    const auto known = evaluate(strip(excellent_call()), &scenario);
    EXPECT_TRUE(criterion(known, "solution.extra_charge")->met)
        << "the scenario's own phrases and sums are found in the words";
    EXPECT_TRUE(criterion(known, "required.identity")->met);
}

TEST(Evaluation, AnOfferOverTheLimitIsFoundInTheWordsAlone) {
    const auto scenario = billing_scenario();
    CallBuilder b;
    b.customer("I was overcharged.").agent("I will credit five hundred dollars to your account.", {OfferCompensation});
    const auto e = evaluate(b.end(), &scenario);
    ASSERT_THAT(e.critical, SizeIs(1));
    EXPECT_EQ(e.critical[0].id, "unauthorised_offer");
    EXPECT_EQ(criterion(e, "solution.policy")->score, 0);
}

}  // namespace
}  // namespace mockcall::test
