// What somebody who finds words for the customer (a language model) must know, and what is asked of the words. The
// decisions stay the customer's: a brief holds nothing that may not be told.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/dialogue/acts.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall {

enum class CallStage : std::uint8_t;

struct CustomerBrief {
    CallStage stage{};
    int mood = 50;
    std::vector<std::pair<std::string, std::string>> known;  ///< facts that have been told or are told now: id, value
    std::vector<std::string> told_now;                       ///< values that the line must give
    std::vector<std::string> matter;                         ///< what has been said of the problems
    std::string decision = "none";                           ///< of an offer in this line: accept, refuse or none
    std::size_t most_words = 40;
    bool leaving = false;  ///< the customer hangs up after this
    bool operator==(const CustomerBrief&) const = default;
};

/// What is wrong with words that were found.
enum class WordsFault : std::uint8_t {
    None,
    Empty,
    KeptBack,        ///< gives away what may not be told
    Invented,        ///< names a number that nobody has named
    Repeated,        ///< said before
    OutOfCharacter,  ///< speaks of itself as a program, of its instructions, or describes the scene
    TooLong,
    Missing,        ///< leaves out what it had to tell
    OtherDecision,  ///< accepts what is refused, or the other way round
};
[[nodiscard]] std::string_view to_string(WordsFault v);

/// What somebody else understood of the agent's turn. Ids that the scenario does not have are ignored.
struct ReportedMeaning {
    ActSet acts;
    std::vector<std::string> facts;        ///< asked for
    std::vector<std::string> steps;        ///< taken
    std::vector<std::string> resolutions;  ///< offered; sums are read off the agent's own words
    bool operator==(const ReportedMeaning&) const = default;
    [[nodiscard]] bool empty() const { return *this == ReportedMeaning{}; }
};

}  // namespace mockcall
