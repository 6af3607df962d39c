// The rubric as data (rubrics/*.yaml): which checks exist, where they count and how much, the limits they measure
// against, and the gates beside the score. The code of a check knows its id only. Pure; thread-safe.
#pragma once

#include <array>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "domain/evaluation/evaluation.hpp"

namespace mockcall::judging {

struct RubricCheck {
    std::string id;  ///< "greeting.brand"; "solution.problem" stands for one check a problem
    Dimension dimension = Dimension::Greeting;
    double weight = 1;   ///< within its dimension
    std::string label;   ///< what is asked, as the score's reader sees it
    std::string praise;  ///< what to say of it when it was done well, "You …"
    std::string tip;     ///< the habit to build when it was not
};

struct RubricLimits {
    double answer_s = 3;              ///< answered within: full credit
    double answer_worst_s = 12;       ///< ... no credit from here
    double silence_s = 15;            ///< dead air over this
    double announced_silence_s = 45;  ///< ... when the agent asked for a moment
    double pace_good_low = 120, pace_good_high = 150;
    double pace_flag_low = 100, pace_flag_high = 160;
    int pace_words = 30;  ///< fewer spoken words say nothing about the pace
    double monologue_good_s = 35, monologue_worst_s = 90;
    double hold_kept_s = 30;  ///< a hold this short needs no promised length
    double confidence = 0.5;  ///< words recognised below this cost nobody points
    double met = 70;          ///< a check with this score counts as met
    double settled = 0.8;     ///< a problem settled this far is rightly dispositioned
};

struct RubricGate {
    std::string id;  ///< of a CriticalError
    GateKind kind = GateKind::Customer;
    std::string label;
};

struct Rubric {
    std::string version;
    std::array<double, kDimensionCount> weights{};  ///< of the dimensions, by enumerator
    RubricLimits limits;
    std::vector<RubricGate> gates;
    std::vector<RubricCheck> checks;
};

/// Errors: every defect with its line.
[[nodiscard]] std::expected<Rubric, std::vector<ScenarioProblem>> parse_rubric(std::string_view yaml);
/// For calls of the simulator.
[[nodiscard]] const Rubric& default_rubric();
/// For transcripts from elsewhere: nothing is known but the words.
[[nodiscard]] const Rubric& transcript_rubric();
/// Null for an unknown id.
[[nodiscard]] const RubricCheck* find_check(const Rubric& rubric, std::string_view id);

}  // namespace mockcall::judging
