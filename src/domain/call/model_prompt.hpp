// What a language model is asked: the customer's next words, and what the agent meant. The prompts hold nothing that
// may not be told, so that nothing can be got out of them. What the agent said is quoted as data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/call/record.hpp"
#include "domain/customer/customer.hpp"

namespace mockcall {

struct PromptText {
    std::string system;  ///< the same for a whole call
    std::string user;
    std::string schema;  ///< JSON Schema of the answer
};

struct WordsWanted {
    std::string own;  ///< the customer's own words for it
    Emotion emotion = Emotion::Neutral;
    WordsFault fault = WordsFault::None;  ///< of the answer before
    CustomerBrief brief;
};

[[nodiscard]] PromptText words_prompt(const Scenario& scenario, const std::vector<TranscriptTurn>& heard,
                                      const WordsWanted& wanted);

/// The same for a model that speaks the words itself and has heard the call.
[[nodiscard]] PromptText spoken_prompt(const Scenario& scenario, const WordsWanted& wanted);

[[nodiscard]] PromptText meaning_prompt(const Scenario& scenario, const std::vector<TranscriptTurn>& heard,
                                        const std::string& said);
/// The model's answer to meaning_prompt(); none when it is not as the schema says.
[[nodiscard]] std::optional<ReportedMeaning> read_meaning(const std::string& answer);

}  // namespace mockcall
