// Transcripts as people write them down: "Agent: words" and "Customer: words", a line each. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "domain/evaluation/transcript.hpp"

namespace mockcall {

/// Reads lines of "SPEAKER: WORDS", each with or without a time before or after the speaker ("[01:07] Agent: …",
/// "Agent (01:07): …": minutes and seconds, or hours before them). A line without a speaker goes on with the turn
/// before it; empty lines and marks that are no words ("[music]") are passed over. Errors name the line.
[[nodiscard]] Result<std::vector<TranscriptLine>> read_transcript(std::string_view text);

/// "Agent 1: Hello" in the text of a turn: "Hello". Only where what is in front names a role and nothing else.
[[nodiscard]] std::string_view without_label(std::string_view text);

}  // namespace mockcall
