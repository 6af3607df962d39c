#include "domain/dialogue/act_model.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall {

namespace {

constexpr unsigned kShift = 32 - 15;

}  // namespace

float word_share(std::size_t count) { return count == 0 ? 0.0F : 1.0F / std::sqrt(static_cast<float>(count)); }

ActModel::ActModel(const ActModelTable& table) : table_(table), first_((1U << (32 - kShift)) + 1) {
    std::size_t at = 0;
    for (std::size_t bucket = 0; bucket + 1 < first_.size(); ++bucket) {
        first_[bucket] = static_cast<std::uint32_t>(at);
        while (at < table_.ids.size() && (table_.ids[at] >> kShift) == bucket)
            ++at;
    }
    first_.back() = static_cast<std::uint32_t>(at);
}

std::size_t ActModel::sum(std::span<const FeatureId> ids, Sums& sums) const {
    std::size_t known = 0;
    for (const FeatureId id : ids) {
        const std::size_t end = first_[(id >> kShift) + 1];
        for (std::size_t at = first_[id >> kShift]; at < end; ++at)
            if (table_.ids[at] == id) {
                ++known;
                const std::int8_t* row = &table_.weights[at * kLearnedActs];
                for (std::size_t act = 0; act < kLearnedActs; ++act)
                    sums[act] += row[act];
                break;
            }
    }
    return known;
}

std::array<float, kLearnedActs> ActModel::scores(const ActFeatures& seen, const ActEvidence& rules) const {
    Sums words{};
    Sums signs{};
    const float share = word_share(sum(seen.words, words));
    (void)sum(seen.signs, signs);
    std::array<float, kLearnedActs> out{};
    for (std::size_t act = 0; act < kLearnedActs; ++act) {
        const float trust = says(rules, act) ? table_.trust[act] : 0.0F;
        const float margin =
            table_.bias[act] + trust +
            table_.steps[act] * (static_cast<float>(words[act]) * share + static_cast<float>(signs[act]));
        out[act] = 1.0F / (1.0F + std::exp(-margin));
    }
    return out;
}

}  // namespace mockcall
