// What agents say in the bench: sentences in voices that no part of the server has a hand in (the program espeak-ng) or
// in the server's own, listeners' words, and recordings of people.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.hpp"

namespace mockcall::turns {

enum class Voices : std::uint8_t { Foreign, Own };

struct Sentence {
    std::string text;
    std::vector<std::size_t> pauses;  ///< samples at which one begins
    Samples pcm;                      ///< 16 kHz mono, from the first sound of the first word to the last one's last
};

/// The lines of `part` ("tune", "test", "aside") of the file, the n-th one in the n-th voice; pauses are drawn by
/// `seed`.
[[nodiscard]] std::vector<Sentence> sentences(const std::string& file, const std::string& part, std::uint64_t seed,
                                              Voices voices);
/// "okay", "right" and the like, in every voice.
[[nodiscard]] std::vector<Sentence> listeners_words(Voices voices);
/// Recordings that a manifest.jsonl in `folder` names, without the silence around them.
[[nodiscard]] std::vector<Sentence> recordings(const std::string& folder);

}  // namespace mockcall::turns
