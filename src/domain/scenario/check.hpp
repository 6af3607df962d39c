// What holds between the parts of a scenario: unique ids, references that lead somewhere, amounts that fit the
// policies, and no line that gives away what a gate keeps.
#pragma once

#include "domain/scenario/scenario.hpp"
#include "domain/scenario/yaml_fields.hpp"

namespace mockcall::scenario_detail {

void check_scenario(const Scenario& scenario, Report& report);

}  // namespace mockcall::scenario_detail
