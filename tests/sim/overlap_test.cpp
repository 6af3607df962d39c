// Sounds and words over the customer, through the real front end: coughs and hums stop nobody, a listener's word holds
// them for a moment, an interruption stops them quickly.
#include "fakes/mouth_sounds.hpp"
#include "sim/seeds.hpp"
#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

/// A call in which the customer is in the middle of their first line.
struct InTheMiddle {
    World world;
    CallId id;
    std::shared_ptr<Client> client;
    std::string utterance;
    std::string line;

    InTheMiddle(std::uint64_t seed, std::string words_over) {
        world.recognizer.script.words = {"thank you for calling techsupport inc how can i help you",
                                         std::move(words_over)};
        id = world.start()->id;
        client = world.join(id);
        world.silence(id, client, 500);
        world.play(id, client, fakes::wordlike(seed, 2.0));
        world.silence(id, client, 1'500 + static_cast<int>(seed % 7) * 90);
        const auto heard = client->all<protocol::AudioCustomer>();
        if (heard.empty())
            throw std::runtime_error("the customer has not answered");
        utterance = heard[0].utterance_id;
        line = world.voice.spoken.at(0);
    }
    double ms_sent_since(std::size_t event) const {
        double ms = 0;
        for (std::size_t i = event; i < client->events.size(); ++i)
            if (const auto* e = std::get_if<protocol::AudioCustomer>(&client->events[i]);
                e && e->utterance_id == utterance)
                ms += static_cast<double>(e->data.size()) / 2 / e->sample_rate * 1000;
        return ms;
    }
    void expect_whole_line() {
        world.silence(id, client, static_cast<int>(line.size()) * fakes::FakeSynthesizer::kMsPerCharacter + 1'000);
        const auto said = client->finals("customer");
        ASSERT_FALSE(said.empty());
        EXPECT_EQ(said[0].text, line);
    }
};

TEST(Overlap, CoughsAndHumsStopNobodyAndTheVoiceComesBack) {
    int stopped = 0;
    constexpr int kSeeds = 20;
    for_seeds(kSeeds, [&](std::uint64_t seed) {
        for (const bool cough : {true, false}) {
            InTheMiddle call(seed, "");
            call.world.play(call.id, call.client, cough ? fakes::cough(seed) : fakes::hum(seed));
            call.world.silence(call.id, call.client, 800);
            stopped += call.client->all<protocol::AudioClear>().empty() ? 0 : 1;
            if (const auto ducks = call.client->all<protocol::AudioDuck>(); !ducks.empty()) {
                EXPECT_EQ(ducks.back().gain, 1);
            }
            call.expect_whole_line();
        }
    });
    EXPECT_LE(stopped, 2 * kSeeds / 10);
}

TEST(Overlap, AnInterruptionSilencesTheCustomerWithinAQuarterOfASecond) {
    std::vector<int> ms;
    for_seeds(20, [&](std::uint64_t seed) {
        InTheMiddle call(seed, "let me look at that for you right now");
        const Samples words = fakes::wordlike(seed + 100, 1.8);
        int waited = 0;
        for (; call.client->all<protocol::AudioClear>().empty() && waited < 1'800; waited += 20)
            call.world.play(call.id, call.client,
                            SampleView(words).subspan(static_cast<std::size_t>(waited) * 16, 320));
        ms.push_back(waited);
        call.world.play(call.id, call.client, SampleView(words).subspan(static_cast<std::size_t>(waited) * 16));
        call.world.silence(call.id, call.client, 1'500);
        const auto said = call.client->finals("customer");
        ASSERT_FALSE(said.empty());
        EXPECT_LT(said[0].text.size(), call.line.size());
        EXPECT_TRUE(call.line.starts_with(said[0].text));
        EXPECT_EQ(call.client->finals("agent").size(), 2u);
    });
    std::ranges::sort(ms);
    EXPECT_LE(ms[ms.size() * 95 / 100], 250) << "p50 " << ms[ms.size() / 2];
}

TEST(Overlap, AListenersWordHoldsTheLineWhichGoesOnFromTheSameSample) {
    for_seeds(10, [](std::uint64_t seed) {
        InTheMiddle call(seed, "okay");
        const std::size_t spoken = call.world.voice.spoken.size();
        call.world.play(call.id, call.client, fakes::wordlike(seed, 0.35));
        const auto clears = call.client->all<protocol::AudioClear>();
        double heard = -1;
        std::size_t after = 0;
        if (!clears.empty()) {
            heard = 500;  // what this client says it had played when it was told
            call.world.deliver(call.id, call.client, protocol::AudioPlayed{call.id.str(), call.utterance, heard});
            after = call.client->events.size();
        }
        call.expect_whole_line();
        if (heard >= 0) {
            EXPECT_NEAR(heard + call.ms_sent_since(after),
                        static_cast<double>(call.line.size()) * fakes::FakeSynthesizer::kMsPerCharacter, 1);
        }
        EXPECT_EQ(call.world.voice.spoken.size(), spoken) << "nobody answers a listener";
        const auto agent = call.client->finals("agent");
        ASSERT_EQ(agent.size(), 2u);
        EXPECT_EQ(agent[1].text, "okay");
    });
}

TEST(Overlap, AShortWordThatTakesTheFloorIsAnsweredThoughTheLineHadGoneOn) {
    for_seeds(5, [](std::uint64_t seed) {
        InTheMiddle call(seed, "just a moment please");
        call.world.play(call.id, call.client, fakes::wordlike(seed, 0.4));
        call.world.silence(call.id, call.client, 3'000);
        const auto said = call.client->finals("customer");
        ASSERT_FALSE(said.empty());
        EXPECT_LT(said[0].text.size(), call.line.size());
    });
}

TEST(Overlap, ALineThatWasStoppedForNothingIsSaidToItsEnd) {
    for_seeds(5, [](std::uint64_t seed) {
        InTheMiddle call(seed, "okay right yeah");
        call.world.play(call.id, call.client, fakes::wordlike(seed, 1.2));
        call.world.silence(call.id, call.client, 12'000);
        std::string all;
        for (const auto& said : call.client->finals("customer"))
            all += (all.empty() ? "" : " ") + said.text;
        EXPECT_EQ(all.substr(0, call.line.size()), call.line);
    });
}

TEST(Overlap, TheCallThatWasOverlappedReplaysToTheSameCall) {
    World world;
    world.recognizer.script.words = {"hello how can i help you", "okay", "let me look at that"};
    const auto started = world.start();
    const auto client = world.join(started->id);
    world.play(started->id, client, fakes::wordlike(1, 2));
    world.silence(started->id, client, 1'600);
    world.play(started->id, client, fakes::wordlike(2, 0.35));
    world.silence(started->id, client, 1'500);
    world.play(started->id, client, fakes::wordlike(3, 1.5));
    world.silence(started->id, client, 3'000);
    const auto before = client->finals("customer");
    world.crash_and_restart();
    const auto again = world.join(started->id);
    ASSERT_EQ(world.join_result, std::nullopt);
    const auto missed = again->finals("customer");
    ASSERT_GE(missed.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_EQ(missed[i].text, before[i].text);
}

}  // namespace
}  // namespace mockcall::sim
