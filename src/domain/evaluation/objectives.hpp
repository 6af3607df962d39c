// Which of a scenario's objectives are met while the call goes on: decided by the checks that judge it. Pure; one
// owner.
#pragma once

#include <memory>
#include <tuple>
#include <utility>
#include <vector>

#include "domain/call/record.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall {

struct MetObjective {
    std::size_t index = 0;  ///< in Scenario::objectives
    double timestamp = 0;   ///< seconds since the answer
    bool operator==(const MetObjective&) const = default;
};

class ObjectiveWatch {
  public:
    explicit ObjectiveWatch(std::shared_ptr<const Scenario> scenario) : scenario_(std::move(scenario)) {}

    /// Those that are met in `call` and were not before. What was met stays met.
    std::vector<MetObjective> look(const CallRecord& call, CallTime now);
    /// In the order they were met.
    [[nodiscard]] const std::vector<MetObjective>& met() const { return met_; }

  private:
    [[nodiscard]] bool was_met(std::size_t index) const;
    /// Something that a check could find has come since the last look.
    [[nodiscard]] bool news(const CallRecord& call);

    std::shared_ptr<const Scenario> scenario_;
    std::vector<MetObjective> met_;
    std::tuple<std::size_t, std::size_t, std::size_t, std::size_t> seen_{};  ///< facts, operations, actions, turns
};

}  // namespace mockcall
