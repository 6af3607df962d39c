// The customer while the agent explains at length: a word of a listener now and then, an interruption when it is too
// much, and nothing of it takes what the agent says away.
#include "fakes/mouth_sounds.hpp"
#include "sim/seeds.hpp"
#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

/// A call whose customer has told their matter; the agent then explains for `seconds` in one go, heard word by word.
struct Explanation {
    World world;
    CallId id;
    std::shared_ptr<Client> client;
    std::size_t lines_before = 0;

    explicit Explanation(std::uint64_t seed, bool interruptions = false) {
        for (std::uint64_t i = 0; i < seed; ++i)
            (void)world.entropy.seed();
        CallSettings settings;
        settings.allow_interruptions = interruptions;
        id = world.start(settings)->id;
        client = world.join(id);
        world.type(id, client, "Thank you for calling TechSupport Inc, my name is Sam. How can I help you?", 15'000);
        world.type(id, client, "I am so sorry about that. I will look into it for you.", 15'000);
        lines_before = world.voice.spoken.size();
    }
    void explain(int seconds, const std::string& said) {
        world.recognizer.script.partials = true;
        world.recognizer.script.words = {said};
        world.recognizer.script.next = 0;
        // With a breath now and then, too short to be a pause.
        for (double done = 0; done < seconds; done += 1.35) {
            Samples clause = fakes::wordlike(7 + static_cast<std::uint64_t>(done * 100), 1.2);
            clause.resize(clause.size() + 2'400, 0);
            world.play(id, client, clause);
        }
    }
    std::vector<std::string> said_meanwhile() const {
        return {world.voice.spoken.begin() + static_cast<std::ptrdiff_t>(lines_before), world.voice.spoken.end()};
    }
};

const std::string kLong =
    "the bill has two parts and the first part is the equipment which you rented in march and the second part is the "
    "service that we started in april so on the bill of may you see both of them together and they are added up "
    "at the bottom of the page and after that the taxes are shown line by line so that you can see them";

TEST(Listener, PutsInAWordWithinTwelveSecondsOfALongExplanationAndTakesNoTurn) {
    for_seeds(10, [](std::uint64_t seed) {
        Explanation call(seed);
        call.explain(16, kLong);
        const auto said = call.said_meanwhile();
        ASSERT_GE(said.size(), 1u);
        for (const std::string& word : said)
            EXPECT_LE(word.size(), 8u) << word;
        EXPECT_TRUE(call.client->all<protocol::AudioClear>().empty());
        const auto before = call.client->finals("customer").size();
        call.world.silence(call.id, call.client, 4'000);
        const auto agent = call.client->finals("agent");
        EXPECT_EQ(agent.back().text, kLong) << "one turn, whole";
        for (const auto& turn : call.client->finals("customer"))
            EXPECT_GT(turn.text.size(), 8u) << "a listener's word stands in no transcript";
        EXPECT_GE(call.client->finals("customer").size(), before);
    });
}

TEST(Listener, SaysNothingInAShortTurn) {
    for_seeds(10, [](std::uint64_t seed) {
        Explanation call(seed);
        call.explain(2, "i can see it here on the bill");
        EXPECT_TRUE(call.said_meanwhile().empty());
    });
}

TEST(Listener, DoesNotSayTheSameWordTwiceRunning) {
    for_seeds(5, [](std::uint64_t seed) {
        Explanation call(seed);
        call.explain(50, kLong + " and " + kLong + " and " + kLong);
        const auto said = call.said_meanwhile();
        for (std::size_t i = 1; i < said.size(); ++i)
            EXPECT_NE(said[i], said[i - 1]);
    });
}

TEST(Listener, InterruptsAnEndlessMonologueOnlyWhereItIsAllowed) {
    for (const bool allowed : {true, false}) {
        Explanation call(3, allowed);
        // Annoyed, and still on the line: who is blamed once more hangs up.
        for (int i = 0; i < 2; ++i)
            call.world.type(call.id, call.client, "That is your own fault, you should have read the contract.", 15'000);
        call.lines_before = call.world.voice.spoken.size();
        call.explain(40, kLong + " and " + kLong);
        call.world.silence(call.id, call.client, 5'000);
        bool interrupted = false;
        for (const auto& action : call.client->all<protocol::CustomerAction>())
            interrupted = interrupted || action.action == "interrupt";
        EXPECT_EQ(interrupted, allowed);
        // What the agent said before and after it is in the transcript all the same.
        std::string words;
        for (const auto& turn : call.client->finals("agent"))
            words += turn.text + " ";
        EXPECT_NE(words.find("the bill has two parts"), std::string::npos);
    }
}

}  // namespace
}  // namespace mockcall::sim
