// The checks of a scenario by name, for what refers to them. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "domain/scenario/scenario.hpp"

namespace mockcall {

/// The id of one of the scenario's criteria, or `act:NAME`, `fact:ID`, `step:ID`, `resolved:ID`. Nothing for any
/// other name; whether the fact, step or problem exists is the scenario check's business.
[[nodiscard]] std::optional<Criterion> check_named(const Scenario& scenario, std::string_view name);

}  // namespace mockcall
