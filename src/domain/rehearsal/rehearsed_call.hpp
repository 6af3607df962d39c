// One call of a scripted trainee with a scenario's customer, through the real CallMachine in virtual time: spoken, with
// the voices' durations, the turn's endpointing and every deadline. Pure.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "domain/call/record.hpp"
#include "domain/evaluation/evaluation.hpp"
#include "domain/rehearsal/script.hpp"
#include "domain/rehearsal/trainee.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall::rehearsal {

/// What one line of the agent was about, and what the customer had told when they answered.
struct Exchange {
    Turn agent;
    std::string customer;         ///< the answer; empty when there was none
    std::vector<CallFact> facts;  ///< what came of it
    int mood = 0;                 ///< afterwards
};

struct RehearsedCall {
    Rank rank = Rank::Good;
    std::string trainee;
    std::uint64_t seed = 0;
    std::vector<Exchange> exchanges;
    CallRecord record;
    Evaluation evaluation;
    bool ended = false;         ///< somebody ended it before the time was up
    std::vector<bool> settled;  ///< by problem, rightly dealt with
};

/// What the recogniser makes of the trainee's words.
struct Recognition {
    double confidence = 0.93;
    double lost = 0;  ///< 0-1: share of the words that are dropped or heard as another
};

[[nodiscard]] RehearsedCall rehearse_call(std::shared_ptr<const Scenario> scenario, const TraineeScript& script,
                                          std::uint64_t seed, Recognition recognition = {});

}  // namespace mockcall::rehearsal
