// Sentences and listeners' words in the embedded voices.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace mockcall::turns {

struct Sentence {
    std::string text;
    bool paused = false;
    Samples pcm;  ///< 16 kHz mono, from the first sound of the first word to the last one's last
};

/// The lines of `part` ("tune", "test") of the file, the n-th one in the n-th voice; pauses are drawn by `seed`.
[[nodiscard]] std::vector<Sentence> sentences(const std::string& file, const std::string& part, std::uint64_t seed);
/// "okay", "right" and the like, in every voice.
[[nodiscard]] std::vector<Sentence> listeners_words();

}  // namespace mockcall::turns
