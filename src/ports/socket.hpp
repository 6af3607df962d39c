// A WebSocket connection between the transport, which carries frames, and its owner, who gives them meaning.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "ports/runtime.hpp"

namespace mockcall {

enum class FrameKind : std::uint8_t { Text, Binary };

/// The transport's side. May outlive the connection: what is sent then is dropped.
class SocketPeer {
  public:
    virtual ~SocketPeer() = default;
    virtual void send(FrameKind kind, std::string payload) = 0;  ///< on the connection's loop
    virtual void close(int code, std::string reason) = 0;        ///< on the connection's loop; after what was sent
    [[nodiscard]] virtual std::size_t backlog() const = 0;       ///< bytes not yet written; from any thread
    [[nodiscard]] virtual Loop& loop() = 0;                      ///< the connection's, outlives the peer
};

/// The owner's side, called on the connection's loop.
class SocketOwner {
  public:
    virtual ~SocketOwner() = default;
    virtual void on_frame(FrameKind kind, ByteView payload) = 0;  ///< a whole message; not after on_closed()
    virtual void on_closed() = 0;                                 ///< exactly once, last
};

/// Called on the connection's loop once the handshake is done.
using SocketAcceptor = std::function<std::shared_ptr<SocketOwner>(std::shared_ptr<SocketPeer>)>;

}  // namespace mockcall
