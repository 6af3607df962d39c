// Sounds over the customer's voice: coughs, hums, listeners' words and real interruptions.
#pragma once

#include <memory>
#include <vector>

#include "domain/scenario/scenario.hpp"
#include "turns/clips.hpp"

namespace mockcall::turns {

struct Overlaps {
    int tried = 0, ducked = 0, held = 0, resumed = 0, lost = 0;
    std::vector<double> lowered_ms, silent_ms;
};

/// Speaks `sound` over the customer's first long line, which answers `greeting`.
void overlap(const std::shared_ptr<const Scenario>& scenario, const Sentence& greeting, SampleView sound,
             std::uint64_t seed, Overlaps& into);

}  // namespace mockcall::turns
