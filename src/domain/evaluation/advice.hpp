// What to tell the trainee: drawn from the checks, most valuable first. Pure.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "domain/evaluation/sheet.hpp"

namespace mockcall::judging {

struct Advice {
    std::vector<std::string> strengths, improvements, tips;  ///< 1-4 each
};

/// `scores`: the six dimensions', so that no praise contradicts them.
[[nodiscard]] Advice advise(const Case& c, const Sheet& sheet, const std::array<double, kDimensionCount>& scores);

}  // namespace mockcall::judging
