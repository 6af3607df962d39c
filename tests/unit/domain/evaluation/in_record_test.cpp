// What was promised is looked for in the customer's record, where the client uses it, and only there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/domain/evaluation/call_builder.hpp"

namespace mockcall::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

Scenario scenario() {
    Scenario s = billing_scenario();
    s.problems[0].resolutions[0].target = "fee";
    s.record.lines = {{"fee", "2025-10-01", "Equipment charge", 150'00}, {"plan", "2025-10-01", "Plan", 90'00}};
    return s;
}

CrmEntry entry(CallTime at, CrmOperation operation, bool done = true) {
    CrmEntry e{"op1", std::move(operation), at, done, "Credit: $150.00.", ""};
    if (!done)
        e.message = "Refused: a credit of $250.00 is over the limit of $200.00.";
    return e;
}

CrmOperation credit(std::int64_t cents, std::string target = "fee") {
    return {.kind = CrmOperationKind::Credit, .target = std::move(target), .cents = cents};
}
CrmOperation waiver() { return {.kind = CrmOperationKind::Waiver, .cents = 25'00}; }

/// The excellent call with something done in the record near its end.
CallRecord call_with(std::vector<CrmOperation> operations) {
    CallRecord call = excellent_call();
    call.crm_expected = true;
    for (auto& o : operations)
        call.crm.push_back(entry(call.ended - ticks_of(Milliseconds{5'000}), std::move(o)));
    return call;
}

Evaluation judged(const CallRecord& call) {
    const Scenario s = scenario();
    return evaluate(call, &s);
}

double score(const Evaluation& e, std::string_view id) {
    const auto* c = criterion(e, id);
    return c == nullptr ? -1 : c->score;
}

bool gate_passed(const Evaluation& e, std::string_view id) {
    const auto gate = std::ranges::find(e.gates, id, &GateResult::id);
    return gate != e.gates.end() && gate->passed;
}

std::string receipts(const Evaluation& e, std::string_view id) {
    std::string all;
    if (const auto* c = criterion(e, id))
        for (const Evidence& x : c->evidence)
            all += x.text + "\n";
    return all;
}

TEST(Record, AClientThatNeverUsesItIsJudgedByWordsAlone) {
    const Evaluation e = judged(excellent_call());
    EXPECT_EQ(score(e, "solution.extra_charge"), 100);
    EXPECT_EQ(score(e, "solution.record"), -1);
    EXPECT_TRUE(e.first_call_resolution);
}

TEST(Record, WhatWasPromisedAndNotDoneIsHalfSettledAndSaysSoWithItsReceipt) {
    const Evaluation e = judged(call_with({}));
    EXPECT_EQ(score(e, "solution.extra_charge"), 50);
    EXPECT_EQ(score(e, "solution.record"), 0);
    EXPECT_FALSE(e.first_call_resolution);
    EXPECT_THAT(receipts(e, "solution.record"), HasSubstr("record: no credit by the end of the call"));
    EXPECT_THAT(criterion(e, "solution.record")->note, HasSubstr("was promised at"));
    EXPECT_THAT(e.improvements, Contains(HasSubstr("never done")));
}

TEST(Record, DoneAndToldIsFull) {
    const Evaluation e = judged(call_with({credit(150'00), waiver()}));
    EXPECT_EQ(score(e, "solution.extra_charge"), 100);
    EXPECT_EQ(score(e, "solution.record"), 100);
    EXPECT_TRUE(e.first_call_resolution);
    EXPECT_THAT(receipts(e, "solution.extra_charge"), HasSubstr("record: Credit"));
    EXPECT_TRUE(gate_passed(e, "wrong_record_change"));
    EXPECT_TRUE(gate_passed(e, "changed_unverified"));
}

TEST(Record, ALookUpIsEnoughForTheRecordToCount) {
    CallRecord call = call_with({{.kind = CrmOperationKind::Lookup}});
    call.crm_expected = false;
    EXPECT_EQ(score(judged(call), "solution.record"), 0);
}

TEST(Record, APartOfTheSumIsAPartOfTheCredit) {
    const Evaluation e = judged(call_with({credit(100'00), waiver()}));
    EXPECT_EQ(score(e, "solution.extra_charge"), 75);
    EXPECT_EQ(score(e, "solution.record"), 75);
    EXPECT_FALSE(e.first_call_resolution);
}

TEST(Record, MoreThanWasPromisedClosesTheGate) {
    EXPECT_FALSE(gate_passed(judged(call_with({credit(150'00), credit(60'00)})), "wrong_record_change"));
}

TEST(Record, AnotherLineThanTheOneInQuestionClosesTheGateAndSettlesNothing) {
    const Evaluation e = judged(call_with({credit(90'00, "plan")}));
    EXPECT_FALSE(gate_passed(e, "wrong_record_change"));
    EXPECT_EQ(score(e, "solution.extra_charge"), 50);
}

TEST(Record, AChangeBeforeTheCallerWasVerifiedClosesTheGate) {
    CallRecord call = call_with({});
    call.crm.push_back(entry(*call.answered, credit(150'00)));
    EXPECT_FALSE(gate_passed(judged(call), "changed_unverified"));
    call.crm[0].operation.kind = CrmOperationKind::Lookup;
    EXPECT_TRUE(gate_passed(judged(call), "changed_unverified")) << "looking is not disclosing";
}

TEST(Record, WhatPolicyRefusedIsNotedAndHarmsNobody) {
    CallRecord call = call_with({credit(150'00), waiver()});
    call.crm.push_back(entry(call.ended, credit(250'00, ""), false));
    const Evaluation e = judged(call);
    EXPECT_EQ(score(e, "solution.policy"), 60);
    EXPECT_THAT(criterion(e, "solution.policy")->note, HasSubstr("over the limit of $200.00"));
    EXPECT_TRUE(gate_passed(e, "unauthorised_offer"));
    EXPECT_EQ(score(e, "solution.extra_charge"), 100);
}

TEST(Record, DoneAndNeverToldSettlesNothing) {
    CallBuilder b;
    b.agent("Good morning, TeleStar, my name is Anna. How may I help you?", {Act::Greeting, Act::CompanyName})
        .customer("I was charged an extra $150 on my bill.")
        .fact(CallFactKind::ProblemStated, "extra_charge")
        .agent("I see. Goodbye.", {Act::Closing});
    CallRecord call = b.end();
    call.crm.push_back(entry(call.ended, credit(150'00)));
    const Evaluation e = judged(call);
    EXPECT_EQ(score(e, "solution.extra_charge"), 40);
    EXPECT_THAT(criterion(e, "solution.extra_charge")->note, HasSubstr("never told"));
    EXPECT_FALSE(e.first_call_resolution);
}

TEST(Record, ANoteInItIsDocumentation) {
    CallRecord call = call_with({{.kind = CrmOperationKind::Note,
                                  .text = "Robert Johnson: $150 equipment charge booked twice, credited today."}});
    call.actions.clear();
    const Evaluation e = judged(call);
    EXPECT_EQ(score(e, "solution.documented"), 100);
    EXPECT_THAT(receipts(e, "solution.documented"), HasSubstr("record: Robert Johnson"));
}

}  // namespace
}  // namespace mockcall::test
