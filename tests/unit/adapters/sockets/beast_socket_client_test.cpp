// What ends a connection before it is one. Conversations are tested from outside, with a real server.
#include "adapters/sockets/beast_socket_client.hpp"

#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/adapters/curl/scripted_server.hpp"

namespace mockcall {
namespace {

using test::Answer;
using test::ScriptedServer;

std::string socket_url(const ScriptedServer& server) { return "ws" + server.url().substr(4); }

class SocketClientEnds : public testing::Test {
  protected:
    SocketEnd end_of(const std::string& url, Milliseconds connect = Milliseconds{5'000}) {
        std::promise<SocketEnd> ended;
        std::unique_ptr<SocketLink> link;
        client_.loop().post([&] {
            SocketRequest request;
            request.url = url;
            request.connect = connect;
            link =
                client_.connect(std::move(request),
                                {.on_open = {}, .on_text = {}, .on_end = [&](SocketEnd how) { ended.set_value(how); }});
            link->send("waits for nobody");
        });
        const SocketEnd how = ended.get_future().get();
        drop(link);
        return how;
    }
    /// Links live on the client's thread.
    void drop(std::unique_ptr<SocketLink>& link) {
        std::promise<void> dropped;
        client_.loop().post([&] {
            link.reset();
            dropped.set_value();
        });
        dropped.get_future().wait();
    }
    BeastSocketClient client_{{}};
};

TEST_F(SocketClientEnds, WhatIsNoAddressCannotBeConnectedTo) {
    for (const char* url : {"", "http://127.0.0.1:1/", "ws://", "nonsense", "ws://127.0.0.1:1/"})
        EXPECT_EQ(end_of(url), SocketEnd::CannotConnect) << url;
}

TEST_F(SocketClientEnds, AServerThatDeclinesHasRefused) {
    ScriptedServer server({{"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", Answer::Then::Close}});
    EXPECT_EQ(end_of(socket_url(server)), SocketEnd::Refused);
}

TEST_F(SocketClientEnds, AServerThatIsSilentIsGivenUpInTime) {
    ScriptedServer server({{"", Answer::Then::WaitForClient}});
    EXPECT_EQ(end_of(socket_url(server), Milliseconds{200}), SocketEnd::ConnectTimeout);
}

TEST_F(SocketClientEnds, ALinkThatIsDroppedHearsNothing) {
    ScriptedServer server({{"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", Answer::Then::Close}});
    std::unique_ptr<SocketLink> link;
    bool heard = false;
    std::promise<void> done;
    client_.loop().post([&] {
        SocketRequest request;
        request.url = socket_url(server);
        link = client_.connect(std::move(request),
                               {.on_open = {}, .on_text = {}, .on_end = [&](SocketEnd) { heard = true; }});
        link.reset();
        client_.loop().run_at(std::chrono::steady_clock::now() + Milliseconds{50}, [&] { done.set_value(); });
    });
    done.get_future().wait();
    EXPECT_FALSE(heard);
}

TEST_F(SocketClientEnds, TimersRunInTheirTimeOrNotAtAll) {
    std::promise<std::vector<int>> order;
    std::vector<int> ran;
    client_.loop().post([&] {
        const auto now = std::chrono::steady_clock::now();
        client_.loop().run_at(now + Milliseconds{30}, [&] {
            ran.push_back(3);
            order.set_value(ran);
        });
        client_.loop().run_at(now + Milliseconds{10}, [&] { ran.push_back(1); });
        const auto never = client_.loop().run_at(now + Milliseconds{20}, [&] { ran.push_back(2); });
        client_.loop().cancel(never);
        client_.loop().cancel(12345);
    });
    EXPECT_EQ(order.get_future().get(), (std::vector<int>{1, 3}));
}

}  // namespace
}  // namespace mockcall
