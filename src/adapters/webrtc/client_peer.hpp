// The other side: what a browser does with its microphone's packets. For simulated trainees and tests. It has no socket
// and no timer: its owner carries datagrams and calls tick() every 20 ms or so. One owner.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/webrtc/dtls.hpp"
#include "adapters/webrtc/srtp.hpp"
#include "base/error.hpp"
#include "ports/runtime.hpp"
#include "protocol/rtc/rtp.hpp"
#include "protocol/rtc/sdp.hpp"

namespace mockcall::webrtc {

class ClientPeer {
  public:
    struct Owner {
        std::function<void(const rtc::Address& to, ByteView datagram)> send;
        std::function<void()> up;
        std::function<void(const rtc::RtpPacket& packet)> sound;
    };
    ClientPeer(std::shared_ptr<const DtlsContext> dtls, Entropy& entropy, Owner owner);

    [[nodiscard]] std::string offer() const;
    /// ICE restart: the next offer() has new credentials, and its answer is checked at once.
    void restart();
    /// The server's answer; checks go to its `candidate`-th address. Errors: ValidationError.
    [[nodiscard]] Result<void> accept(const std::string& answer, std::size_t candidate = 0);
    void tick(SteadyTime now);
    void receive(ByteView datagram, SteadyTime now);
    void send(ByteView opus, std::uint32_t timestamp);
    [[nodiscard]] bool up() const { return in_ != nullptr; }
    [[nodiscard]] const std::optional<rtc::Address>& server() const { return server_; }
    /// Of the server's packets, by their numbers.
    [[nodiscard]] std::int64_t lost() const { return lost_; }

  private:
    void check();
    void report(SteadyTime now);
    void on_stun(ByteView datagram);
    void on_handshake(ByteView datagram);
    void on_packet(SrtpKind kind, ByteView datagram, SteadyTime now);

    static constexpr Milliseconds kCheckEvery{100};
    static constexpr Milliseconds kConsentEvery{2'500};
    static constexpr Milliseconds kReportEvery{5'000};

    std::shared_ptr<const DtlsContext> dtls_context_;
    Owner owner_;
    Entropy& entropy_;
    rtc::IceCredentials local_;
    std::uint32_t ssrc_;
    rtc::IceCredentials remote_;
    std::string fingerprint_;
    std::optional<rtc::Address> server_;
    bool checked_ = false;
    SteadyTime next_check_{};
    std::unique_ptr<DtlsSession> dtls_;
    std::optional<SteadyTime> retransmit_;
    std::unique_ptr<SrtpSession> out_, in_;
    std::uint16_t sequence_ = 0;
    std::uint32_t packets_ = 0, bytes_ = 0, timestamp_ = 0;
    rtc::ReceptionCounter counter_;
    std::uint32_t source_ = 0;
    std::uint32_t last_report_ = 0;
    SteadyTime last_report_at_{};
    SteadyTime next_report_{};
    std::int64_t lost_ = 0;
    Bytes packet_;
};

}  // namespace mockcall::webrtc
