// The bytes around Opus packets: the OpusHead header (RFC 7845 section 5.1) and self-delimiting framing (RFC 6716
// appendix B). Pure.
#pragma once

#include <cstdint>

#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::audio {

inline constexpr int kOpusRate = 48000;  ///< Hz: what pre-skip and granule positions count in

struct OpusHead {
    std::uint8_t channels = 1;
    std::uint16_t pre_skip = 0;  ///< samples at 48 kHz
    std::uint32_t input_rate = 48000;
    std::uint8_t mapping_family = 0;
    std::uint8_t streams = 1;  ///< the three below only with a mapping family other than 0
    std::uint8_t coupled = 0;
    Bytes mapping{};
};

[[nodiscard]] bool is_opus_head(ByteView bytes);
/// Errors: AudioFailure for anything but one stream of one or two channels.
[[nodiscard]] Result<OpusHead> parse_opus_head(ByteView bytes);
[[nodiscard]] Bytes write_opus_head(const OpusHead& head);

/// A packet of one frame (code 0), 20 ms of mono: what the recording is made of.
[[nodiscard]] bool is_single_20ms_frame(ByteView packet);
/// Size of `packet` (code 0) with its own length inside, and the bytes themselves appended to `out`.
[[nodiscard]] std::size_t self_delimited_size(ByteView packet);
void append_self_delimited(ByteView packet, Bytes& out);

}  // namespace mockcall::audio
