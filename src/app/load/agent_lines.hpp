// What simulated trainees say: sentences as sound, cut to the words, so that their end is known to the sample.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::app {

struct AgentLine {
    std::string name;           ///< the text, or the file
    Samples pcm;                ///< 16 kHz mono, from the first word's beginning to the last one's end
    std::vector<Bytes> opus{};  ///< the same as packets of 20 ms, once prepared
};

/// Every WAV file of a folder in the order of names; without a folder our own lines, in the embedded voices. Some of
/// these have a pause in the middle of the sentence. Errors: an unreadable file.
[[nodiscard]] Result<std::vector<AgentLine>> agent_lines(const std::filesystem::path& folder);

/// What stands in a microphone all the time; it goes round and round.
struct Room {
    Samples pcm;  ///< whole frames of 20 ms
    std::vector<Bytes> opus{};
};
[[nodiscard]] Room silent_room();
/// Noise of `dbfs` (its root mean square), which is mixed into the lines, too.
[[nodiscard]] Room noisy_room(double dbfs, std::vector<AgentLine>& lines);

/// Encodes them once, so that simulated trainees need no time for it.
void prepare_packets(std::vector<AgentLine>& lines, Room& room);

}  // namespace mockcall::app
