// Levels, achievements and which scenario fits a trainee next. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/evaluation/evaluation.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall {

struct ScenarioHistory {
    ScenarioId id;
    int attempts = 0;
    std::optional<int> best;  ///< of evaluated calls
    std::optional<int> last;
};

struct TraineeHistory {
    int xp = 0;
    int calls = 0;  ///< evaluated
    std::vector<ScenarioHistory> scenarios;
    std::vector<std::string> achievements;  ///< names already earned
};

struct Preferences {
    std::vector<std::string> categories;  ///< wire names
    std::vector<std::string> industries;
    std::string difficulty;  ///< "" none stated
};

[[nodiscard]] int level_of(int xp);         ///< from 1
[[nodiscard]] int xp_for_level(int level);  ///< XP at which `level` begins
/// XP for the call itself: skill and improvement, not volume.
[[nodiscard]] int xp_for_call(const Evaluation& e, const Scenario& s, const ScenarioHistory* before);
[[nodiscard]] std::vector<Achievement> achievements_for(const Evaluation& e, const CallRecord& call, const Scenario& s,
                                                        const TraineeHistory& before);
/// 0-1: how good a trainee already is at calls like this, for dynamic difficulty.
[[nodiscard]] double skill_of(const TraineeHistory& history, const Scenario& s);
/// Higher fits better. Stable for a user between two calls.
[[nodiscard]] double fit_of(const Scenario& s, const TraineeHistory& history, const Preferences& preferences,
                            const std::string& user);

}  // namespace mockcall
