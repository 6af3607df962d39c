// What became of the customer's problems, and what follows from it: first-call resolution and CSAT. Pure.
#pragma once

#include <string>
#include <vector>

#include "domain/evaluation/sheet.hpp"

namespace mockcall::judging {

struct ProblemOutcome {
    const Problem* problem = nullptr;
    const Resolution* resolution = nullptr;  ///< the one that was accepted or offered, where known
    double value = 0;                        ///< 0-1, how far it was settled
    bool stated = false;
    const Resolution* not_done = nullptr;  ///< promised, and not (wholly) done in the record
    std::vector<Evidence> evidence{};
};

/// One for each problem of the scenario; empty without one.
[[nodiscard]] std::vector<ProblemOutcome> outcomes_of(const Case& c);

/// Without a scenario: what the words alone show. 0-100 with its evidence.
[[nodiscard]] Verdict outcome_by_words(const Case& c);

/// How far courtesies and motions arrived, 0.4-1: around a matter that was not helped they are form.
[[nodiscard]] double reached(const Case& c);

[[nodiscard]] bool first_call_resolution(const Case& c, const Sheet& sheet,
                                         const std::vector<ProblemOutcome>& outcomes);
/// 1.0-5.0, one decimal. `overall` and the `solution` (0-100) stand in for the satisfaction that nobody measured in a
/// bare transcript.
[[nodiscard]] double satisfaction_score(const Case& c, const Sheet& sheet, int overall, int solution,
                                        bool first_call_resolution);

[[nodiscard]] std::string summary_of(const Case& c, const std::vector<ProblemOutcome>& outcomes,
                                     bool first_call_resolution);
[[nodiscard]] std::vector<std::string> keywords_of(const Case& c, const std::vector<ProblemOutcome>& outcomes);

}  // namespace mockcall::judging
