// What can be judged of a transcript from elsewhere, of which nothing is known but its words: whether the customer was
// answered, treated kindly and told enough, and how they took leave.
#include "domain/evaluation/transcript_checks.hpp"

#include <algorithm>

namespace mockcall::judging {

double share(std::size_t part, std::size_t of) {
    return of == 0 ? 0 : static_cast<double>(part) / static_cast<double>(of);
}
double ramp(double v, double none, double full) { return 100 * std::clamp((v - none) / (full - none), 0.0, 1.0); }
std::string count_of(std::size_t part, std::size_t whole) {
    return std::to_string(part) + " of " + std::to_string(whole);
}

std::size_t lines_with(const Case& c, Phrases phrases, std::vector<Evidence>& evidence) {
    std::size_t n = 0;
    for (const auto* line : c.agent)
        if (const auto span = earns(*line) ? find_any(line->words, phrases) : std::nullopt) {
            if (++n <= 3)
                evidence.push_back(quote({line, *span}));
        }
    return n;
}

void judge_transcript(const Case& c, Sheet& sheet) {
    if (c.silent())
        return;
    judge_transcript_solution(c, sheet);
    judge_transcript_communication(c, sheet);
    judge_transcript_empathy(c, sheet);
    judge_transcript_closing(c, sheet);
    judge_transcript_listening(c, sheet);
}

}  // namespace mockcall::judging
