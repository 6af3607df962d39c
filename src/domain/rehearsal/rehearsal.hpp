// A scenario tested like code: played against good, average and poor trainees over many seeds. Pure.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "domain/rehearsal/findings.hpp"
#include "domain/rehearsal/script.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall::rehearsal {

inline constexpr int kSeeds = 20;
/// Points that must lie between the means of the good and the poor.
inline constexpr double kSeparation = 35;

struct Scores {
    double mean = 0;
    int lowest = 100;
    int highest = 0;
};

struct Report {
    Scores poor, average, good;
    std::vector<Finding> findings;  ///< each once; empty when the scenario is sound
};

/// The trainee of that rank whose turn it is with this seed.
[[nodiscard]] const TraineeScript& trainee_for(const std::vector<TraineeScript>& trainees, Rank rank,
                                               std::uint64_t seed);

/// Each seed: one good, one average and one poor trainee, taken in turn where a rank has several.
[[nodiscard]] Report rehearse(const std::shared_ptr<const Scenario>& scenario,
                              const std::vector<TraineeScript>& trainees, int seeds = kSeeds);

}  // namespace mockcall::rehearsal
