// What is wrong with a scenario, read off its rehearsed calls. Pure.
#pragma once

#include <string>
#include <vector>

#include "domain/rehearsal/rehearsed_call.hpp"

namespace mockcall::rehearsal {

/// `path` is the place in the scenario that is to blame, "" when none can be named.
struct Finding {
    std::string path;
    std::string problem;
    bool operator==(const Finding&) const = default;
};

/// A sentence said twice, a fact told otherwise than written, a gated one given away, no answer, no end.
[[nodiscard]] std::vector<Finding> findings_in(const Scenario& scenario, const RehearsedCall& call);
/// What the good calls together must have reached: every fact, step and problem; every call settled.
[[nodiscard]] std::vector<Finding> findings_across(const Scenario& scenario, const std::vector<RehearsedCall>& calls);
/// True when a line that tells the fact says something else than its value: another number, sum, code or month.
[[nodiscard]] bool contradicts(std::string_view line, std::string_view value);

}  // namespace mockcall::rehearsal
