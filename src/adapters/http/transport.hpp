// HTTP/1.1 and WebSocket over TCP or TLS, on every loop at once (SO_REUSEPORT). Knows no routes.
//
// A connection is closed when a request is not whole 30 s after its first byte was waited for, or nothing comes for
// 60 s. A socket is pinged after 30 s of silence and closed after 60 s. A client that lets more than
// `max_send_queue` bytes wait is cut off without a close frame: it would not read that one either.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "adapters/http/loops.hpp"
#include "adapters/http/message.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "ports/socket.hpp"

namespace mockcall::http {

struct TransportOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;       ///< 0: any free one
    std::string tls_certificate;  ///< PEM file with the chain; "" plain TCP
    std::string tls_key;          ///< PEM file
    std::size_t max_connections = 4096;
    std::size_t max_header = 16 * 1024;
    std::size_t max_body = 64 * 1024;
    std::size_t max_message = 256 * 1024;  ///< of a socket; a larger one closes with 1009
    std::size_t max_send_queue = 4 * 1024 * 1024;
    Milliseconds request_timeout{30'000};
    Milliseconds write_timeout{60'000};
    Milliseconds idle_timeout{60'000};
    Milliseconds drain_timeout{5'000};
};

struct TransportFigures {
    std::atomic<std::int64_t> connections{0};  ///< now, sockets included
    std::atomic<std::int64_t> sockets{0};      ///< now
    std::atomic<std::uint64_t> turned_away{0};
    std::atomic<std::uint64_t> slow_sockets{0};  ///< cut off because they did not read
};

class Transport {
  public:
    /// Binds; accepts once `loops` run. Errors: InternalError naming the address or the file that is wrong.
    [[nodiscard]] static Result<std::unique_ptr<Transport>> listen(IoLoops& loops, const TransportOptions& options,
                                                                   HttpHandler& handler, SocketAcceptor acceptor,
                                                                   TransportFigures& figures);
    virtual ~Transport() = default;
    [[nodiscard]] virtual std::uint16_t port() const = 0;
    /// Accepts nothing more, closes sockets with 1001, lets requests finish; returns when all are gone or
    /// `drain_timeout` has passed and they were cut. Not from a loop's thread.
    virtual void stop() = 0;
};

}  // namespace mockcall::http
