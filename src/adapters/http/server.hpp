// The doors of the program: one port for REST, the WebSocket and the web app.
//
// Order: make IoLoops, make the CallService on them, start the loops, then make the Server. stop() the Server first,
// then the service, then the loops; the service must outlive the Server's stop().
#pragma once

#include <memory>
#include <string>

#include "adapters/http/api.hpp"
#include "adapters/http/loops.hpp"
#include "adapters/http/transport.hpp"

namespace mockcall::http {

struct ServerOptions {
    TransportOptions transport;
    ApiOptions api;
    std::string web_directory;  ///< the web app; "" none
};

struct ServerParts {
    CallService& service;
    const Clock& clock;
    Entropy& entropy;
    VerifierSource verifier;
    SocketAcceptor sockets;                            ///< what /ws/mock-call becomes
    AccessLog log{};                                   ///< empty: none
    std::shared_ptr<prometheus::Registry> registry{};  ///< empty: its own
};

class Server {
  public:
    /// Listens when it returns. Errors: InternalError naming what is wrong.
    [[nodiscard]] static Result<std::unique_ptr<Server>> make(const ServerOptions& options, ServerParts parts,
                                                              IoLoops& loops);
    ~Server();
    [[nodiscard]] std::uint16_t port() const;
    /// Closes sockets with 1001 and lets requests finish, for 5 s at most.
    void stop();

  private:
    Server(ApiOptions options, ServerParts& parts, StaticFiles files);

    TransportFigures figures_;
    Metrics metrics_;
    Api api_;
    std::unique_ptr<Transport> transport_;
};

}  // namespace mockcall::http
