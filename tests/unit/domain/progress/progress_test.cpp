#include "domain/progress/progress.hpp"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/domain/evaluation/call_builder.hpp"

namespace mockcall::test {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Not;

auto named(const std::string& name) { return Contains(Field(&Achievement::name, name)); }

Evaluation scored(int overall) {
    Evaluation e;
    e.overall = overall;
    return e;
}

Scenario scenario_of(std::string id, Difficulty difficulty = Difficulty::Beginner,
                     Category category = Category::Billing) {
    Scenario s;
    s.id = ScenarioId{std::move(id)};
    s.difficulty = difficulty;
    s.category = category;
    return s;
}

TEST(Level, BeginsAtOneAndNeverGoesBack) {
    EXPECT_EQ(level_of(0), 1);
    EXPECT_EQ(level_of(-5), 1);
    EXPECT_EQ(level_of(99), 1);
    EXPECT_EQ(level_of(100), 2);
    for (int level = 1; level < 60; ++level) {
        EXPECT_EQ(level_of(xp_for_level(level)), level);
        EXPECT_EQ(level_of(xp_for_level(level + 1) - 1), level);
    }
    EXPECT_GT(level_of(std::numeric_limits<int>::max()), 1000);
}

TEST(Xp, RewardsSkillAndDifficulty) {
    const auto easy = scenario_of("scn_a"), hard = scenario_of("scn_b", Difficulty::Expert);
    EXPECT_EQ(xp_for_call(scored(0), easy, nullptr), 0);
    EXPECT_LT(xp_for_call(scored(30), easy, nullptr), 15);
    EXPECT_GT(xp_for_call(scored(90), easy, nullptr), 2 * xp_for_call(scored(60), easy, nullptr));
    EXPECT_EQ(xp_for_call(scored(80), hard, nullptr), 2 * xp_for_call(scored(80), easy, nullptr));
}

TEST(Xp, RepeatingWhatOneCanEarnsLittleAndImprovingMuch) {
    const auto s = scenario_of("scn_a");
    const ScenarioHistory often{s.id, 9, 80, 80};
    EXPECT_LE(xp_for_call(scored(80), s, &often), 7);
    const ScenarioHistory once{s.id, 1, 50, 50};
    EXPECT_GE(xp_for_call(scored(80), s, &once), 80);
}

TEST(Xp, ACriticalErrorHalvesIt) {
    const auto s = scenario_of("scn_a");
    auto e = scored(80);
    const int clean = xp_for_call(e, s, nullptr);
    e.critical.push_back({});
    EXPECT_EQ(xp_for_call(e, s, nullptr), clean / 2);
}

TEST(Achievements, AnExcellentCallEarnsThem) {
    const auto s = billing_scenario();
    const auto call = excellent_call();
    const auto earned = achievements_for(evaluate(call, &s), call, s, {});
    for (const auto* name : {"First Call Resolution", "De-escalator", "Perfect Greeting", "Clean Compliance",
                             "Good Ear", "Heart of the Call", "All-Rounder", "Delighted Customer"})
        EXPECT_THAT(earned, named(name));
    EXPECT_THAT(earned, Contains(::testing::AllOf(
                            Field(&Achievement::name, "First Call Resolution"), Field(&Achievement::xp, 100),
                            Field(&Achievement::description, "Resolved issue without transfer"))));
    EXPECT_THAT(earned, Contains(Field(&Achievement::description, "Brought the customer's mood from 25 to 82")));
}

TEST(Achievements, SayTheFigureThatEarnedThem) {
    const auto s = billing_scenario();
    const auto call = excellent_call();
    auto e = evaluate(call, &s);
    e.customer_satisfaction = 4.8;
    EXPECT_THAT(achievements_for(e, call, s, {}),
                Contains(Field(&Achievement::description, "The customer left with a satisfaction of 4.8 out of 5")));
}

TEST(Achievements, APoorCallEarnsNone) {
    const auto s = billing_scenario();
    for (const auto& call : {poor_call(), rude_call(), silent_call()})
        EXPECT_THAT(achievements_for(evaluate(call, &s), call, s, {}), IsEmpty());
}

TEST(Achievements, EachIsEarnedOnce) {
    const auto s = billing_scenario();
    const auto call = excellent_call();
    const auto e = evaluate(call, &s);
    TraineeHistory before;
    for (const auto& a : achievements_for(e, call, s, before))
        before.achievements.push_back(a.name);
    EXPECT_THAT(achievements_for(e, call, s, before), IsEmpty());
}

TEST(Achievements, ATransferIsNoFirstCallResolution) {
    const auto s = billing_scenario();
    auto call = excellent_call();
    const auto e = evaluate(call, &s);
    call.actions.push_back({.kind = AgentActionKind::Transfer, .at = call.ended});
    EXPECT_THAT(achievements_for(e, call, s, {}), Not(named("First Call Resolution")));
}

TEST(Achievements, ImprovementIsSeenAgainstTheTraineesOwnPast) {
    const auto s = billing_scenario();
    const auto call = excellent_call();
    const auto e = evaluate(call, &s);
    TraineeHistory before;
    before.scenarios = {{s.id, 2, 60, 45}};
    const auto earned = achievements_for(e, call, s, before);
    EXPECT_THAT(earned, named("Personal Best: " + s.name));
    EXPECT_THAT(earned, named("Comeback"));
    before.scenarios = {{s.id, 2, 99, 99}};
    EXPECT_THAT(achievements_for(e, call, s, before), Not(named("Personal Best: " + s.name)));
}

TEST(Achievements, AnExpertCallDoneWellMakesAnExpertHandler) {
    auto s = billing_scenario();
    s.difficulty = Difficulty::Expert;
    const auto call = excellent_call();
    EXPECT_THAT(achievements_for(evaluate(call, &s), call, s, {}), named("Expert Handler"));
}

TEST(Skill, IsInTheMiddleBeforeAnythingIsKnown) { EXPECT_DOUBLE_EQ(skill_of({}, scenario_of("scn_a")), 0.5); }

TEST(Skill, FollowsTheScoresAndThisScenarioMost) {
    TraineeHistory h;
    h.scenarios = {{ScenarioId{"scn_a"}, 1, 90, 90}, {ScenarioId{"scn_b"}, 1, 40, 40}};
    EXPECT_GT(skill_of(h, scenario_of("scn_a")), skill_of(h, scenario_of("scn_b")));
    h.scenarios = {{ScenarioId{"scn_a"}, 1, 100, 100}};
    EXPECT_DOUBLE_EQ(skill_of(h, scenario_of("scn_a")), 1.0);
    h.scenarios = {{ScenarioId{"scn_a"}, 1, std::nullopt, 10}};
    EXPECT_DOUBLE_EQ(skill_of(h, scenario_of("scn_a")), 0.0);
}

TEST(Fit, MatchesTheLevel) {
    const TraineeHistory novice, master{.xp = xp_for_level(12), .calls = 50, .scenarios = {}, .achievements = {}};
    const auto easy = scenario_of("scn_a"), hard = scenario_of("scn_b", Difficulty::Expert);
    EXPECT_GT(fit_of(easy, novice, {}, "u"), fit_of(hard, novice, {}, "u"));
    EXPECT_GT(fit_of(hard, master, {}, "u"), fit_of(easy, master, {}, "u"));
}

TEST(Fit, FollowsStatedPreferences) {
    const auto billing = scenario_of("scn_a"), sales = scenario_of("scn_b", Difficulty::Beginner, Category::Sales);
    const Preferences wants_sales{.categories = {"sales"}, .industries = {}, .difficulty = ""};
    EXPECT_GT(fit_of(sales, {}, wants_sales, "u"), fit_of(billing, {}, wants_sales, "u"));
    const Preferences wants_hard{.categories = {}, .industries = {}, .difficulty = "expert"};
    EXPECT_GT(fit_of(scenario_of("scn_c", Difficulty::Expert), {}, wants_hard, "u"),
              fit_of(billing, {}, wants_hard, "u"));
}

TEST(Fit, PutsTheUntriedFirstThenTheBadlyDoneThenTheMastered) {
    TraineeHistory h;
    h.scenarios = {{ScenarioId{"scn_bad"}, 2, 55, 40}, {ScenarioId{"scn_done"}, 2, 95, 95}};
    const double untried = fit_of(scenario_of("scn_new"), h, {}, "u"),
                 badly = fit_of(scenario_of("scn_bad"), h, {}, "u"),
                 mastered = fit_of(scenario_of("scn_done"), h, {}, "u");
    EXPECT_GT(untried, badly);
    EXPECT_GT(badly, mastered);
}

TEST(Fit, IsStableForAUserAndEqualOnesDifferBetweenUsers) {
    int orders[2] = {0, 0};
    for (int i = 0; i < 40; ++i) {
        const auto user = "user_" + std::to_string(i);
        const double a = fit_of(scenario_of("scn_a"), {}, {}, user), b = fit_of(scenario_of("scn_b"), {}, {}, user);
        EXPECT_EQ(a, fit_of(scenario_of("scn_a"), {}, {}, user));
        EXPECT_NE(a, b);
        ++orders[a > b];
    }
    EXPECT_GT(orders[0], 5);
    EXPECT_GT(orders[1], 5);
}

TEST(Fit, StaysBetweenZeroAndOne) {
    TraineeHistory h;
    h.scenarios = {{ScenarioId{"scn_x"}, 2, 95, 95}};
    const Preferences all{.categories = {"billing"}, .industries = {"telecom"}, .difficulty = "beginner"};
    EXPECT_LE(fit_of(scenario_of("scn_a"), {}, all, "u"), 1.0);
    EXPECT_GE(fit_of(scenario_of("scn_x", Difficulty::Expert), h, {}, "u"), 0.0);
}

}  // namespace
}  // namespace mockcall::test
