// One peer connection: checks, handshake, packets, reports, in the order in which they become possible. Everything on
// its loop's thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/webrtc/dtls.hpp"
#include "adapters/webrtc/srtp.hpp"
#include "adapters/webrtc/udp_port.hpp"
#include "ports/media.hpp"
#include "protocol/rtc/ice_agent.hpp"
#include "protocol/rtc/rtp.hpp"
#include "protocol/rtc/sdp.hpp"

namespace mockcall::webrtc {

/// What all peers share. Outlives them through its shared parts.
struct PeerServices {
    const Clock& clock;
    Entropy& entropy;
    std::shared_ptr<UdpPort> port;
    std::shared_ptr<const DtlsContext> dtls;
    std::vector<rtc::Address> announced;
};

class Peer final : public DatagramReceiver {
  public:
    Peer(std::shared_ptr<const PeerServices> services, Loop& loop, MediaListener& listener, rtc::Offer offer);
    ~Peer() override;

    /// The same connection described anew, with other ICE credentials or without.
    void renegotiate(rtc::Offer offer);
    /// `offer` is of the same browser's connection.
    [[nodiscard]] bool continues(const rtc::Offer& offer) const;
    [[nodiscard]] MediaAnswer answer(bool fresh);

    void send(ByteView opus, std::uint32_t timestamp);
    [[nodiscard]] Milliseconds round_trip() const { return round_trip_; }
    [[nodiscard]] int loss_percent() const { return loss_percent_; }

    void on_datagram(const rtc::Address& from, Bytes& datagram, SteadyTime arrival) override;

  private:
    void on_check(const rtc::Address& from, ByteView datagram, SteadyTime arrival);
    void on_handshake(const rtc::Address& from, ByteView datagram);
    void on_sound(const rtc::Address& from, Bytes& datagram, SteadyTime arrival);
    void on_report(const rtc::Address& from, Bytes& datagram, SteadyTime arrival);
    void ask_back(const rtc::Address& from, SteadyTime arrival);
    void name_question();
    void established();
    void lost();
    void report(bool bye);
    [[nodiscard]] bool admit(std::uint32_t source);
    [[nodiscard]] rtc::IceCredentials new_credentials() const;
    [[nodiscard]] std::uint64_t ntp_now() const;
    void send_datagram(ByteView datagram);
    void tick();
    void rearm();

    static constexpr std::size_t kMostSources = 8;
    static constexpr Milliseconds kReportEvery{1'000};
    /// Frames of 10 ms are the shortest a browser sends; a burst after a stall may bring some seconds at once.
    class Allowance {
      public:
        [[nodiscard]] bool take(SteadyTime arrival);

      private:
        static constexpr double kPacketsASecond = 120;
        static constexpr double kPacketBurst = 1'000;
        double left_ = kPacketBurst;
        SteadyTime at_{};
    };

    std::shared_ptr<const PeerServices> services_;
    Loop& loop_;
    MediaListener& listener_;
    rtc::Offer offer_;
    std::uint32_t ssrc_;
    std::string cname_;
    std::uint64_t session_;
    int version_ = 1;
    rtc::IceAgent ice_;
    std::string former_name_;
    std::string question_name_;  ///< of the question that is open, on the route
    UdpPort::Route route_;
    std::unique_ptr<DtlsSession> dtls_;
    std::optional<rtc::Address> handshake_with_;
    std::unique_ptr<SrtpSession> out_, in_;
    bool up_ = false;

    std::uint16_t sequence_;
    std::uint32_t timestamp_offset_;
    std::uint32_t last_timestamp_ = 0;
    SteadyTime last_sent_{};
    std::uint32_t packets_ = 0, bytes_ = 0;
    Bytes packet_;

    std::vector<std::uint32_t> sources_;
    std::optional<std::uint32_t> source_;  ///< whose sound is heard
    rtc::ReceptionCounter counter_;
    Allowance allowance_, strangers_allowance_;  ///< what forged senders send takes nothing from the peer's
    std::uint32_t last_report_ = 0;
    SteadyTime last_report_at_{};
    Milliseconds round_trip_{0};
    int loss_percent_ = 0;

    SteadyTime next_report_{};
    std::optional<SteadyTime> retransmit_;
    Loop::TimerId timer_ = 0;
};

}  // namespace mockcall::webrtc
