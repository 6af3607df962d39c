// The engine's end of a connection: encodes where it is called, and hands everything over to the connection's loop in
// one go. Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/service.hpp"
#include "ports/socket.hpp"

namespace mockcall::ws {

class WsClient final : public CallClient, public std::enable_shared_from_this<WsClient> {
  public:
    WsClient(std::shared_ptr<SocketPeer> peer, protocol::Encoding encoding)
        : peer_(std::move(peer)), encoding_(encoding) {}

    void send(protocol::ServerEvent event) override;
    void close(int code, std::string reason) override;
    [[nodiscard]] std::size_t backlog() const override;

  private:
    void flush();
    void schedule();

    std::shared_ptr<SocketPeer> peer_;
    protocol::Encoding encoding_;
    mutable std::mutex mutex_;
    std::vector<std::string> waiting_;
    std::size_t waiting_bytes_ = 0;
    std::optional<std::pair<int, std::string>> closing_;
    bool scheduled_ = false;
};

[[nodiscard]] inline FrameKind frame_kind(protocol::Encoding encoding) {
    return encoding == protocol::Encoding::Json ? FrameKind::Text : FrameKind::Binary;
}

}  // namespace mockcall::ws
