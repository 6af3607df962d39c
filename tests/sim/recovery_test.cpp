#include "engine/journal.hpp"
#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

Result<Replayed> replay(const World& world, const CallId& id) {
    const Bytes& journal = world.disk->objects.all->at("calls/" + id.str() + ".journal");
    return replay_journal(text_of(journal), [](const ScenarioId&) { return billing_dispute(); });
}

TEST(Recovery, ACallCanBeJoinedAgainAfterACrashWithItsTranscript) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Thank you for calling TechSupport Inc, how can I help you?");
    world.type(started->id, client, "May I have your account number please?");
    const auto said = client->finals("customer");
    ASSERT_GE(said.size(), 2u);

    world.crash_and_restart();
    EXPECT_EQ(world.engine->figures().calls, 1u);
    const auto again = world.join(started->id);
    ASSERT_FALSE(world.join_result);
    const auto joined = again->all<protocol::Joined>();
    ASSERT_EQ(joined.size(), 1u);
    EXPECT_TRUE(joined[0].resumed);
    EXPECT_EQ(again->finals("agent").size(), 2u);
    EXPECT_GE(again->finals("customer").size(), said.size());
    EXPECT_EQ(again->finals("customer")[0].text, said[0].text);
    world.type(started->id, again, "I am sorry, are you still there?");
    EXPECT_TRUE(world.end(started->id).ok());
}

TEST(Recovery, ACallThatNobodyRejoinsEndsIsEvaluatedAndReadable) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Thank you for calling TechSupport Inc, how can I help you?");
    world.crash_and_restart();
    world.time.run_for(Milliseconds{31'000});
    EXPECT_EQ(world.engine->figures().calls, 0u);
    const auto row = world.disk->store.call(started->id);
    EXPECT_EQ(row->status, CallStatus::Ended);
    EXPECT_FALSE(row->result_json.empty());
    EXPECT_NE(row->result_json.find("\"outcome\":\"disconnected\""), std::string::npos);
}

TEST(Recovery, ACrashBetweenTheEndAndTheResultLosesNothing) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Hello, how can I help?");
    world.disk->store.broken = true;
    (void)world.end(started->id);
    world.disk->store.broken = false;
    world.crash_and_restart();
    world.time.run_for(Milliseconds{100});
    EXPECT_EQ(world.disk->store.call(started->id)->status, CallStatus::Ended);
}

TEST(Recovery, ATornJournalIsReadUpToTheTear) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Thank you for calling TechSupport Inc, how can I help you?");
    const Bytes whole = world.disk->objects.all->at("calls/" + started->id.str() + ".journal");
    for (std::size_t cut = whole.size(); cut > whole.size() - std::min<std::size_t>(whole.size() / 2, 600); cut -= 37) {
        const auto torn =
            replay_journal(text_of(ByteView(whole).first(cut)), [](const ScenarioId&) { return billing_dispute(); });
        ASSERT_TRUE(torn) << cut;
        EXPECT_EQ(torn->differences, 0u) << cut;
    }
}

TEST(Recovery, ReplayingTheJournalGivesTheSameCallByteForByte) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Thank you for calling TechSupport Inc, how can I help you?");
    world.type(started->id, client, "I understand, that must be frustrating. Your account number please?", 20'000);
    world.type(started->id, client, "I will credit $150 today.");
    (void)world.end(started->id);
    const auto replayed = replay(world, started->id);
    ASSERT_TRUE(replayed);
    EXPECT_EQ(replayed->differences, 0u);
    EXPECT_EQ(replayed->journal, text_of(world.disk->objects.all->at("calls/" + started->id.str() + ".journal")));
}

TEST(Reconnecting, ADroppedConnectionIsWonderedAtOnceAndTakenUpAgain) {
    World world;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.type(started->id, client, "Thank you for calling TechSupport Inc, how can I help you?");
    world.engine->leave(started->id, client);
    world.time.run_for(Milliseconds{10'000});
    const auto again = world.join(started->id);
    EXPECT_TRUE(again->all<protocol::Joined>().at(0).resumed);
    EXPECT_GE(again->finals("customer").size(), client->finals("customer").size());
    world.time.run_for(Milliseconds{60'000});
    EXPECT_EQ(again->closed, 0);
}

TEST(Reconnecting, JoiningElsewhereTakesTheCallOver) {
    World world;
    const auto started = world.start();
    const auto first = world.join(started->id);
    const auto second = world.join(started->id);
    EXPECT_EQ(first->closed, 4409);
    EXPECT_EQ(second->closed, 0);
    world.engine->leave(started->id, first);  // late news of the first connection's end
    world.time.run_for(Milliseconds{60'000});
    EXPECT_EQ(second->closed, 0);
}

TEST(Reconnecting, TheAgentIsHeardAgainAfterAHoldAndAReconnect) {
    World world;
    world.recognizer.script.words = {"thank you for calling how can i help you", "i am back",
                                     "i will credit the whole amount"};
    const auto started = world.start();
    auto client = world.join(started->id);
    world.speak(started->id, client, 2'000);
    world.silence(started->id, client, 6'000);
    for (const char* action : {"hold", "resume"}) {
        protocol::Action event{started->id.str(), {}};
        event.body.action = action;
        world.deliver(started->id, client, event);
        world.silence(started->id, client, 3'000);
    }
    world.silence(started->id, client, 3'000);
    world.speak(started->id, client, 2'000);
    world.silence(started->id, client, 6'000);
    world.deliver(started->id, client, protocol::AudioEnd{started->id.str()});
    world.engine->leave(started->id, client);
    world.time.run_for(Milliseconds{1'500});
    client = world.join(started->id);
    world.time.run_for(Milliseconds{6'000});
    world.deliver(started->id, client,
                  protocol::AudioStart{started->id.str(), protocol::AudioFormat{"pcm_s16le", 16000, 1}});
    world.speak(started->id, client, 2'000);
    world.silence(started->id, client, 3'000);
    bool heard = false;
    for (const auto& said : client->finals("agent"))
        heard = heard || said.text == "i will credit the whole amount";
    EXPECT_TRUE(heard);
}

}  // namespace
}  // namespace mockcall::sim
