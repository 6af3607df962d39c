#include "engine/transport_switch.hpp"

#include <algorithm>

namespace mockcall {

bool TransportSwitch::note(Sign sign, CallTime now) {
    const bool before = webrtc();
    alive_ = std::max(alive_, now);
    switch (sign) {
        case Sign::Up:
            state_ = State::Flowing;
            sends_ = false;
            break;
        case Sign::Down: state_ = State::Down; break;
        case Sign::Packet:
            sends_ = true;
            if (state_ == State::Stalled && ++since_stall_ >= kTrusted)
                state_ = State::Flowing;
            break;
        case Sign::Alive: break;
        case Sign::Refused:
            if (state_ == State::Flowing)  // from a path that has stalled it only follows
                state_ = State::Refused;
            break;
    }
    return webrtc() != before;
}

bool TransportSwitch::update(CallTime now) {
    const auto deadline = next_deadline();
    if (!deadline || now < *deadline)
        return false;
    state_ = State::Stalled;
    since_stall_ = 0;
    return true;
}

std::optional<CallTime> TransportSwitch::next_deadline() const {
    return state_ == State::Flowing && sends_ ? std::optional(alive_ + kStalled) : std::nullopt;
}

}  // namespace mockcall
