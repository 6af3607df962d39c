// A minute of anything at any time: coughs, hums, words, silence. Whatever comes, nobody is left holding a half-said
// line, no words are lost, and the call goes on.
#include <set>

#include <gmock/gmock.h>

#include "fakes/mouth_sounds.hpp"
#include "sim/seeds.hpp"
#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

constexpr std::array<std::string_view, 12> kSaid = {"okay",
                                                    "right",
                                                    "how can i help you",
                                                    "let me look at your bill and",
                                                    "wait",
                                                    "i see",
                                                    "what is your account number",
                                                    "um",
                                                    "i am sorry about that",
                                                    "",
                                                    "no",
                                                    "the charge is for the equipment you rented in march"};

struct Storm {
    World world;
    Random dice;
    CallId id;
    std::shared_ptr<Client> client;
    int long_words = 0;

    explicit Storm(std::uint64_t seed) : dice(seed) {
        world.recognizer.script.partials = seed % 2 == 0;
        for (int i = 0; i < 200; ++i)
            world.recognizer.script.words.emplace_back(kSaid[dice.below(kSaid.size())]);
        id = world.start()->id;
        client = world.join(id);
    }
    void blow(double seconds) {
        for (double t = 0; t < seconds && client->closed == 0;) {
            const std::uint64_t seed = dice.next();
            const double length = dice.between(0.2, 2.5);
            Samples sound;
            switch (dice.below(5)) {
                case 0: sound = fakes::cough(seed); break;
                case 1: sound = fakes::hum(seed); break;
                case 2:
                case 3:
                    sound = fakes::wordlike(seed, length);
                    long_words += length > 1.2 ? 1 : 0;
                    break;
                default: sound = Samples(static_cast<std::size_t>(length * 16'000), 0); break;
            }
            sound.resize(sound.size() + static_cast<std::size_t>(dice.between(0.05, 1.5) * 16'000), 0);
            world.play(id, client, sound);
            t += static_cast<double>(sound.size()) / 16'000;
        }
    }
};

/// The lines the customer began to say and that have come to no end that the client was told, however often they were
/// held.
std::set<std::string> open_lines(const Client& client) {
    std::set<std::string> begun;
    std::set<std::string> ended;
    for (const auto& t : client.all<protocol::Transcript>())
        if (t.speaker == "customer")
            (t.final ? ended : begun).insert(t.utterance_id);
    for (const auto& clear : client.all<protocol::AudioClear>())
        ended.insert(clear.utterance_id);
    std::erase_if(begun, [&](const std::string& line) { return ended.contains(line); });
    return begun;
}

TEST(TurnStorm, LeavesNoLineHangingAndTheCallAlive) {
    for_seeds(12, [](std::uint64_t seed) {
        Storm storm(seed);
        storm.blow(60);
        const std::size_t spoken = storm.world.voice.spoken.size();
        storm.world.silence(storm.id, storm.client, 60'000);
        // A line may have begun just now: no line takes a quarter of a minute.
        for (int i = 0; i < 15 && !open_lines(*storm.client).empty(); ++i)
            storm.world.silence(storm.id, storm.client, 1'000);
        EXPECT_THAT(open_lines(*storm.client), testing::IsEmpty()) << "began and never ended";
        if (storm.client->closed == 0) {
            EXPECT_GT(storm.world.voice.spoken.size(), spoken) << "a minute of silence and nobody wondered";
        }
        EXPECT_TRUE(storm.client->all<protocol::ErrorEvent>().empty());
    });
}

TEST(TurnStorm, NeverSendsMoreThanItIsAheadOrALineTwice) {
    for_seeds(6, [](std::uint64_t seed) {
        Storm storm(seed);
        storm.blow(40);
        storm.world.silence(storm.id, storm.client, 20'000);
        std::map<std::string, std::uint32_t> next;
        for (const auto& piece : storm.client->all<protocol::AudioCustomer>()) {
            if (piece.utterance_id == "ambience")
                continue;
            EXPECT_EQ(piece.sequence, next[piece.utterance_id]) << piece.utterance_id;
            next[piece.utterance_id] = piece.sequence + 1;
        }
    });
}

TEST(TurnStorm, IsTheSameCallWhenItIsReplayed) {
    for_seeds(6, [](std::uint64_t seed) {
        Storm storm(seed);
        storm.blow(30);
        storm.world.silence(storm.id, storm.client, 5'000);
        if (storm.client->closed != 0)
            return;
        const auto before = storm.client->finals("customer");
        storm.world.crash_and_restart();
        const auto again = storm.world.join(storm.id);
        ASSERT_EQ(storm.world.join_result, std::nullopt);
        const auto after = again->finals("customer");
        ASSERT_GE(after.size(), before.size());
        for (std::size_t i = 0; i < before.size(); ++i)
            EXPECT_EQ(after[i].text, before[i].text);
    });
}

}  // namespace
}  // namespace mockcall::sim
