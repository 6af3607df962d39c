#include "domain/evaluation/scores.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace mockcall {
namespace judging {

Totals totals_of(const DimensionWeights& weights, std::span<const CriterionResult> criteria) {
    DimensionWeights sums{}, inner{};
    for (const CriterionResult& c : criteria) {
        const auto d = static_cast<std::size_t>(c.dimension);
        sums[d] += c.weight * c.score;
        inner[d] += c.weight;
    }
    Totals out;
    double sum = 0, weight = 0;
    for (std::size_t d = 0; d < kDimensionCount; ++d) {
        out.judged[d] = inner[d] > 0;
        if (!out.judged[d])
            continue;
        out.scores[d] = sums[d] / inner[d];
        sum += weights[d] * out.scores[d];
        weight += weights[d];
    }
    for (std::size_t d = 0; d < kDimensionCount; ++d)
        if (!out.judged[d])
            out.scores[d] = weight > 0 ? sum / weight : 50;
    return out;
}

int overall_of(const DimensionWeights& weights, const std::array<double, kDimensionCount>& scores) {
    double sum = 0, all = 0;
    for (std::size_t i = 0; i < kDimensionCount; ++i) {
        sum += weights[i] * scores[i];
        all += weights[i];
    }
    return static_cast<int>(std::lround(sum / all));
}

}  // namespace judging

Scores scores_of(const Evaluation& e) {
    Scores out{.overall = e.overall, .breakdown = {}};
    for (const auto& [dimension, score] : e.breakdown)
        out.breakdown[static_cast<std::size_t>(dimension)] = score;
    return out;
}

bool can_be_overruled(const CriterionResult& c) { return c.full_weight > 0; }

Scores scores_with(const DimensionWeights& weights, std::span<const CriterionResult> criteria,
                   std::span<const CriterionOverride> overrides) {
    std::vector<CriterionResult> overruled(criteria.begin(), criteria.end());
    for (const CriterionOverride& o : overrides) {
        const auto c = std::ranges::find(overruled, o.criterion, &CriterionResult::id);
        if (c == overruled.end() || !can_be_overruled(*c))
            continue;
        c->met = o.met;
        c->score = o.score;
        c->weight = c->bonus && !o.met ? 0 : c->full_weight;
    }
    const judging::Totals totals = judging::totals_of(weights, overruled);
    Scores out{.overall = judging::overall_of(weights, totals.scores), .breakdown = {}};
    for (std::size_t d = 0; d < kDimensionCount; ++d)
        out.breakdown[d] = static_cast<int>(std::lround(totals.scores[d]));
    return out;
}

}  // namespace mockcall
