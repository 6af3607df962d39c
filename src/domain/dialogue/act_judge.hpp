// Which acts an utterance is, by the phrasings and the model together. Pure; thread-safe.
#pragma once

#include "domain/dialogue/act_model.hpp"

namespace mockcall {

[[nodiscard]] ActScores judge_acts(const Utterance& said, const ActModel& model);

/// Made at build time from `acts/*.jsonl`.
[[nodiscard]] const ActModelTable& built_in_act_table();

}  // namespace mockcall
