// Clips to recognise: what was said, by whom, and the samples.
#pragma once

#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::bench {

struct Clip {
    std::string voice;
    std::string file;
    std::string transcript;
};

/// A list.tsv (voice, file, transcript) or a manifest.jsonl (`path` beside it, `transcript`).
[[nodiscard]] Result<std::vector<Clip>> read_clips(const std::string& list);
/// 16-bit PCM WAV, first channel, converted to 16 kHz.
[[nodiscard]] Result<Samples> read_wav(const std::string& file);

}  // namespace mockcall::bench
