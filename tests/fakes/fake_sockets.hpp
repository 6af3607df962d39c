// A WebSocket client in virtual time: the test sees what is sent and says what comes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fakes/virtual_world.hpp"
#include "ports/socket_client.hpp"

namespace mockcall::fakes {

class FakeSockets final : public SocketClient {
  public:
    struct Connection {
        SocketRequest request;
        SocketClientListener listener;
        std::vector<std::string> sent;
        bool gone = false;  ///< its link is no more
        void says(const std::string& text) {
            if (const auto on_text = listener.on_text; on_text && !gone)
                on_text(text);
        }
        void ends(SocketEnd how) {
            if (const auto on_end = listener.on_end; on_end && !gone)
                on_end(how);
        }
    };
    explicit FakeSockets(VirtualWorld& world) : world_(world) {}

    std::vector<std::shared_ptr<Connection>> connections;
    /// Called for everything that is sent; may answer with says().
    std::function<void(Connection&, const std::string&)> on_sent;

    std::unique_ptr<SocketLink> connect(SocketRequest request, SocketClientListener listener) override {
        connections.push_back(std::make_shared<Connection>(std::move(request), std::move(listener)));
        return std::make_unique<Link>(*this, connections.back());
    }
    Loop& loop() override { return world_.loop(); }

  private:
    class Link final : public SocketLink {
      public:
        Link(FakeSockets& all, std::shared_ptr<Connection> connection)
            : all_(all), connection_(std::move(connection)) {}
        ~Link() override { connection_->gone = true; }
        Link(const Link&) = delete;
        Link& operator=(const Link&) = delete;
        void send(std::string text) override {
            connection_->sent.push_back(text);
            if (all_.on_sent)
                all_.world_.loop().post([on_sent = all_.on_sent, connection = connection_, text] {
                    if (!connection->gone)
                        on_sent(*connection, text);
                });
        }

      private:
        FakeSockets& all_;
        std::shared_ptr<Connection> connection_;
    };
    VirtualWorld& world_;
};

}  // namespace mockcall::fakes
