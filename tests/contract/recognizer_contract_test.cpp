// What every Recognizer promises, and what the embedded one promises beyond.
#include <future>

#include "contract/remote_worlds.hpp"
#include "contract/speech_samples.hpp"
#include "contract/thread_workers.hpp"
#include "fakes/fake_speech.hpp"

namespace mockcall::contract {
namespace {

const std::string sentence = "thank you for calling how may i help you today";

struct FakeWorld {
    fakes::VirtualWorld world;
    fakes::FakeRecognizer recognizer;
    FakeWorld() { recognizer.script.words = {sentence, sentence, sentence}; }
};
struct EmbeddedWorld {
    fakes::VirtualWorld world;
    PocketsphinxRecognizer recognizer{world.pool(), model_options()};
};

template <class World>
class EveryRecognizer : public testing::Test {
  protected:
    World world_;
    Heard heard_;
    std::unique_ptr<CallRecognizer> call_ = world_.recognizer.for_call({});
    std::unique_ptr<RecognizerSession> open() {
        auto session = call_->open(RecognizerSearch::Free, heard_.listener());
        EXPECT_TRUE(session.has_value());
        return session ? std::move(*session) : nullptr;
    }
    static const Samples& speech() {
        static const Samples samples = say(sentence);
        return samples;
    }
};
using Worlds = testing::Types<FakeWorld, EmbeddedWorld, RemoteEars, RealtimeEars, EarsThatFallBack>;
TYPED_TEST_SUITE(EveryRecognizer, Worlds);

TYPED_TEST(EveryRecognizer, IsReady) { EXPECT_TRUE(this->world_.recognizer.ready()); }

TYPED_TEST(EveryRecognizer, GivesOneFinalAfterFinish) {
    const auto session = this->open();
    feed_in_pieces(*session, this->speech());
    this->world_.world.settle();
    EXPECT_EQ(this->heard_.finals, 0);
    session->finish();
    this->world_.world.settle();
    EXPECT_EQ(this->heard_.finals, 1);
    EXPECT_EQ(this->heard_.errors, 0);
    EXPECT_NE(this->heard_.final.text, "");
}

TYPED_TEST(EveryRecognizer, SaysNothingAfterCancel) {
    const auto session = this->open();
    feed_in_pieces(*session, this->speech());
    session->cancel();
    this->world_.world.settle();
    EXPECT_EQ(this->heard_.partials + this->heard_.finals + this->heard_.errors, 0);
}

TYPED_TEST(EveryRecognizer, SaysNothingOnceTheSessionIsGone) {
    auto session = this->open();
    feed_in_pieces(*session, this->speech());
    session.reset();
    this->world_.world.settle();
    EXPECT_EQ(this->heard_.partials + this->heard_.finals + this->heard_.errors, 0);
}

TYPED_TEST(EveryRecognizer, OpensOneSessionAfterAnother) {
    for (int i = 1; i <= 3; ++i) {
        const auto session = this->open();
        feed_in_pieces(*session, this->speech());
        session->finish();
        this->world_.world.settle();
        EXPECT_EQ(this->heard_.finals, i);
    }
}

class EmbeddedRecognizer : public EveryRecognizer<EmbeddedWorld> {};

TEST_F(EmbeddedRecognizer, IgnoresASecondFinishAndWhatIsFedAfterIt) {
    const auto session = open();
    feed_in_pieces(*session, speech());
    session->finish();
    session->feed(speech());
    session->finish();
    world_.world.settle();
    session->finish();
    world_.world.settle();
    EXPECT_EQ(heard_.finals, 1);
    EXPECT_EQ(heard_.final.text, sentence);
}

TEST_F(EmbeddedRecognizer, ShowsPartialsWhileOneSpeaks) {
    const auto session = open();
    feed_in_pieces(*session, SampleView(speech()).first(speech().size() / 2));
    world_.world.settle();
    EXPECT_GE(heard_.partials, 2);
    EXPECT_TRUE(heard_.last_partial.starts_with("thank")) << heard_.last_partial;
}

TEST_F(EmbeddedRecognizer, TellsWhenEachWordWasSaidAndHowSureItIs) {
    const auto session = open();
    session->feed(speech());
    session->finish();
    world_.world.settle();
    const auto& words = heard_.final.words;
    ASSERT_EQ(words.size(), 10U) << heard_.final.text;
    int last = 0;
    for (const auto& word : words) {
        EXPECT_GE(word.start_ms, last) << word.text;
        EXPECT_GT(word.end_ms, word.start_ms) << word.text;
        EXPECT_GE(word.confidence, 0.0F);
        EXPECT_LE(word.confidence, 1.0F);
        last = word.end_ms;
    }
    EXPECT_NEAR(words.front().start_ms, 250, 100);  // after the quarter second of silence
    EXPECT_LE(words.back().end_ms, static_cast<int>(speech().size() / 16));
}

TEST_F(EmbeddedRecognizer, HearsNothingInSilenceOrInNothing) {
    for (const std::size_t samples : {0U, 160U, 16000U}) {
        const auto session = open();
        session->feed(Samples(samples, 0));
        session->finish();
        world_.world.settle();
        EXPECT_EQ(heard_.final.text, "") << samples;
    }
    EXPECT_EQ(heard_.finals, 3);
}

TEST_F(EmbeddedRecognizer, RefusesWhatIsBeyondItsCapacityAndTakesItLater) {
    auto one = open();
    auto two = open();
    const auto three = call_->open(RecognizerSearch::Free, heard_.listener());
    ASSERT_FALSE(three.has_value());
    EXPECT_EQ(three.error().code, ErrorCode::AiServiceError);
    one->cancel();
    world_.world.settle();
    EXPECT_TRUE(call_->open(RecognizerSearch::Free, heard_.listener()).has_value());
}

TEST_F(EmbeddedRecognizer, ATaskPoolThatIsFullForAMomentCostsNoWord) {
    const auto session = open();
    world_.world.pool().full = true;
    session->feed(SampleView(speech()).first(8000));
    world_.world.settle();
    world_.world.pool().full = false;
    session->feed(SampleView(speech()).subspan(8000));
    session->finish();
    world_.world.settle();
    EXPECT_EQ(heard_.final.text, sentence);
}

TEST_F(EmbeddedRecognizer, SaysSoWhenTheTaskPoolIsFullAtTheEnd) {
    const auto session = open();
    feed_in_pieces(*session, speech());
    world_.world.settle();
    world_.world.pool().full = true;
    session->finish();
    EXPECT_EQ(heard_.errors, 1);
    EXPECT_EQ(heard_.error.code, ErrorCode::AiServiceError);
    world_.world.pool().full = false;
    world_.world.settle();
    EXPECT_EQ(heard_.finals, 0);
    const auto next = call_->open(RecognizerSearch::Free, heard_.listener());
    EXPECT_TRUE(next.has_value());
}

TEST_F(EmbeddedRecognizer, HearsDigitsBestWhereDigitsAreExpected) {
    const auto session = call_->open(RecognizerSearch::Digits, heard_.listener());
    ASSERT_TRUE(session.has_value());
    (*session)->feed(say("seven eight nine four five six"));
    (*session)->finish();
    world_.world.settle();
    EXPECT_EQ(heard_.final.text, "seven eight nine four five six");
}

TEST_F(EmbeddedRecognizer, HearsTheNamesACallBrings) {
    call_ = world_.recognizer.for_call(
        {.names = {"Zebediah Quistgaard", "Vandorix"}, .phrases = {"Turbo Flux"}, .amounts = {"$173"}});
    const auto session = open();
    session->feed(say("thank you for calling vandorix this is zebediah how can i help you"));
    session->finish();
    world_.world.settle();
    EXPECT_THAT(heard_.final.text, testing::HasSubstr("vandorix"));
    EXPECT_THAT(heard_.final.text, testing::HasSubstr("zebediah"));
}

TEST_F(EmbeddedRecognizer, AListenerMayCancelItsOwnSession) {
    std::unique_ptr<RecognizerSession> session;
    int partials = 0;
    auto opened = call_->open(RecognizerSearch::Free, {.on_partial =
                                                           [&](const Hypothesis&) {
                                                               ++partials;
                                                               session->cancel();
                                                           },
                                                       .on_final = {},
                                                       .on_error = {}});
    session = std::move(*opened);
    feed_in_pieces(*session, speech());
    session->finish();
    world_.world.settle();
    EXPECT_EQ(partials, 1);
}

TEST(EmbeddedRecognizerWithoutModel, SaysItIsNotReadyAndFailsTheUtterance) {
    fakes::VirtualWorld world;
    PocketsphinxRecognizer recognizer(world.pool(), {.model_dir = "/nonexistent"});
    EXPECT_FALSE(recognizer.ready());
    Heard heard;
    const auto call = recognizer.for_call({});
    const auto session = call->open(RecognizerSearch::Free, heard.listener());
    ASSERT_TRUE(session.has_value());
    (*session)->feed(Samples(1600, 0));
    world.settle();
    EXPECT_EQ(heard.errors, 1);
}

/// What is heard when nothing else is going on.
std::string alone(const Samples& speech) {
    fakes::VirtualWorld world;
    PocketsphinxRecognizer recognizer(world.pool(), model_options());
    Heard heard;
    const auto call = recognizer.for_call({});
    const auto session = call->open(RecognizerSearch::Free, heard.listener());
    feed_in_pieces(**session, speech, 1600);
    (*session)->finish();
    world.settle();
    return heard.final.text;
}

TEST(EmbeddedRecognizerOnThreads, HearsParallelUtterancesApart) {
    const std::vector<std::string> said{"thank you for calling how may i help you today",
                                        "i apologize for the inconvenience",
                                        "is there anything else i can help you with"};
    std::vector<Samples> speech;
    for (const auto& text : said) {
        speech.push_back(say(text));
    }
    auto options = model_options();
    options.max_decoders = 3;
    fakes::ThreadWorkers workers(2);
    PocketsphinxRecognizer recognizer(workers, options);
    std::vector<std::unique_ptr<CallRecognizer>> calls;
    std::vector<std::unique_ptr<RecognizerSession>> sessions;
    std::vector<std::promise<std::string>> finals(said.size());
    for (std::size_t i = 0; i < said.size(); ++i) {
        calls.push_back(recognizer.for_call({}));
        auto session = calls.back()->open(
            RecognizerSearch::Free, {.on_partial = [](const Hypothesis&) {},
                                     .on_final = [&finals, i](const Hypothesis& h) { finals[i].set_value(h.text); },
                                     .on_error = [&finals, i](const Error& e) { finals[i].set_value(e.message); }});
        ASSERT_TRUE(session.has_value());
        sessions.push_back(std::move(*session));
    }
    for (std::size_t at = 0; at < 80000; at += 1600) {
        for (std::size_t i = 0; i < said.size(); ++i) {
            const SampleView all(speech[i]);
            sessions[i]->feed(all.subspan(std::min(at, all.size()),
                                          std::min<std::size_t>(1600, all.size() - std::min(at, all.size()))));
        }
    }
    for (std::size_t i = 0; i < said.size(); ++i) {
        sessions[i]->finish();
    }
    for (std::size_t i = 0; i < said.size(); ++i) {
        EXPECT_EQ(finals[i].get_future().get(), alone(speech[i])) << said[i];
    }
}

TEST(EmbeddedRecognizerOnThreads, IsSilentFromTheMomentCancelReturns) {
    const Samples speech = say(sentence);
    fakes::ThreadWorkers workers(2);
    PocketsphinxRecognizer recognizer(workers, model_options());
    const auto call = recognizer.for_call({});
    for (int round = 0; round < 5; ++round) {
        bool cancelled = false;  // plain on purpose: the thread sanitizer sees a listener that still runs
        int late = 0;
        auto session =
            call->open(RecognizerSearch::Free, {.on_partial = [&](const Hypothesis&) { late += cancelled ? 1 : 0; },
                                                .on_final = [&](const Hypothesis&) { ++late; },
                                                .on_error = {}});
        if (!session) {
            continue;  // the last round's decoders are still being put away
        }
        feed_in_pieces(**session, speech, 1600);
        (*session)->cancel();
        cancelled = true;
        EXPECT_EQ(late, 0);
    }
}

}  // namespace
}  // namespace mockcall::contract
