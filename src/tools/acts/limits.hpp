// From which margin on an act is found.
#pragma once

#include <compare>
#include <vector>

namespace mockcall::acts {

/// An example that the model had not learned from, for one act.
struct Judged {
    double margin = 0;
    bool own = false;      ///< it is the act
    bool by_rule = false;  ///< the phrasings say so
    double weight = 1;
    auto operator<=>(const Judged&) const = default;
};

struct Balance {
    double beta = 1;  ///< of the F-measure: under 1 prefers precision
    /// What a false find weighs against a true one. Examples have more of each act, and more of what only looks like
    /// it, than calls have.
    double wrong_alone = 1;
    double wrong_by_rule = 1;
};

struct Limit {
    double alone = 0;      ///< for what no phrasing says
    double with_rule = 0;  ///< for what one says
};

/// Where F-beta of `judged` is best, smoothed so that no single example decides.
[[nodiscard]] Limit limits_of(std::vector<Judged> judged, const Balance& balance);

}  // namespace mockcall::acts
