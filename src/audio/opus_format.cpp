#include "audio/opus_format.hpp"

#include <algorithm>

#include <opus/opus.h>

namespace mockcall::audio {
namespace {

constexpr std::string_view kMagic = "OpusHead";
constexpr std::size_t kFixedSize = 19;
// RFC 6716 section 3.2.1: lengths up to 251 take one byte, longer ones two.
constexpr std::size_t kTwoByteLength = 252;

void append_le(Bytes& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}

}  // namespace

bool is_opus_head(ByteView bytes) { return text_of(bytes).starts_with(kMagic); }

Result<OpusHead> parse_opus_head(ByteView bytes) {
    if (!is_opus_head(bytes) || bytes.size() < kFixedSize || (bytes[8] & 0xF0) != 0) {
        return fail(ErrorCode::AudioFailure, "The stream's Opus header is broken.");
    }
    OpusHead head;
    head.channels = bytes[9];
    head.pre_skip = static_cast<std::uint16_t>(bytes[10] | bytes[11] << 8);
    head.input_rate = static_cast<std::uint32_t>(bytes[12]) | static_cast<std::uint32_t>(bytes[13]) << 8 |
                      static_cast<std::uint32_t>(bytes[14]) << 16 | static_cast<std::uint32_t>(bytes[15]) << 24;
    head.mapping_family = bytes[18];
    if (head.mapping_family != 0) {
        if (bytes.size() < kFixedSize + 2 + head.channels) {
            return fail(ErrorCode::AudioFailure, "The stream's Opus header is cut short.");
        }
        head.streams = bytes[19];
        head.coupled = bytes[20];
        head.mapping.assign(bytes.begin() + 21, bytes.begin() + 21 + head.channels);
    }
    if (head.channels < 1 || head.channels > 2 || head.streams != 1) {
        return fail(ErrorCode::AudioFailure, "Only Opus with one stream of one or two channels is understood.");
    }
    return head;
}

Bytes write_opus_head(const OpusHead& head) {
    Bytes out(kMagic.begin(), kMagic.end());
    out.push_back(1);
    out.push_back(head.channels);
    append_le(out, head.pre_skip, 2);
    append_le(out, head.input_rate, 4);
    append_le(out, 0, 2);  // output gain
    out.push_back(head.mapping_family);
    if (head.mapping_family != 0) {
        out.push_back(head.streams);
        out.push_back(head.coupled);
        out.insert(out.end(), head.mapping.begin(), head.mapping.end());
    }
    return out;
}

bool is_single_20ms_frame(ByteView packet) {
    return !packet.empty() && packet.size() <= 1276 && (packet[0] & 0x07) == 0 &&  // code 0, mono
           opus_packet_get_samples_per_frame(packet.data(), kOpusRate) == kOpusRate / 50;
}

std::size_t self_delimited_size(ByteView packet) {
    return packet.size() + (packet.size() - 1 < kTwoByteLength ? 1 : 2);
}

void append_self_delimited(ByteView packet, Bytes& out) {
    const std::size_t length = packet.size() - 1;
    out.push_back(packet[0]);
    if (length < kTwoByteLength) {
        out.push_back(static_cast<std::uint8_t>(length));
    } else {
        const std::size_t first = kTwoByteLength + (length & 3);
        out.push_back(static_cast<std::uint8_t>(first));
        out.push_back(static_cast<std::uint8_t>((length - first) >> 2));
    }
    out.insert(out.end(), packet.begin() + 1, packet.end());
}

}  // namespace mockcall::audio
