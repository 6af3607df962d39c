// What a recogniser should expect to hear in a call of this scenario. Pure.
#pragma once

#include <string>
#include <vector>

#include "domain/scenario/scenario.hpp"

namespace mockcall {

struct RecognitionHints {
    std::vector<std::string> names;    ///< people and companies
    std::vector<std::string> phrases;  ///< expected words in a row, lower case, without placeholders
    std::vector<std::string> amounts;  ///< "$150", "20%", as written
};

/// Each list without doubles, in the scenario's order.
[[nodiscard]] RecognitionHints hints_of(const Scenario& scenario);

}  // namespace mockcall
