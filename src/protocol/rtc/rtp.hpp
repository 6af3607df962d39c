// RTP and RTCP (RFC 3550, RFC 5761), as much of them as one direction of sound each way needs. Pure.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"

namespace mockcall::rtc {

struct RtpPacket {
    std::uint8_t payload_type = 0;
    bool marker = false;
    std::uint16_t sequence = 0;
    std::uint32_t timestamp = 0;
    std::uint32_t ssrc = 0;
    ByteView payload;  ///< without padding; views into the datagram
};
/// Nothing when it is malformed. Contributing sources and header extensions are skipped.
[[nodiscard]] std::optional<RtpPacket> parse_rtp(ByteView datagram);
/// Appends header and payload to `out`.
void append_rtp(const RtpPacket& packet, Bytes& out);

/// What came of one stream, in the sense of RFC 3550 (appendix A and section 6.4.1).
struct ReceptionReport {
    std::uint32_t ssrc = 0;  ///< of the stream reported on
    std::uint8_t fraction_lost = 0;
    std::int32_t lost = 0;
    std::uint32_t highest_sequence = 0;   ///< extended
    std::uint32_t jitter = 0;             ///< in the stream's clock
    std::uint32_t last_report = 0;        ///< middle 32 bits of the last sender report's NTP time
    std::uint32_t since_last_report = 0;  ///< in 1/65536 s

    /// Tells which sender report is answered and how long ago it came. One that came after the clock was read came just
    /// now. 0 as `report`: none came.
    void answer(std::uint32_t report, std::chrono::duration<double> ago);
};
struct SenderInfo {
    std::uint64_t ntp = 0;
    std::uint32_t timestamp = 0;
    std::uint32_t packets = 0;
    std::uint32_t bytes = 0;
};
/// A compound packet, as far as we read it.
struct RtcpCompound {
    std::uint32_t sender = 0;
    std::optional<SenderInfo> sender_info;
    std::optional<ReceptionReport> report;  ///< the first one about `about`
    bool bye = false;
};
/// `about`: our own stream's SSRC, whose report is wanted. Nothing when any packet of the compound is malformed.
[[nodiscard]] std::optional<RtcpCompound> parse_rtcp(ByteView datagram, std::uint32_t about);

struct OutgoingReport {
    std::uint32_t ssrc = 0;
    std::optional<SenderInfo> sender;  ///< nothing sent: a receiver report
    std::optional<ReceptionReport> reception;
    std::string_view cname;
    bool bye = false;
};
/// Appends SR or RR, SDES and, at the end, BYE.
void append_rtcp(const OutgoingReport& report, Bytes& out);

/// A 16-bit sequence made a 64-bit one, and the counts of RFC 3550 for reports. One owner.
class ReceptionCounter {
  public:
    /// `timestamp` and `arrival` in the stream's own clock. The extended sequence number.
    std::int64_t received(std::uint16_t sequence, std::uint32_t timestamp, std::int64_t arrival);
    /// Of all that came since the last one.
    [[nodiscard]] ReceptionReport report(std::uint32_t ssrc);
    [[nodiscard]] bool any() const { return started_; }

  private:
    bool started_ = false;
    std::int64_t first_ = 0;
    std::int64_t highest_ = 0;
    std::int64_t count_ = 0;
    std::int64_t expected_before_ = 0;
    std::int64_t count_before_ = 0;
    std::int64_t transit_ = 0;
    double jitter_ = 0;
};

}  // namespace mockcall::rtc
