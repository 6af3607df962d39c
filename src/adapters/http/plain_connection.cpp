#include "adapters/http/beast_connection.hpp"

namespace mockcall::http {

std::shared_ptr<Connection> make_plain_connection(TcpSocket socket, TransportLoop& home) {
    return std::make_shared<BeastConnection<TcpSocket>>(std::move(socket), home);
}

}  // namespace mockcall::http
