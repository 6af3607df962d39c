#include "adapters/curl/curl_http_client.hpp"

#include <ctime>
#include <future>

#include <fmt/chrono.h>
#include <gmock/gmock.h>

#include "scripted_server.hpp"

namespace mockcall {
namespace {

using std::chrono::seconds;
using test::Answer;
using test::ScriptedServer;
using Then = Answer::Then;

class RealClock final : public Clock {
  public:
    [[nodiscard]] SteadyTime steady() const override { return std::chrono::steady_clock::now(); }
    [[nodiscard]] WallTime wall() const override { return {}; }
};

struct Outcome {
    int status = 0;
    std::string body;
    std::optional<Milliseconds> retry_after;
    std::optional<HttpFailureKind> failure;
};

class CurlClient : public ::testing::Test {
  protected:
    static HttpRequest get(const std::string& url) {
        HttpRequest r;
        r.method = "GET";
        r.url = url;
        r.deadlines = {seconds(10), seconds(10), seconds(10), seconds(20)};
        return r;
    }
    Outcome run(HttpRequest request) {
        Outcome outcome;
        std::promise<void> over;
        HttpListener listener;
        listener.on_head = [&](const HttpHead& h) {
            outcome.status = h.status;
            outcome.retry_after = h.retry_after;
        };
        listener.on_body = [&](std::string_view b) { outcome.body += b; };
        listener.on_done = [&] { over.set_value(); };
        listener.on_failure = [&](HttpFailureKind kind) {
            outcome.failure = kind;
            over.set_value();
        };
        const auto exchange = client.send(std::move(request), std::move(listener));
        EXPECT_EQ(over.get_future().wait_for(seconds(60)), std::future_status::ready);
        return outcome;
    }

    RealClock clock;
    CurlHttpClient client{clock, {}};
};

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";
constexpr const char* kEndless = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhi";

TEST_F(CurlClient, KeepsItsConnections) {
    ScriptedServer server({{kOk}, {kOk}, {kOk}});
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(run(get(server.url())).body, "hi");
    EXPECT_EQ(server.connections(), 1);
}

TEST_F(CurlClient, TellsStatusAndWhenToComeBack) {
    ScriptedServer server({{"HTTP/1.1 429 Slow down\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"}});
    const Outcome outcome = run(get(server.url()));
    EXPECT_EQ(outcome.status, 429);
    EXPECT_EQ(outcome.retry_after, seconds(7));
    EXPECT_FALSE(outcome.failure);
}

TEST_F(CurlClient, TellsWhenToComeBackFromADate) {
    const std::time_t in_an_hour = std::time(nullptr) + 3'600;
    const std::string date = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(in_an_hour));
    ScriptedServer server({{"HTTP/1.1 429 Slow down\r\nRetry-After: " + date + "\r\nContent-Length: 0\r\n\r\n"}});
    const Outcome outcome = run(get(server.url()));
    ASSERT_TRUE(outcome.retry_after);
    EXPECT_LE(*outcome.retry_after, seconds(3'600));
    EXPECT_GT(*outcome.retry_after, seconds(3'500));
}

TEST_F(CurlClient, DoesNotFollowRedirects) {
    ScriptedServer server({{"HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"}});
    EXPECT_EQ(run(get(server.url())).status, 307);
}

TEST_F(CurlClient, FailsWhereNobodyListens) {
    std::string url;
    {
        const ScriptedServer gone({});
        url = gone.url();
    }
    EXPECT_EQ(run(get(url)).failure, HttpFailureKind::CannotConnect);
}

TEST_F(CurlClient, AConnectionThatIsOpenButSilentFails) {
    ScriptedServer server({{"", Then::WaitForClient}});
    HttpRequest request = get(server.url());
    request.deadlines.first_byte = Milliseconds{50};
    EXPECT_EQ(run(request).failure, HttpFailureKind::FirstByteTimeout);
}

TEST_F(CurlClient, AHeadAloneIsSilenceToo) {
    ScriptedServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", Then::WaitForClient}});
    HttpRequest request = get(server.url());
    request.deadlines.first_byte = Milliseconds{50};
    EXPECT_EQ(run(request).failure, HttpFailureKind::FirstByteTimeout);
}

TEST_F(CurlClient, AnAnswerThatStopsInTheMiddleFails) {
    ScriptedServer server({{kEndless, Then::WaitForClient}});
    HttpRequest request = get(server.url());
    request.deadlines.between_bytes = Milliseconds{50};
    const Outcome outcome = run(request);
    EXPECT_EQ(outcome.failure, HttpFailureKind::IdleTimeout);
    EXPECT_EQ(outcome.body, "hi");
}

TEST_F(CurlClient, TheWholeIsBounded) {
    ScriptedServer server({{kEndless, Then::WaitForClient}});
    HttpRequest request = get(server.url());
    request.deadlines.whole = Milliseconds{50};
    EXPECT_EQ(run(request).failure, HttpFailureKind::WholeTimeout);
}

TEST_F(CurlClient, AnAnswerThatIsCutOffFails) {
    ScriptedServer server({{kEndless, Then::Close}});
    EXPECT_EQ(run(get(server.url())).failure, HttpFailureKind::Broken);
}

TEST_F(CurlClient, AnAnswerLargerThanItsBoundFails) {
    ScriptedServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + std::string(100, 'x')}});
    HttpRequest request = get(server.url());
    request.max_response = 99;
    EXPECT_EQ(run(request).failure, HttpFailureKind::TooLarge);
}

TEST_F(CurlClient, NothingIsHeardAfterCancel) {
    ScriptedServer server({{kEndless, Then::WaitForClient}});
    std::promise<void> began;
    std::atomic<bool> cancelled = false;
    std::atomic<bool> heard_late = false;
    HttpListener listener;
    listener.on_body = [&](std::string_view) { began.set_value(); };
    listener.on_failure = [&](HttpFailureKind) { heard_late = cancelled.load(); };
    HttpRequest request = get(server.url());
    request.deadlines.between_bytes = Milliseconds{20};
    auto exchange = client.send(std::move(request), std::move(listener));
    began.get_future().wait();
    exchange->cancel();
    cancelled = true;
    // A request after it goes through the same thread: what the first had to say would have been said.
    ScriptedServer other({{kOk}});
    EXPECT_EQ(run(get(other.url())).body, "hi");
    EXPECT_FALSE(heard_late);
}

TEST_F(CurlClient, AListenerMayCancelItself) {
    ScriptedServer server({{kEndless, Then::WaitForClient}});
    std::promise<std::unique_ptr<HttpExchange>*> where;
    std::unique_ptr<HttpExchange> exchange;
    auto known = where.get_future().share();
    std::promise<void> done;
    HttpListener listener;
    listener.on_body = [&](std::string_view) {
        known.get()->reset();
        done.set_value();
    };
    exchange = client.send(get(server.url()), std::move(listener));
    where.set_value(&exchange);
    EXPECT_EQ(done.get_future().wait_for(seconds(60)), std::future_status::ready);
}

TEST_F(CurlClient, RunsTasksAtTheirTime) {
    std::promise<std::string> told;
    auto order = std::make_shared<std::string>();
    client.loop().post([&, order] {
        const SteadyTime now = clock.steady();
        client.loop().run_at(now + Milliseconds{20}, [&, order] { told.set_value(*order + "b"); });
        client.loop().run_at(now + Milliseconds{10}, [order] { *order += "a"; });
        const auto never = client.loop().run_at(now + Milliseconds{5}, [order] { *order += "x"; });
        client.loop().cancel(never);
    });
    EXPECT_EQ(told.get_future().get(), "ab");
}

}  // namespace
}  // namespace mockcall
