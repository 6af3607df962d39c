// What can be measured in a call's timing. Pure.
#pragma once

#include <vector>

#include "domain/evaluation/evaluation.hpp"
#include "domain/evaluation/rubric.hpp"

namespace mockcall::judging {

struct Moment {
    double at = 0;       ///< seconds since the answer
    double seconds = 0;  ///< how long
};

struct Timeline {
    Metrics metrics;
    bool spoken = false;           ///< the agent's turns have lengths; false for typed calls and bare transcripts
    bool answer_measured = false;  ///< the call rang, so that the time to answer means something
    int words_spoken = 0;          ///< the agent's, in turns with a length
    std::vector<Moment> dead_air;  ///< each silence over the limit that waited for the agent, its whole length
    std::vector<Moment> overtalk;  ///< each start of the agent's while the customer spoke
};

/// Holds are no dead air; an announced wait ("one moment") may last longer; `system_delay` is taken off.
[[nodiscard]] Timeline measure(const CallRecord& call, const RubricLimits& limits = {});

}  // namespace mockcall::judging
