#include "domain/progress/recommend.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mockcall::test {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

std::shared_ptr<const Scenario> scenario(std::string id, Difficulty difficulty, std::vector<std::string> skills = {},
                                         Category category = Category::Billing) {
    auto s = std::make_shared<Scenario>();
    s->id = ScenarioId{std::move(id)};
    s->difficulty = difficulty;
    s->category = category;
    s->skills = std::move(skills);
    return s;
}

const std::vector kLibrary{scenario("scn_easy", Difficulty::Beginner), scenario("scn_expert", Difficulty::Expert),
                           scenario("scn_warm", Difficulty::Beginner, {"de-escalation"}),
                           scenario("scn_sales", Difficulty::Beginner, {}, Category::Sales)};

std::vector<Recommendation> next(const TraineeHistory& history, const Preferences& preferences = {},
                                 std::optional<DimensionMeans> recent = std::nullopt, std::size_t most = 1) {
    return recommend(kLibrary, history, preferences, recent, "ana", most);
}

TEST(Recommend, ABeginnerGetsSomethingNewOfTheRightDifficulty) {
    const auto all = next({}, {}, std::nullopt, 4);
    ASSERT_THAT(all, SizeIs(4));
    EXPECT_EQ(all.back().scenario->id.str(), "scn_expert");
    EXPECT_THAT(all.front().reason, HasSubstr("New to you"));
}

TEST(Recommend, AWeaknessIsPractised) {
    const auto first = next({}, {}, DimensionMeans{90, 85, 88, 86, 51.6, 90}).at(0);
    EXPECT_EQ(first.scenario->id.str(), "scn_warm");
    EXPECT_THAT(first.reason, HasSubstr("empathy averages 52"));
    EXPECT_FALSE(weakest_of({80, 81, 82, 83, 84, 85}));
}

TEST(Recommend, AWeaknessDoesNotMakeAnExpertCallRightForABeginner) {
    const std::vector hard{scenario("scn_hard", Difficulty::Expert, {"empathy"}),
                           scenario("scn_easy", Difficulty::Beginner)};
    const auto first = recommend(hard, {}, {}, DimensionMeans{90, 90, 90, 90, 20, 90}, "ana", 1).at(0);
    EXPECT_EQ(first.scenario->id.str(), "scn_easy");
}

TEST(Recommend, WhatTheTraineeWantsComesFirst) {
    const auto first = next({}, {.categories = {"sales"}, .industries = {}, .difficulty = ""}).at(0);
    EXPECT_EQ(first.scenario->id.str(), "scn_sales");
    EXPECT_THAT(first.reason, HasSubstr("You want to practise"));
}

TEST(Recommend, WhatWentBadlyIsTriedAgainAndWhatWentWellIsNot) {
    TraineeHistory history;
    for (const char* id : {"scn_easy", "scn_warm", "scn_sales"})
        history.scenarios.push_back({ScenarioId{id}, 1, 95, 95});
    history.scenarios[0] = {ScenarioId{"scn_easy"}, 2, 45, 38};
    const auto all = next(history, {}, std::nullopt, 3);
    EXPECT_EQ(all[0].scenario->id.str(), "scn_easy");
    EXPECT_THAT(all[0].reason, HasSubstr("38 last time"));
    EXPECT_THAT(all[1].reason, HasSubstr("best here is 95"));
}

TEST(Recommend, TheSameTraineeGetsTheSameTwice) {
    const auto ids = [](const std::vector<Recommendation>& all) {
        std::string out;
        for (const auto& r : all)
            out += r.scenario->id.str() + " ";
        return out;
    };
    EXPECT_EQ(ids(next({}, {}, std::nullopt, 4)), ids(next({}, {}, std::nullopt, 4)));
}

}  // namespace
}  // namespace mockcall::test
