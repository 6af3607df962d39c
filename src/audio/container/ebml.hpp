// The bytes of EBML (RFC 8794) and the Matroska elements (RFC 9559) that an audio WebM needs. Pure.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"

namespace mockcall::audio::ebml {

enum Id : std::uint32_t {
    kEbml = 0x1A45DFA3,
    kEbmlVersion = 0x4286,
    kEbmlReadVersion = 0x42F7,
    kEbmlMaxIdLength = 0x42F2,
    kEbmlMaxSizeLength = 0x42F3,
    kDocType = 0x4282,
    kDocTypeVersion = 0x4287,
    kDocTypeReadVersion = 0x4285,
    kSegment = 0x18538067,
    kSeekHead = 0x114D9B74,
    kSeek = 0x4DBB,
    kSeekId = 0x53AB,
    kSeekPosition = 0x53AC,
    kInfo = 0x1549A966,
    kTimestampScale = 0x2AD7B1,
    kDuration = 0x4489,
    kMuxingApp = 0x4D80,
    kWritingApp = 0x5741,
    kTracks = 0x1654AE6B,
    kTrackEntry = 0xAE,
    kTrackNumber = 0xD7,
    kTrackUid = 0x73C5,
    kTrackType = 0x83,
    kFlagLacing = 0x9C,
    kLanguage = 0x22B59C,
    kCodecId = 0x86,
    kCodecPrivate = 0x63A2,
    kCodecDelay = 0x56AA,
    kSeekPreRoll = 0x56BB,
    kContentEncodings = 0x6D80,
    kAudio = 0xE1,
    kSamplingFrequency = 0xB5,
    kChannels = 0x9F,
    kCues = 0x1C53BB6B,
    kCuePoint = 0xBB,
    kCueTime = 0xB3,
    kCueTrackPositions = 0xB7,
    kCueTrack = 0xF7,
    kCueClusterPosition = 0xF1,
    kCluster = 0x1F43B675,
    kTimestamp = 0xE7,
    kSimpleBlock = 0xA3,
    kBlockGroup = 0xA0,
    kBlock = 0xA1,
    kDiscardPadding = 0x75A2,
};

/// Bytes of the variable-length number that begins with `first`; 0: none does.
[[nodiscard]] constexpr std::size_t vint_length(std::uint8_t first) {
    return first == 0 ? 0 : static_cast<std::size_t>(std::countl_zero(first)) + 1;
}

struct Vint {
    std::uint64_t value = 0;
    std::size_t length = 0;
    bool unknown = false;  ///< all ones: "size unknown"
};
/// The number at the beginning of `bytes`, its marker bit taken off; none if it is not whole or not one.
[[nodiscard]] inline std::optional<Vint> read_vint(ByteView bytes) {
    const std::size_t length = bytes.empty() ? 0 : vint_length(bytes[0]);
    if (length == 0 || bytes.size() < length) {
        return std::nullopt;
    }
    std::uint64_t value = bytes[0] & (0xFFu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        value = value << 8 | bytes[i];
    }
    return Vint{.value = value, .length = length, .unknown = value == (std::uint64_t{1} << (7 * length)) - 1};
}

}  // namespace mockcall::audio::ebml
