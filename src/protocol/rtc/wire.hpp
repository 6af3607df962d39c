// Big-endian numbers in datagrams. Pure.
#pragma once

#include <cstdint>

#include "base/bytes.hpp"

namespace mockcall::rtc {

[[nodiscard]] inline std::uint16_t read16(const std::uint8_t* at) {
    return static_cast<std::uint16_t>((at[0] << 8) | at[1]);
}
[[nodiscard]] inline std::uint32_t read32(const std::uint8_t* at) {
    return (static_cast<std::uint32_t>(at[0]) << 24) | (static_cast<std::uint32_t>(at[1]) << 16) |
           (static_cast<std::uint32_t>(at[2]) << 8) | at[3];
}
inline void write16(Bytes& out, std::uint16_t v) {
    out.push_back(static_cast<std::uint8_t>(v >> 8));
    out.push_back(static_cast<std::uint8_t>(v));
}
inline void write32(Bytes& out, std::uint32_t v) {
    write16(out, static_cast<std::uint16_t>(v >> 16));
    write16(out, static_cast<std::uint16_t>(v));
}

/// What a datagram on a shared port is, by its first bytes (RFC 7983, RFC 5761).
enum class DatagramKind : std::uint8_t { Stun, Dtls, Rtp, Rtcp, Other };
[[nodiscard]] inline DatagramKind kind_of(ByteView datagram) {
    if (datagram.size() < 2)
        return DatagramKind::Other;
    const std::uint8_t first = datagram[0];
    if (first < 4)
        return DatagramKind::Stun;
    if (first >= 20 && first < 64)
        return DatagramKind::Dtls;
    if (first >= 128 && first < 192)
        return datagram[1] >= 192 && datagram[1] < 224 ? DatagramKind::Rtcp : DatagramKind::Rtp;
    return DatagramKind::Other;
}

}  // namespace mockcall::rtc
