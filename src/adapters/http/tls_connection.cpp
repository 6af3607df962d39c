#include "adapters/http/beast_connection.hpp"

namespace mockcall::http {

std::shared_ptr<Connection> make_tls_connection(TcpSocket socket, TransportLoop& home) {
    using Stream = asio::ssl::stream<TcpSocket>;
    return std::make_shared<BeastConnection<Stream>>(Stream(std::move(socket), *home.shared.tls), home);
}

}  // namespace mockcall::http
