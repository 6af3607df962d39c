#include "engine/catalogue.hpp"

#include <gtest/gtest.h>

#include "domain/scenario/scenario.hpp"

namespace mockcall {
namespace {

std::shared_ptr<const Scenario> scenario_with_a_question() {
    Scenario scenario;
    scenario.id = ScenarioId("scn_one");
    scenario.facts.push_back({"model", FactKind::Detail, "R200", {"which model"}, {"It's an {value}."}, {}});
    return std::make_shared<const Scenario>(std::move(scenario));
}

TEST(Catalogue, AScenariosCallsShareWhatTheCustomerKnows) {
    const auto scenario = scenario_with_a_question();
    Catalogue catalogue({{scenario}, {}, {}});
    auto first = catalogue.knowledge_of(scenario->id);
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(catalogue.knowledge_of(scenario->id), first);
    ASSERT_EQ(first->asks.size(), 1U);
    EXPECT_TRUE(first->asks[0][0].find(tokenize("And which model is it?")));
    // The last call is over: nothing is kept.
    const std::weak_ptr<const CustomerKnowledge> kept = first;
    first.reset();
    EXPECT_TRUE(kept.expired());
    EXPECT_NE(catalogue.knowledge_of(scenario->id), nullptr);
}

TEST(Catalogue, NobodyKnowsAScenarioThatIsNotThere) {
    Catalogue catalogue({{scenario_with_a_question()}, {}, {}});
    EXPECT_EQ(catalogue.knowledge_of(ScenarioId("scn_of_another_library")), nullptr);
}

}  // namespace
}  // namespace mockcall
