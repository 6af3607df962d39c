// A conversation with a service that speaks, in virtual time: the test is the service.
#include "adapters/openai/realtime_customer.hpp"

#include <boost/json.hpp>

#include "fakes/fake_sockets.hpp"
#include "unit/adapters/openai/speech_fixture.hpp"

namespace mockcall::openai {
namespace {

namespace json = boost::json;

struct Answers {
    std::string text;
    std::vector<std::string> told;
    ModelSession::Listener listener() {
        return {.on_text = [this](std::string_view piece) { text += piece; },
                .on_done = [this] { told.push_back("done"); },
                .on_error = [this](const std::string& why) { told.push_back("error " + why); }};
    }
};

struct Spoken {
    fakes::VirtualWorld world;
    fakes::FakeSockets sockets{world};
    LockedUsageMeter meter{world, {}};
    RealtimeOptions options{
        .part = "realtime", .url = "ws://127.0.0.1:1/v1/realtime?model=m", .api_key = "sk-secret", .model = "stt"};
    std::unique_ptr<RealtimeCustomer> customer;
    std::unique_ptr<Recognizer> ears;
    std::unique_ptr<LanguageModel> words;
    std::unique_ptr<Synthesizer> voice;
    std::unique_ptr<CallRecognizer> call;
    Answers answers;
    Ears heard;
    std::unique_ptr<ModelSession> asked;
    std::unique_ptr<SynthesisSession> speaking;

    Spoken() {
        meter.open(CallId{"call_1"});
        customer = std::make_unique<RealtimeCustomer>(sockets, world, meter, options, RealtimeVoice{});
        ears = customer->ears();
        words = customer->words();
        voice = customer->voice();
        call = ears->for_call({.call = CallId{"call_1"}});
    }
    ~Spoken() {
        speaking.reset();
        asked.reset();
        call.reset();
        world.settle();
    }
    auto& line() { return *sockets.connections.back(); }
    json::object last(std::string_view type) {
        json::object found;
        for (const std::string& sent : line().sent)
            if (auto o = json::parse(sent).as_object(); o.at("type").as_string() == type)
                found = o;
        return found;
    }
    long count(std::string_view type) {
        return std::ranges::count_if(
            line().sent, [&](const std::string& sent) { return json::parse(sent).at("type").as_string() == type; });
    }
    void ask(SpokenReply reply = {}) {
        ModelRequest request;
        request.call = CallId{"call_1"};
        request.prompt = {.system = "You are a customer.",
                          .user = "Say that the bill is wrong.",
                          .schema_name = "customer_line",
                          .schema = {}};
        reply.voice = "awb";
        request.spoken = std::move(reply);
        asked = words->ask(std::move(request), answers.listener());
        world.settle();
    }
    void says(const std::string& event) {
        line().says(event);
        world.settle();
    }
    void begins(const std::string& response = "r1", const std::string& item = "i1") {
        const auto tag = json::serialize(last("response.create").at("response").at("metadata"));
        says(R"({"type":"response.created","response":{"id":")" + response + R"(","metadata":)" + tag + "}}");
        says(R"({"type":"response.output_item.added","response_id":")" + response +
             R"(","item":{"type":"message","id":")" + item + "\"}}");
    }
    void about(const std::string& what, const std::string& rest, const std::string& response = "r1",
               const std::string& item = "i1") {
        says(R"({"type":"response.)" + what + R"(","response_id":")" + response + R"(","item_id":")" + item + "\"" +
             rest + "}");
    }
    void words_of(const std::string& text, const std::string& response = "r1", const std::string& item = "i1") {
        about("output_audio_transcript.delta", ",\"delta\":" + json::serialize(json::string(text)), response, item);
    }
    void all_words(const std::string& response = "r1", const std::string& item = "i1") {
        about("output_audio_transcript.done", R"(,"transcript":"")", response, item);
    }
    void sound(double seconds, bool silent = false, const std::string& response = "r1",
               const std::string& item = "i1") {
        const auto n = static_cast<std::size_t>(seconds * 24'000);
        std::string bytes;
        for (std::size_t i = 0; i < n; ++i) {
            const std::int16_t s = silent ? 0 : i % 100 < 50 ? 6000 : -6000;
            bytes += static_cast<char>(s & 0xFF);
            bytes += static_cast<char>((s >> 8) & 0xFF);
        }
        about("output_audio.delta", ",\"delta\":\"" + base64_encode(bytes_of(bytes)) + "\"", response, item);
    }
    void over(const std::string& status = "completed", const std::string& response = "r1") {
        says(
            R"({"type":"response.done","response":{"id":")" + response + R"(","status":")" + status +
            R"(","usage":{"input_tokens":100,"output_tokens":40,"input_token_details":{"audio_tokens":20},"output_token_details":{"audio_tokens":30}}}})");
    }
    void speak(const std::string& text, UtteranceId of_line = 1) {
        SpeechRequest request;
        request.text = text;
        request.call = CallId{"call_1"};
        request.sample_rate = 24'000;
        request.line = of_line;
        speaking = voice->speak(request, heard.voice());
        world.settle();
    }
    [[nodiscard]] double seconds() const { return static_cast<double>(heard.samples.size()) / 24'000; }
};

TEST(RealtimeCustomer, TheSoundOfASentenceIsHeardOnceItIsAskedFor) {
    Spoken s;
    s.ask();
    EXPECT_EQ(s.last("session.update").at("session").at("type").as_string(), "realtime");
    EXPECT_EQ(s.last("response.create").at("response").at("audio").at("output").at("voice").as_string(), "ash");
    s.begins();
    s.words_of("My bill is wrong. It really");
    s.sound(1.2);
    s.sound(0.3, true);
    EXPECT_EQ(s.answers.text, R"({"decision":"none","emotion":"","words":"My bill is wrong. It really)");
    EXPECT_TRUE(s.heard.told.empty()) << "nobody has let it through";
    s.speak("My bill is wrong.");
    EXPECT_NEAR(s.seconds(), 1.26, 0.02);
    EXPECT_EQ(s.heard.told.back(), "done");
    s.words_of(" is.");
    s.sound(0.8);
    s.all_words();
    EXPECT_EQ(s.answers.told, Told{"done"});
    EXPECT_TRUE(s.answers.text.ends_with("It really is.\"}"));
    s.asked.reset();  // answered
    s.speak("It really is.");
    s.over();
    EXPECT_NEAR(s.seconds(), 2.3, 0.01) << "all of it, once";
    EXPECT_EQ(s.heard.count("done"), 2);
    EXPECT_EQ(s.count("response.cancel"), 0);
    EXPECT_EQ(s.count("conversation.item.truncate"), 0);
    EXPECT_EQ(s.meter.of(CallId{"call_1"}).at("customer").input_tokens, 100);
}

TEST(RealtimeCustomer, ASentenceThatNobodyLetsThroughIsCutAndTakenBack) {
    Spoken s;
    s.ask();
    s.begins();
    s.words_of("My bill is wrong. The secret is blue. Yes");
    s.sound(1.2);
    s.sound(0.3, true);
    s.sound(2);
    s.speak("My bill is wrong.");
    s.asked->cancel();  // the second one was refused
    s.world.settle();
    EXPECT_EQ(s.last("response.cancel").at("response_id").as_string(), "r1");
    s.over("cancelled");
    EXPECT_NEAR(s.seconds(), 1.26, 0.02);
    EXPECT_NEAR(static_cast<double>(s.last("conversation.item.truncate").at("audio_end_ms").as_int64()), 1260, 20);
}

TEST(RealtimeCustomer, WhatWasInterruptedIsCutToWhatWasHeard) {
    Spoken s;
    s.ask();
    s.begins();
    s.words_of("My bill is wrong.");
    s.all_words();
    s.sound(3);
    s.over();
    s.speak("My bill is wrong.", 7);
    EXPECT_NEAR(s.seconds(), 3, 0.01);
    s.voice->stopped(CallId{"call_1"}, 6, Milliseconds{100});
    s.world.settle();
    EXPECT_EQ(s.count("conversation.item.truncate"), 0) << "another line";
    s.voice->stopped(CallId{"call_1"}, 7, Milliseconds{1'250});
    s.world.settle();
    EXPECT_EQ(s.last("conversation.item.truncate").at("audio_end_ms").as_int64(), 1'250);
    EXPECT_EQ(s.last("conversation.item.truncate").at("item_id").as_string(), "i1");
}

TEST(RealtimeCustomer, WhatIsStillBeingMadeIsStoppedAndThenCutToWhatWasHeardOfAllItsPieces) {
    Spoken s;
    s.ask();
    s.begins();
    s.words_of("My bill is wrong and it has been wrong for such a long time.");
    s.all_words();
    s.speak("My bill is wrong and it has been wrong for such a long time.", 3);
    for (int i = 0; i < 6; ++i)
        s.sound(0.5);
    s.speaking->cancel();
    s.voice->stopped(CallId{"call_1"}, 3, Milliseconds{1'100});
    s.world.settle();
    EXPECT_EQ(s.count("response.cancel"), 1);
    EXPECT_EQ(s.count("conversation.item.truncate"), 0) << "not before it has stopped";
    s.over("cancelled");
    EXPECT_EQ(s.last("conversation.item.truncate").at("audio_end_ms").as_int64(), 1'100);
    EXPECT_EQ(s.count("conversation.item.truncate"), 1);
}

TEST(RealtimeCustomer, ADecisionIsToldBeforeAWordIs) {
    Spoken s;
    s.ask({.decides = true});
    s.begins();
    s.words_of("All right then. Fine.");
    EXPECT_EQ(s.answers.text, "");
    s.says(
        R"({"type":"response.output_item.done","response_id":"r1","item":{"type":"function_call","id":"f1","name":"answer_offer","call_id":"c1","arguments":"{\"decision\":\"accept\"}"}})");
    EXPECT_EQ(s.answers.text, R"({"decision":"accept","emotion":"","words":"All right then. Fine.)");
    s.all_words();
    EXPECT_EQ(s.answers.told, Told{"done"});
    s.over();
    const auto result = s.last("conversation.item.create").at("item").as_object();
    EXPECT_EQ(result.at("type").as_string(), "function_call_output");
    EXPECT_EQ(result.at("call_id").as_string(), "c1");
}

TEST(RealtimeCustomer, ADecisionThatIsNotToldIsNone) {
    Spoken s;
    s.ask({.decides = true});
    s.begins();
    s.words_of("All right then.");
    s.all_words();
    EXPECT_EQ(s.answers.text, "");
    s.over();
    EXPECT_TRUE(s.answers.text.starts_with(R"({"decision":"none")"));
    EXPECT_EQ(s.answers.told, Told{"done"});
}

TEST(RealtimeCustomer, AConnectionThatIsOpenButSilentFailsWhoWaits) {
    Spoken s;
    s.ask();
    s.world.run_for(s.options.first_byte + Milliseconds{1});
    EXPECT_EQ(s.answers.told, Told{"error first_byte_timeout"});
    EXPECT_TRUE(s.line().gone);
    s.ask();
    ASSERT_EQ(s.sockets.connections.size(), 2u) << "the next line tries again";
    s.begins();
    s.words_of("My bill is");
    s.world.run_for(s.options.between + Milliseconds{1});
    EXPECT_EQ(s.answers.told.back(), "error idle_timeout");
}

TEST(RealtimeCustomer, AServiceThatDripsForeverFailsAtItsDeadline) {
    Spoken s;
    s.ask();
    s.begins();
    for (int i = 0; i < 20 && s.answers.told.empty(); ++i) {
        s.words_of("and ");
        s.world.run_for(Milliseconds{1'000});
    }
    EXPECT_EQ(s.answers.told, Told{"error whole_timeout"});
}

TEST(RealtimeCustomer, AServiceThatIsSlowButSteadyIsHeardToItsEnd) {
    Spoken s;
    s.ask();
    s.world.run_for(s.options.first_byte - Milliseconds{10});
    s.begins();
    for (const char* words : {"Since ", "March."}) {
        s.world.run_for(std::min(s.options.between, (s.options.whole - s.options.first_byte) / 2) - Milliseconds{10});
        s.words_of(words);
    }
    s.all_words();
    EXPECT_THAT(s.answers.text, testing::HasSubstr("Since March."));
    EXPECT_EQ(s.answers.told, Told{"done"});
}

/// A line on which one answer has come.
struct Kept : Spoken {
    Kept() {
        ask();
        begins();
        words_of("My bill is wrong.");
        all_words();
        over();
        answers.told.clear();
        answers.text.clear();
    }
    void dies() {
        line().ends(SocketEnd::Closed);
        world.settle();
    }
};

TEST(RealtimeCustomer, WhatIsAskedOnALineThatTurnsOutToBeDeadIsAskedOnceMoreOnAnother) {
    Kept s;
    s.ask({.heard = {{false, "How may I help you?"}, {true, "My bill is wrong."}}});
    s.dies();
    EXPECT_THAT(s.answers.told, testing::IsEmpty());
    ASSERT_EQ(s.sockets.connections.size(), 2u);
    EXPECT_EQ(s.count("session.update"), 1);
    EXPECT_EQ(s.count("conversation.item.create"), 2) << "it is told what was said before";
    EXPECT_EQ(s.count("response.create"), 1);
    s.begins();
    s.words_of("Since March.");
    s.all_words();
    EXPECT_THAT(s.answers.text, testing::HasSubstr("Since March."));
    EXPECT_EQ(s.answers.told, Told{"done"});
}

TEST(RealtimeCustomer, WhatDiesTwiceHasFailedAndTheNextLineIsTriedByTheBreakersRules) {
    Kept s;
    s.ask();
    s.dies();
    s.dies();
    EXPECT_EQ(s.answers.told, Told{"error closed"}) << "once";
    EXPECT_EQ(s.sockets.connections.size(), 2u);
    s.ask();
    ASSERT_EQ(s.sockets.connections.size(), 3u);
    s.dies();
    EXPECT_FALSE(s.words->up()) << "the third in a row";
    s.world.run_for(Milliseconds{5'001});
    s.ask();
    EXPECT_EQ(s.sockets.connections.size(), 4u);
}

TEST(RealtimeCustomer, WhatHasBegunIsNotAskedForAgain) {
    Kept s;
    s.ask();
    s.begins("r2", "i2");
    s.dies();
    EXPECT_EQ(s.answers.told, Told{"error closed"});
    EXPECT_EQ(s.sockets.connections.size(), 1u);
}

TEST(RealtimeCustomer, ThreeFailuresOpenTheBreakerAndALaterCallTriesAgain) {
    Spoken s;
    for (int i = 0; i < 3; ++i) {
        s.ask();
        s.line().ends(SocketEnd::Closed);
        s.world.settle();
    }
    EXPECT_FALSE(s.words->up());
    s.ask();
    EXPECT_EQ(s.answers.told.back(), "error down");
    EXPECT_EQ(s.sockets.connections.size(), 3u);
    s.world.run_for(Milliseconds{5'001});
    EXPECT_TRUE(s.words->up()) << "it may be tried";
    s.ask();
    EXPECT_EQ(s.sockets.connections.size(), 4u);
}

TEST(RealtimeCustomer, TheVoiceThatIsCutInTheMiddleOfASentenceSaysSo) {
    Spoken s;
    s.ask();
    s.begins();
    s.words_of("My bill is wrong and has been for weeks.");
    s.all_words();
    s.speak("My bill is wrong and has been for weeks.");
    s.sound(1);
    s.line().ends(SocketEnd::Closed);
    s.world.settle();
    EXPECT_EQ(s.heard.told.back(), "error");
    EXPECT_NEAR(s.seconds(), 1, 0.05);
}

TEST(RealtimeCustomer, WhatIsReadOutIsHeardAsFarAsItIsWhatWasToBeRead) {
    Spoken s;
    s.speak("I see that now. My account number is 7 8 9.");
    const std::string how = s.last("response.create").at("response").at("instructions").as_string().c_str();
    EXPECT_THAT(how, testing::HasSubstr("\"I see that now. My account number is 7 8 9.\""));
    s.begins();
    s.sound(0.6);
    s.sound(0.3, true);
    EXPECT_TRUE(s.heard.samples.empty());
    s.words_of("I see that now! The");
    EXPECT_NEAR(s.seconds(), 0.75, 0.02);
    const double before = s.seconds();
    s.words_of(" secret is blue. And");
    s.sound(2);
    EXPECT_EQ(s.heard.told.back(), "error") << "others say the rest";
    EXPECT_NEAR(s.seconds(), before, 0.01);
    EXPECT_EQ(s.count("response.cancel"), 1);
}

TEST(RealtimeCustomer, AnUnderstandingIsACallOfAFunctionApartFromTheConversation) {
    Spoken s;
    ModelRequest request;
    request.call = CallId{"call_1"};
    request.prompt = {
        .system = "Label.", .user = "Transcript", .schema_name = "agent_turn", .schema = R"({"type":"object"})"};
    request.stream = false;
    s.asked = s.words->ask(std::move(request), s.answers.listener());
    s.world.settle();
    const auto wanted = s.last("response.create").at("response").as_object();
    EXPECT_EQ(wanted.at("conversation").as_string(), "none");
    EXPECT_EQ(wanted.at("tool_choice").at("name").as_string(), "agent_turn");
    s.begins();
    s.says(
        R"({"type":"response.output_item.done","response_id":"r1","item":{"type":"function_call","id":"f1","name":"agent_turn","call_id":"c1","arguments":"{\"acts\":[]}"}})");
    EXPECT_EQ(s.answers.text, R"({"acts":[]})");
    EXPECT_EQ(s.answers.told, Told{"done"});
}

TEST(RealtimeCustomer, AnErrorAboutARequestIsItsFailureAndOthersLive) {
    Spoken s;
    s.ask();
    const std::string tag = s.last("response.create").at("event_id").as_string().c_str();
    s.says(
        R"({"type":"error","error":{"type":"invalid_request_error","code":"unknown_parameter","event_id":"aside"}})");
    EXPECT_TRUE(s.answers.told.empty()) << "of what nobody waits for";
    s.says(R"({"type":"error","error":{"type":"invalid_request_error","code":"unknown_parameter","event_id":")" + tag +
           "\"}}");
    EXPECT_EQ(s.answers.told, Told{"error unknown_parameter"});
    EXPECT_FALSE(s.line().gone);
}

TEST(RealtimeCustomer, AServiceThatKeepsNoMetadataAnswersInOrder) {
    Spoken s;
    s.ask();
    s.says(R"({"type":"response.created","response":{"id":"r1"}})");
    s.says(R"({"type":"response.output_item.added","response_id":"r1","item":{"type":"message","id":"i1"}})");
    s.words_of("Hello there.");
    s.all_words();
    EXPECT_EQ(s.answers.told, Told{"done"});
}

TEST(RealtimeCustomer, OneResponseAtATimeIsAskedOfTheConversation) {
    Spoken s;
    s.ask();
    s.begins();
    s.words_of("My");
    s.ask();  // the first was given up
    EXPECT_EQ(s.count("response.create"), 1);
    EXPECT_EQ(s.count("response.cancel"), 1);
    s.over("cancelled");
    EXPECT_EQ(s.count("response.create"), 2);
    EXPECT_EQ(s.last("conversation.item.delete").at("item_id").as_string(), "i1") << "nobody heard it";
}

}  // namespace
}  // namespace mockcall::openai
