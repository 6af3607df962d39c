// Seeded tests: every seed in its own trace, which says how to run it alone.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

namespace mockcall::sim {

/// Runs `test(seed)` for 1 to `count`, or only for the one in MOCKCALL_SEED.
template <class Test>
void for_seeds(std::uint64_t count, Test test) {
    const char* only = std::getenv("MOCKCALL_SEED");
    const std::uint64_t from = only == nullptr ? 1 : std::strtoull(only, nullptr, 10);
    const std::uint64_t to = only == nullptr ? count : from;
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    for (std::uint64_t seed = from; seed <= to; ++seed) {
        SCOPED_TRACE("replay: MOCKCALL_SEED=" + std::to_string(seed) +
                     " build/dev/tests/sim/sim --gtest_filter=" + info->test_suite_name() + "." + info->name());
        test(seed);
        if (testing::Test::HasFailure())
            return;
    }
}

}  // namespace mockcall::sim
