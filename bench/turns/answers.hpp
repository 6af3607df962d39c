// Turns of an agent, and how soon the customer answers them.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "domain/scenario/scenario.hpp"
#include "domain/turn/completeness.hpp"
#include "turns/clips.hpp"

namespace mockcall::turns {

struct Answers {
    std::vector<double> total, endpoint, words, voice;  ///< ms
    int turns = 0, paused = 0, cut = 0, cut_paused = 0, unanswered = 0, over_customer = 0;
    /// How complete the words so far seemed, in the pauses of sentences and at their ends.
    std::array<int, 6> in_pauses{}, at_ends{};
};

/// Says all `turns` one after the other, in as many calls as it takes.
void answer(const std::shared_ptr<const Scenario>& scenario, const std::vector<Sentence>& turns, std::uint64_t seed,
            bool tell, Answers& into);

}  // namespace mockcall::turns
