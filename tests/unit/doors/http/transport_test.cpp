// The transport over loopback: what only real sockets can show.
#include "adapters/http/transport.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/doors/http/loopback.hpp"

namespace mockcall::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Answers with what it was asked; some paths have a will of their own.
class Echo final : public HttpHandler {
  public:
    void handle(HttpRequest r, Respond respond) override {
        const std::string path(r.path());
        if (path == "/drop")
            return;
        if (path == "/throw")
            throw std::runtime_error("no");
        if (path == "/later") {
            const std::lock_guard lock(mutex_);
            waiting_ = std::move(respond);
            changed_.notify_all();
            return;
        }
        HttpResponse a;
        a.head_only = r.method == "HEAD";
        a.close = r.trouble != Trouble::None;
        if (path == "/empty") {
            a.status = 204;
        } else if (path == "/stream" || path == "/torn") {
            a.stream = std::make_unique<Pieces>(path == "/torn");
            a.stream_length = 300'000;
        } else {
            a.before = "<";
            a.own = r.method + " " + r.target + " " + r.body + " " + std::to_string(static_cast<int>(r.trouble)) + " " +
                    r.header(Header::RequestId);
            a.after = ">";
        }
        respond(std::move(a));
    }
    std::optional<HttpResponse> refuse_upgrade(const HttpRequest& r) override {
        if (r.header(Header::Origin).empty())
            return std::nullopt;
        HttpResponse a;
        a.status = 403;
        a.own = "no";
        return a;
    }
    /// Until the request to /later is here.
    void await() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return static_cast<bool>(waiting_); });
    }
    /// Answers the request to /later, from this thread.
    void release() {
        await();
        const std::lock_guard lock(mutex_);
        auto respond = std::move(waiting_);
        respond({.own = "late"});
    }

  private:
    struct Pieces final : BodySource {
        explicit Pieces(bool tears) : torn(tears) {}
        void pull(Next next) override {
            if (torn && count == 1)
                return next(fail(ErrorCode::InternalError, "gone"));
            next(std::string(100'000, static_cast<char>('a' + count++)));
        }
        bool torn;
        int count = 0;
    };

    std::mutex mutex_;
    std::condition_variable changed_;
    Respond waiting_;
};

/// Echoes frames; words of its own: "bye" closes, "flood" sends without end.
class EchoSocket final : public SocketOwner {
  public:
    EchoSocket(std::shared_ptr<SocketPeer> peer, std::atomic<int>& closed) : peer_(std::move(peer)), closed_(closed) {}
    void on_frame(FrameKind kind, ByteView payload) override {
        const std::string text(text_of(payload));
        if (text == "flood") {
            for (int i = 0; i < 200; ++i)
                peer_->send(FrameKind::Binary, std::string(100'000, 'x'));
            return;
        }
        peer_->send(kind, text);
        if (text == "bye") {
            peer_->close(4401, "Bye");
            peer_->send(kind, "never");
        }
    }
    void on_closed() override { ++closed_; }

  private:
    std::shared_ptr<SocketPeer> peer_;
    std::atomic<int>& closed_;
};

class Transports : public ::testing::Test {
  protected:
    void listen(TransportOptions options = {}) {
        auto made = Transport::listen(
            loops_, options, echo_,
            [this](std::shared_ptr<SocketPeer> peer) { return std::make_shared<EchoSocket>(std::move(peer), closed_); },
            figures_);
        ASSERT_TRUE(made) << made.error().message;
        transport_ = std::move(*made);
        loops_.start();
    }
    ~Transports() override {
        if (transport_)
            transport_->stop();
        loops_.stop();
    }
    [[nodiscard]] std::uint16_t port() const { return transport_->port(); }

    Echo echo_;
    std::atomic<int> closed_{0};
    TransportFigures figures_;
    IoLoops loops_{2};
    std::unique_ptr<Transport> transport_;
};

TEST_F(Transports, AConnectionServesManyRequestsInTheOrderTheyCame) {
    listen();
    Line line(port());
    line.send(
        "GET /a?x=1 HTTP/1.1\r\nHost: x\r\nX-Request-ID: id1\r\n\r\nPOST /b HTTP/1.1\r\nHost: x\r\nContent-Length: "
        "4\r\n\r\nbodyGET /c HTTP/1.1\r\nHost: x\r\n\r\n");
    const auto [head, body] = line.response();
    EXPECT_THAT(head, StartsWith("HTTP/1.1 200 OK\r\nDate: "));
    EXPECT_THAT(head, Not(HasSubstr("Connection")));
    EXPECT_EQ(body, "<GET /a?x=1  0 id1>");
    EXPECT_EQ(line.response().second, "<POST /b body 0 >");
    EXPECT_EQ(line.response().second, "<GET /c  0 >");
    line.send("GET /d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(line.response().first, HasSubstr("Connection: close\r\n"));
    EXPECT_EQ(line.rest(), "");
}

TEST_F(Transports, ARequestMayComeInAnyPieces) {
    listen();
    Line line(port());
    for (const char c : std::string(
             "POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"))
        line.send({&c, 1});
    EXPECT_EQ(line.response().second, "<POST /b abcde 0 >");
}

TEST_F(Transports, ABodyThatWaitsToBeInvitedIsInvited) {
    listen();
    Line line(port());
    line.send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(line.until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    line.send("ok");
    EXPECT_EQ(line.response().second, "<POST /b ok 0 >");
}

TEST_F(Transports, WhatIsTooLargeOrNoHttpIsAnsweredAndClosed) {
    listen();
    const std::pair<std::string, Trouble> cases[] = {
        {"POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + std::string(100'000, 'x'),
         Trouble::BodyTooLarge},
        {"POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n186A0\r\n" + std::string(100'000, 'x') +
             "\r\n0\r\n\r\n",
         Trouble::BodyTooLarge},
        {"GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n", Trouble::HeaderTooLarge},
        {"GET / HTTP/1.1\r\nHost: x\r\n" + std::string(1000, 'A') + ": " + std::string(20'000, 'b') + "\r\n\r\n",
         Trouble::HeaderTooLarge},
        {"HELLO\r\n\r\n", Trouble::Malformed},
        {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), Trouble::Malformed},
        {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", Trouble::Malformed},
        {"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", Trouble::Malformed}};
    for (const auto& [bytes, trouble] : cases) {
        Line line(port());
        line.send(bytes);
        const auto [head, body] = line.response();
        EXPECT_THAT(body, HasSubstr(" " + std::to_string(static_cast<int>(trouble)) + " ")) << bytes.substr(0, 60);
        EXPECT_THAT(head, HasSubstr("Connection: close"));
        EXPECT_EQ(line.rest(), "");
    }
}

TEST_F(Transports, ABodyOf64KibIsRead) {
    listen();
    Line line(port());
    line.send("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 65536\r\n\r\n" + std::string(65'536, 'x'));
    EXPECT_THAT(line.response().second, HasSubstr("xxx 0 >"));
}

TEST_F(Transports, HeadAndEmptyAnswersHaveNoBody) {
    listen();
    Line line(port());
    line.send(
        "HEAD /a HTTP/1.1\r\nHost: x\r\n\r\nGET /empty HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(line.response(false).first, HasSubstr("Content-Length: 13\r\n"));
    const std::string empty = line.response().first;
    EXPECT_THAT(empty, StartsWith("HTTP/1.1 204 No Content"));
    EXPECT_THAT(empty, Not(HasSubstr("Content-Length")));
    EXPECT_EQ(line.response().second, "<GET /b  0 >");
}

TEST_F(Transports, AnAnswerMayComeLaterAndFromAnotherThread) {
    listen();
    Line line(port());
    line.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\nGET /next HTTP/1.1\r\nHost: x\r\n\r\n");
    echo_.release();
    EXPECT_EQ(line.response().second, "late");
    EXPECT_EQ(line.response().second, "<GET /next  0 >");
}

TEST_F(Transports, AHandlerThatForgetsOrThrowsIsAnsweredForWith500) {
    listen();
    for (const char* path : {"/drop", "/throw"}) {
        Line line(port());
        line.send("GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_THAT(line.response().first, StartsWith("HTTP/1.1 500"));
        EXPECT_EQ(line.rest(), "");
    }
}

TEST_F(Transports, ALongBodyComesInPiecesAndATornOneCutsTheLine) {
    listen();
    Line line(port());
    line.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(line.response().second,
              std::string(100'000, 'a') + std::string(100'000, 'b') + std::string(100'000, 'c'));
    EXPECT_EQ(line.response().second, "<GET /b  0 >");
    Line torn(port());
    torn.send("GET /torn HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(torn.response().second.size(), 100'000U);
}

TEST_F(Transports, WhoTakesTooLongIsCutOff) {
    TransportOptions options;
    options.request_timeout = options.idle_timeout = Milliseconds{100};
    listen(options);
    Line silent(port());
    Line slow(port());
    slow.send("GET / HTTP/1.1\r\nHost");
    EXPECT_EQ(silent.rest(), "");
    EXPECT_EQ(slow.rest(), "");
}

TEST_F(Transports, NoMoreThanTheMostConnectionsAreServed) {
    TransportOptions options;
    options.max_connections = 2;
    listen(options);
    Line one(port());
    Line two(port());
    for (Line* line : {&one, &two}) {
        line->send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
        EXPECT_THAT(line->response().first, StartsWith("HTTP/1.1 200"));
    }
    Line three(port());
    EXPECT_THAT(three.rest(), StartsWith("HTTP/1.1 503"));
    EXPECT_EQ(figures_.turned_away, 1U);
}

TEST_F(Transports, ASecondServerOnThePortIsToldSo) {
    listen();
    TransportOptions options;
    options.port = port();
    IoLoops others(1);
    const auto second = Transport::listen(others, options, echo_, {}, figures_);
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error().message, HasSubstr(std::to_string(port())));
}

TEST_F(Transports, WrongAddressesAndCertificatesAreNamed) {
    TransportOptions options;
    options.address = "nowhere";
    auto made = Transport::listen(loops_, options, echo_, {}, figures_);
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error().message, HasSubstr("nowhere"));
    options = {};
    options.tls_certificate = "/does/not/exist.pem";
    made = Transport::listen(loops_, options, echo_, {}, figures_);
    ASSERT_FALSE(made);
    EXPECT_THAT(made.error().message, HasSubstr("exist.pem"));
}

TEST_F(Transports, ASocketCarriesTextAndBinaryBothWays) {
    listen();
    SocketLine socket(port());
    ASSERT_THAT(socket.head, StartsWith("HTTP/1.1 101"));
    EXPECT_THAT(socket.head, HasSubstr("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    socket.send(1, "héllo");
    auto frame = socket.receive();
    EXPECT_EQ(frame.opcode, 1);
    EXPECT_EQ(frame.payload, "héllo");
    const std::string large(250 * 1024, '\xff');
    socket.send(2, large);
    frame = socket.receive();
    EXPECT_EQ(frame.opcode, 2);
    EXPECT_EQ(frame.payload, large);
    socket.send(9, "ping");
    frame = socket.receive();
    EXPECT_EQ(frame.opcode, 10);
    EXPECT_EQ(frame.payload, "ping");
    EXPECT_EQ(figures_.sockets, 1);
}

TEST_F(Transports, ACloseComesAfterWhatWasSentAndWithItsCode) {
    listen();
    SocketLine socket(port());
    socket.send(1, "bye");
    EXPECT_EQ(socket.receive().payload, "bye");
    EXPECT_EQ(socket.receive().close_code(), 4401);
    socket.send(8, "\x11\x31");
    EXPECT_EQ(socket.line.rest(), "");
    socket.line.hang_up();
    transport_->stop();
    EXPECT_EQ(closed_, 1);
}

TEST_F(Transports, FramesThatAreTooLargeOrWrongCloseTheSocket) {
    listen();
    SocketLine large(port());
    large.send(2, std::string(300 * 1024, 'x'));
    EXPECT_EQ(large.receive().close_code(), 1009);
    SocketLine unmasked(port());
    unmasked.send(1, "hello", false);
    EXPECT_EQ(unmasked.receive().close_code(), 1002);
    SocketLine not_text(port());
    not_text.send(1, "\xff\xfe");
    EXPECT_EQ(not_text.receive().close_code(), 1007);
}

TEST_F(Transports, AHandshakeMayBeRefused) {
    listen();
    SocketLine socket(port(), "Origin: https://evil.example\r\n");
    EXPECT_THAT(socket.head, StartsWith("HTTP/1.1 403"));
    EXPECT_EQ(socket.line.rest(), "no");
    EXPECT_EQ(closed_, 0);
}

TEST_F(Transports, AClientThatDoesNotReadIsCutOff) {
    listen();
    SocketLine socket(port(), "", 4096);
    socket.send(1, "flood");
    for (int i = 0; i < 200; ++i) {
        if (socket.receive().opcode == -1)
            break;
    }
    EXPECT_EQ(figures_.slow_sockets, 1U);
    transport_->stop();
    EXPECT_EQ(closed_, 1);
}

TEST_F(Transports, ADroppedLineIsNoticed) {
    listen();
    {
        SocketLine socket(port());
        socket.send(1, "hello");
        EXPECT_EQ(socket.receive().payload, "hello");
    }
    transport_->stop();
    EXPECT_EQ(closed_, 1);
    EXPECT_EQ(figures_.connections, 0);
}

TEST_F(Transports, StoppingClosesSocketsWith1001AndLetsRequestsFinish) {
    listen();
    SocketLine socket(port());
    socket.send(1, "hello");
    EXPECT_EQ(socket.receive().payload, "hello");
    Line idle(port());
    idle.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_THAT(idle.response().first, StartsWith("HTTP/1.1 200"));
    Line busy(port());
    busy.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    echo_.await();
    std::thread stopper([&] { transport_->stop(); });
    EXPECT_EQ(idle.rest(), "");
    const auto goodbye = socket.receive();
    EXPECT_EQ(goodbye.close_code(), 1001);
    socket.send(8, goodbye.payload);
    socket.line.hang_up();
    echo_.release();
    const auto [head, body] = busy.response();
    EXPECT_EQ(body, "late");
    EXPECT_THAT(head, HasSubstr("Connection: close"));
    busy.hang_up();
    stopper.join();
    EXPECT_EQ(figures_.connections, 0);
    EXPECT_FALSE(Line(port()).ok());
}

TEST_F(Transports, StoppingDoesNotWaitForeverForAHandlerThatSleeps) {
    TransportOptions options;
    options.drain_timeout = Milliseconds{50};
    listen(options);
    Line busy(port());
    busy.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    echo_.await();
    Line socket(port());
    transport_->stop();
    EXPECT_EQ(figures_.connections, 0);
}

TEST(IoLoops, RunTimersInOrderAndForgetTheCancelled) {
    IoLoops loops(1);
    Loop& loop = loops.loop(0);
    std::string order;
    std::mutex mutex;
    std::condition_variable done;
    bool finished = false;
    loop.post([&] {
        const auto now = std::chrono::steady_clock::now();
        loop.run_at(now + Milliseconds{20}, [&] { order += 'c'; });
        loop.run_at(now + Milliseconds{10}, [&, now] {
            order += 'b';
            loop.run_at(now, [&] { order += 'x'; });
        });
        const auto never = loop.run_at(now + Milliseconds{15}, [&] { order += '!'; });
        loop.run_at(now, [&, never] {
            order += 'a';
            loop.cancel(never);
            loop.cancel(9999);
        });
        loop.run_at(now + Milliseconds{30}, [&] {
            const std::lock_guard lock(mutex);
            finished = true;
            done.notify_all();
        });
    });
    loops.start();
    std::unique_lock lock(mutex);
    ASSERT_TRUE(done.wait_for(lock, std::chrono::seconds{20}, [&] { return finished; }));
    loops.stop();
    EXPECT_EQ(order, "abxc");
}

}  // namespace
}  // namespace mockcall::http
