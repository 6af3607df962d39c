#include "adapters/http/server.hpp"

#include <prometheus/registry.h>

namespace mockcall::http {

Server::Server(ApiOptions options, ServerParts& parts, StaticFiles files)
    : metrics_(parts.registry ? parts.registry : std::make_shared<prometheus::Registry>(), figures_,
               std::move(parts.collectables)),
      api_(std::move(options), {parts.service, parts.clock, parts.entropy, parts.verifier, metrics_,
                                std::move(parts.log), std::move(files)}) {}

Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::make(const ServerOptions& options, ServerParts parts, IoLoops& loops) {
    StaticFiles files;
    if (!options.web_directory.empty()) {
        auto loaded = StaticFiles::load(options.web_directory);
        if (!loaded)
            return std::unexpected(std::move(loaded.error()));
        files = std::move(*loaded);
    }
    std::unique_ptr<Server> server(new Server(options.api, parts, std::move(files)));
    auto transport =
        Transport::listen(loops, options.transport, server->api_, std::move(parts.sockets), server->figures_);
    if (!transport)
        return std::unexpected(std::move(transport.error()));
    server->transport_ = std::move(*transport);
    return server;
}

std::uint16_t Server::port() const { return transport_->port(); }

void Server::stop() {
    if (transport_)
        transport_->stop();
}

}  // namespace mockcall::http
