// What the hand-written phrasings say about an utterance. Pure; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/dialogue/acts.hpp"
#include "domain/dialogue/text.hpp"

namespace mockcall {

/// An agent's turn with what it answers, each split into words once. Views: the texts must outlive it.
struct Utterance {
    std::string_view text;
    std::vector<Token> tokens;
    std::string_view prev_customer;
    std::vector<Token> before;  ///< words of `prev_customer`
    std::string_view company;   ///< may be empty: not known
};

struct ActEvidence {
    std::array<float, kActCount> scores{};  ///< 0-1 for each act but Other, which no phrasing has
    std::vector<std::uint16_t> patterns;    ///< numbers of the phrasings found, for and against
};

[[nodiscard]] Utterance utterance_of(std::string_view text, std::string_view prev_customer, std::string_view company);
[[nodiscard]] ActEvidence rule_evidence(const Utterance& said);
/// Surely enough to be the act by themselves.
[[nodiscard]] inline bool says(const ActEvidence& rules, std::size_t act) { return rules.scores[act] >= 0.5F; }
/// The phrasing behind a number of `ActEvidence::patterns`.
[[nodiscard]] std::string_view rule_of(std::uint16_t pattern);

/// The customer had not finished: cut off with a dash, or on a word that needs another. `tokens`: those of `customer`.
[[nodiscard]] bool is_unfinished(std::string_view customer, const std::vector<Token>& tokens);
/// The customer told of what troubles or moves them.
[[nodiscard]] bool tells_feelings(const std::vector<Token>& customer);

}  // namespace mockcall
