// A scenario as its customer knows it: what can be told and what is listened for, compiled. Immutable once made: all
// calls of the scenario share it, on any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/customer/memory.hpp"
#include "domain/dialogue/text.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall {

struct CustomerKnowledge {
    explicit CustomerKnowledge(const Scenario& scenario);

    using Phrases = std::vector<Phrase>;

    std::vector<Fact> facts;                               ///< the author's, then those read off the profile
    std::vector<RecordValue> values;                       ///< of the facts
    std::vector<Phrases> asks;                             ///< by fact
    std::vector<std::vector<std::string>> told_in;         ///< by fact: stems of the telling words it is told in
    std::vector<std::vector<std::string>> about;           ///< by fact: stems of all its words, sorted
    std::vector<std::string> matter;                       ///< stems of what is called about at first, sorted
    std::vector<Phrases> problem_asks;                     ///< by problem
    std::vector<std::vector<Phrases>> steps, resolutions;  ///< by problem
    std::vector<std::string> vocabulary;                   ///< stems of the scenario's words, sorted
    std::vector<std::int64_t> sums;                        ///< cents: every sum the scenario speaks of
    std::vector<std::string> own_name;                     ///< the customer's
    customer_detail::Memory memory;                        ///< of all of it

  private:
    void know_facts(const Scenario& scenario);
    void listen_for(const Fact& fact);
    void listen_for(const Problem& problem);
    void learn_sums(std::string_view text);
};

}  // namespace mockcall
