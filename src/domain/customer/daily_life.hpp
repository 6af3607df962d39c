// Questions and remarks that have nothing to do with the scenario, and that anybody has something to say to: who opens
// the door, how one pays, what the letter says, a kind word.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/customer/phrases.hpp"
#include "domain/dialogue/text.hpp"

namespace mockcall::customer_detail {

/// How anybody answers one question; nothing where it asks for something that only the customer could know.
[[nodiscard]] std::optional<Say> everyday_answer(const std::vector<Token>& question);

/// How anybody takes a remark that is about neither the matter nor its solution: praise, a wish, the agent's own life.
[[nodiscard]] std::optional<Say> everyday_reaction(const std::vector<Token>& remark);

/// The agent does something, or will: "I'm sending it today", "I've noted that".
[[nodiscard]] bool tells_a_deed(const std::vector<Token>& tokens);

/// "Do you live alone?": the answer in its own verb.
struct ShortAnswer {
    bool yes = false;
    bool of_self = false;  ///< about the customer, who knows; anything else is believed
    std::string affirmed;  ///< "I do"
    std::string denied;    ///< "I don't"
};
/// Nothing where the words are not turned round like that. What a customer would mostly say to a question of that
/// sort, and nothing that costs anybody.
[[nodiscard]] std::optional<ShortAnswer> short_answer(const std::vector<Token>& question);

/// The same, where the question cannot be turned round: yes or no.
[[nodiscard]] bool mostly_yes(const std::vector<Token>& question);

/// "Your neighbor" is "my neighbor" to who answers.
[[nodiscard]] std::string in_own_person(const std::string& words);

}  // namespace mockcall::customer_detail
