// Scores with what a person has overruled.
#include "domain/evaluation/scores.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/domain/evaluation/call_builder.hpp"

namespace mockcall::test {
namespace {

Evaluation judged(const CallRecord& call) {
    const auto scenario = billing_scenario();
    return evaluate(call, &scenario);
}
Scores with(const Evaluation& e, std::vector<CriterionOverride> overrides) {
    return scores_with(e.dimension_weights, e.criteria, overrides);
}
const CriterionResult* some(const Evaluation& e, auto&& predicate) {
    const auto found = std::ranges::find_if(e.criteria, predicate);
    return found == e.criteria.end() ? nullptr : &*found;
}

TEST(Overrides, NoneGiveTheScoresThatTheJudgeGave) {
    for (const CallRecord& call :
         {excellent_call(), good_call(), middling_call(), poor_call(), rude_call(), silent_call()}) {
        const Evaluation e = judged(call);
        EXPECT_EQ(with(e, {}), scores_of(e));
    }
}

TEST(Overrides, SayingWhatTheJudgeSaidChangesNothing) {
    const Evaluation e = judged(middling_call());
    std::vector<CriterionOverride> same;
    for (const CriterionResult& c : e.criteria)
        if (c.weight > 0)
            same.push_back({c.id, c.met, c.score});
    EXPECT_EQ(with(e, same), scores_of(e));
}

TEST(Overrides, AMetCheckRaisesItsDimensionAndNoOther) {
    const Evaluation e = judged(poor_call());
    const auto* missed = some(e, [](const CriterionResult& c) { return !c.met && c.weight > 0 && c.score < 50; });
    ASSERT_NE(missed, nullptr);
    const Scores before = scores_of(e), after = with(e, {{missed->id, true, 100}});
    for (std::size_t d = 0; d < kDimensionCount; ++d) {
        if (d == static_cast<std::size_t>(missed->dimension))
            EXPECT_GT(after.breakdown[d], before.breakdown[d]);
        else
            EXPECT_EQ(after.breakdown[d], before.breakdown[d]);
    }
    EXPECT_GE(after.overall, before.overall);
}

TEST(Overrides, AllMetMakeAHundredAndAllMissedMakeNothing) {
    const Evaluation e = judged(middling_call());
    std::vector<CriterionOverride> met, missed;
    for (const CriterionResult& c : e.criteria) {
        met.push_back({c.id, true, 100});
        missed.push_back({c.id, false, 0});
    }
    EXPECT_EQ(with(e, met).overall, 100);
    EXPECT_EQ(with(e, missed).overall, 0);
}

CriterionResult check(std::string id, double score, double weight) {
    CriterionResult c;
    c.id = std::move(id);
    c.score = score;
    c.weight = weight;
    c.full_weight = 1;
    return c;
}

TEST(Overrides, ABonusCountsWhenAPersonGrantsItAndCostsNothingWhenTheyTakeIt) {
    const DimensionWeights weights{10, 15, 30, 15, 20, 10};
    std::vector criteria{check("a", 50, 1), check("bonus.b", 0, 0)};
    criteria[1].bonus = true;
    const std::vector<CriterionOverride> granted{{"bonus.b", true, 100}}, refused{{"bonus.b", false, 0}};
    EXPECT_EQ(scores_with(weights, criteria, {}).overall, 50);
    EXPECT_EQ(scores_with(weights, criteria, granted).overall, 75);
    EXPECT_EQ(scores_with(weights, criteria, refused).overall, 50);
}

TEST(Overrides, UnknownCriteriaAndDimensionsWithoutAnythingToJudgeCountForNothing) {
    const Evaluation e = judged(good_call());
    EXPECT_EQ(with(e, {{"no.such", true, 100}, {"empathy.not_applicable", false, 0}}), scores_of(e));
    EXPECT_FALSE(can_be_overruled(CriterionResult{}));
}

TEST(Evaluation, EveryJudgedCheckKnowsItsFullWeight) {
    for (const CallRecord& call : {excellent_call(), poor_call()})
        for (const CriterionResult& c : judged(call).criteria) {
            EXPECT_GE(c.full_weight, c.weight) << c.id;
            EXPECT_TRUE(c.weight == 0 || c.weight == c.full_weight) << c.id;
            EXPECT_TRUE(c.full_weight > 0 || c.id.ends_with(".not_applicable")) << c.id;
        }
}

}  // namespace
}  // namespace mockcall::test
