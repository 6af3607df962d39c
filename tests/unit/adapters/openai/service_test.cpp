#include "adapters/openai/service.hpp"

#include <gmock/gmock.h>

#include "adapters/openai/usage_meter.hpp"
#include "fakes/fake_http.hpp"

namespace mockcall::openai {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

struct Heard {
    std::string body;
    int done = 0;
    std::vector<std::string> failures;
};

class OpenAiService : public ::testing::Test {
  protected:
    static ServiceOptions options() {
        ServiceOptions o;
        o.part = "customer";
        o.base_url = "http://127.0.0.1:1/v1";
        o.api_key = "sk-secret";
        o.model = "m";
        o.patience = seconds(2);
        o.gate.running = 2;
        o.gate.waiting = 2;
        o.gate.breaker = {2, seconds(5), seconds(20)};
        return o;
    }
    std::shared_ptr<Service> make(ServiceOptions o = options()) {
        service = Service::make(std::move(o), http, world, meter);
        world.settle();
        if (!http.sent.empty())
            http.sent.back()->answer(200, "{}");
        http.sent.clear();
        return service;
    }
    std::unique_ptr<ServiceCall> ask(Heard& heard, int retries = 0) {
        ServiceRequest request;
        request.call = CallId{"call_1"};
        request.path = "/chat/completions";
        request.body = "{}";
        request.retries = retries;
        ServiceListener listener;
        listener.on_body = [&heard](std::string_view b) { heard.body += b; };
        listener.on_done = [&heard] { ++heard.done; };
        listener.on_failure = [&heard](const Failure& f) { heard.failures.push_back(name_of(f)); };
        auto call = service->send(std::move(request), std::move(listener));
        world.settle();
        return call;
    }
    fakes::FakeHttp::Sent& last() { return *http.sent.back(); }

    fakes::VirtualWorld world;
    fakes::FakeHttp http{world};
    LockedUsageMeter meter{world, {}};
    std::shared_ptr<Service> service;
};

TEST_F(OpenAiService, SendsTheKeyInItsHeaderAndNowhereElse) {
    make();
    Heard heard;
    const auto call = ask(heard);
    const HttpRequest& sent = last().request;
    EXPECT_EQ(sent.url, "http://127.0.0.1:1/v1/chat/completions");
    EXPECT_THAT(sent.headers,
                ::testing::Contains(std::pair<std::string, std::string>("Authorization", "Bearer sk-secret")));
    EXPECT_THAT(sent.url + sent.body, Not(HasSubstr("sk-secret")));
    last().answer(200, "words");
    EXPECT_EQ(heard.body, "words");
    EXPECT_EQ(heard.done, 1);
}

TEST_F(OpenAiService, NothingIsHeardOfARequestThatWasGivenUp) {
    make();
    Heard heard;
    auto call = ask(heard);
    call->cancel();
    world.settle();
    EXPECT_TRUE(last().cancelled);
    EXPECT_EQ(service->figures().running, 0U);
    last().listener.on_body("late");
    EXPECT_EQ(heard.body, "");
}

TEST_F(OpenAiService, AnErrorsBodyIsNotDeliveredAndItsSentenceGoesNowhere) {
    make();
    Heard heard;
    const auto call = ask(heard);
    last().answer(401, R"({"error":{"message":"Incorrect API key provided: sk-secret","code":"invalid_api_key"}})");
    EXPECT_EQ(heard.body, "");
    EXPECT_THAT(heard.failures, ElementsAre("status_401"));
}

TEST_F(OpenAiService, FailuresInARowOpenTheBreakerAndAProbeLetsTheNextRequestTry) {
    make();
    Heard heard;
    for (int i = 0; i < 2; ++i) {
        const auto call = ask(heard);
        last().answer(500, "oops");
    }
    world.settle();
    EXPECT_FALSE(service->up());
    const std::size_t before = http.sent.size();
    const auto refused = ask(heard);
    EXPECT_EQ(http.sent.size(), before) << "nothing is sent while it is open";
    EXPECT_THAT(heard.failures, ElementsAre("status_500", "status_500", "down"));
    world.run_for(seconds(5));
    ASSERT_EQ(http.sent.size(), before + 1) << "the probe";
    EXPECT_EQ(last().request.url, "http://127.0.0.1:1/v1/models");
    last().fail(HttpFailureKind::CannotConnect);
    EXPECT_FALSE(service->up());
    world.run_for(seconds(10));
    ASSERT_EQ(http.sent.size(), before + 2) << "after twice the time";
    last().answer(200, "{}");
    EXPECT_TRUE(service->up());
    const auto again = ask(heard);
    last().answer(200, "back");
    world.settle();
    EXPECT_EQ(heard.body, "back");
    EXPECT_EQ(service->figures().breaker, remote::BreakerState::Closed);
}

TEST_F(OpenAiService, AServiceThatIsDownWhenWeStartIsKnownToBe) {
    service = Service::make(options(), http, world, meter);
    world.settle();
    last().fail(HttpFailureKind::ConnectTimeout);
    EXPECT_FALSE(service->up());
    Heard heard;
    const auto call = ask(heard);
    EXPECT_THAT(heard.failures, ElementsAre("down"));
}

TEST_F(OpenAiService, A429HoldsTheNextRequestsBackAndIsNoReasonToGiveUpTheService) {
    make();
    Heard first, second;
    for (int i = 0; i < 3; ++i) {
        const auto call = ask(first);
        last().answer(429, "{}", seconds(1));
        world.run_for(seconds(1));
    }
    EXPECT_TRUE(service->up());
    const auto call = ask(first);
    last().answer(429, "{}", seconds(1));
    const std::size_t before = http.sent.size();
    const auto waits = ask(second);
    EXPECT_EQ(http.sent.size(), before);
    world.run_for(seconds(1));
    EXPECT_EQ(http.sent.size(), before + 1);
    last().answer(200, "at last");
    EXPECT_EQ(second.body, "at last");
}

TEST_F(OpenAiService, RunningOutOfMoneyIsAFailureAndNoMatterOfWaiting) {
    make();
    Heard heard;
    for (int i = 0; i < 2; ++i) {
        const auto call = ask(heard);
        last().answer(429, R"({"error":{"code":"insufficient_quota"}})");
    }
    world.settle();
    EXPECT_FALSE(service->up());
}

TEST_F(OpenAiService, RepeatsOnlyWhatNothingWasHeardOf) {
    make();
    Heard heard;
    const auto call = ask(heard, 1);
    last().fail(HttpFailureKind::Broken);
    world.settle();
    ASSERT_EQ(http.sent.size(), 2U);
    last().listener.on_head({200, "", {}});
    last().listener.on_body("half a ");
    last().fail(HttpFailureKind::Broken);
    world.settle();
    EXPECT_EQ(http.sent.size(), 2U);
    EXPECT_EQ(heard.body, "half a ");
    EXPECT_THAT(heard.failures, ElementsAre("broken"));
}

TEST_F(OpenAiService, AnAnswerThatMakesNoSenseCountsAsAFailure) {
    make();
    for (int i = 0; i < 2; ++i) {
        ServiceListener listener;
        std::unique_ptr<ServiceCall> call;
        listener.on_done = [&call] { call->broken(); };
        call = service->send({.call = CallId{"call_1"}, .path = "/x", .body = "{}", .accept = ""}, std::move(listener));
        world.settle();
        last().answer(200, "nonsense");
        world.settle();
    }
    EXPECT_FALSE(service->up());
    EXPECT_EQ(service->figures().failures.at("broken_answer"), 2U);
}

TEST_F(OpenAiService, AListenerMayLetGoOfItsRequestWhenItIsDone) {
    make();
    std::unique_ptr<ServiceCall> call;
    ServiceListener listener;
    listener.on_done = [&call] { call.reset(); };
    call = service->send({.call = CallId{"call_1"}, .path = "/x", .body = "{}", .accept = ""}, std::move(listener));
    world.settle();
    last().answer(200, "fine");
    world.settle();
    EXPECT_EQ(service->figures().succeeded, 1U);
    EXPECT_EQ(service->figures().running, 0U);
}

TEST_F(OpenAiService, MoreThanItsQueueHoldsIsSentAwayAtOnceAndTheRestWhenTheirPatienceEnds) {
    make();
    std::vector<Heard> heard(5);
    std::vector<std::unique_ptr<ServiceCall>> calls;
    for (Heard& h : heard)
        calls.push_back(ask(h));
    EXPECT_EQ(http.sent.size(), 2U);
    EXPECT_THAT(heard[4].failures, ElementsAre("busy"));
    http.sent[0]->answer(200, "one");
    world.settle();
    EXPECT_EQ(http.sent.size(), 3U);
    world.run_for(seconds(2));
    EXPECT_THAT(heard[3].failures, ElementsAre("busy"));
}

TEST_F(OpenAiService, ACallThatHasUsedUpItsBudgetGetsNoMore) {
    LockedUsageMeter thrifty(world, {.call_tokens = 10});
    ServiceOptions o = options();
    o.prices = {1'000'000, 0, 0, 0};
    service = Service::make(std::move(o), http, world, thrifty);
    thrifty.open(CallId{"call_1"});
    service->used(CallId{"call_1"}, {1, 10, 0, 0, 0, 0});
    Heard heard;
    const auto call = ask(heard);
    EXPECT_THAT(heard.failures, ElementsAre("budget"));
    EXPECT_DOUBLE_EQ(thrifty.of(CallId{"call_1"}).at("customer").cost, 10);
}

}  // namespace
}  // namespace mockcall::openai
