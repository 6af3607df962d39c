#include <cmath>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "domain/dialogue/act_judge.hpp"
#include "tools/acts/logistic.hpp"
#include "tools/acts/table_writer.hpp"
#include "tools/acts/training.hpp"

namespace mockcall::acts {
namespace {

ActSet set_of(std::initializer_list<Act> acts) {
    ActSet set;
    for (const Act act : acts)
        set.add(act);
    return set;
}

/// Two writers who call a hold "gribble" and nothing else by it.
std::vector<Example> examples() {
    std::vector<Example> all;
    for (const std::size_t writer : {0U, 1U})
        for (const char* word : {"tea", "rain", "Tuesday", "a lamp", "the north", "paint"}) {
            all.push_back({std::string("gribble for ") + word, "", set_of({Act::HoldRequest}), {}, writer});
            all.push_back({std::string("it is about ") + word, "", set_of({Act::Other}), {}, writer});
            all.push_back({std::string("we look at ") + word, "", set_of({Act::Other}), {}, writer});
        }
    return all;
}

ActSet judged(const Trained& trained, const char* text) {
    const ActModel model(trained.table());
    return judge_acts(utterance_of(text, "", ""), model).acts;
}

TEST(ActTraining, AWordThatNoPhrasingHasIsLearnedFromExamples) {
    const Trained trained = train(examples(), {});
    EXPECT_EQ(judged(trained, "gribble for snow"), set_of({Act::HoldRequest}));
    EXPECT_EQ(judged(trained, "it is about snow"), set_of({Act::Other}));
}

TEST(ActTraining, TheSameExamplesGiveTheSameSource) {
    EXPECT_EQ(as_source(train(examples(), {})), as_source(train(examples(), {})));
}

TEST(ActTraining, WhatMayBeAnActTeachesNeitherThatItIsNorThatItIsNot) {
    std::vector<Example> open = examples();
    for (Example e : examples())
        if (e.acts.has(Act::HoldRequest)) {
            e.acts = set_of({Act::Other});
            e.also_ok = set_of({Act::HoldRequest});
            open.insert(open.end(), 6, e);
        }
    // One writer: no limits are sought, the likelier is found.
    for (Example& e : open)
        e.writer = 0;
    EXPECT_EQ(judged(train(open, {}), "gribble for snow"), set_of({Act::HoldRequest}));
    for (Example& e : open)
        e.also_ok = {};
    EXPECT_EQ(judged(train(open, {}), "gribble for snow"), set_of({Act::Other}));
}

TEST(ActTraining, AFeatureOfOneExampleAloneIsNotKept) {
    std::vector<Example> all = examples();
    const std::size_t before = train(all, {}).ids.size();
    all.push_back({"zyxwvut", "", set_of({Act::Rude}), {}, 0});
    EXPECT_LE(train(all, {}).ids.size(), before + 4) << "only the shape of a line of one word may be shared";
}

Row point(float x, float y) { return {{0, x}, {1, y}, {2, 1.0F}}; }

TEST(LogisticRegression, SeparatesWhatALineSeparates) {
    const std::vector<Row> rows{point(2, 1), point(3, -1), point(2.5F, 4), point(-2, 1), point(-3, -1), point(-2, 3)};
    Problem p;
    p.columns = 3;
    for (const Row& row : rows) {
        p.rows.push_back(&row);
        p.positive.push_back(row.front().value > 0);
        p.cost.push_back(10);
    }
    const std::vector<double> weights = fit(p);
    for (std::size_t i = 0; i < rows.size(); ++i)
        EXPECT_EQ(margin(weights, rows[i]) > 0, p.positive[i]) << i;
}

TEST(LogisticRegression, FindsTheMinimumOfWhatItMinimises) {
    const std::vector<Row> rows{point(1, 0), point(0.5F, 1), point(-1, 0.3F), point(0.2F, -1)};
    Problem p;
    p.columns = 3;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        p.rows.push_back(&rows[i]);
        p.positive.push_back(i % 2 == 0);
        p.cost.push_back(1 + static_cast<double>(i));
    }
    const std::vector<double> weights = fit(p);
    // There the weights equal what each row pulls: cost * sigmoid(-margin) in its direction.
    std::vector<double> pull(3);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double sign = p.positive[i] ? 1 : -1;
        const double force = p.cost[i] / (1 + std::exp(sign * margin(weights, rows[i])));
        for (const Term& t : rows[i])
            pull[t.column] += sign * force * t.value;
    }
    for (std::size_t c = 0; c < 3; ++c)
        EXPECT_NEAR(weights[c], pull[c], 0.02) << c;
}

TEST(ActLimits, LieWhereTheFMeasureIsBest) {
    std::vector<Judged> judged;
    for (int i = 0; i < 100; ++i)
        judged.push_back({static_cast<double>(i) / 10, i >= 60, false, 1});
    EXPECT_NEAR(limits_of(judged, {}).alone, 5.95, 0.3);
}

TEST(ActLimits, APhrasingThatIsRightLowersTheLimit) {
    std::vector<Judged> judged;
    for (int i = 0; i < 100; ++i) {
        judged.push_back({static_cast<double>(i) / 10, i >= 60, false, 1});
        judged.push_back({static_cast<double>(i) / 10, i >= 10, true, 1});
    }
    const Limit limit = limits_of(judged, {});
    EXPECT_NEAR(limit.with_rule, 0.95, 0.5);
    EXPECT_NEAR(limit.alone, 5.95, 0.5);
}

TEST(ActLimits, WherePrecisionCountsMoreTheLimitIsHigher) {
    std::vector<Judged> judged;
    for (int i = 0; i < 100; ++i)
        judged.push_back({static_cast<double>(i) / 10, i >= 80 || i % 2 == 0, false, 1});
    EXPECT_LT(limits_of(judged, {1, 1, 1}).alone, limits_of(judged, {0.3, 1, 1}).alone);
}

TEST(ActExamples, AnActThatThereIsNotIsNamedWithItsPlace) {
    const auto file = std::filesystem::path(testing::TempDir()) / "acts_with_a_typo.jsonl";
    std::ofstream(file) << R"({"text": "a", "acts": ["other"]})" << "\n" << R"({"text": "b", "acts": ["emapthy"]})";
    try {
        (void)read_examples(file, 0);
        FAIL() << "a misspelt act was taken";
    } catch (const std::exception& e) {
        EXPECT_NE(std::string(e.what()).find("acts_with_a_typo.jsonl:2: no act: emapthy"), std::string::npos)
            << e.what();
    }
}

}  // namespace
}  // namespace mockcall::acts
