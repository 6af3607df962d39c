// The checks of a bare transcript by dimension, and what they share. Each file has those of one dimension. Pure.
#pragma once

#include <string>
#include <vector>

#include "domain/evaluation/lexicon.hpp"
#include "domain/evaluation/sheet.hpp"

namespace mockcall::judging {

/// `part` of `of`, 0-1; 0 of nothing.
[[nodiscard]] double share(std::size_t part, std::size_t of);
/// 0 at `none`, 100 at `full`, in between in proportion.
[[nodiscard]] double ramp(double v, double none, double full);
/// "2 of 7".
[[nodiscard]] std::string count_of(std::size_t part, std::size_t whole);
/// How many of the agent's lines hold one of `phrases` and earn; the first three are added to `evidence`.
std::size_t lines_with(const Case& c, Phrases phrases, std::vector<Evidence>& evidence);

void judge_transcript_listening(const Case& c, Sheet& sheet);
void judge_transcript_solution(const Case& c, Sheet& sheet);
void judge_transcript_communication(const Case& c, Sheet& sheet);
void judge_transcript_empathy(const Case& c, Sheet& sheet);
void judge_transcript_closing(const Case& c, Sheet& sheet);

}  // namespace mockcall::judging
