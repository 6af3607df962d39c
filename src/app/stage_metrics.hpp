// Prometheus histograms of the stages of every turn: who recognised, thought and spoke, and how long it took.
#pragma once

#include <memory>

#include "engine/turn_timings.hpp"

namespace prometheus {
class Registry;
}

namespace mockcall::app {

/// Counts into `registry`, which it keeps. Thread-safe.
[[nodiscard]] TurnTimings::OnStage stage_metrics(std::shared_ptr<prometheus::Registry> registry);

}  // namespace mockcall::app
