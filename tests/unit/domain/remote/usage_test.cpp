#include "domain/remote/usage.hpp"

#include <gtest/gtest.h>

namespace mockcall::remote {
namespace {

const CallId kCall{"call_1"};
constexpr WallTime kNoon{Milliseconds{1'800'000'000'000}};

Usage tokens(std::int64_t in, std::int64_t out) { return {1, in, out, 0, 0, 0}; }

TEST(UsageBook, ACallMayUseUpItsBudgetAndNoMore) {
    UsageBook book({.call_tokens = 100});
    book.open(kCall);
    book.add(kCall, "customer", tokens(60, 20), kNoon);
    EXPECT_TRUE(book.allows(kCall, kNoon));
    book.add(kCall, "evaluator", tokens(20, 0), kNoon);
    EXPECT_FALSE(book.allows(kCall, kNoon)) << "all parts count together";
    EXPECT_TRUE(book.allows(CallId{"call_2"}, kNoon));
}

TEST(UsageBook, ADayIsOverAtMidnightUtc) {
    UsageBook book({.day_seconds = 60});
    book.add(kCall, "recognizer", {1, 0, 0, 61, 0, 0}, kNoon);
    EXPECT_FALSE(book.allows(CallId{"call_2"}, kNoon));
    EXPECT_TRUE(book.allows(CallId{"call_2"}, kNoon + std::chrono::days(1)));
}

TEST(UsageBook, TellsACallsUsageByPartAndForgetsIt) {
    UsageBook book;
    book.open(kCall);
    book.add(kCall, "customer", tokens(1, 2), kNoon);
    book.add(kCall, "customer", tokens(3, 4), kNoon);
    EXPECT_EQ(book.of(kCall).at("customer").input_tokens, 4);
    EXPECT_EQ(book.of(kCall).at("customer").requests, 2);
    book.forget(kCall);
    book.add(kCall, "customer", tokens(1, 2), kNoon);
    EXPECT_TRUE(book.of(kCall).empty()) << "what comes late is not kept for ever";
}

TEST(UsageBook, PricesAddUp) {
    const Prices prices{2.5, 10, 0.006, 15};
    EXPECT_DOUBLE_EQ(cost_of({1, 1'000'000, 100'000, 0, 0, 0}, prices), 3.5);
    EXPECT_DOUBLE_EQ(cost_of({1, 0, 0, 90, 0, 0}, prices), 0.009);
    EXPECT_DOUBLE_EQ(cost_of({1, 0, 0, 0, 2'000, 0}, prices), 0.03);
}

}  // namespace
}  // namespace mockcall::remote
