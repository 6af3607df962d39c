// The customer's record: what can be done in it, what policy refuses, and what an operation must name.
#include "domain/crm/crm.hpp"

#include <gtest/gtest.h>

#include "domain/crm/fitting.hpp"

namespace mockcall {
namespace {

using Kind = CrmOperationKind;

std::shared_ptr<const Scenario> scenario(BalanceIs balance = BalanceIs::Owed) {
    auto s = std::make_shared<Scenario>();
    s->company.policies = {{"credit", "Up to $200 without supervisor"}};
    s->limits = {{ResolutionKind::Credit, 200'00, {}, "credit"}, {ResolutionKind::Discount, {}, 20.0, ""}};
    CustomerRecord& r = s->record;
    const std::int64_t sign = balance == BalanceIs::Owed ? 1 : -1;
    r.today = "2025-10-14";
    r.balance_is = balance;
    r.balance_cents = sign * 150'00;
    r.lines = {{"plan", "2025-10-01", "Plan, October", sign * 90'00},
               {"payment", "2025-10-02", "Payment", sign * -90'00},
               {"fee", "2025-10-01", "Upgrade fee", sign * 150'00}};
    r.items = {{"line", "plan", "Premium", "active", "2020-01-01", {}}};
    r.tickets = {{"T-1", "2025-10-03", "closed", "A charge", {{"2025-10-03", "Called."}}}};
    r.offers = {{"basic", "Basic Plan", 50'00}};
    return s;
}

CrmOperation credit(std::int64_t cents, std::string target = "fee") {
    return {.kind = Kind::Credit, .target = std::move(target), .cents = cents};
}

Resolution credit_of_fee() {
    Resolution r;
    r.id = "credit_fee";
    r.kind = ResolutionKind::Credit;
    r.min_cents = 150'00;
    r.target = "fee";
    return r;
}

std::string field(const Result<CrmEntry>& r) { return r || r.error().fields.empty() ? "" : r.error().fields[0].field; }

TEST(CrmRecord, ACreditTakesTheSumOffTheBalanceAndStandsInTheHistory) {
    Crm crm(scenario());
    const auto entry = crm.apply(credit(150'00), CallTime{Ticks{48'000}});
    ASSERT_TRUE(entry);
    EXPECT_TRUE(entry->done);
    EXPECT_EQ(entry->id, "op1");
    EXPECT_EQ(entry->message, "Credit of “Upgrade fee”: $150.00.");
    EXPECT_EQ(crm.record().balance_cents, 0);
    EXPECT_EQ(crm.record().lines.back().cents, -150'00);
    EXPECT_EQ(crm.open_cents(crm.record().lines[2]), 0);
    ASSERT_EQ(crm.history().size(), 1u);
    EXPECT_EQ(crm.history()[0].at, CallTime{Ticks{48'000}});
}

TEST(CrmRecord, MoneyGivenBackRaisesABalanceThatIsHeld) {
    Crm crm(scenario(BalanceIs::Held));
    ASSERT_TRUE(crm.apply({.kind = Kind::Refund, .target = "fee", .cents = 35'00}, CallTime{}));
    EXPECT_EQ(crm.record().balance_cents, -150'00 + 35'00);
    EXPECT_EQ(crm.open_cents(crm.record().lines[2]), 115'00);
}

TEST(CrmRecord, ARefundOfABillGoesToTheCardAndLeavesWhatIsOwed) {
    Crm crm(scenario());
    ASSERT_TRUE(crm.apply({.kind = Kind::Refund, .target = "fee", .cents = 150'00}, CallTime{}));
    EXPECT_EQ(crm.record().balance_cents, 150'00);
    ASSERT_EQ(crm.arrangements().size(), 1u);
    EXPECT_EQ(crm.arrangements()[0].title, "Refund of “Upgrade fee”, $150.00");
}

TEST(CrmRecord, ARefundedPaymentIsOwedAgain) {
    Crm crm(scenario());
    ASSERT_TRUE(crm.apply({.kind = Kind::Refund, .target = "payment", .cents = 90'00}, CallTime{}));
    EXPECT_EQ(crm.record().balance_cents, 240'00);
    EXPECT_FALSE(crm.apply({.kind = Kind::Refund, .target = "payment", .cents = 1}, CallTime{}));
    EXPECT_FALSE(crm.apply({.kind = Kind::Refund, .target = "op1", .cents = 1}, CallTime{}))
        << "what was given back is not given back again";
}

TEST(CrmRecord, AWaiverWithoutASumIsOfAllThatIsLeft) {
    Crm crm(scenario());
    ASSERT_TRUE(crm.apply(credit(50'00), CallTime{}));
    const auto entry = crm.apply({.kind = Kind::Waiver, .target = "fee"}, CallTime{});
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->operation.cents, 100'00);
    EXPECT_EQ(crm.record().balance_cents, 0);
}

TEST(CrmPolicy, ACreditOverTheLimitIsRefusedNotedAndChangesNothing) {
    Crm crm(scenario());
    const auto entry = crm.apply(credit(250'00, ""), CallTime{});
    ASSERT_TRUE(entry);
    EXPECT_FALSE(entry->done);
    EXPECT_EQ(entry->message, "Refused: a credit of $250.00 is over the limit of $200.00.");
    EXPECT_EQ(entry->policy, "Up to $200 without supervisor");
    EXPECT_EQ(crm.record().balance_cents, 150'00);
    EXPECT_EQ(crm.record().lines.size(), 3u);
    EXPECT_EQ(crm.history().size(), 1u);
}

TEST(CrmPolicy, ALimitBindsTheSumOfTheCall) {
    Crm crm(scenario());
    EXPECT_TRUE(crm.apply(credit(120'00, ""), CallTime{})->done);
    const auto second = crm.apply(credit(120'00, ""), CallTime{});
    EXPECT_FALSE(second->done);
    EXPECT_EQ(second->message, "Refused: a credit of $120.00 after $120.00 in this call is over the limit of $200.00.");
    EXPECT_TRUE(crm.apply(credit(80'00, ""), CallTime{})->done) << "what was refused does not count";
}

TEST(CrmPolicy, APercentageOverTheLimitIsRefused) {
    Crm crm(scenario());
    EXPECT_FALSE(crm.apply({.kind = Kind::Discount, .percent = 25, .months = 6}, CallTime{})->done);
    const auto entry = crm.apply({.kind = Kind::Discount, .target = "line", .percent = 20, .months = 6}, CallTime{});
    EXPECT_TRUE(entry->done);
    EXPECT_EQ(entry->message, "Discount of 20 % for 6 months on “Premium”.");
}

TEST(CrmErrors, NameTheMember) {
    const struct {
        CrmOperation operation;
        std::string field, problem;
    } cases[] = {
        {credit(10'00, "nothing"), "target",
         "'nothing' is no billing line of this record; there are plan, payment, fee"},
        {credit(10'00, "payment"), "target", "'payment' is no charge: nothing of it can be given back"},
        {credit(151'00), "amount", "is more than the $150.00 that is left of 'fee'"},
        {credit(0, ""), "amount", "must be more than 0"},
        {{.kind = Kind::Credit, .target = "fee"}, "amount", "is missing"},
        {{.kind = Kind::Refund, .cents = 10'00}, "target", "is missing"},
        {{.kind = Kind::Discount}, "percent", "is missing"},
        {{.kind = Kind::Discount, .cents = 10'00}, "percent", "is missing: the policy limits this discount in percent"},
        {{.kind = Kind::Discount, .percent = 10, .months = 61}, "months", "must be from 1 to 60"},
        {{.kind = Kind::Cancellation, .target = "fee"}, "target", "'fee' is no item of this record; there are line"},
        {{.kind = Kind::PlanChange, .to = "gold"}, "to", "'gold' is not on offer; there are basic"},
        {{.kind = Kind::Ticket, .target = "T-9", .text = "x"},
         "target",
         "'T-9' is no ticket of this record; there are T-1"},
        {{.kind = Kind::Callback}, "when", "is missing"},
        {{.kind = Kind::Note}, "text", "is missing"},
        {{.kind = Kind::Callback, .target = "line", .when = "Friday"}, "target", "a callback has none in this record"},
        {{.kind = Kind::Lookup, .target = "elsewhere"},
         "target",
         "'elsewhere' is no part of this record; there are account, billing, items, tickets and their ids"},
    };
    Crm crm(scenario());
    for (const auto& c : cases) {
        const auto r = crm.apply(c.operation, CallTime{});
        ASSERT_FALSE(r) << c.problem;
        EXPECT_EQ(r.error().code, ErrorCode::ValidationError);
        EXPECT_EQ(field(r), c.field);
        EXPECT_EQ(r.error().fields[0].problem, c.problem);
    }
    EXPECT_TRUE(crm.history().empty());
}

TEST(CrmRecord, TheSameRequestTwiceIsDoneOnce) {
    Crm crm(scenario());
    CrmOperation o = credit(150'00);
    o.request_id = "r1";
    const auto first = crm.apply(o, CallTime{Ticks{1}});
    const auto again = crm.apply(o, CallTime{Ticks{2}});
    ASSERT_TRUE(again);
    EXPECT_EQ(*first, *again);
    EXPECT_EQ(crm.history().size(), 1u);
    EXPECT_EQ(crm.record().balance_cents, 0);
}

TEST(CrmRecord, KeepsNoMoreOperationsThanALimit) {
    Crm crm(scenario());
    for (std::size_t i = 0; i < Crm::kMostOperations; ++i)
        ASSERT_TRUE(crm.apply({.kind = Kind::Lookup}, CallTime{}));
    EXPECT_EQ(field(crm.apply({.kind = Kind::Lookup}, CallTime{})), "operation");
}

TEST(CrmRecord, TicketsAreOpenedAndAddedTo) {
    Crm crm(scenario());
    ASSERT_TRUE(crm.apply({.kind = Kind::Ticket, .target = "T-1", .text = "Called again."}, CallTime{}));
    EXPECT_EQ(crm.record().tickets[0].status, "open");
    EXPECT_EQ(crm.record().tickets[0].history.back().text, "Called again.");
    ASSERT_TRUE(crm.apply({.kind = Kind::Ticket, .text = "Check the bill"}, CallTime{}));
    EXPECT_EQ(crm.record().tickets.back().subject, "Check the bill");
}

TEST(CrmRecord, ArrangementsShowOnTheItemTheyAreAbout) {
    Crm crm(scenario());
    ASSERT_TRUE(crm.apply({.kind = Kind::PlanChange, .target = "line", .to = "basic"}, CallTime{}));
    EXPECT_EQ(crm.record().items[0].status, "changing to Basic Plan");
    ASSERT_TRUE(crm.apply({.kind = Kind::Cancellation, .target = "line", .text = "moved"}, CallTime{}));
    EXPECT_EQ(crm.record().items[0].status, "cancelled");
    EXPECT_EQ(crm.arrangements()[1].title, "Cancellation on “Premium”: moved");
}

TEST(CrmForms, TellWhatEachOperationNeedsInThisRecord) {
    const Crm full(scenario());
    const auto forms = full.forms();
    ASSERT_EQ(forms.size(), kCrmOperationCount);
    const auto refund = forms[static_cast<std::size_t>(Kind::Refund)];
    EXPECT_EQ(refund.targets, "billing");
    EXPECT_EQ(refund.needs, (std::vector<std::string_view>{"target", "amount"}));
    const Crm bare(std::make_shared<const Scenario>());
    EXPECT_EQ(bare.forms()[static_cast<std::size_t>(Kind::Refund)].needs, (std::vector<std::string_view>{"amount"}));
}

TEST(CrmFitting, MoneyCountsWhicheverWayItWentButOnlyOnTheRightLine) {
    const Resolution r = credit_of_fee();
    EXPECT_TRUE(carries_out({.kind = Kind::Refund, .target = "fee", .cents = 150'00}, r));
    EXPECT_TRUE(carries_out(credit(150'00, ""), r));
    EXPECT_FALSE(carries_out(credit(90'00, "plan"), r));
    EXPECT_FALSE(carries_out({.kind = Kind::Discount, .percent = 10}, r));
}

TEST(CrmFitting, WhatIsOnAnotherLineOrEndsWhatNobodyAskedToEndIsMisplaced) {
    Scenario s = *scenario();
    Problem p;
    p.resolutions.push_back(credit_of_fee());
    s.problems.push_back(p);
    EXPECT_FALSE(is_misplaced(credit(150'00), s));
    EXPECT_TRUE(is_misplaced(credit(90'00, "plan"), s));
    Resolution waived;
    waived.kind = ResolutionKind::Waiver;
    s.problems[0].resolutions.push_back(waived);
    EXPECT_TRUE(is_misplaced(credit(90'00, "plan"), s)) << "a waiver of anything is no credit of anything";
    EXPECT_TRUE(is_misplaced({.kind = Kind::Cancellation, .target = "line"}, s));
    EXPECT_FALSE(is_misplaced({.kind = Kind::Discount, .percent = 10}, s)) << "a discount nobody planned harms nobody";
    EXPECT_FALSE(is_misplaced({.kind = Kind::Note, .text = "x"}, s));
}

}  // namespace
}  // namespace mockcall
