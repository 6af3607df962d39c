#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

constexpr int kGreetingMs = 2'000;

TEST(SpokenCall, TheFirstWordsAnswerTheCallAndTheCustomerReplies) {
    World world;
    world.recognizer.script.words = {"thank you for calling techsupport inc how can i help you"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.silence(started->id, client, 1'000);
    EXPECT_FALSE(client->all<protocol::AudioCustomer>().size());
    world.speak(started->id, client, kGreetingMs);
    world.silence(started->id, client, 1'500);
    ASSERT_EQ(client->finals("agent").size(), 1u);
    EXPECT_LT(client->finals("agent")[0].timestamp, 0.1);
    EXPECT_FALSE(client->all<protocol::AudioCustomer>().empty());
    ASSERT_EQ(world.recognizer.script.samples.size(), 1u);
    EXPECT_NEAR(static_cast<double>(world.recognizer.script.samples[0]) / 16, kGreetingMs + 600, 500);
}

TEST(SpokenCall, TheAnswerComesSoonAfterTheEndOfSpeech) {
    World world;
    world.recognizer.script.words = {"thank you for calling techsupport inc how can i help you"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.silence(started->id, client, 500);
    world.speak(started->id, client, kGreetingMs);
    int waited = 0;
    for (; waited < 3'000 && client->all<protocol::AudioCustomer>().empty(); waited += 20)
        world.silence(started->id, client, 20);
    EXPECT_LE(waited, 700);
}

TEST(SpokenCall, SpeakingOverTheCustomerStopsThemAndCutsWhatWasNotHeard) {
    World world;
    world.recognizer.script.words = {"hello how can i help you", "just a moment please"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.speak(started->id, client, kGreetingMs);
    world.silence(started->id, client, 1'600);
    ASSERT_FALSE(client->all<protocol::AudioCustomer>().empty());
    const std::string whole = world.voice.spoken.at(0);
    world.speak(started->id, client, 600);
    ASSERT_EQ(client->all<protocol::AudioClear>().size(), 1u);
    world.silence(started->id, client, 1'000);
    const auto customer = client->finals("customer");
    ASSERT_FALSE(customer.empty());
    EXPECT_LT(customer[0].text.size(), whole.size());
    EXPECT_TRUE(whole.starts_with(customer[0].text));
}

TEST(SpokenCall, WhatTheClientSaysWasPlayedIsWhatWasHeard) {
    World world;
    world.recognizer.script.words = {"hello how can i help you", "wait"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.speak(started->id, client, kGreetingMs);
    world.silence(started->id, client, 1'600);
    const auto audio = client->all<protocol::AudioCustomer>();
    ASSERT_FALSE(audio.empty());
    world.deliver(started->id, client, protocol::AudioPlayed{started->id.str(), audio[0].utterance_id, 10});
    world.speak(started->id, client, 600);
    ASSERT_EQ(client->all<protocol::AudioClear>().size(), 1u);
    world.deliver(started->id, client, protocol::AudioPlayed{started->id.str(), audio[0].utterance_id, 0});
    world.silence(started->id, client, 1'000);
    for (const auto& said : client->finals("customer"))
        EXPECT_NE(said.utterance_id, audio[0].utterance_id) << "nothing of it was heard";
}

TEST(SpokenCall, WithoutARecogniserTheTraineeIsToldAndTheCallGoesOn) {
    World world;
    world.recognizer.script.no_capacity = true;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.speak(started->id, client, kGreetingMs);
    world.silence(started->id, client, 2'000);
    const auto errors = client->all<protocol::ErrorEvent>();
    ASSERT_FALSE(errors.empty());
    EXPECT_EQ(errors[0].code, ErrorCode::AiServiceError);
    EXPECT_TRUE(errors[0].recoverable);
    EXPECT_EQ(client->closed, 0);
}

TEST(SpokenCall, ARecogniserThatNeverAnswersDoesNotStopTheCall) {
    World world;
    world.recognizer.script.silent = true;
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.speak(started->id, client, kGreetingMs);
    world.silence(started->id, client, 14'000);
    EXPECT_FALSE(client->all<protocol::AudioCustomer>().empty());
}

TEST(SpokenCall, AudioThatStopsInTheMiddleOfAWordEndsTheTurn) {
    World world;
    world.recognizer.script.words = {"thank you for calling techsupport inc how can i help you"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.speak(started->id, client, kGreetingMs);
    world.time.run_for(Milliseconds{3'000});  // nothing more comes, not even silence
    ASSERT_EQ(client->finals("agent").size(), 1u);
    EXPECT_FALSE(client->all<protocol::AudioCustomer>().empty());
}

TEST(SpokenCall, WhoTypesInTheMiddleOfAWordIsAnswered) {
    World world;
    world.recognizer.script.words = {"thank you for"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.speak(started->id, client, kGreetingMs);
    world.deliver(started->id, client, protocol::AgentText{started->id.str(), "Hello, how can I help you?"});
    world.time.run_for(Milliseconds{400});
    EXPECT_FALSE(client->all<protocol::AudioCustomer>().empty());
}

TEST(SpokenCall, WithoutAVoiceTheWordsStillCome) {
    World world;
    world.voice.broken = true;
    world.recognizer.script.words = {"hello how can i help you"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.speak(started->id, client, kGreetingMs);
    world.silence(started->id, client, 2'000);
    EXPECT_FALSE(client->finals("customer").empty());
    EXPECT_FALSE(client->all<protocol::ErrorEvent>().empty());
}

TEST(SpokenCall, CustomerAudioIsAtMostTwoSecondsAheadOfRealTime) {
    World world;
    world.recognizer.script.words = {"hello how can i help you"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.speak(started->id, client, kGreetingMs);
    std::size_t sent = 0;
    double first_at = -1;
    for (int ms = 0; ms < 6'000; ms += 20) {
        world.silence(started->id, client, 20);
        std::size_t bytes = 0;
        for (const auto& a : client->all<protocol::AudioCustomer>())
            if (a.utterance_id == client->all<protocol::AudioCustomer>()[0].utterance_id)
                bytes += a.data.size();
        if (bytes > 0 && first_at < 0)
            first_at = ms;
        if (bytes > sent) {
            EXPECT_LE(static_cast<double>(bytes) / 32 - (ms - first_at), 2'000);
        }
        sent = bytes;
    }
    EXPECT_GT(sent, 0u);
}

TEST(SpokenCall, TheRecordingHasBothVoicesAtTheTimesOfTheTranscript) {
    World world;
    world.recognizer.script.words = {"hello how can i help you"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.speak(started->id, client, kGreetingMs);
    world.silence(started->id, client, 9'000);
    auto ended = world.end(started->id);
    ASSERT_TRUE(ended.ok());
    const auto& objects = *world.disk->objects.all;
    const auto file = objects.find("recordings/" + started->id.str() + ".webm");
    ASSERT_NE(file, objects.end());
    EXPECT_GT(file->second.size(), 2'000u);
    EXPECT_FALSE(objects.contains("calls/" + started->id.str() + ".audio"));
    EXPECT_EQ(world.disk->store.call(started->id)->recording_bytes, file->second.size());
}

TEST(SpokenCall, AFullDiskStopsTheRecordingAndNotTheCall) {
    World world;
    world.recognizer.script.words = {"hello how can i help you"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.disk->objects.fail_after = 0;
    world.speak(started->id, client, kGreetingMs);
    world.silence(started->id, client, 9'000);
    EXPECT_FALSE(client->finals("customer").empty());
    EXPECT_TRUE(world.end(started->id).ok());
}

}  // namespace
}  // namespace mockcall::sim
