// A client for other services' WebSockets. Connections live on the client's own thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "ports/runtime.hpp"

namespace mockcall {

struct SocketRequest {
    std::string url;                                           ///< ws:// or wss://
    std::vector<std::pair<std::string, std::string>> headers;  ///< may hold secrets: never logged, never in an error
    Milliseconds connect{2'000};                               ///< name, TCP, TLS and the handshake
    Milliseconds silence{30'000};                              ///< without a frame or a pong it counts as dead
    std::size_t most_waiting = std::size_t{4} << 20;           ///< bytes not yet written; past that it is closed
};

enum class SocketEnd : std::uint8_t { CannotConnect, BadCertificate, ConnectTimeout, Refused, Closed, Silent, TooMuch };
[[nodiscard]] constexpr std::string_view to_string(SocketEnd end) {
    switch (end) {
        case SocketEnd::CannotConnect: return "cannot_connect";
        case SocketEnd::BadCertificate: return "bad_certificate";
        case SocketEnd::ConnectTimeout: return "connect_timeout";
        case SocketEnd::Refused: return "refused";
        case SocketEnd::Closed: return "closed";
        case SocketEnd::Silent: return "silent";
        case SocketEnd::TooMuch: return "too_much";
    }
    return "closed";
}

/// Called on the client's thread: on_open, on_text…, then on_end, which may come at any point and comes once.
struct SocketClientListener {
    std::function<void()> on_open;
    std::function<void(std::string_view)> on_text;  ///< a whole message
    std::function<void(SocketEnd)> on_end;
};

/// Used on the client's thread only. Its end closes the connection; no listener is called afterwards.
class SocketLink {
  public:
    virtual ~SocketLink() = default;
    virtual void send(std::string text) = 0;  ///< dropped once the connection has ended; before on_open it waits
};

class SocketClient {
  public:
    virtual ~SocketClient() = default;
    /// On the client's thread.
    [[nodiscard]] virtual std::unique_ptr<SocketLink> connect(SocketRequest request, SocketClientListener listener) = 0;
    [[nodiscard]] virtual Loop& loop() = 0;
};

}  // namespace mockcall
