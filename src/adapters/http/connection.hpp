// What the transport and its two kinds of connection share. Asio, no Beast.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "adapters/http/transport.hpp"

namespace mockcall::http {

namespace asio = boost::asio;

/// Concrete everywhere: Asio's type-erased executor costs on every operation.
using Executor = asio::io_context::executor_type;
using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, Executor>;

class Connection {
  public:
    virtual ~Connection() = default;
    virtual void start() = 0;
    /// Finishes the request it is in, or closes the socket with 1001.
    virtual void shut_down() = 0;
    virtual void cut() = 0;
    [[nodiscard]] SteadyTime deadline() const { return deadline_; }

  protected:
    SteadyTime deadline_ = SteadyTime::max();  ///< cut when it passes
};

/// Outlives every connection.
struct TransportShared {
    TransportOptions options;
    HttpHandler& handler;
    SocketAcceptor acceptor;
    TransportFigures& figures;
    std::optional<asio::ssl::context> tls;
};

/// One loop's own; touched on its thread only.
struct TransportLoop {
    TransportShared& shared;
    asio::io_context& context;
    Loop& loop;
    std::unordered_set<Connection*> connections;
    std::string date;  ///< "Date: …\r\n", renewed every second
    bool stopping = false;
};

[[nodiscard]] std::shared_ptr<Connection> make_plain_connection(TcpSocket socket, TransportLoop& home);
[[nodiscard]] std::shared_ptr<Connection> make_tls_connection(TcpSocket socket, TransportLoop& home);

}  // namespace mockcall::http
