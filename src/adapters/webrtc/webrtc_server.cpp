#include "adapters/webrtc/webrtc_server.hpp"

#include <charconv>
#include <utility>

#include "adapters/webrtc/peer.hpp"

namespace mockcall::webrtc {
namespace {

class PeerSession final : public MediaSession {
  public:
    PeerSession(std::shared_ptr<const PeerServices> services, Loop& loop, MediaListener& listener)
        : services_(std::move(services)), loop_(loop), listener_(listener) {}

    Result<MediaAnswer> accept(const std::string& sdp) override {
        auto offer = rtc::parse_offer(sdp);
        if (!offer)
            return fail(ErrorCode::AudioInitFailed,
                        "The offer " + offer.error().fields.front().problem + "; audio goes over the WebSocket.");
        if (peer_ && peer_->continues(*offer)) {
            peer_->renegotiate(std::move(*offer));
            return peer_->answer(false);
        }
        peer_.reset();
        peer_ = std::make_unique<Peer>(services_, loop_, listener_, std::move(*offer));
        return peer_->answer(true);
    }
    void send(ByteView opus, std::uint32_t timestamp) override {
        if (peer_)
            peer_->send(opus, timestamp);
    }
    [[nodiscard]] Milliseconds round_trip() const override { return peer_ ? peer_->round_trip() : Milliseconds{0}; }
    [[nodiscard]] int loss_percent() const override { return peer_ ? peer_->loss_percent() : 0; }

  private:
    std::shared_ptr<const PeerServices> services_;
    Loop& loop_;
    MediaListener& listener_;
    std::unique_ptr<Peer> peer_;
};

/// "192.0.2.1", "192.0.2.1:3000", "2001:db8::1", "[2001:db8::1]:3000".
std::optional<rtc::Address> announced_address(std::string_view text, std::uint16_t port) {
    if (const auto bare = rtc::parse_ip(text, port))
        return bare;
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const std::string_view digits = text.substr(colon + 1);
    if (const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        ec != std::errc{} || end != digits.data() + digits.size() || port == 0)
        return std::nullopt;
    text = text.substr(0, colon);
    if (text.starts_with('[') && text.ends_with(']'))
        text = text.substr(1, text.size() - 2);
    return rtc::parse_ip(text, port);
}

}  // namespace

Result<std::unique_ptr<WebRtcServer>> WebRtcServer::make(const WebRtcOptions& options, const Clock& clock,
                                                         Entropy& entropy) {
    auto port = UdpPort::open(options.host, options.port, clock);
    if (!port)
        return std::unexpected(port.error());
    auto dtls = DtlsContext::make(DtlsRole::Server);
    if (!dtls)
        return std::unexpected(dtls.error());
    auto announced = options.announced;
    if (announced.empty())
        announced = options.host == "0.0.0.0" || options.host == "::" ? own_addresses() : std::vector{options.host};
    std::vector<rtc::Address> addresses;
    for (const std::string& text : announced) {
        const auto address = announced_address(text, (*port)->port());
        if (!address)
            return fail(ErrorCode::ValidationError, "webrtc.announce: " + text + " is no IP address.");
        addresses.push_back(*address);
    }
    return std::unique_ptr<WebRtcServer>(new WebRtcServer(std::make_shared<const PeerServices>(
        PeerServices{clock, entropy, std::move(*port), std::move(*dtls), std::move(addresses)})));
}

WebRtcServer::WebRtcServer(std::shared_ptr<const PeerServices> services) : services_(std::move(services)) {}
WebRtcServer::~WebRtcServer() { services_->port->stop(); }

std::unique_ptr<MediaSession> WebRtcServer::open(Loop& loop, MediaListener& listener) {
    return std::make_unique<PeerSession>(services_, loop, listener);
}

std::uint16_t WebRtcServer::port() const { return services_->port->port(); }
UdpFigures WebRtcServer::figures() const { return services_->port->figures(); }

}  // namespace mockcall::webrtc
