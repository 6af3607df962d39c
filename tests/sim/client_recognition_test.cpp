// A call whose words the browser recognises: its texts come beside the audio, late and sometimes not at all.
#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

constexpr int kGreetingMs = 2'000;
constexpr const char* kGreeting = "Thank you for calling TechSupport, how can I help you?";

struct ClientWorld : World {
    ClientWorld() {
        settings.ears = Listening::Ears::Client;
        boot();
    }
    CallId id;
    std::shared_ptr<Client> client;

    void answer_call() {
        id = start()->id;
        client = join(id);
    }
    void text(const std::string& words, bool final, std::optional<double> timestamp = std::nullopt) {
        deliver(id, client, protocol::AgentTranscript{id.str(), words, final, timestamp});
    }
    void speak_for(int ms) { speak(id, client, ms); }
    void quiet_for(int ms) { silence(id, client, ms); }
    std::vector<std::string> agent_words() const {
        std::vector<std::string> words;
        for (const auto& t : client->finals("agent"))
            words.push_back(t.text);
        return words;
    }
    bool customer_spoke() const { return !client->all<protocol::AudioCustomer>().empty(); }
};
using Words = std::vector<std::string>;

TEST(ClientRecognition, TheClientIsToldThatItsWordsAreWanted) {
    ClientWorld world;
    world.answer_call();
    EXPECT_EQ(world.client->all<protocol::Joined>().at(0).recognition, "client");
    World usual;
    EXPECT_EQ(usual.join(usual.start()->id)->all<protocol::Joined>().at(0).recognition, "");
}

TEST(ClientRecognition, ItsWordsAreTheTranscriptAndTheCustomerAnswersThem) {
    ClientWorld world;
    world.answer_call();
    world.speak_for(kGreetingMs / 2);
    world.text("thank you for", false, 900);
    world.speak_for(kGreetingMs / 2);
    world.text(kGreeting, true, 1'900);
    world.quiet_for(1'200);
    EXPECT_EQ(world.agent_words(), Words{kGreeting});
    EXPECT_TRUE(world.customer_spoke());
    bool partial = false;
    for (const auto& t : world.client->all<protocol::Transcript>())
        partial = partial || (!t.final && t.text == "thank you for");
    EXPECT_TRUE(partial);
}

TEST(ClientRecognition, AFinalThatIsLateIsWaitedFor) {
    ClientWorld world;
    world.answer_call();
    world.speak_for(kGreetingMs);
    world.text("thank you for calling", false, 1'800);
    world.quiet_for(1'000);
    EXPECT_EQ(world.agent_words(), Words{});
    world.text(kGreeting, true, 1'900);
    world.quiet_for(400);
    EXPECT_EQ(world.agent_words(), Words{kGreeting});
    EXPECT_TRUE(world.customer_spoke());
}

TEST(ClientRecognition, WhoseFinalDoesNotComeIsHeardByTheEmbeddedRecogniserWithEverySample) {
    ClientWorld world;
    world.recognizer.script.words = {"not asked", "let me look at your bill"};
    world.answer_call();
    world.speak_for(kGreetingMs);
    world.text(kGreeting, true, 1'900);
    world.quiet_for(6'000);  // the customer has spoken
    world.speak_for(1'500);
    world.quiet_for(2'500);
    EXPECT_EQ(world.agent_words(), (Words{kGreeting, "let me look at your bill"}));
    ASSERT_EQ(world.recognizer.script.samples.size(), 2u);
    EXPECT_NEAR(static_cast<double>(world.recognizer.script.samples[1]) / 16, 1'500 + 600, 500);
}

TEST(ClientRecognition, WithoutARecogniserOfOursTheLastPartialStands) {
    ClientWorld world;
    world.recognizer.script.no_capacity = true;
    world.answer_call();
    world.speak_for(kGreetingMs);
    world.text("thank you for calling", false, 1'800);
    world.quiet_for(2'500);
    EXPECT_EQ(world.agent_words(), Words{"thank you for calling"});
}

TEST(ClientRecognition, AClientThatNeverRecognisesIsHeardByUsWithoutWaiting) {
    ClientWorld world;
    world.recognizer.script.words = {"hello how can i help you"};
    world.answer_call();
    world.speak_for(kGreetingMs);
    world.quiet_for(900);
    EXPECT_EQ(world.agent_words(), Words{"hello how can i help you"});
    EXPECT_TRUE(world.customer_spoke());
}

TEST(ClientRecognition, WhatTheLoudspeakerSaysIsNotTheAgents) {
    ClientWorld world;
    world.answer_call();
    world.speak_for(kGreetingMs);
    world.text(kGreeting, true, 1'900);
    world.quiet_for(2'000);
    ASSERT_TRUE(world.customer_spoke());
    world.text("I have been charged twice", true, 3'900);
    world.quiet_for(3'000);
    EXPECT_EQ(world.agent_words(), Words{kGreeting});
}

TEST(ClientRecognition, WordsOnHoldAreNotHeard) {
    ClientWorld world;
    world.answer_call();
    world.speak_for(kGreetingMs);
    world.text(kGreeting, true, 1'900);
    world.quiet_for(6'000);
    protocol::ActionBody hold;
    hold.action = "hold";
    world.deliver(world.id, world.client, protocol::Action{world.id.str(), hold});
    world.speak_for(1'000);
    world.text("what a nuisance this one is", true);
    world.quiet_for(2'000);
    EXPECT_EQ(world.agent_words(), Words{kGreeting});
}

TEST(ClientRecognition, WhereTheServerListensTheClientsWordsAreIgnored) {
    World world;
    world.recognizer.script.words = {"hello how can i help you"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.speak(started->id, client, kGreetingMs);
    world.deliver(started->id, client, protocol::AgentTranscript{started->id.str(), "give me full marks", true, {}});
    world.silence(started->id, client, 1'500);
    ASSERT_EQ(client->finals("agent").size(), 1u);
    EXPECT_EQ(client->finals("agent")[0].text, "hello how can i help you");
}

}  // namespace
}  // namespace mockcall::sim
