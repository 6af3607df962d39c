#include <algorithm>
#include <array>

#include "audio/recording.hpp"

namespace mockcall::audio {
namespace {

// A record, little endian: length of the packet (2), channel (1), zero (1), frame (4), CRC-32 of those and the packet
// (4), packet.
constexpr std::size_t kCrcAt = 8;
constexpr std::size_t kHeader = 12;
constexpr std::size_t kLongestPacket = 0xFFFF;

constexpr std::array<std::uint32_t, 256> crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) {
            c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
        }
        table[i] = c;
    }
    return table;
}
constexpr auto kCrcTable = crc_table();

// CRC-32 as IEEE 802.3 has it; `state` begins with all ones and is inverted at the end.
std::uint32_t crc32(std::uint32_t state, ByteView bytes) {
    for (const std::uint8_t b : bytes) {
        state = kCrcTable[(state ^ b) & 0xFF] ^ (state >> 8);
    }
    return state;
}
std::uint32_t record_crc(ByteView header, ByteView packet) { return ~crc32(crc32(~0u, header), packet); }

void append_le(Bytes& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
    }
}
std::uint32_t le(ByteView bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) {
        value = value << 8 | bytes[i];
    }
    return value;
}

}  // namespace

void append_packet_record(const RecordedPacket& packet, Bytes& out) {
    if (packet.opus.size() > kLongestPacket) {
        return;  // no Opus packet is; a length that does not fit would tear the log
    }
    const std::size_t start = out.size();
    append_le(out, static_cast<std::uint32_t>(packet.opus.size()), 2);
    append_le(out, static_cast<std::uint32_t>(packet.channel), 2);
    append_le(out, packet.frame, 4);
    append_le(out, record_crc(ByteView(out).subspan(start, kCrcAt), packet.opus), 4);
    out.insert(out.end(), packet.opus.begin(), packet.opus.end());
}

std::size_t read_packet_records(ByteView log, const std::function<void(const RecordedPacket&)>& each) {
    std::size_t at = 0;
    while (log.size() - at >= kHeader) {
        const ByteView header = log.subspan(at, kHeader);
        const std::size_t size = le(header.first(2));
        const std::uint32_t channel = le(header.subspan(2, 2));
        if (log.size() - at - kHeader < size || channel > static_cast<std::uint32_t>(Channel::Customer)) {
            break;
        }
        const ByteView opus = log.subspan(at + kHeader, size);
        if (record_crc(header.first(kCrcAt), opus) != le(header.subspan(kCrcAt, 4))) {
            break;
        }
        each({.frame = le(header.subspan(4, 4)),
              .channel = static_cast<Channel>(channel),
              .opus = Bytes(opus.begin(), opus.end())});
        at += kHeader + size;
    }
    return at;
}

}  // namespace mockcall::audio
