#include "domain/coaching/coach.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/domain/evaluation/call_builder.hpp"

namespace mockcall::test {
namespace {

using enum Act;
using ::testing::AllOf;
using ::testing::HasSubstr;

CallTime at(double seconds) { return CallTime{ticks_of_seconds(seconds)}; }

ActSet acts_of(std::initializer_list<Act> list) {
    ActSet out;
    for (const auto a : list)
        out.add(a);
    return out;
}

CustomerMove says(Emotion emotion, std::vector<CallFact> facts = {}) {
    CustomerMove m;
    m.say = CustomerLine{"…", emotion};
    m.facts = std::move(facts);
    return m;
}

class CoachTest : public ::testing::Test {
  protected:
    std::optional<Feedback> turn(double when, std::initializer_list<Act> acts, CustomerMove move = {},
                                 double confidence = 1, CallStage stage = CallStage::Problem) {
        AgentUtterance u;
        u.confidence = confidence;
        return coach.on_turn(u, acts_of(acts), move, stage, at(when));
    }
    std::optional<Feedback> quiet(double when, double silence, bool hold = false) {
        return coach.on_quiet(ticks_of_seconds(silence), hold, CallStage::Diagnosis, at(when));
    }
    Coach coach{std::make_shared<const Scenario>(billing_scenario()), false};
};

CrmEntry done(CrmOperationKind kind, bool ok = true) {
    return {"op1", {.kind = kind, .cents = 150'00}, {}, ok, ok ? "Credit: $150.00." : "Refused: over the limit.", ""};
}

TEST_F(CoachTest, AChangeBeforeTheCallerIsVerifiedIsCriticalALookIsNot) {
    EXPECT_FALSE(coach.on_operation(done(CrmOperationKind::Lookup), false, at(1)));
    const auto f = coach.on_operation(done(CrmOperationKind::Credit), false, at(2));
    ASSERT_TRUE(f);
    EXPECT_EQ(f->severity, Severity::Critical);
    EXPECT_EQ(f->rule, "changed_unverified");
    EXPECT_FALSE(coach.on_operation(done(CrmOperationKind::Credit), false, at(30))) << "once is enough";
}

TEST_F(CoachTest, WhileTheAgentSpeaksARefusalWaits) {
    EXPECT_FALSE(coach.on_operation(done(CrmOperationKind::Credit, false), true, at(1)));
    const auto f = quiet(3, 1);
    ASSERT_TRUE(f);
    EXPECT_EQ(f->rule, "record_refused");
}

TEST_F(CoachTest, WhatTheRecordRefusedIsSaidAtOnce) {
    const auto f = coach.on_operation(done(CrmOperationKind::Credit, false), false, at(1));
    ASSERT_TRUE(f);
    EXPECT_THAT(f->message, AllOf(HasSubstr("over the limit"), HasSubstr("supervisor")));
}

TEST_F(CoachTest, APromiseThatIsNotEnteredIsRecalledBeforeTheGoodbye) {
    turn(1, {Greeting, CompanyName}, says(Emotion::Neutral, {{CallFactKind::IdentityVerified, ""}}));
    coach.on_operation(done(CrmOperationKind::Lookup), false, at(20));
    turn(40, {OfferCompensation}, says(Emotion::Neutral, {{CallFactKind::OfferAccepted, "credit_150", 15000}}));
    const auto f = turn(60, {ConfirmResolution}, says(Emotion::Neutral));
    ASSERT_TRUE(f);
    EXPECT_EQ(f->rule, "record_promise");
    EXPECT_THAT(f->message, HasSubstr("Credit the $150"));
}

TEST_F(CoachTest, APromiseThatIsEnteredOrAClientWithoutTheRecordHearsNothingOfIt) {
    const auto promise = says(Emotion::Neutral, {{CallFactKind::OfferAccepted, "credit_150", 15000}});
    turn(1, {Greeting, CompanyName}, says(Emotion::Neutral, {{CallFactKind::IdentityVerified, ""}}));
    turn(20, {OfferCompensation}, promise);
    const auto without = turn(40, {ConfirmResolution}, says(Emotion::Neutral));
    EXPECT_TRUE(!without || without->rule != "record_promise");
    coach.on_operation(done(CrmOperationKind::Credit), false, at(50));
    const auto after = turn(70, {ConfirmResolution}, says(Emotion::Neutral));
    EXPECT_TRUE(!after || after->rule != "record_promise");
}

TEST_F(CoachTest, PraisesAFullGreeting) {
    const auto f = turn(3, {Greeting, CompanyName});
    ASSERT_TRUE(f);
    EXPECT_EQ(f->kind, FeedbackKind::Positive);
    EXPECT_THAT(f->message, HasSubstr("Robert"));
}

TEST_F(CoachTest, NamesTheCompanyWhereTheGreetingLacksIt) {
    const auto f = turn(3, {});
    ASSERT_TRUE(f);
    EXPECT_THAT(f->message, HasSubstr("Thank you for calling TeleStar"));
}

TEST_F(CoachTest, SpeaksAtMostOnceInEightSeconds) {
    EXPECT_TRUE(turn(3, {Greeting, CompanyName}));
    EXPECT_FALSE(turn(8, {Jargon}));
    EXPECT_TRUE(turn(16, {Dismissive}));
}

TEST_F(CoachTest, SaysWhatWaitedWhenItIsQuiet) {
    turn(3, {Greeting, CompanyName});
    EXPECT_FALSE(turn(8, {Jargon}));
    EXPECT_FALSE(quiet(9, 1)) << "still too soon";
    const auto f = quiet(12, 3);
    ASSERT_TRUE(f);
    EXPECT_EQ(f->rule, "jargon");
    EXPECT_FALSE(quiet(13, 4)) << "and only once";
}

TEST_F(CoachTest, ForgetsWhatWaitedTooLong) {
    turn(3, {Greeting, CompanyName});
    turn(8, {Jargon});
    EXPECT_FALSE(quiet(40, 3));
}

TEST_F(CoachTest, CriticalOnesComeAtOnce) {
    turn(3, {Greeting, CompanyName});
    const auto f = turn(5, {}, says(Emotion::Neutral, {{CallFactKind::DisclosedUnverified, "balance"}}));
    ASSERT_TRUE(f);
    EXPECT_EQ(f->severity, Severity::Critical);
    EXPECT_THAT(f->message, AllOf(HasSubstr("Robert is not verified"), HasSubstr("account number")));
    const auto offer =
        turn(6, {OfferCompensation}, says(Emotion::Neutral, {{CallFactKind::PolicyBreached, "credit_150", 50000}}));
    ASSERT_TRUE(offer);
    EXPECT_THAT(offer->message, HasSubstr("$200"));
    const auto rude = turn(7, {Rude});
    ASSERT_TRUE(rude);
    EXPECT_EQ(rude->severity, Severity::Critical);
}

TEST_F(CoachTest, OnlyComplianceIsCritical) {
    for (int i = 0; i < 20; ++i) {
        const auto f =
            turn(10 + 10 * i, {static_cast<Act>(i)}, says(Emotion::Angry, {{static_cast<CallFactKind>(i % 11), "x"}}));
        if (f && f->severity == Severity::Critical) {
            EXPECT_THAT(f->rule, ::testing::AnyOf("rudeness", "disclosed_unverified", "unauthorised_offer"));
        }
    }
}

TEST_F(CoachTest, NeverSaysTheSameTwice) {
    std::vector<std::string> rules;
    for (int i = 0; i < 60; ++i) {
        for (const auto& f : {turn(10 + 20 * i, {Rude, Jargon, Dismissive, Blame, Apology}, says(Emotion::Angry)),
                              quiet(20 + 20 * i, 20)})
            if (f)
                rules.push_back(f->rule);
    }
    EXPECT_GE(rules.size(), 5u);
    auto unique = rules;
    std::ranges::sort(unique);
    EXPECT_EQ(std::ranges::unique(unique).size(), 0u);
}

TEST_F(CoachTest, HoldsNoUnclearWordAgainstTheTrainee) { EXPECT_FALSE(turn(3, {Rude, Blame, Jargon}, {}, 0.3)); }

TEST_F(CoachTest, RemindsOfAFeelingThatWentUnanswered) {
    turn(3, {Greeting, CompanyName}, says(Emotion::Angry));
    const auto f = turn(20, {VerifyIdentity}, says(Emotion::Angry));
    ASSERT_TRUE(f);
    EXPECT_EQ(f->rule, "acknowledge");
    EXPECT_THAT(f->message, HasSubstr("how frustrating this is, Robert"));
}

TEST_F(CoachTest, PraisesEmpathyThatReachedTheCustomer) {
    turn(3, {Greeting, CompanyName}, says(Emotion::Angry));
    auto move = says(Emotion::Frustrated);
    move.changes = {{.cause = "apology_first",
                     .mood_delta = 6,
                     .satisfaction_delta = 2,
                     .mood = 31,
                     .satisfaction = 32,
                     .utterance = 3}};
    const auto f = turn(20, {Empathy, Apology}, move);
    ASSERT_TRUE(f);
    EXPECT_EQ(f->rule, "empathy");
    EXPECT_EQ(f->kind, FeedbackKind::Positive);
}

TEST_F(CoachTest, CountsOnlyApologiesThatHaveWornOut) {
    turn(3, {Greeting, CompanyName});
    for (const double when : {20.0, 40.0, 60.0})
        if (const auto f = turn(when, {Apology}))
            EXPECT_NE(f->rule, "apologies") << "a sorry in passing wears nobody out";
    CustomerMove move = says(Emotion::Frustrated);
    move.changes = {{.cause = "apology_worn_out",
                     .mood_delta = -2,
                     .satisfaction_delta = -1,
                     .mood = 30,
                     .satisfaction = 30,
                     .utterance = 4}};
    const auto f = turn(80, {Apology, Empathy}, move);
    ASSERT_TRUE(f);
    EXPECT_EQ(f->rule, "apologies");
}

TEST_F(CoachTest, WordsAloneAccuseNobodyOfTalkingOver) {
    turn(3, {Greeting, CompanyName});
    const auto f = turn(20, {Interrupting});
    EXPECT_TRUE(!f || f->rule != "talked_over");
}

TEST_F(CoachTest, SpeaksUpInALongSilenceAndALongHold) {
    turn(3, {Greeting, CompanyName});
    EXPECT_FALSE(quiet(20, 4));
    const auto tip = quiet(25, 10);
    ASSERT_TRUE(tip);
    EXPECT_EQ(tip->rule, "quiet");
    const auto warning = quiet(40, 25);
    ASSERT_TRUE(warning);
    EXPECT_EQ(warning->rule, "dead_air");
    EXPECT_FALSE(quiet(60, 20, true));
    const auto hold = quiet(75, 35, true);
    ASSERT_TRUE(hold);
    EXPECT_EQ(hold->rule, "hold_update");
}

TEST(CoachAssessed, SaysNothing) {
    Coach coach(std::make_shared<const Scenario>(billing_scenario()), true);
    EXPECT_FALSE(coach.on_turn({}, acts_of({Rude}), {}, CallStage::Problem, at(3)));
    EXPECT_FALSE(coach.on_quiet(ticks_of_seconds(40), false, CallStage::Problem, at(60)));
}

TEST(CoachAlone, WorksWithoutAScenario) {
    Coach coach(nullptr, false);
    const auto f = coach.on_turn({}, acts_of({Rude}), {}, CallStage::Problem, at(3));
    ASSERT_TRUE(f);
    EXPECT_THAT(f->message, HasSubstr("the customer"));
}

TEST(CoachNames, AreTheContracts) {
    EXPECT_EQ(to_string(FeedbackKind::Positive), "positive");
    EXPECT_EQ(to_string(FeedbackKind::Negative), "negative");
    EXPECT_EQ(to_string(FeedbackKind::Tip), "tip");
    EXPECT_EQ(to_string(Severity::Info), "info");
    EXPECT_EQ(to_string(Severity::Warning), "warning");
    EXPECT_EQ(to_string(Severity::Critical), "critical");
}

}  // namespace
}  // namespace mockcall::test
