// A scripted trainee: says what a good, an average or a poor agent says in a scenario, in words that vary with the
// seed.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall::bench {

enum class Quality : std::uint8_t { Poor, Average, Good };

/// The turns in order; the call may end before all are said.
[[nodiscard]] std::vector<std::string> script_of(const Scenario& scenario, Quality quality, Random& random);

/// "look at ... bill|charges" -> "look at your bill".
[[nodiscard]] std::string plain(std::string_view phrase, Random& random);

}  // namespace mockcall::bench
