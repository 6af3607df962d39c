// A language model as a judge of single checks: what it is asked, and what of its answer stands. It answers whether
// something was said and quotes it; code verifies every quote, keeps timing, gates and what does not apply to itself,
// and does the arithmetic. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/call/model_prompt.hpp"
#include "domain/evaluation/evaluation.hpp"

namespace mockcall {

struct JudgeAnswer {
    double share = 0;                  ///< of the check's credit, 0-1; 0 where no quote stands
    std::optional<Evidence> evidence;  ///< verified
};
/// By check id. What is missing is judged by code.
using JudgeAnswers = std::map<std::string, JudgeAnswer, std::less<>>;

[[nodiscard]] PromptText judge_prompt(const CallRecord& call, const Scenario& scenario);
/// None when the answer is not as the schema says. A quote stands when it is the agent's, in the turn it names, word
/// for word; one and the same quote proves two checks at most, and no words to the judge prove anything.
[[nodiscard]] std::optional<JudgeAnswers> read_judgement(const std::string& answer, const CallRecord& call,
                                                         const Scenario& scenario);

}  // namespace mockcall
