#include <algorithm>
#include <cstdlib>

#include "audio/recording.hpp"

using namespace mockcall;

// What is read from a log, torn or not, is exactly what writing it again gives; and it can be made a recording.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView log{data, size};
    Bytes again;
    std::vector<audio::RecordedPacket> packets;
    const std::size_t whole = audio::read_packet_records(log, [&](const audio::RecordedPacket& p) {
        audio::append_packet_record(p, again);
        packets.push_back(p);
    });
    if (whole > size || again.size() != whole || !std::equal(again.begin(), again.end(), log.begin())) {
        std::abort();
    }
    // A CRC keeps nearly all of the input out: the same bytes as packets reach the writer without it.
    for (std::size_t at = 0; at + 2 < size; at += packets.back().opus.size() + 1) {
        const std::size_t n = std::min<std::size_t>(data[at], size - at - 1);
        packets.push_back({.frame = static_cast<std::uint32_t>(packets.size() / 2),
                           .channel = static_cast<audio::Channel>(packets.size() % 2),
                           .opus = Bytes(data + at + 1, data + at + 1 + n)});
    }
    std::size_t written = 0;
    audio::write_webm(packets, Ticks{static_cast<std::int64_t>(size) * 100},
                      [&](ByteView piece) { written += piece.size(); });
    return written > 0 ? 0 : 1;
}
