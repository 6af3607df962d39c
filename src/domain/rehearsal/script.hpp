// The trainees a scenario is rehearsed with: how each behaves and what they say, as data. The scenario's own matter
// (what to ask, which steps, what to offer) is not in here: a trainee derives it from the scenario. Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/scenario/scenario.hpp"

namespace mockcall::rehearsal {

enum class Rank : std::uint8_t { Poor, Average, Good };
[[nodiscard]] std::string_view to_string(Rank v);

/// One way of taking a call. A move without lines is one this trainee does not make.
struct TraineeScript {
    std::string id;
    Rank rank = Rank::Average;
    double answers_after = 2;  ///< seconds of ringing
    double pause = 1;          ///< seconds between the customer's last word and the own first one
    double words_per_minute = 135;
    double identity = 0;     ///< share of the identity facts asked for, 0-1
    double facts = 0;        ///< ... of the other facts
    double steps = 0;        ///< ... of the steps
    int problems = 0;        ///< how many problems are offered something
    int turns = 70;          ///< says goodbye after so many at the latest
    double crm = 0;          ///< share of what was agreed that is done in the record, 0-1
    bool crm_wrong = false;  ///< does something wrong there instead
    bool hides = false;      ///< puts the customer through without a word instead of a goodbye
    std::map<std::string, std::vector<std::string>> lines;  ///< by move, see kMoves

    /// Null when this trainee does not make the move.
    [[nodiscard]] const std::vector<std::string>* said_for(std::string_view move) const;
};

/// Errors: every problem found, with its line.
[[nodiscard]] std::expected<std::vector<TraineeScript>, std::vector<ScenarioProblem>> parse_trainees(
    std::string_view yaml);

}  // namespace mockcall::rehearsal
