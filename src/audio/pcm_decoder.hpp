// Raw samples and G.711 of any supported rate and one or two channels, to 16 kHz mono. Pure; one owner.
#pragma once

#include "audio/input_decoder.hpp"
#include "audio/resampler.hpp"

namespace mockcall::audio {

inline constexpr int kLowestRate = 8000;
inline constexpr int kHighestRate = 48000;

enum class PcmEncoding : std::uint8_t { S16le, MuLaw, ALaw };

struct PcmFormat {
    PcmEncoding encoding = PcmEncoding::S16le;
    int sample_rate = kPipelineRate;  ///< Hz
    int channels = 1;
    friend bool operator==(const PcmFormat&, const PcmFormat&) = default;
};

class PcmDecoder final : public InputDecoder {
  public:
    explicit PcmDecoder(const PcmFormat& format);
    /// Never fails: all bytes are samples.
    Result<void> decode(ByteView chunk, Samples& out) override;
    void flush(Samples& out) { resampler_.flush(out); }
    /// Forgets a frame that has not come whole: a new piece of audio begins.
    void realign();
    [[nodiscard]] const PcmFormat& format() const { return format_; }

  private:
    void put(std::uint8_t byte);
    void put(std::int16_t sample);

    PcmFormat format_;
    Resampler resampler_;
    Samples mono_;
    int low_byte_ = -1;     // of a 16-bit sample whose other half has not come
    int frame_sum_ = 0;     // of the frame's channels so far
    int frame_filled_ = 0;  // channels
};

}  // namespace mockcall::audio
