#include "adapters/openai/realtime_recognizer.hpp"

#include <boost/json.hpp>

#include "fakes/fake_sockets.hpp"
#include "unit/adapters/openai/speech_fixture.hpp"

namespace mockcall::openai {
namespace {

namespace json = boost::json;

struct Realtime {
    fakes::VirtualWorld world;
    fakes::FakeSockets sockets{world};
    LockedUsageMeter meter{world, {}};
    Ears ears;
    RealtimeOptions options{
        .url = "ws://127.0.0.1:1/v1/realtime?intent=transcription", .api_key = "sk-secret", .model = "stt"};
    std::unique_ptr<RealtimeRecognizer> recognizer;
    std::unique_ptr<CallRecognizer> call;
    std::unique_ptr<RecognizerSession> session;
    int items = 0;

    Realtime() {
        meter.open(CallId{"call_1"});
        recognizer = std::make_unique<RealtimeRecognizer>(sockets, world, meter, options);
        call = recognizer->for_call({.names = {"TechSupport"}, .call = CallId{"call_1"}});
    }
    ~Realtime() {
        session.reset();
        call.reset();
        world.settle();
    }
    void open() {
        session = std::move(*call->open(RecognizerSearch::Free, ears.words()));
        world.settle();
    }
    void speak(int ms = 1000) {
        open();
        session->feed(Samples(static_cast<std::size_t>(ms) * 16, 100));
        session->finish();
        world.settle();
    }
    auto& line() { return *sockets.connections.back(); }
    Told types() {
        Told all;
        for (const std::string& sent : line().sent)
            all.emplace_back(json::parse(sent).at("type").as_string());
        return all;
    }
    void committed(const std::string& item) {
        line().says(R"({"type":"input_audio_buffer.committed","item_id":")" + item + "\"}");
    }
    void about(const std::string& item, const std::string& what, const std::string& rest) {
        line().says(R"({"type":"conversation.item.input_audio_transcription.)" + what + R"(","item_id":")" + item +
                    "\"," + rest + "}");
        world.settle();
    }
};

TEST(RealtimeRecognizer, TheSoundGoesOutWhileItIsSpokenAndTheCommitAtItsEnd) {
    Realtime r;
    r.open();
    ASSERT_EQ(r.sockets.connections.size(), 1u);
    EXPECT_EQ(r.line().request.headers.at(0).second, "Bearer sk-secret");
    EXPECT_THAT(r.line().sent.at(0), testing::HasSubstr("TechSupport"));
    r.session->feed(Samples(16'000, 100));
    r.world.settle();
    EXPECT_EQ(r.types(), (Told{"session.update", "input_audio_buffer.append"}));
    r.session->finish();
    r.world.settle();
    EXPECT_EQ(r.types().back(), "input_audio_buffer.commit");
    r.committed("i1");
    r.about("i1", "delta", R"("delta":"How may")");
    r.about("i1", "delta", R"("delta":" I help")");
    r.about("i1", "completed", R"("transcript":"How may I help you?")");
    EXPECT_EQ(r.ears.told, (Told{"began openai-realtime", "partial How may", "partial How may I help",
                                 "final How may I help you?"}));
    EXPECT_NEAR(r.meter.of(CallId{"call_1"}).at("recognizer").seconds, 1.0, 0.01);
}

TEST(RealtimeRecognizer, AllTheSoundArrivesAtTheServicesRate) {
    Realtime r;
    r.open();
    for (int i = 0; i < 100; ++i)
        r.session->feed(Samples(320, 100));
    r.session->finish();
    r.world.settle();
    std::size_t samples = 0;
    for (const std::string& sent : r.line().sent)
        if (const auto event = json::parse(sent).as_object(); event.contains("audio")) {
            Bytes bytes;
            ASSERT_TRUE(base64_decode(std::string_view(event.at("audio").as_string()), bytes));
            samples += bytes.size() / 2;
        }
    EXPECT_NEAR(static_cast<double>(samples), 48'000, 100) << "two seconds at 24 kHz";
}

TEST(RealtimeRecognizer, OneConnectionServesTheWholeCall) {
    Realtime r;
    for (int i = 1; i <= 3; ++i) {
        r.speak();
        const std::string item = "i" + std::to_string(i);
        r.committed(item);
        r.about(item, "completed", R"("transcript":"Yes.")");
    }
    EXPECT_EQ(r.sockets.connections.size(), 1u);
    EXPECT_EQ(r.ears.count("final"), 3);
}

TEST(RealtimeRecognizer, TwoUtterancesUnderWayAreKeptApart) {
    Realtime r;
    r.speak();
    auto first = std::move(r.session);
    r.speak();
    r.committed("i1");
    r.committed("i2");
    r.about("i2", "completed", R"("transcript":"second")");
    r.about("i1", "completed", R"("transcript":"first")");
    EXPECT_EQ(r.ears.told, (Told{"began openai-realtime", "began openai-realtime", "final second", "final first"}));
}

TEST(RealtimeRecognizer, AConnectionThatIsLostFailsWhoWaitsAndIsMadeAnew) {
    Realtime r;
    r.speak();
    r.line().ends(SocketEnd::Closed);
    r.world.settle();
    EXPECT_EQ(r.ears.told, (Told{"began openai-realtime", "error"}));
    r.speak();
    EXPECT_EQ(r.sockets.connections.size(), 2u);
    r.committed("i1");
    r.about("i1", "completed", R"("transcript":"back")");
    EXPECT_EQ(r.ears.told.back(), "final back");
}

TEST(RealtimeRecognizer, ACommitThatNobodyAnswersFailsInTimeAndSoDoesAHalfAnswer) {
    Realtime r;
    r.speak();
    r.world.run_for(Milliseconds{3'990});
    EXPECT_EQ(r.ears.count("error"), 0);
    r.world.run_for(Milliseconds{20});
    EXPECT_EQ(r.ears.count("error"), 1);
    EXPECT_THAT(r.ears.error.message, testing::HasSubstr("first_byte_timeout"));
    r.speak();
    r.committed("i1");
    r.about("i1", "delta", R"("delta":"How")");
    r.world.run_for(Milliseconds{7'990});
    EXPECT_EQ(r.ears.count("error"), 1);
    r.world.run_for(Milliseconds{20});
    EXPECT_EQ(r.ears.count("error"), 2);
    EXPECT_THAT(r.ears.error.message, testing::HasSubstr("whole_timeout"));
}

TEST(RealtimeRecognizer, AfterThreeFailuresItIsLeftAloneForAWhile) {
    Realtime r;
    for (int i = 0; i < 3; ++i) {
        r.open();
        r.line().ends(SocketEnd::CannotConnect);
        r.world.settle();
    }
    EXPECT_FALSE(r.recognizer->ready());
    r.open();
    EXPECT_EQ(r.sockets.connections.size(), 3u);
    EXPECT_EQ(r.ears.count("error"), 4);
    r.world.run_for(Milliseconds{5'100});
    r.speak();
    EXPECT_EQ(r.sockets.connections.size(), 4u);
    r.committed("i1");
    r.about("i1", "completed", R"("transcript":"back")");
    EXPECT_EQ(r.ears.told.back(), "final back");
    EXPECT_TRUE(r.recognizer->ready());
}

TEST(RealtimeRecognizer, ACallThatEndsWhileItTriesLeavesTheNextATry) {
    Realtime r;
    for (int i = 0; i < 3; ++i) {
        r.open();
        r.line().ends(SocketEnd::CannotConnect);
        r.world.settle();
    }
    r.world.run_for(Milliseconds{5'100});
    r.open();
    r.session.reset();
    r.call = r.recognizer->for_call({.call = CallId{"call_2"}});
    r.world.settle();
    r.speak();
    EXPECT_EQ(r.sockets.connections.size(), 5u);
}

TEST(RealtimeRecognizer, AServiceThatClosesAnIdleLineHasNotFailed) {
    Realtime r;
    for (int i = 1; i <= 6; ++i) {
        r.speak();
        r.committed("i");
        r.about("i", "completed", R"("transcript":"Yes.")");
        r.line().ends(SocketEnd::Closed);
    }
    EXPECT_EQ(r.ears.count("error"), 0);
    EXPECT_TRUE(r.recognizer->ready());
}

TEST(RealtimeRecognizer, AnErrorAboutACommitFailsThatUtteranceOnly) {
    Realtime r;
    r.speak();
    r.line().says(R"({"type":"error","error":{"code":"input_audio_buffer_commit_empty","message":"x"}})");
    r.world.settle();
    EXPECT_EQ(r.ears.count("error"), 1);
    r.speak();
    EXPECT_EQ(r.sockets.connections.size(), 1u);
}

TEST(RealtimeRecognizer, WhatIsDroppedIsClearedAndNotHeardOf) {
    Realtime r;
    r.open();
    r.session->feed(Samples(16'000, 100));
    r.session->cancel();
    r.world.settle();
    EXPECT_EQ(r.types().back(), "input_audio_buffer.clear");
    EXPECT_EQ(r.ears.told, Told{});
}

TEST(RealtimeRecognizer, TheEndOfTheCallClosesTheLine) {
    Realtime r;
    r.speak();
    r.session.reset();
    r.call.reset();
    r.world.settle();
    EXPECT_TRUE(r.line().gone);
}

TEST(RealtimeRecognizer, ItsAddressIsThatOfTheService) {
    EXPECT_EQ(realtime_url("https://api.openai.com/v1"), "wss://api.openai.com/v1/realtime?intent=transcription");
    EXPECT_EQ(realtime_url("http://127.0.0.1:8000/v1"), "ws://127.0.0.1:8000/v1/realtime?intent=transcription");
}

}  // namespace
}  // namespace mockcall::openai
