// Sound over WebRTC, as the engine needs it: an offer is answered, then the agent's packets come and the customer's
// frames go. Everything of a session happens on its loop's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "ports/runtime.hpp"

namespace mockcall {

/// One authentic packet of the agent's sound. Numbers as they stand in it (RFC 3550); the payload is Opus.
struct MediaPacket {
    std::uint32_t source = 0;
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;  ///< 48 kHz
    ByteView payload;             ///< valid during the call only
    SteadyTime arrival{};
};

class MediaListener {
  public:
    virtual ~MediaListener() = default;
    virtual void on_media_up() = 0;  ///< packets can go both ways
    virtual void on_media_packet(const MediaPacket& packet) = 0;
    virtual void on_media_alive(SteadyTime when) = 0;  ///< the peer showed itself otherwise than by sound
    virtual void on_media_down() = 0;  ///< the peer left or consents no more; a new offer may bring it up again
};

struct MediaAnswer {
    std::string sdp;
    std::vector<std::string> candidates;  ///< each as JSON: RTCIceCandidateInit
    bool fresh = false;                   ///< nothing of a former connection goes on: it is down until on_media_up()
};

class MediaSession {
  public:
    virtual ~MediaSession() = default;  ///< says goodbye to the peer
    /// Errors: AudioInitFailed with what the offer lacks.
    [[nodiscard]] virtual Result<MediaAnswer> accept(const std::string& offer) = 0;
    /// One frame of the customer's; `timestamp` counts 48 kHz ticks. Dropped while the media is not up.
    virtual void send(ByteView opus, std::uint32_t timestamp) = 0;
    [[nodiscard]] virtual Milliseconds round_trip() const = 0;  ///< as last measured; 0 unknown
    [[nodiscard]] virtual int loss_percent() const = 0;         ///< of what we sent, as the peer last reported
};

class MediaServer {
  public:
    virtual ~MediaServer() = default;
    /// On `loop`'s thread. The listener outlives the session.
    [[nodiscard]] virtual std::unique_ptr<MediaSession> open(Loop& loop, MediaListener& listener) = 0;
};

}  // namespace mockcall
