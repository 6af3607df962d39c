#include "domain/rehearsal/findings.hpp"

#include <gtest/gtest.h>

#include "unit/domain/customer/support.hpp"

namespace mockcall::rehearsal {
namespace {

/// A good call in which the main problem was settled, with these answers of the customer.
RehearsedCall call_with(const Scenario& scenario, std::vector<Exchange> exchanges) {
    RehearsedCall call;
    call.exchanges = std::move(exchanges);
    call.ended = true;
    call.settled.assign(scenario.problems.size(), true);
    return call;
}

Exchange said(std::string agent, std::string customer, std::vector<CallFact> facts = {}) {
    return {Turn{Turn::Kind::Say, std::move(agent), "test"}, std::move(customer), std::move(facts), 50};
}

bool finds(const std::vector<Finding>& findings, const std::string& words) {
    return std::ranges::any_of(findings, [&](const Finding& f) { return f.problem.find(words) != std::string::npos; });
}

TEST(RehearsalFindings, ASumMonthOrCodeThatDiffersContradicts) {
    EXPECT_TRUE(contradicts("It says two hundred and fifty dollars.", "$240"));
    EXPECT_FALSE(contradicts("It says two hundred and forty dollars, normally about ninety.", "$240"));
    EXPECT_FALSE(contradicts("Far too much.", "$240"));
    EXPECT_TRUE(contradicts("The fifth of May.", "March 5, 1990"));
    EXPECT_FALSE(contradicts("The fifth of March.", "March 5, 1990"));
    EXPECT_TRUE(contradicts("It's A C C, 7 8 9, 4 5 7.", "ACC-789456"));
    EXPECT_FALSE(contradicts("Hang on. A C C, 7 8 9, 4 5 6.", "ACC-789456"));
    EXPECT_TRUE(contradicts("They gave me 20% off.", "10%"));
}

TEST(RehearsalFindings, ASentenceSaidTwiceIsFoundAShortOneIsNot) {
    const auto s = testing::billing_dispute();
    const auto twice = call_with(*s, {said("Hello.", "My bill is the same every single month, and now this."),
                                      said("Yes?", "Look. My bill is the same every single month, and now this.")});
    EXPECT_TRUE(finds(findings_in(*s, twice), "says twice"));
    const auto fine = call_with(*s, {said("Hello.", "All right."), said("Yes?", "All right.")});
    EXPECT_TRUE(findings_in(*s, fine).empty());
}

TEST(RehearsalFindings, AGatedValueToldUnaskedIsFoundAndOneReadOutByTheAgentIsNot) {
    const auto s = testing::billing_dispute();
    const auto leak = call_with(*s, {said("Hello.", "There's an equipment upgrade fee on it.")});
    EXPECT_TRUE(finds(findings_in(*s, leak), "given away"));
    const auto echo = call_with(*s, {said("I see an equipment upgrade fee.", "So there is an equipment upgrade fee.")});
    EXPECT_TRUE(findings_in(*s, echo).empty());
    const auto told = call_with(
        *s, {said("What is it for?", "It says equipment upgrade fee.", {{CallFactKind::FactTold, "charge_text", 0}})});
    EXPECT_TRUE(findings_in(*s, told).empty());
}

TEST(RehearsalFindings, AFactToldOtherwiseThanWrittenIsFound) {
    const auto s = testing::billing_dispute();
    const auto call = call_with(
        *s, {said("How much?", "It says two hundred and ten dollars.", {{CallFactKind::FactTold, "charge", 0}})});
    const auto findings = findings_in(*s, call);
    ASSERT_TRUE(finds(findings, "something else than '$240'"));
    EXPECT_EQ(findings.front().path, "facts[2].say");
}

TEST(RehearsalFindings, SilenceAnOpenEndAndAGoodAgentHungUpOnAreFound) {
    const auto s = testing::billing_dispute();
    auto call = call_with(*s, {said("Hello.", "")});
    call.ended = false;
    call.record.customer_hung_up = true;
    call.settled[0] = false;
    const auto findings = findings_in(*s, call);
    EXPECT_TRUE(finds(findings, "no answer"));
    EXPECT_TRUE(finds(findings, "did not end"));
    EXPECT_TRUE(finds(findings, "hangs up on a good agent"));
    EXPECT_TRUE(finds(findings, "does not get 'overcharge' settled"));
}

TEST(RehearsalFindings, WhatHalfOfTheGoodAgentsNeverReachIsFoundWithItsPlace) {
    const auto s = testing::billing_dispute();
    RehearsedCall call = call_with(*s, {});
    for (const Fact& f : s->facts)
        if (f.id != "loyalty")
            call.record.facts.push_back({CallTime{}, {CallFactKind::FactTold, f.id, 0}, 0});
    for (const Problem& p : s->problems) {
        call.record.facts.push_back({CallTime{}, {CallFactKind::ProblemStated, p.id, 0}, 0});
        for (const Step& step : p.steps)
            call.record.facts.push_back({CallTime{}, {CallFactKind::StepTaken, step.id, 0}, 0});
    }
    const auto findings = findings_across(*s, {call});
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings.front().path, "facts[6]");
}

}  // namespace
}  // namespace mockcall::rehearsal
