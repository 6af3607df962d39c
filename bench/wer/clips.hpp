// Clips to recognise: what was said, by whom, and the samples.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::bench {

struct Clip {
    std::string voice;
    std::string file;  ///< empty: the embedded voice of that name speaks the transcript
    std::string transcript;
};

/// A list.tsv (voice, file, transcript), a manifest.jsonl (`path` beside it, `transcript`), or sentences, one a line,
/// for each of our voices.
[[nodiscard]] Result<std::vector<Clip>> read_clips(const std::string& list);
/// 16-bit PCM WAV, first channel, converted to 16 kHz.
[[nodiscard]] Result<Samples> read_wav(const std::string& file);
/// What the embedded voice makes of a sentence, at 16 kHz.
[[nodiscard]] Result<Samples> speak(const std::string& sentence, const std::string& voice);

}  // namespace mockcall::bench
