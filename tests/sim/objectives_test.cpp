// Objectives tick while the call goes on: when their checks are met, not before, and once.
#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

using protocol::ObjectiveMet;

std::vector<std::string> texts(const Client& client) {
    std::vector<std::string> out;
    for (const ObjectiveMet& met : client.all<ObjectiveMet>())
        out.push_back(met.text);
    return out;
}

struct Objectives : ::testing::Test {
    void begin() {
        id = world.start()->id;
        client = world.join(id);
    }
    void type(const std::string& text) { world.type(id, client, text); }
    void apologise() {
        type("Thank you for calling TechSupport Inc, my name is Sam, how can I help you today?");
        type("I can hear how upsetting it is to be charged $150 too much.");
        type("I am very sorry that we charged you $150 too much.");
    }

    World world;
    CallId id;
    std::shared_ptr<Client> client;
};

TEST_F(Objectives, AreToldOnceWhenAllTheirChecksAreMet) {
    begin();
    type("Thank you for calling TechSupport Inc, my name is Sam, how can I help you today?");
    type("I can hear how upsetting it is to be charged $150 too much.");
    EXPECT_TRUE(texts(*client).empty()) << "half of “Apologize and empathize” is not it";
    type("I am very sorry that we charged you $150 too much.");
    ASSERT_EQ(texts(*client), std::vector<std::string>{"Apologize and empathize"});
    const ObjectiveMet met = client->all<ObjectiveMet>().front();
    EXPECT_EQ(met.index, 1);
    EXPECT_DOUBLE_EQ(met.timestamp, client->finals("agent").back().timestamp);
    type("Again, I am sorry. I understand how frustrating it is.");
    EXPECT_EQ(texts(*client).size(), 1u);
}

TEST_F(Objectives, AnOfferAboveTheLimitReachesNothing) {
    begin();
    apologise();
    type("Could I have your full name and your account number please?");
    type("I will credit $900 to your account today.");
    EXPECT_EQ(texts(*client), std::vector<std::string>{"Apologize and empathize"});
}

TEST_F(Objectives, AreToldAgainToWhoJoinsAgainAlsoAfterACrash) {
    begin();
    apologise();
    const ObjectiveMet first = client->all<ObjectiveMet>().front();
    const auto again = world.join(id);
    ASSERT_EQ(texts(*again).size(), 1u);
    world.crash_and_restart();
    const auto after_crash = world.join(id);
    ASSERT_EQ(texts(*after_crash).size(), 1u);
    EXPECT_DOUBLE_EQ(after_crash->all<ObjectiveMet>().front().timestamp, first.timestamp);
}

TEST_F(Objectives, AreNotToldInTheAssessedMode) {
    world.settings.call.assessed = true;
    world.boot();
    begin();
    apologise();
    EXPECT_TRUE(texts(*client).empty());
}

}  // namespace
}  // namespace mockcall::sim
