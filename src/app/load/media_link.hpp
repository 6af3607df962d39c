// A simulated trainee's WebRTC: a socket, the peer on it, and an ear for what comes. One owner.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/webrtc/client_peer.hpp"
#include "app/load/arrival_socket.hpp"
#include "app/load/figures.hpp"

namespace mockcall::app {

using SteadyPoint = std::chrono::steady_clock::time_point;

/// Lateness and loss of the customer's frames, and where the customer's speech begins and ends. Pure.
class MediaEar {
  public:
    enum class Edge : std::uint8_t { None, Began, Paused, Ended };
    /// Paused: the third frame without sound in a row; Ended: half a second without.
    Edge frame(const rtc::RtpPacket& packet, SteadyPoint arrival, Figures& figures);

  private:
    static constexpr std::size_t kSilentPacket = 16;  ///< bytes: speech takes several times as much
    static constexpr int kPausedAfter = 3;
    static constexpr int kEndedAfter = 25;

    std::optional<double> least_ms_;  ///< of a frame's delay: the network's own
    std::uint32_t first_timestamp_ = 0;
    std::uint16_t next_sequence_ = 0;
    bool speaking_ = false;
    int quiet_ = 0;
};

class MediaLink {
  public:
    using OnEdge = std::function<void(MediaEar::Edge, SteadyPoint)>;
    MediaLink(std::shared_ptr<const webrtc::DtlsContext> dtls, Entropy& entropy, Figures& figures, OnEdge on_edge);

    [[nodiscard]] std::string offer() const { return peer_.offer(); }
    [[nodiscard]] Result<void> accept(const std::string& answer);
    [[nodiscard]] bool up() const { return peer_.up(); }
    /// Every 20 ms: hears what has come.
    void tick(SteadyPoint now);
    void send(ByteView opus);

  private:
    void hear(const rtc::RtpPacket& packet);

    ArrivalSocket socket_;
    Figures& figures_;
    OnEdge on_edge_;
    MediaEar ear_;
    webrtc::ClientPeer peer_;
    SteadyPoint arrival_{};  ///< of the datagram that is being read
    std::uint32_t timestamp_ = 0;
};

}  // namespace mockcall::app
