// Container files for the audio tests, written independently of the library's own writer.
#pragma once

#include <vector>

#include "audio/g711.hpp"
#include "audio/opus.hpp"
#include "base/bytes.hpp"

namespace mockcall::audio::test {

[[nodiscard]] std::vector<Bytes> opus_packets(SampleView pcm_16k);

enum class WebmStyle { Known, Live, Groups, XiphLaced, EbmlLaced, WithVideo };
[[nodiscard]] Bytes make_webm(const std::vector<Bytes>& packets, WebmStyle style);

enum class WavSize { True, Zero, AllOnes };
struct WavFormat {
    int tag = 1;
    int rate = 16000;
    int channels = 1;
    int bits = 0;  ///< 0: 16 for PCM, 8 for G.711
    bool extensible = false;
    WavSize size = WavSize::True;
};
[[nodiscard]] Bytes make_wav(const WavFormat& format, const Bytes& data);

[[nodiscard]] Bytes mu_law(SampleView pcm);
[[nodiscard]] Bytes a_law(SampleView pcm);

}  // namespace mockcall::audio::test
