// Examples as the model sees them.
#pragma once

#include <span>
#include <vector>

#include "domain/dialogue/act_features.hpp"
#include "tools/acts/examples.hpp"

namespace mockcall::acts {

struct Sighting {
    const Example* example = nullptr;
    ActFeatures features;
    ActSet by_rule;     ///< what the phrasings alone would say
    double weight = 1;  ///< those of one example together weigh 1
};

/// Each example as written, and where that differs as a recogniser would write it: the model must do without capitals
/// and punctuation. `rules`: the phrasings' verdicts are features. The examples must outlive what is returned.
[[nodiscard]] std::vector<Sighting> sightings_of(std::span<const Example> examples, bool rules);

}  // namespace mockcall::acts
