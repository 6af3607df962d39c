#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

double loudness(const protocol::AudioCustomer& e) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < e.data.size(); i += 2) {
        const auto s = static_cast<std::int16_t>(e.data[i] | e.data[i + 1] << 8);
        sum += static_cast<double>(s) * s;
    }
    return std::sqrt(sum / static_cast<double>(std::max<std::size_t>(1, e.data.size() / 2)));
}

TEST(HoldMusic, PlaysWhileTheCustomerIsOnHoldAndStopsWithIt) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Hello, how can I help you?", 15'000);
    world.type(started->id, client, "May I put you on hold for a minute to look at the bill?", 15'000);
    const std::size_t before = client->all<protocol::AudioCustomer>().size();
    protocol::ActionBody hold;
    hold.action = "hold";
    hold.reason = "the bill";
    world.deliver(started->id, client, protocol::Action{started->id.str(), hold});
    world.time.run_for(Milliseconds{12'000});
    double most = 0;
    const auto heard = client->all<protocol::AudioCustomer>();
    for (std::size_t i = before; i < heard.size(); ++i)
        if (heard[i].utterance_id == "ambience")
            most = std::max(most, loudness(heard[i]));
    EXPECT_GT(most, 150) << "music";
    EXPECT_LT(most, 4'000) << "softly";
    protocol::ActionBody resume;
    resume.action = "resume";
    const std::size_t clears = client->all<protocol::AudioClear>().size();
    world.deliver(started->id, client, protocol::Action{started->id.str(), resume});
    ASSERT_GT(client->all<protocol::AudioClear>().size(), clears);
    EXPECT_EQ(client->all<protocol::AudioClear>()[clears].utterance_id, "ambience");
    world.time.run_for(Milliseconds{500});
    const std::size_t after = client->all<protocol::AudioCustomer>().size();
    world.time.run_for(Milliseconds{15'000});
    const auto rest = client->all<protocol::AudioCustomer>();
    for (std::size_t i = after; i < rest.size(); ++i)
        EXPECT_NE(rest[i].utterance_id, "ambience");
}

}  // namespace
}  // namespace mockcall::sim
