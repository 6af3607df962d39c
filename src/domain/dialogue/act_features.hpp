// What the dialogue acts' model looks at: each thing seen in an utterance is a number. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/dialogue/act_rules.hpp"

namespace mockcall {

using FeatureId = std::uint32_t;  ///< a hash: the same on every machine

/// Each id at most once, ascending.
struct ActFeatures {
    std::vector<FeatureId> words;  ///< grow with the length of the utterance
    std::vector<FeatureId> signs;  ///< the phrasings' verdicts, shape, what the customer said
};

[[nodiscard]] ActFeatures act_features(const Utterance& said, const ActEvidence& rules);

}  // namespace mockcall
