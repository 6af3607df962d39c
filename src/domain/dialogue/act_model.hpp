// The dialogue acts' learned part: a linear model over what `act_features` sees. Pure; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "domain/dialogue/act_features.hpp"

namespace mockcall {

/// Acts the model knows: all but Other, which is what is left.
inline constexpr std::size_t kLearnedActs = kActCount - 1;

/// The model as stored. `weights` has a row of kLearnedActs for each id; a row's value times the act's step is the
/// weight.
struct ActModelTable {
    std::span<const FeatureId> ids;  ///< ascending
    std::span<const std::int8_t> weights;
    std::array<float, kLearnedActs> steps{};
    std::array<float, kLearnedActs> bias{};   ///< shifted so that the act's threshold lies at 0
    std::array<float, kLearnedActs> trust{};  ///< what the phrasings' own verdict adds
};

class ActModel {
  public:
    /// `table`'s spans must outlive the model.
    explicit ActModel(const ActModelTable& table);

    /// 0-1 for each act; 0.5 and more is the act.
    [[nodiscard]] std::array<float, kLearnedActs> scores(const ActFeatures& seen, const ActEvidence& rules) const;

  private:
    using Sums = std::array<std::int32_t, kLearnedActs>;
    [[nodiscard]] std::size_t sum(std::span<const FeatureId> ids, Sums& sums) const;

    ActModelTable table_;
    std::vector<std::uint32_t> first_;  ///< by an id's highest bits: where such ids begin
};

/// How much each of `count` known words weighs, so that a long utterance does not count more than a short one.
[[nodiscard]] float word_share(std::size_t count);

}  // namespace mockcall
