// What the customer's record shows of what was promised. Pure.
//
// The record is looked at only in calls whose client uses it: it was said so when the call began, or something was done
// in it. A client that has no use for it is judged by words alone.
#pragma once

#include <vector>

#include "domain/evaluation/case.hpp"
#include "domain/evaluation/sheet.hpp"

namespace mockcall::judging {

[[nodiscard]] bool record_counts(const Case& c);

/// A resolution that the customer agreed to and that leaves a trace in the record when it is carried out.
struct Promise {
    const Problem* problem = nullptr;
    const Resolution* resolution = nullptr;
    const FactEntry* agreed = nullptr;
    enum class Kept : std::uint8_t { No, InPart, Whole };
    Kept kept = Kept::No;
    bool too_much = false;              ///< more was given back than was promised
    const CrmEntry* refused = nullptr;  ///< tried, and refused by policy
    std::vector<const CrmEntry*> done{};
};
/// Empty where the record does not count.
[[nodiscard]] std::vector<Promise> promises_of(const Case& c);
/// How much of what settles the problem was really done, 0-1; 1 where nothing needed doing.
[[nodiscard]] double done_share(const Problem& problem, const std::vector<Promise>& promises);

/// "record: Credit of “Upgrade fee”: $150.00."
[[nodiscard]] Evidence receipt(const Case& c, const CrmEntry& entry);
/// What stands for an operation that is not there.
[[nodiscard]] Evidence absence(const Case& c, const Resolution& resolution);
/// An operation that would settle the problem, and that the customer never heard of.
[[nodiscard]] const CrmEntry* untold_for(const Case& c, const Problem& problem);
/// The operation's name in a sentence: "plan change".
[[nodiscard]] std::string in_words(ResolutionKind kind);

/// Promises kept, changes on the wrong place or for a caller who was not verified, and what policy refused.
void judge_record(const Case& c, Sheet& sheet);

}  // namespace mockcall::judging
