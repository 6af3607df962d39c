// WebRTC for all calls of a server: one UDP port, one certificate.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "adapters/webrtc/udp_port.hpp"
#include "base/error.hpp"
#include "ports/media.hpp"

namespace mockcall::webrtc {

struct WebRtcOptions {
    std::string host = "127.0.0.1";      ///< to listen on; "0.0.0.0" or "::" for every address
    std::uint16_t port = 0;              ///< 0: any free one
    std::vector<std::string> announced;  ///< ADDRESS or ADDRESS:PORT as clients reach it; none: as it listens
};

struct PeerServices;

class WebRtcServer final : public MediaServer {
  public:
    /// Errors: InternalError when the port cannot be had, ValidationError for an announced address that is none.
    [[nodiscard]] static Result<std::unique_ptr<WebRtcServer>> make(const WebRtcOptions& options, const Clock& clock,
                                                                    Entropy& entropy);
    ~WebRtcServer() override;  ///< sessions that are left receive nothing any more
    [[nodiscard]] std::unique_ptr<MediaSession> open(Loop& loop, MediaListener& listener) override;
    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] UdpFigures figures() const;

  private:
    explicit WebRtcServer(std::shared_ptr<const PeerServices> services);
    std::shared_ptr<const PeerServices> services_;
};

}  // namespace mockcall::webrtc
