// From examples to the table that `ActModel` reads.
#pragma once

#include <span>

#include "domain/dialogue/act_model.hpp"
#include "tools/acts/examples.hpp"
#include "tools/acts/limits.hpp"

namespace mockcall::acts {

/// What a training may vary; the defaults are what the build uses.
struct Options {
    double cost = 3;           ///< of an error, against the weights' square
    double rare = 0.5;         ///< how far a rare act's examples count more: 0 not at all, 1 as much as all others
    float sign_scale = 0.15F;  ///< of a sign's value against a word's
    std::size_t seen = 2;      ///< examples that must show a feature
    bool rules = true;         ///< the phrasings' verdicts are features
    Balance acts{1, 2, 0.4};
    Balance misconduct{0.5, 2, 0.4};  ///< what is held against an agent had better be true
};

struct Trained {
    std::vector<FeatureId> ids;
    std::vector<std::int8_t> weights;
    std::array<float, kLearnedActs> steps{};
    std::array<float, kLearnedActs> bias{};
    std::array<float, kLearnedActs> trust{};

    [[nodiscard]] ActModelTable table() const { return {ids, weights, steps, bias, trust}; }
};

/// The limits are chosen on each writer's examples by what the other writers' teach: with one writer they are 0.
/// Deterministic.
[[nodiscard]] Trained train(std::span<const Example> examples, const Options& options);

}  // namespace mockcall::acts
