#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

TEST(TypedCall, GoesFromStartToAScoreWithReceipts) {
    World world;
    const auto started = world.start();
    ASSERT_TRUE(started);
    const auto client = world.join(started->id);
    ASSERT_FALSE(world.join_result);
    world.type(started->id, client, "Thank you for calling TechSupport Inc, my name is Sam, how can I help you today?");
    world.type(started->id, client,
               "I am so sorry about that, I understand how frustrating it is to be charged $150 too much.");
    world.type(started->id, client, "Could I have your name and your account number please?");
    world.type(started->id, client, "I can see the wrong charge. I will credit $150 to your account today.");
    world.type(started->id, client, "Is there anything else I can help you with? Thank you for calling, goodbye.");
    EXPECT_GE(client->finals("agent").size(), 5u);
    EXPECT_GE(client->finals("customer").size(), 4u);
    EXPECT_FALSE(client->all<protocol::AudioCustomer>().empty());

    auto ended = world.end(started->id);
    ASSERT_TRUE(ended.value) << "the call ended by itself";
    ASSERT_TRUE(ended.ok());
    EXPECT_NE((*ended).find("\"overallScore\":"), std::string::npos);
    EXPECT_NE((*ended).find("\"evidence\":["), std::string::npos);
    EXPECT_EQ(client->closed, 1000);
    EXPECT_EQ(client->all<protocol::CallEnded>().size(), 1u);
}

TEST(TypedCall, EndingTwiceGivesTheFirstResult) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Hello, how can I help you?");
    auto first = world.end(started->id);
    auto second = world.end(started->id, "failed");
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_EQ(*first, *second);
    EXPECT_EQ(world.disk->store.history_of(OrgId{"default"}, UserId{"user_1"})->calls, 1);
}

TEST(TypedCall, NothingIsLostWhenTheResultCannotBeStored) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Hello, how can I help you?");
    world.disk->store.broken = true;
    auto first = world.end(started->id);
    ASSERT_TRUE(first.value);
    EXPECT_EQ(first.code(), ErrorCode::EvaluationFailed);
    world.disk->store.broken = false;
    EXPECT_TRUE(world.end(started->id).ok());
}

TEST(TypedCall, OneLiveCallForAUserAndTheSameKeyGivesTheSameCall) {
    World world;
    const auto first = world.start({}, "key-1");
    const auto again = world.start({}, "key-1");
    ASSERT_TRUE(first && again);
    EXPECT_TRUE(again->repeated);
    EXPECT_EQ(first->data, again->data);
    const auto other = world.start();
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, ErrorCode::AlreadyInCall);
    EXPECT_EQ(other.error().session_id, first->id.str());
}

TEST(TypedCall, ACallThatNobodyJoinsExpiresAndFreesTheUser) {
    World world;
    const auto started = world.start();
    world.time.run_for(Milliseconds{119'000});
    EXPECT_FALSE(world.start());
    world.time.run_for(Milliseconds{2'000});
    EXPECT_TRUE(world.start());
    auto ended = world.end(started->id);
    ASSERT_TRUE(ended.value);
    EXPECT_EQ(ended.code(), ErrorCode::SessionExpired);
}

TEST(TypedCall, EveryStateHasADeadline) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.time.run_for(Milliseconds{130'000});  // nobody answers
    EXPECT_EQ(client->closed, 1000);
    World talking;
    const auto call = talking.start();
    const auto mute = talking.join(call->id);
    talking.type(call->id, mute, "Hello?");
    talking.time.run_for(Milliseconds{3'700'000});  // nobody says anything more
    EXPECT_EQ(mute->closed, 1000);
    EXPECT_EQ(talking.engine->figures().calls, 0u);
}

TEST(TypedCall, HoldsAreFeltAndAnsweredWithTheReaction) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Thank you for calling TechSupport Inc, how can I help?");
    protocol::ActionBody hold;
    hold.action = "hold";
    World::Got<Json> got;
    world.engine->change_status(world.trainee, started->id, hold, got.reply());
    world.time.run_for(Milliseconds{10});
    ASSERT_TRUE(got.ok());
    EXPECT_NE((*got).find("\"status\":\"on_hold\""), std::string::npos);
    EXPECT_NE((*got).find("\"mood\":-"), std::string::npos) << *got;
    World::Got<Json> twice;
    world.engine->change_status(world.trainee, started->id, hold, twice.reply());
    world.time.run_for(Milliseconds{10'000});
    EXPECT_EQ(twice.code(), ErrorCode::InvalidState);
    EXPECT_EQ(twice.value->error().status, "on_hold");
    hold.action = "resume";
    World::Got<Json> resumed;
    world.engine->change_status(world.trainee, started->id, hold, resumed.reply());
    world.time.run_for(Milliseconds{10});
    ASSERT_TRUE(resumed.ok());
    EXPECT_NE((*resumed).find("\"holdTime\":10"), std::string::npos) << *resumed;
}

TEST(TypedCall, ATransferEndsTheCallAfterALastWord) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Hello, how can I help?");
    protocol::ActionBody body;
    body.action = "transfer";
    body.transfer_to = "billing";
    World::Got<Json> got;
    world.engine->change_status(world.trainee, started->id, body, got.reply());
    world.time.run_for(Milliseconds{10});
    ASSERT_TRUE(got.ok());
    world.time.run_for(Milliseconds{90'000});
    ASSERT_EQ(client->all<protocol::CallEnded>().size(), 1u);
    EXPECT_EQ(client->all<protocol::CallEnded>()[0].reason, "transferred");
}

TEST(TypedCall, AnotherUsersCallIsForbiddenAndAnotherOrganisationsToo) {
    World world;
    const auto started = world.start();
    for (const Principal& who : {Principal{UserId{"user_2"}, OrgId{"default"}, Role::Trainee, ""},
                                 Principal{UserId{"user_1"}, OrgId{"other"}, Role::Admin, ""}}) {
        World::Got<Json> got;
        world.engine->session(who, started->id, got.reply());
        world.time.settle();
        ASSERT_TRUE(got.value);
        EXPECT_EQ(got.code(), ErrorCode::Forbidden);
    }
    World::Got<Json> supervisor;
    world.engine->session({UserId{"boss"}, OrgId{"default"}, Role::Supervisor, ""}, started->id, supervisor.reply());
    world.time.settle();
    EXPECT_TRUE(supervisor.ok());
}

}  // namespace
}  // namespace mockcall::sim
