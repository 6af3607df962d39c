// What to practise next, and why. Pure.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/progress/progress.hpp"

namespace mockcall {

/// 0-100 by enumerator of Dimension.
using DimensionMeans = std::array<double, kDimensionCount>;

struct Recommendation {
    std::shared_ptr<const Scenario> scenario;
    std::string reason;  ///< a sentence for the trainee
};

/// The dimension that most needs practice; none when all are done well.
[[nodiscard]] std::optional<Dimension> weakest_of(const DimensionMeans& recent);
/// A call in which this dimension is hard to do well, by the scenario's skills.
[[nodiscard]] bool trains(const Scenario& s, Dimension d);

/// The `most` scenarios that fit best. `recent`: the trainee's means of late, none before the first call. Stable for a
/// user between two calls.
[[nodiscard]] std::vector<Recommendation> recommend(std::span<const std::shared_ptr<const Scenario>> scenarios,
                                                    const TraineeHistory& history, const Preferences& preferences,
                                                    const std::optional<DimensionMeans>& recent,
                                                    const std::string& user, std::size_t most);

}  // namespace mockcall
