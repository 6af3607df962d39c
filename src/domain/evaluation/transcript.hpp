// A transcript from elsewhere made into a record that can be judged. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/call/record.hpp"

namespace mockcall {

struct TranscriptLine {
    std::string speaker;  ///< as written: "agent", "Representative", "CALLER", ...
    std::string text;
    std::optional<double> timestamp;  ///< seconds
    std::optional<double> duration;
};

/// Who a label means, whatever its case and decoration ("Agent 2:", "[CUSTOMER]"); System for what is neither side.
[[nodiscard]] Speaker speaker_named(std::string_view label);
/// A role and at most a number: "Agent 1", "CALLER". A name or a sentence is none.
[[nodiscard]] bool is_role(std::string_view label);
/// Labels that are neither side's words: "System", "IVR", "[music]".
[[nodiscard]] bool is_machine_label(std::string_view label);

/// Turns in the order given. Without timestamps nothing about time is judged: the turns then have a place, no length.
[[nodiscard]] CallRecord record_of(const std::vector<TranscriptLine>& lines, std::string_view company);

}  // namespace mockcall
