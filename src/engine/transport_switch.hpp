// Which way the sound of a call goes: over WebRTC as long as the peer shows signs of life there, else over the
// WebSocket. Pure; one owner.
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace mockcall {

class TransportSwitch {
  public:
    enum class Sign : std::uint8_t {
        Up,      ///< a media path was built
        Down,    ///< it is gone
        Packet,  ///< sound came over it
        Alive,   ///< something else that is authentic came over it
        Refused  ///< the client itself went back to the socket
    };
    /// True: webrtc() has changed.
    bool note(Sign sign, CallTime now);
    /// To be called at next_deadline(). True: webrtc() has changed.
    bool update(CallTime now);
    [[nodiscard]] std::optional<CallTime> next_deadline() const;

    [[nodiscard]] bool webrtc() const { return state_ == State::Flowing; }
    /// The last sign of the peer over the media path.
    [[nodiscard]] CallTime last_alive() const { return alive_; }

    /// A network that is silent so long is taken for dead. Discontinuous transmission sends every 400 ms.
    static constexpr Ticks kStalled = ticks_of(Milliseconds{1'500});
    /// So much must come before it is trusted again.
    static constexpr int kTrusted = 15;

  private:
    enum class State : std::uint8_t { Down, Flowing, Stalled, Refused };

    State state_ = State::Down;
    bool sends_ = false;  ///< sound has come: its absence means something
    int since_stall_ = 0;
    CallTime alive_{};
};

}  // namespace mockcall
