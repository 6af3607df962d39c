// What GET /session/{id}/timings tells, of a call under way and afterwards.
#include <boost/json.hpp>

#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

namespace json = boost::json;

struct TimedWorld : World {
    std::vector<std::string> stages;
    CallId id;
    std::shared_ptr<Client> client;

    TimedWorld() {
        settings.on_stage = [this](Stage which, const StageTiming& stage) {
            stages.push_back(std::string(to_string(which)) + " by " + stage.engine);
        };
        boot();
        recognizer.script.words = {"thank you for calling techsupport inc how can i help you"};
        id = start()->id;
        client = join(id);
        speak(id, client, 2'000);
        silence(id, client, 8'000);
    }
    Got<Json> timings(const Principal& who) {
        Got<Json> got;
        engine->timings(who, id, got.reply());
        time.run_for(Milliseconds{10});
        return got;
    }
    json::array turns() { return json::parse(*timings(trainee)).at("turns").as_array(); }
};

TEST(Timings, ASpokenTurnIsAWaterfallOfThreeStages) {
    TimedWorld world;
    const json::array turns = world.turns();
    ASSERT_FALSE(turns.empty());
    const json::object& turn = turns[0].as_object();
    EXPECT_EQ(turn.at("utteranceId"), "u1");
    EXPECT_EQ(turn.at("answerId"), "u2");
    EXPECT_GT(turn.at("timestamp").to_number<double>(), 0.5);
    EXPECT_LT(turn.at("timestamp").to_number<double>(), 2.3);
    EXPECT_GT(turn.at("latency").to_number<double>(), 0.1);
    EXPECT_LT(turn.at("latency").to_number<double>(), 1.0);
    const json::array& stages = turn.at("stages").as_array();
    ASSERT_EQ(stages.size(), 3u);
    double last = 0;
    for (const json::value& stage : stages) {
        EXPECT_GE(stage.at("start").to_number<double>(), last) << "one after the other";
        last = stage.at("start").to_number<double>();
        EXPECT_GE(stage.at("total").to_number<double>(), stage.at("queue").to_number<double>());
    }
    EXPECT_EQ(stages[0].at("engine"), "fake");
    EXPECT_EQ(stages[1].at("engine"), "embedded");
    EXPECT_EQ(stages[2].at("stage"), "speak");
    EXPECT_THAT(world.stages, testing::IsSupersetOf({"recognise by fake", "think by embedded", "speak by fake"}));
}

TEST(Timings, ATypedTurnNeedsNoRecognition) {
    TimedWorld world;
    world.type(world.id, world.client, "I am sorry to hear that. Can you tell me your account number?");
    const json::array turns = world.turns();
    for (const json::value& turn : turns)
        if (turn.at("utteranceId").is_null() && turn.at("stages").as_array().size() == 2)
            return;
    FAIL() << json::serialize(turns);
}

TEST(Timings, AreForTheOwnerAndSupervisorsOfTheOrganisation) {
    TimedWorld world;
    const auto ask = [&](const char* user, const char* org, Role role) {
        return world.timings({UserId{user}, OrgId{org}, role, "x"});
    };
    EXPECT_TRUE(ask("user_1", "default", Role::Trainee).ok());
    EXPECT_TRUE(ask("user_2", "default", Role::Supervisor).ok());
    EXPECT_TRUE(ask("user_2", "default", Role::Admin).ok());
    EXPECT_EQ(ask("user_2", "default", Role::Trainee).code(), ErrorCode::Forbidden);
    EXPECT_EQ(ask("user_2", "other", Role::Supervisor).code(), ErrorCode::Forbidden);
}

TEST(Timings, AreKeptWithTheCallAndErasedWithIt) {
    TimedWorld world;
    const std::string before = *world.timings(world.trainee);
    ASSERT_TRUE(world.end(world.id).ok());
    const auto turns = json::parse(before).at("turns").as_array();
    const auto kept = world.turns();
    ASSERT_GE(kept.size(), turns.size());
    EXPECT_EQ(kept[0], turns[0]);
    World::Got<Json> erased;
    world.engine->erase(world.trainee, world.id, erased.reply());
    world.time.run_for(Milliseconds{10});
    ASSERT_TRUE(erased.ok());
    EXPECT_TRUE(world.turns().empty());
    for (const auto& [key, bytes] : *world.disk->objects.all)
        EXPECT_EQ(key.find(world.id.str()), std::string::npos) << key;
}

}  // namespace
}  // namespace mockcall::sim
