// The WebRTC side of a call: the agent's packets become samples on the call's clock, the customer's frames leave one
// every 20 ms. Knows nothing of the call. One owner, on the call's loop.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "audio/opus.hpp"
#include "audio/peer_stream.hpp"
#include "base/time.hpp"
#include "engine/agent_audio.hpp"
#include "engine/transport_switch.hpp"
#include "ports/media.hpp"

namespace mockcall {

class MediaLine final : public MediaListener {
  public:
    /// What became of the agent's packets.
    using OnEnd = std::function<void(const audio::StreamCounts&)>;
    struct Owner {
        std::function<CallTime(SteadyTime)> call_time;
        std::function<CallTime()> now;
        std::function<void()> sound;    ///< there may be something to take()
        std::function<void()> changed;  ///< carries() has changed
        OnEnd ended{};                  ///< called by the destructor
    };
    MediaLine(MediaServer& server, Loop& loop, Owner owner);
    ~MediaLine() override;

    [[nodiscard]] Result<MediaAnswer> accept(const std::string& offer);
    /// The client went back to the socket by itself.
    void refuse();

    /// Sound goes this way, both directions.
    [[nodiscard]] bool carries() const { return switch_.webrtc(); }
    [[nodiscard]] CallTime last_alive() const { return switch_.last_alive(); }
    [[nodiscard]] bool alive_at(CallTime t) const;

    [[nodiscard]] std::optional<PlacedAudio> take(CallTime now);
    /// The end of what was taken.
    [[nodiscard]] std::optional<CallTime> heard_until() const { return stream_.end(); }
    /// The moment whose frame is due: send() once for each, as long as there is one.
    [[nodiscard]] std::optional<CallTime> due_slot(CallTime now);
    /// The frame of the slot that is due: `rate` Hz, 20 ms; empty: silence. The packet it went as; empty of silence.
    Bytes send(SampleView frame, int rate);
    /// From leaving here to the peer's ear, as far as it can be known.
    [[nodiscard]] Ticks delay() const;

    void update(CallTime now);
    [[nodiscard]] std::optional<CallTime> next_deadline() const;

    void on_media_up() override;
    void on_media_packet(const MediaPacket& packet) override;
    void on_media_alive(SteadyTime when) override;
    void on_media_down() override;

  private:
    void note(TransportSwitch::Sign sign, CallTime when);
    void prepare(int rate);

    Owner owner_;
    TransportSwitch switch_;
    audio::PeerStream stream_;
    std::unique_ptr<MediaSession> session_;
    std::unique_ptr<audio::OpusEncoder> encoder_;
    int rate_ = 0;
    int expected_loss_ = 0;
    bool speaking_ = false;
    CallTime slot_{};
};

}  // namespace mockcall
