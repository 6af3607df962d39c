// What Prometheus may know of WebRTC: what came to the UDP port, went and was dropped, and how whole the agents' sound
// was.
#pragma once

#include <functional>
#include <memory>

#include "audio/jitter_buffer.hpp"

namespace prometheus {
class Collectable;
class Registry;
}  // namespace prometheus
namespace mockcall::webrtc {
class WebRtcServer;
}

namespace mockcall::app {

/// To be told of the agent's packets of each call that has ended. Counts into `registry`, which it keeps. Thread-safe.
[[nodiscard]] std::function<void(const audio::StreamCounts&)> packet_metrics(
    std::shared_ptr<prometheus::Registry> registry);
/// `server` outlives it. Thread-safe.
[[nodiscard]] std::shared_ptr<prometheus::Collectable> udp_metrics(const webrtc::WebRtcServer& server);

}  // namespace mockcall::app
