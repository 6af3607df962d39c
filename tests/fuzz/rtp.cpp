// Packets of an authentic peer that means no good: RTP, RTCP, and the stream they are put together to.
#include "protocol/rtc/rtp.hpp"

#include <cstdlib>

#include "audio/peer_stream.hpp"

using namespace mockcall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView datagram(data, size);
    (void)rtc::parse_rtcp(datagram, 1);
    if (const auto packet = rtc::parse_rtp(datagram)) {
        Bytes again;
        rtc::append_rtp(*packet, again);
        const auto back = rtc::parse_rtp(again);
        if (!back || back->timestamp != packet->timestamp || back->payload.size() != packet->payload.size())
            std::abort();
    }
    // The rest as a stream of packets: nine bytes of header each, then so much payload.
    audio::PeerStream stream;
    CallTime now{};
    CallTime end = CallTime::min();  // what came with the first packet was spoken before it
    std::size_t at = 0;
    while (at + 9 <= size) {
        const std::uint8_t* h = data + at;
        const std::size_t length = std::min<std::size_t>(h[8], size - at - 9);
        now += ticks_of(Milliseconds{h[7]});
        stream.insert(h[0] & 1, static_cast<std::uint16_t>((h[1] << 8) | h[2]),
                      (static_cast<std::uint32_t>(h[3]) << 24) | (static_cast<std::uint32_t>(h[4]) << 16) |
                          (static_cast<std::uint32_t>(h[5]) << 8) | h[6],
                      datagram.subspan(at + 9, length), now);
        at += 9 + length;
        while (const auto piece = stream.take(now)) {
            if (piece->at < end)
                std::abort();  // never backwards
            end = piece->at + ticks_of_samples(static_cast<std::int64_t>(piece->pcm.size()), 16'000);
        }
    }
    return 0;
}
