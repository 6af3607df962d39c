// WebSockets to other services, on a thread of their own. The one translation unit behind this knows Beast.
#pragma once

#include <memory>
#include <string>

#include "ports/socket_client.hpp"

namespace mockcall {

struct SocketClientOptions {
    std::string ca_file;                             ///< PEM; "" the system's
    std::size_t max_message = std::size_t{1} << 20;  ///< bytes; a larger one ends the connection
};

/// Certificates are always verified. No proxy is used.
class BeastSocketClient final : public SocketClient {
  public:
    explicit BeastSocketClient(SocketClientOptions options);
    /// Stops: connections end without a word. Links must be gone, or are not used any more.
    ~BeastSocketClient() override;
    [[nodiscard]] std::unique_ptr<SocketLink> connect(SocketRequest request, SocketClientListener listener) override;
    [[nodiscard]] Loop& loop() override;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mockcall
