#include "adapters/http/rate_limiter.hpp"

#include <gtest/gtest.h>

namespace mockcall::http {
namespace {

constexpr SteadyTime kStart{std::chrono::seconds{1000}};

TEST(RateLimiter, CountsDownAndRefusesWithoutCountingTheRefused) {
    RateLimiter limiter({3, std::chrono::seconds{60}});
    for (const int left : {2, 1, 0}) {
        const auto v = limiter.take("u", kStart);
        EXPECT_TRUE(v.allowed);
        EXPECT_EQ(v.limit, 3);
        EXPECT_EQ(v.remaining, left);
        EXPECT_EQ(v.reset_s, 60);
    }
    for (int i = 0; i < 100; ++i)
        EXPECT_FALSE(limiter.take("u", kStart + std::chrono::milliseconds{59'500}).allowed);
    EXPECT_EQ(limiter.take("u", kStart + std::chrono::milliseconds{59'500}).reset_s, 1);
    EXPECT_EQ(limiter.take("u", kStart + std::chrono::seconds{60}).remaining, 2);
}

TEST(RateLimiter, KeepsUsersApart) {
    RateLimiter limiter({1, std::chrono::seconds{60}});
    EXPECT_TRUE(limiter.take("a", kStart).allowed);
    EXPECT_FALSE(limiter.take("a", kStart).allowed);
    EXPECT_TRUE(limiter.take("b", kStart).allowed);
}

TEST(RateLimiter, WhatIsGivenBackMayBeTakenAgain) {
    RateLimiter limiter({1, std::chrono::seconds{60}});
    ASSERT_TRUE(limiter.take("a", kStart).allowed);
    EXPECT_EQ(limiter.give_back("a", kStart).remaining, 1);
    EXPECT_EQ(limiter.give_back("a", kStart).remaining, 1);
    EXPECT_TRUE(limiter.take("a", kStart).allowed);
    EXPECT_FALSE(limiter.take("a", kStart).allowed);
}

TEST(RateLimiter, ALimitOfNothingRefusesEverything) {
    RateLimiter limiter({0, std::chrono::seconds{60}});
    const auto v = limiter.take("a", kStart);
    EXPECT_FALSE(v.allowed);
    EXPECT_EQ(v.remaining, 0);
}

TEST(RateLimiter, ManyUsersTakeBoundedMemory) {
    RateLimiter limiter({5, std::chrono::seconds{60}}, 1600);
    for (int i = 0; i < 20'000; ++i)
        (void)limiter.take("user_" + std::to_string(i), kStart + std::chrono::milliseconds{i});
    EXPECT_LE(limiter.users(), 1700U);
}

}  // namespace
}  // namespace mockcall::http
