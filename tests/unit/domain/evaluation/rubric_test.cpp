#include "domain/evaluation/rubric.hpp"

#include <gtest/gtest.h>

#include "unit/domain/evaluation/call_builder.hpp"

namespace mockcall::test {
namespace {

const char* const kSmall = R"(
version: mine-1
dimensions: {greeting: 50, listening: 0, solution: 50, communication: 0, empathy: 0, closing: 0}
gates:
  - {id: rudeness, kind: customer, label: Respect}
checks:
  - {id: greeting.salutation, weight: 1, label: Says hello}
  - {id: solution.problem, weight: 1, label: Solves it}
)";

std::string problems_of(std::string_view yaml) {
    const auto parsed = judging::parse_rubric(yaml);
    std::string all;
    if (!parsed)
        for (const auto& p : parsed.error())
            all += std::to_string(p.line) + " " + p.path + ": " + p.problem + "\n";
    return all;
}

std::string small_with(std::string_view more) {
    std::string yaml = kSmall;
    yaml.append(more);
    return yaml;
}

TEST(Rubric, TheBuiltInOnesAreTheFiles) {
    EXPECT_EQ(judging::default_rubric().version, "default-2");
    EXPECT_EQ(judging::transcript_rubric().version, "transcript-4");
    EXPECT_EQ(judging::default_rubric().checks.size(), 34u);
    EXPECT_EQ(judging::default_rubric().gates.size(), 6u);
    EXPECT_DOUBLE_EQ(judging::default_rubric().weights[2], 30);
}

TEST(Rubric, AnotherOneJudgesTheSameCallAnew) {
    const auto mine = judging::parse_rubric(kSmall);
    ASSERT_TRUE(mine) << problems_of(kSmall);
    const auto scenario = billing_scenario();
    const auto call = excellent_call();
    const auto before = evaluate(call, &scenario), again = evaluate(call, &scenario, &*mine);
    EXPECT_EQ(again.rubric_version, "mine-1");
    EXPECT_LT(again.criteria.size(), before.criteria.size());
    EXPECT_NE(criterion(again, "greeting.salutation"), nullptr);
    EXPECT_EQ(criterion(again, "greeting.brand"), nullptr);
    EXPECT_EQ(evaluate(call, &scenario).overall, before.overall);
}

TEST(Rubric, DefectsAreNamedWithTheirLines) {
    EXPECT_EQ(problems_of(kSmall), "");
    EXPECT_NE(problems_of("version: x\n").find("dimensions"), std::string::npos);
    EXPECT_NE(problems_of(small_with("  - {id: cooking.soup, weight: 1, label: Soup}\n")).find("9 "),
              std::string::npos);
    EXPECT_NE(problems_of(small_with("  - {id: solution.problem, weight: 1, label: Twice}\n")).find("twice"),
              std::string::npos);
    EXPECT_NE(problems_of(small_with("wieght: 3\n")).find("wieght"), std::string::npos);
    EXPECT_NE(problems_of(": : [").find("no YAML"), std::string::npos);
}

TEST(Gates, EachIsThereAndNamesWhatClosedIt) {
    const auto scenario = billing_scenario();
    const auto good = evaluate(excellent_call(), &scenario), rude = evaluate(rude_call(), &scenario);
    ASSERT_EQ(good.gates.size(), 6u);
    EXPECT_TRUE(std::ranges::all_of(good.gates, &GateResult::passed));
    const auto respect = std::ranges::find(rude.gates, "rudeness", &GateResult::id);
    ASSERT_NE(respect, rude.gates.end());
    EXPECT_FALSE(respect->passed);
    EXPECT_FALSE(respect->evidence.empty());
}

TEST(MoodTimeline, BeginsWithTheStartAndFollowsTheLedger) {
    const auto scenario = billing_scenario();
    const auto call = excellent_call();
    const auto e = evaluate(call, &scenario);
    ASSERT_EQ(e.mood_timeline.size(), call.ledger.size() + 1);
    EXPECT_EQ(e.mood_timeline.front().cause, "start");
    EXPECT_EQ(e.mood_timeline.front().mood, scenario.persona.start_mood);
    for (std::size_t i = 0; i < call.ledger.size(); ++i)
        EXPECT_EQ(e.mood_timeline[i + 1].cause, call.ledger[i].change.cause);
    EXPECT_TRUE(evaluate(CallRecord{}, nullptr).mood_timeline.empty());
}

}  // namespace
}  // namespace mockcall::test
