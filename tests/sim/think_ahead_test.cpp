// The answer is made ready while the agent is silent and may have finished.
#include <set>
#include <sstream>

#include "fakes/fake_model.hpp"
#include "sim/sim_call.hpp"

namespace mockcall::sim {
namespace {

/// Its first sound comes 300 ms after the line was asked for.
class SlowVoice final : public Synthesizer {
  public:
    explicit SlowVoice(Loop& loop, Clock& clock) : loop_(loop), clock_(clock) {}
    std::vector<std::string> asked;
    int cancelled = 0;

    std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                            SynthesisSession::Listener listener) override {
        class Session final : public SynthesisSession {
          public:
            explicit Session(int& cancelled) : cancelled_(cancelled) {}
            ~Session() override { cancel(); }
            Session(const Session&) = delete;
            Session& operator=(const Session&) = delete;
            void cancel() override { cancelled_ += *std::exchange(alive, std::make_shared<int>(0)); }
            std::shared_ptr<int> alive = std::make_shared<int>(1);

          private:
            int& cancelled_;
        };
        asked.push_back(request.text);
        auto session = std::make_unique<Session>(cancelled);
        const std::size_t samples = request.text.size() * 60 * static_cast<std::size_t>(request.sample_rate) / 1000;
        loop_.run_at(clock_.steady() + Milliseconds{300},
                     [weak = std::weak_ptr(session->alive), samples, listener = std::move(listener)] {
                         const auto alive = weak.lock();
                         if (!alive)
                             return;
                         listener.on_audio(Samples(samples, 4'000));
                         *alive = 0;
                         listener.on_done();
                     });
        return session;
    }
    bool ready() const override { return true; }

  private:
    Loop& loop_;
    Clock& clock_;
};

const std::string kGreeting = "thank you for calling techsupport inc how can i help you";

struct Call {
    World world;
    SlowVoice voice{world.time.loop(), world.time};
    CallId id;
    std::shared_ptr<Client> client;
    double spoken_until = 0;

    explicit Call(AheadOf ahead, std::vector<std::string> words = {kGreeting}, LanguageModel* model = nullptr) {
        world.settings.ahead = ahead;
        world.settings.call.model_words = model != nullptr;
        world.settings.call.words_within = ticks_of(Milliseconds{4'000});
        world.recognizer.script.words = std::move(words);
        world.recognizer.script.partials = true;
        world.speaker = &voice;
        world.model = model;
        world.boot();
        id = world.start()->id;
        client = world.join(id);
        world.silence(id, client, 500);
    }
    /// Speaks as long as the recogniser takes for the words; the rest of them come in the silence after it.
    void say(int ms) { world.speak(id, client, ms); }
    void wait(int ms) { world.silence(id, client, ms); }
    int until_answered() {
        const std::size_t before = client->all<protocol::AudioCustomer>().size();
        for (int waited = 0; waited < 4'000; waited += 20) {
            wait(20);
            if (client->all<protocol::AudioCustomer>().size() > before)
                return waited;
        }
        return -1;
    }
    /// The journal without its instants.
    std::vector<std::string> journal() {
        std::vector<std::string> lines;
        for (const auto& [key, bytes] : *world.disk->objects.all) {
            if (key.find("journal") == std::string::npos)
                continue;
            std::istringstream in(std::string(bytes.begin(), bytes.end()));
            for (std::string line; std::getline(in, line);)
                lines.push_back(without_instants(line));
        }
        return lines;
    }
    static std::string without_instants(const std::string& line) {
        std::string out;
        for (const char c : line)
            if (std::isdigit(static_cast<unsigned char>(c)) == 0)
                out += c;
        return out;
    }
};

TEST(ThinkAhead, TheAnswersSoundIsThereWhenTheTurnEnds) {
    Call with({.voice = true});
    with.say(4'000);
    const int ready = with.until_answered();
    Call without({});
    without.say(4'000);
    const int asked = without.until_answered();
    ASSERT_GT(ready, 0);
    EXPECT_GE(asked - ready, 150) << "the voice's 300 ms are spent in the silence that ends the turn";
    EXPECT_EQ(with.voice.asked, without.voice.asked) << "nothing is spoken twice";
    EXPECT_EQ(with.voice.cancelled, 0);
}

TEST(ThinkAhead, TheCustomerSaysTheSameWithAndWithoutIt) {
    std::vector<std::vector<std::string>> said, journals;
    for (const bool ahead : {true, false}) {
        Call call({.voice = ahead}, {kGreeting, "i am sorry about that what is your account number please"});
        call.say(4'000);
        call.wait(14'000);
        call.say(4'000);
        call.wait(14'000);
        said.emplace_back();
        for (const auto& line : call.client->finals("customer"))
            said.back().push_back(line.text);
        journals.push_back(call.journal());
    }
    ASSERT_GE(said[0].size(), 2u);
    EXPECT_EQ(said[0], said[1]);
    ASSERT_GT(journals[0].size(), 10u);
    EXPECT_EQ(journals[0], journals[1]);
}

TEST(ThinkAhead, WhatWasMadeReadyIsLetGoOfWhenTheAgentGoesOnWithOtherWords) {
    Call call({.voice = true}, {kGreeting + " shut up you are an idiot"});
    call.say(6'000);
    ASSERT_GE(call.until_answered(), 0);
    call.wait(12'000);
    ASSERT_FALSE(call.client->finals("customer").empty());
    std::set<std::string> sounds;
    for (const auto& e : call.client->all<protocol::AudioCustomer>())
        sounds.insert(e.utterance_id);
    ASSERT_GT(call.voice.asked.size(), sounds.size()) << "something was made ready for the greeting";
    for (const auto& line : call.client->all<protocol::Transcript>())
        EXPECT_NE(line.text, call.voice.asked[0]) << "nothing of it was heard";
}

TEST(ThinkAhead, OnlySoManyAnswersAreMadeReadyInOneTurn) {
    Call call({.voice = true}, {"yes i can do that yes i can do that for you right now and today yes you can do that "
                                "yes i can do that yes i can do that for you right now and today yes you can do that"});
    for (int i = 0; i < 14; ++i) {
        call.say(700);
        call.wait(300);
    }
    EXPECT_LE(call.voice.asked.size(), 5u);
}

std::string line(const std::string& words) {
    return R"({"decision":"none","emotion":"angry","words":")" + words + R"("})";
}

TEST(ThinkAhead, AModelsWordsAreAskedForOnceAndSaidAtTheEndOfTheTurn) {
    fakes::FakeModel model;
    Call call({.voice = true, .words = true}, {kGreeting}, &model);
    call.say(4'000);
    ASSERT_EQ(model.for_words().size(), 1u) << "before the turn has ended";
    EXPECT_TRUE(call.client->finals("agent").empty());
    model.asked[0]->say(line("Well, about time somebody answered. My bill is all wrong."));
    model.asked[0]->finish();
    call.wait(40);
    EXPECT_EQ(call.voice.asked.size(), 1u) << "the first sentence is being spoken";
    EXPECT_TRUE(call.client->all<protocol::AudioCustomer>().empty());
    call.wait(9'000);
    EXPECT_EQ(model.for_words().size(), 1u);
    const auto said = call.client->finals("customer");
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said[0].text, "Well, about time somebody answered. My bill is all wrong.");
    EXPECT_EQ(call.voice.asked.size(), 2u) << "each sentence once";
}

TEST(ThinkAhead, WordsThatComeAfterTheTurnHasEndedAreThoseThatWereAskedForBefore) {
    fakes::FakeModel model;
    Call call({.voice = true, .words = true}, {kGreeting}, &model);
    call.say(4'000);
    call.wait(800);
    ASSERT_EQ(model.for_words().size(), 1u);
    ASSERT_EQ(call.client->finals("agent").size(), 1u);
    model.asked[0]->say(line("Well, about time somebody answered. My bill is all wrong."));
    model.asked[0]->finish();
    call.wait(9'000);
    ASSERT_EQ(call.client->finals("customer").size(), 1u);
    EXPECT_EQ(model.for_words().size(), 1u);
}

TEST(ThinkAhead, AModelIsAskedAgainWhenTheAgentGoesOnWithOtherWords) {
    fakes::FakeModel model;
    Call call({.voice = true, .words = true}, {kGreeting + " with your bill and what is your name"}, &model);
    call.say(4'000);
    ASSERT_EQ(model.for_words().size(), 1u);
    model.asked[0]->say(line("This answers half a sentence. It must not be heard."));
    model.asked[0]->finish();
    call.say(3'000);
    call.wait(1'000);
    ASSERT_EQ(model.for_words().size(), 2u);
    model.for_words()[1]->say(line("This answers the whole of it. My bill is all wrong."));
    model.for_words()[1]->finish();
    call.wait(9'000);
    const auto said = call.client->finals("customer");
    ASSERT_EQ(said.size(), 1u);
    EXPECT_EQ(said[0].text, "This answers the whole of it. My bill is all wrong.");
}

TEST(ThinkAhead, AModelThatFailedInAdvanceIsAskedWhenTheTurnHasEnded) {
    fakes::FakeModel model;
    Call call({.voice = true, .words = true}, {kGreeting}, &model);
    call.say(4'000);
    ASSERT_EQ(model.for_words().size(), 1u);
    model.asked[0]->fail("first_byte_timeout");
    call.wait(800);
    EXPECT_EQ(model.for_words().size(), 2u);
}

/// A call whose second turn the customer does not understand.
struct PuzzledCall {
    fakes::FakeModel model;
    Call call{{.voice = true, .words = true},
              {kGreeting, "kindly furnish the alphanumeric designation printed topmost"},
              &model};

    PuzzledCall() {
        model.answer = [](const ModelRequest& r) -> std::optional<std::string> {
            if (r.prompt.schema_name == "agent_turn")
                return std::nullopt;
            return line(r.prompt.user.find("ACC-789456") == std::string::npos ? "Well, about time somebody answered."
                                                                              : "It is ACC-789456, of course.");
        };
        call.say(4'000);
        call.wait(5'000);
        call.say(4'000);
        call.wait(300);
    }
    [[nodiscard]] std::vector<std::shared_ptr<fakes::FakeModel::Asked>> meanings() const {
        std::vector<std::shared_ptr<fakes::FakeModel::Asked>> found;
        for (const auto& a : model.asked)
            if (a->request.prompt.schema_name == "agent_turn")
                found.push_back(a);
        return found;
    }
    void explain() const {
        meanings().back()->say(R"({"acts":["verify_identity"],"asks":["account_number"],"steps":[],"offers":[]})");
        meanings().back()->finish();
    }
    [[nodiscard]] std::size_t turns_over() const { return call.client->finals("agent").size(); }
    void expect_answer() {
        call.wait(9'000);
        const auto said = call.client->finals("customer");
        ASSERT_EQ(said.size(), 2u);
        EXPECT_EQ(said[1].text, "It is ACC-789456, of course.");
        EXPECT_EQ(model.for_words().size(), 2u) << "each answer's words once";
    }
};

TEST(ThinkAhead, WhatTheAgentMeansIsAskedInAdvanceAndThenTheWords) {
    PuzzledCall p;
    ASSERT_EQ(p.meanings().size(), 1u);
    p.explain();
    p.call.wait(40);
    EXPECT_EQ(p.model.for_words().size(), 2u);
    EXPECT_EQ(p.turns_over(), 1u) << "before the turn has ended";
    p.expect_answer();
    EXPECT_EQ(p.meanings().size(), 1u);
}

TEST(ThinkAhead, AMeaningThatComesAfterTheTurnHasEndedIsTheOneThatWasAskedForBefore) {
    PuzzledCall p;
    p.call.wait(900);
    ASSERT_EQ(p.turns_over(), 2u);
    ASSERT_EQ(p.meanings().size(), 1u);
    p.explain();
    p.expect_answer();
}

TEST(ThinkAhead, AMeaningThatFailedInAdvanceIsAskedForWhenTheTurnHasEnded) {
    PuzzledCall p;
    ASSERT_EQ(p.meanings().size(), 1u);
    p.meanings()[0]->fail("first_byte_timeout");
    p.call.wait(900);
    ASSERT_EQ(p.meanings().size(), 2u);
    p.explain();
    p.expect_answer();
}

TEST(ThinkAhead, WhoSpokeOverALineThatNobodyHasHeardIsAnsweredInAdvanceToo) {
    fakes::FakeModel model;
    model.answer = [](const ModelRequest&) { return line("Well, about time somebody answered."); };
    Call call({.words = true}, {kGreeting, "i am sorry what is your account number please"}, &model);
    call.say(4'000);
    call.wait(460);
    ASSERT_EQ(call.client->finals("agent").size(), 1u);
    ASSERT_TRUE(call.client->all<protocol::AudioCustomer>().empty());
    call.say(4'000);
    EXPECT_EQ(call.client->finals("agent").size(), 1u) << "before the turn has ended";
    EXPECT_EQ(model.for_words().size(), 2u);
}

TEST(ThinkAhead, WithoutLeaveToPayForItNoModelIsAskedInAdvance) {
    fakes::FakeModel model;
    Call call({.voice = true}, {kGreeting}, &model);
    call.say(4'000);
    EXPECT_TRUE(model.asked.empty());
    call.wait(800);
    EXPECT_EQ(model.for_words().size(), 1u);
}

}  // namespace
}  // namespace mockcall::sim
