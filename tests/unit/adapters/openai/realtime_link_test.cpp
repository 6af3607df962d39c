#include "adapters/openai/realtime_link.hpp"

#include <gtest/gtest.h>

#include "adapters/openai/usage_meter.hpp"
#include "fakes/fake_sockets.hpp"
#include "fakes/virtual_world.hpp"

namespace mockcall::openai {
namespace {

// The names of failures come from the service, too, and each is a line of the metrics.
TEST(RealtimeService, AServiceThatNamesItsFailuresEverAnewIsCountedUnderAFewNames) {
    fakes::VirtualWorld world;
    fakes::FakeSockets sockets{world};
    LockedUsageMeter meter{world, {}};
    RealtimeService service(sockets, world, meter, {});
    for (int i = 0; i < 1'000; ++i)
        service.failed("made_up_" + std::to_string(i));
    service.failed("made_up_0");
    const auto failures = service.figures().failures;
    EXPECT_LE(failures.size(), 33U);
    EXPECT_EQ(failures.at("made_up_0"), 2U);
    EXPECT_GT(failures.at("other"), 900U);
}

}  // namespace
}  // namespace mockcall::openai
