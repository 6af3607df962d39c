// The arithmetic that makes scores out of checks, and makes them again where a person has overruled some. Pure.
#pragma once

#include <array>
#include <span>
#include <string>

#include "domain/evaluation/evaluation.hpp"

namespace mockcall {

using DimensionWeights = std::array<double, kDimensionCount>;  ///< by enumerator

struct Scores {
    int overall = 0;                               ///< 0-100
    std::array<int, kDimensionCount> breakdown{};  ///< 0-100, by enumerator
    bool operator==(const Scores&) const = default;
};
[[nodiscard]] Scores scores_of(const Evaluation& e);

/// What a person says of a check instead of the machine.
struct CriterionOverride {
    std::string criterion;
    bool met = false;
    double score = 0;  ///< 0-100
};

/// The scores as `evaluate` would make them had it found what the overrides say: a check that was left out (because a
/// bonus was not earned, or the words were not recognised) counts its full weight. Overrides of unknown criteria count
/// for nothing.
[[nodiscard]] Scores scores_with(const DimensionWeights& weights, std::span<const CriterionResult> criteria,
                                 std::span<const CriterionOverride> overrides);

/// A criterion that stands for a dimension in which nothing was judged weighs nothing and cannot be overruled.
[[nodiscard]] bool can_be_overruled(const CriterionResult& c);

namespace judging {

struct Totals {
    std::array<double, kDimensionCount> scores{};
    std::array<bool, kDimensionCount> judged{};
};
/// A dimension in which nothing applied takes the weighted mean of the others, which leaves the overall score
/// untouched; where nothing at all could be judged, the middle of the scale.
[[nodiscard]] Totals totals_of(const DimensionWeights& weights, std::span<const CriterionResult> criteria);

/// The weighted mean of the six, 0-100, rounded: 95, 78, 85, 80, 75, 85 give 82.
[[nodiscard]] int overall_of(const DimensionWeights& weights, const std::array<double, kDimensionCount>& scores);

}  // namespace judging
}  // namespace mockcall
