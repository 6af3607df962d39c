#include "audio/pcm_decoder.hpp"

#include "audio/g711.hpp"

namespace mockcall::audio {

PcmDecoder::PcmDecoder(const PcmFormat& format) : format_(format), resampler_(format.sample_rate, kPipelineRate) {}

Result<void> PcmDecoder::decode(ByteView chunk, Samples& out) {
    mono_.clear();
    for (const std::uint8_t byte : chunk) {
        put(byte);
    }
    resampler_.process(mono_, out);
    return {};
}

void PcmDecoder::realign() {
    low_byte_ = -1;
    frame_sum_ = 0;
    frame_filled_ = 0;
}

void PcmDecoder::put(std::uint8_t byte) {
    switch (format_.encoding) {
        case PcmEncoding::MuLaw: return put(decode_mu_law(byte));
        case PcmEncoding::ALaw: return put(decode_a_law(byte));
        case PcmEncoding::S16le:
            if (low_byte_ < 0) {
                low_byte_ = byte;
            } else {
                put(static_cast<std::int16_t>(byte << 8 | low_byte_));
                low_byte_ = -1;
            }
    }
}

void PcmDecoder::put(std::int16_t sample) {
    frame_sum_ += sample;
    if (++frame_filled_ == format_.channels) {
        mono_.push_back(static_cast<std::int16_t>(frame_sum_ / format_.channels));
        frame_sum_ = 0;
        frame_filled_ = 0;
    }
}

}  // namespace mockcall::audio
