#include "adapters/openai/chat_model.hpp"

#include <gmock/gmock.h>

#include "adapters/openai/usage_meter.hpp"
#include "fakes/fake_http.hpp"

namespace mockcall::openai {
namespace {

using ::testing::ElementsAre;

const CallId kCall{"call_1"};

struct Heard {
    std::string text;
    int done = 0;
    std::vector<std::string> errors;
};

class ChatModelTest : public ::testing::Test {
  protected:
    ChatModelTest() {
        ServiceOptions o;
        o.part = "customer";
        o.base_url = "http://127.0.0.1:1/v1";
        o.model = "m";
        o.probe = false;
        service = Service::make(o, http, world, meter);
        meter.open(kCall);
    }
    std::unique_ptr<ModelSession> ask(bool stream) {
        ChatModel model(service);
        ModelSession::Listener listener;
        listener.on_text = [this](std::string_view t) { heard.text += t; };
        listener.on_done = [this] { ++heard.done; };
        listener.on_error = [this](std::string reason) { heard.errors.push_back(std::move(reason)); };
        ModelRequest request;
        request.call = kCall;
        request.prompt = {"system", "user", "line", R"({"type":"object"})"};
        request.stream = stream;
        auto session = model.ask(std::move(request), std::move(listener));
        world.settle();
        return session;
    }
    void stream(std::string_view bytes, std::size_t chunk) {
        auto& sent = *http.sent.back();
        sent.listener.on_head({200, "text/event-stream", {}});
        for (; !bytes.empty(); bytes.remove_prefix(std::min(chunk, bytes.size())))
            sent.listener.on_body(bytes.substr(0, chunk));
        sent.listener.on_done();
    }

    fakes::VirtualWorld world;
    fakes::FakeHttp http{world};
    LockedUsageMeter meter{world, {}};
    std::shared_ptr<Service> service;
    Heard heard;
};

constexpr std::string_view kStream =
    "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n: a comment\n\n"
    "data: {\"choices\":[{\"delta\":{\"content\":\"I\xE2\x80\x99ve \"}}]}\n\n"
    "data: {\"choices\":[{\"delta\":{\"content\":\"paid.\"}}]}\n\n"
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":70,\"completion_tokens\":5}}\n\ndata: [DONE]\n\n";

TEST_F(ChatModelTest, StreamsTextHoweverItsBytesArrive) {
    for (std::size_t chunk = 1; chunk < kStream.size(); chunk += 13) {
        heard = {};
        const auto session = ask(true);
        stream(kStream, chunk);
        EXPECT_EQ(heard.text, "I\xE2\x80\x99ve paid.") << chunk;
        EXPECT_EQ(heard.done, 1);
        EXPECT_THAT(heard.errors, ElementsAre());
    }
}

TEST_F(ChatModelTest, CountsWhatTheServiceSaysItUsed) {
    const auto session = ask(true);
    stream(kStream, 50);
    const auto used = meter.of(kCall).at("customer");
    EXPECT_EQ(used.input_tokens, 70);
    EXPECT_EQ(used.output_tokens, 5);
    EXPECT_EQ(used.requests, 1);
}

TEST_F(ChatModelTest, WhatIsGivenUpHalfWayIsEstimated) {
    auto session = ask(true);
    http.sent.back()->listener.on_head({200, "", {}});
    http.sent.back()->listener.on_body("data: {\"choices\":[{\"delta\":{\"content\":\"twelve chars\"}}]}\n\n");
    session->cancel();
    session.reset();
    world.settle();
    http.sent.clear();
    EXPECT_EQ(meter.of(kCall).at("customer").output_tokens, 4);
}

TEST_F(ChatModelTest, AStreamWithoutItsEndIsNoAnswer) {
    const auto session = ask(true);
    stream(kStream.substr(0, kStream.find("data: {\"choices\":[{\"delta\":{},")), 50);
    EXPECT_EQ(heard.done, 0);
    EXPECT_THAT(heard.errors, ElementsAre("broken_answer"));
}

TEST_F(ChatModelTest, AnEventThatIsNoneEndsIt) {
    const auto session = ask(true);
    stream("data: {\"choices\": [{\"delta\":\n\n" + std::string(kStream), 50);
    EXPECT_EQ(heard.text, "");
    EXPECT_THAT(heard.errors, ElementsAre("broken_answer"));
}

TEST_F(ChatModelTest, AnErrorInTheStreamEndsIt) {
    const auto session = ask(true);
    stream("data: {\"error\":{\"message\":\"overloaded\"}}\n\n", 50);
    EXPECT_THAT(heard.errors, ElementsAre("broken_answer"));
}

TEST_F(ChatModelTest, AWholeAnswerIsTheSame) {
    const auto session = ask(false);
    http.sent.back()->answer(
        200,
        R"({"choices":[{"message":{"content":"Hi."},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1}})");
    EXPECT_EQ(heard.text, "Hi.");
    EXPECT_EQ(heard.done, 1);
    EXPECT_EQ(meter.of(kCall).at("customer").input_tokens, 9);
}

TEST_F(ChatModelTest, AFailureIsAWord) {
    const auto session = ask(true);
    http.sent.back()->fail(HttpFailureKind::FirstByteTimeout);
    EXPECT_THAT(heard.errors, ElementsAre("first_byte_timeout"));
    EXPECT_TRUE(meter.of(kCall).empty()) << "nothing came, nothing is counted";
}

}  // namespace
}  // namespace mockcall::openai
