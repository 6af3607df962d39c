// The `record` of a scenario: reading it, making one where the author wrote none, and what must hold in it. Used by the
// scenario's parser only.
#pragma once

#include "domain/scenario/scenario.hpp"
#include "domain/scenario/yaml_fields.hpp"

namespace mockcall::scenario_detail {

void read_record(Fields& f, CustomerRecord& out);
/// A plain record from the profile, the limits and the sums that resolutions speak of.
[[nodiscard]] CustomerRecord derived_record(const Scenario& scenario);
/// Sums that add up, references that lead somewhere, what facts and resolutions say found in it, and nothing in it that
/// the agent has to find out by talking.
void check_record(const Scenario& scenario, Report& report);

}  // namespace mockcall::scenario_detail
