#include "adapters/openai/openai_recognizer.hpp"

#include "unit/adapters/openai/speech_fixture.hpp"

namespace mockcall::openai {
namespace {

using testing::HasSubstr;

struct Hearing : RemoteWorld {
    Ears ears;
    fakes::SeededEntropy entropy;
    std::shared_ptr<Service> remote = service("recognizer");
    HearingOptions options;
    std::unique_ptr<CallRecognizer> call;
    std::unique_ptr<RecognizerSession> session;

    void open(const RecognizerVocabulary& vocabulary = {.call = CallId{"call_1"}}) {
        call = OpenAiRecognizer(remote, entropy, options).for_call(vocabulary);
        session = std::move(*call->open(RecognizerSearch::Free, ears.words()));
    }
    void hear(int ms = 1000) {
        open();
        session->feed(Samples(static_cast<std::size_t>(ms) * 16, 100));
        session->finish();
        world.settle();
    }
    void streams(const std::vector<std::string>& events) {
        answer = {};
        for (const std::string& e : events)
            answer.pieces.push_back("data: " + e + "\n\n");
    }
};
const std::string kDelta1 = R"({"type":"transcript.text.delta","delta":"How may"})";
const std::string kDelta2 = R"({"type":"transcript.text.delta","delta":" I help"})";
const std::string kDone = R"({"type":"transcript.text.done","text":"How may I help you?"})";

TEST(OpenAiRecognizer, TellsTheWordsAsTheyComeAndThenAll) {
    Hearing h;
    h.streams({kDelta1, kDelta2, kDone});
    h.hear();
    EXPECT_EQ(h.ears.told,
              (Told{"began openai", "partial How may", "partial How may I help", "final How may I help you?"}));
}

TEST(OpenAiRecognizer, TakesAStreamCutAtAnyByte) {
    Hearing h;
    h.streams({kDelta1, kDelta2, kDone});
    std::string all;
    for (const auto& piece : h.answer.pieces)
        all += piece;
    h.answer.pieces.clear();
    for (const char c : all)
        h.answer.pieces.emplace_back(1, c);
    h.hear();
    EXPECT_EQ(h.ears.told.back(), "final How may I help you?");
    EXPECT_EQ(h.ears.count("partial"), 2);
}

TEST(OpenAiRecognizer, TakesAWholeAnswerFromAServerThatDoesNotStream) {
    Hearing h;
    h.answer.pieces = {R"({"text": )", R"(" How may I help you?\n"})"};
    h.hear();
    EXPECT_EQ(h.ears.told, (Told{"began openai", "final How may I help you?"}));
}

TEST(OpenAiRecognizer, SendsTheWholeUtteranceWithWhatIsExpectedInIt) {
    Hearing h;
    h.streams({kDone});
    h.open({.names = {"Robert Johnson", "TechSupport"}, .phrases = {"Turbo Flux"}, .amounts = {"$150"}, .call = {}});
    h.session->feed(Samples(8000, 100));
    h.session->feed(Samples(8000, 100));
    h.session->finish();
    h.session->finish();
    h.session->feed(Samples(8000, 100));
    h.world.settle();
    ASSERT_EQ(h.http.requests.size(), 1u);
    const HttpRequest& sent = h.http.requests[0];
    EXPECT_EQ(sent.url, "http://127.0.0.1:1/v1/audio/transcriptions");
    for (const char* part : {"Robert Johnson, TechSupport, Turbo Flux, $150.", "\r\n\r\nen\r\n", "some-model"})
        EXPECT_THAT(sent.body, HasSubstr(part));
    const auto wav = sent.body.find("RIFF");
    ASSERT_NE(wav, std::string::npos);
    EXPECT_GT(sent.body.size() - wav, 44u + 32'000u);
    EXPECT_LT(sent.body.size() - wav, 44u + 32'000u + 100u);
}

// --- Hearing ahead: what was said so far is sent at a pause

TEST(OpenAiRecognizer, APauseThatWasTheEndNeedsNoFurtherRequest) {
    Hearing h;
    h.streams({kDelta1, kDone});
    h.open();
    h.session->feed(Samples(16'000, 100));
    h.session->paused();
    h.world.settle();
    EXPECT_EQ(h.ears.told, (Told{"partial How may", "partial How may I help you?"})) << "nothing is final yet";
    h.session->feed(Samples(4'000, 0));
    h.session->finish();
    h.world.settle();
    EXPECT_EQ(h.ears.told.back(), "final How may I help you?");
    EXPECT_EQ(h.ears.count("began"), 1);
    EXPECT_EQ(h.http.requests.size(), 1u);
}

TEST(OpenAiRecognizer, TheEndMayComeBeforeTheAnswerToThePause) {
    Hearing h;
    h.streams({kDone});
    h.open();
    h.session->feed(Samples(16'000, 100));
    h.session->paused();
    h.session->finish();
    h.world.settle();
    EXPECT_EQ(h.ears.told, (Told{"began openai", "final How may I help you?"}));
    EXPECT_EQ(h.http.requests.size(), 1u);
}

TEST(OpenAiRecognizer, WhoGoesOnAfterAPauseIsHeardWhole) {
    Hearing h;
    h.streams({R"({"type":"transcript.text.done","text":"How may"})"});
    h.open();
    h.session->feed(Samples(16'000, 100));
    h.session->paused();
    h.world.settle();
    h.session->resumed();
    h.streams({kDone});
    h.session->feed(Samples(16'000, 100));
    h.session->finish();
    h.world.settle();
    EXPECT_EQ(h.ears.told, (Told{"partial How may", "began openai", "final How may I help you?"}));
    ASSERT_EQ(h.http.requests.size(), 2u);
    EXPECT_GT(h.http.requests[1].body.size(), 64'000u) << "all of the utterance";
}

TEST(OpenAiRecognizer, APauseThatWasNotHeardIsNoFailure) {
    Hearing h;
    h.answer.status = 500;
    h.open();
    h.session->feed(Samples(16'000, 100));
    h.session->paused();
    h.world.settle();
    EXPECT_TRUE(h.ears.told.empty());
    h.answer = {};
    h.streams({kDone});
    h.session->finish();
    h.world.settle();
    EXPECT_EQ(h.ears.told, (Told{"began openai", "final How may I help you?"}));
}

TEST(OpenAiRecognizer, WhoPausesAgainAndAgainIsNotPaidForWithoutEnd) {
    Hearing h;
    h.streams({kDone});
    h.open();
    for (int i = 0; i < 20; ++i) {
        h.session->feed(Samples(3'200, 100));
        h.session->paused();
        h.world.settle();
        h.session->resumed();
    }
    h.session->finish();
    h.world.settle();
    EXPECT_EQ(h.http.requests.size(), 5u) << "four pauses and the whole";
    EXPECT_EQ(h.ears.count("final"), 1);
}

TEST(OpenAiRecognizer, NothingIsToldOfAPauseAfterACancel) {
    Hearing h;
    h.streams({kDone});
    h.open();
    h.session->feed(Samples(16'000, 100));
    h.session->paused();
    h.session->cancel();
    h.session->resumed();
    h.session->paused();
    h.world.settle();
    EXPECT_TRUE(h.ears.told.empty());
}

TEST(OpenAiRecognizer, APromptHasItsLimit) {
    RecognizerVocabulary vocabulary;
    for (int i = 0; i < 1000; ++i)
        vocabulary.phrases.push_back("phrase " + std::to_string(i));
    EXPECT_LE(prompt_of(vocabulary).size(), 601u);
    EXPECT_EQ(prompt_of({}), "");
}

TEST(OpenAiRecognizer, AnUtteranceThatGoesOnForEverKeepsItsNewestMinute) {
    Hearing h;
    h.streams({kDone});
    h.open();
    for (int second = 0; second < 90; ++second)
        h.session->feed(Samples(16'000, 100));
    h.session->finish();
    h.world.settle();
    EXPECT_LT(h.http.requests.at(0).body.size(), 60u * 32'000 + 2'000);
}

TEST(OpenAiRecognizer, AStreamThatEndsTooEarlyIsAFailure) {
    Hearing h;
    h.streams({kDelta1});
    h.hear();
    EXPECT_EQ(h.ears.told.back(), "error");
    EXPECT_EQ(h.ears.error.code, ErrorCode::AiServiceError);
}

TEST(OpenAiRecognizer, NonsenseIsAFailureThatCountsAgainstTheService) {
    for (const char* nonsense : {"<html>", R"({"foo": 1})", "data: {\n\n", "data: []\n\n"}) {
        Hearing h;
        h.answer.pieces = {nonsense};
        for (int i = 0; i < 3; ++i)
            h.hear();
        EXPECT_EQ(h.ears.count("error"), 3) << nonsense;
        EXPECT_EQ(h.ears.count("final"), 0) << nonsense;
        EXPECT_FALSE(h.remote->up()) << nonsense;
    }
}

TEST(OpenAiRecognizer, EveryFailureOnTheWayIsTold) {
    for (const auto kind : {HttpFailureKind::CannotConnect, HttpFailureKind::ConnectTimeout,
                            HttpFailureKind::FirstByteTimeout, HttpFailureKind::IdleTimeout, HttpFailureKind::Broken}) {
        Hearing h;
        h.answer.failure = kind;
        h.hear();
        EXPECT_EQ(h.ears.told.back(), "error");
        EXPECT_THAT(h.ears.error.message, HasSubstr(std::string(to_string(kind))));
    }
}

TEST(OpenAiRecognizer, IsSilentOnceCancelledOrGone) {
    Hearing h;
    h.streams({kDelta1, kDone});
    h.open();
    h.session->feed(Samples(16'000, 100));
    h.session->finish();
    h.session->cancel();
    h.world.settle();
    h.open();
    h.session->feed(Samples(16'000, 100));
    h.session->finish();
    h.session.reset();
    h.world.settle();
    EXPECT_EQ(h.ears.told, Told{});
}

TEST(OpenAiRecognizer, AListenerMayCancelItsOwnUtterance) {
    Hearing h;
    h.answer.pieces = {"data: " + kDelta1 + "\n\ndata: " + kDelta2 + "\n\ndata: " + kDone + "\n\n"};
    h.call = OpenAiRecognizer(h.remote, h.entropy, {}).for_call({});
    auto listener = h.ears.words();
    listener.on_partial = [&h](const Hypothesis&) {
        h.ears.told.push_back("partial");
        h.session->cancel();
    };
    h.session = std::move(*h.call->open(RecognizerSearch::Free, std::move(listener)));
    h.session->feed(Samples(16'000, 100));
    h.session->finish();
    h.world.settle();
    EXPECT_EQ(h.ears.told, (Told{"began openai", "partial"}));
}

}  // namespace
}  // namespace mockcall::openai
