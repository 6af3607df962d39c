#include "protocol/rtc/rtp.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "protocol/rtc/wire.hpp"

namespace mockcall::rtc {
namespace {

constexpr std::size_t kRtpHeader = 12;
constexpr std::uint8_t kVersion = 2;

enum RtcpType : std::uint8_t { kSenderReport = 200, kReceiverReport = 201, kDescription = 202, kBye = 203 };
constexpr std::size_t kReportBlock = 24;
constexpr std::size_t kSenderInfo = 20;

ReceptionReport read_report(const std::uint8_t* at) {
    ReceptionReport r;
    r.ssrc = read32(at);
    r.fraction_lost = at[4];
    const std::uint32_t lost = read32(at + 4) & 0xFFFFFF;
    r.lost = static_cast<std::int32_t>(lost) - ((lost & 0x800000) != 0 ? 0x1000000 : 0);
    r.highest_sequence = read32(at + 8);
    r.jitter = read32(at + 12);
    r.last_report = read32(at + 16);
    r.since_last_report = read32(at + 20);
    return r;
}

void write_report(Bytes& out, const ReceptionReport& r) {
    write32(out, r.ssrc);
    const std::int32_t lost = std::clamp(r.lost, -0x800000, 0x7FFFFF);
    write32(out, (static_cast<std::uint32_t>(r.fraction_lost) << 24) | (static_cast<std::uint32_t>(lost) & 0xFFFFFF));
    write32(out, r.highest_sequence);
    write32(out, r.jitter);
    write32(out, r.last_report);
    write32(out, r.since_last_report);
}

/// One packet of a compound. False: malformed.
bool read_packet(RtcpCompound& out, std::uint8_t type, std::uint8_t count, ByteView body, std::uint32_t about) {
    if (type == kBye) {
        out.bye = true;
        return body.size() >= std::size_t{count} * 4;
    }
    if (type != kSenderReport && type != kReceiverReport)
        return true;
    std::size_t at = 4 + (type == kSenderReport ? kSenderInfo : 0);
    if (body.size() < at + std::size_t{count} * kReportBlock)
        return false;
    out.sender = read32(body.data());
    if (type == kSenderReport)
        out.sender_info =
            SenderInfo{(static_cast<std::uint64_t>(read32(body.data() + 4)) << 32) | read32(body.data() + 8),
                       read32(body.data() + 12), read32(body.data() + 16), read32(body.data() + 20)};
    for (; count > 0; --count, at += kReportBlock)
        if (!out.report && read32(body.data() + at) == about)
            out.report = read_report(body.data() + at);
    return true;
}

void begin_packet(Bytes& out, std::size_t count, std::uint8_t type, std::size_t words) {
    out.push_back(static_cast<std::uint8_t>((kVersion << 6) | count));
    out.push_back(type);
    write16(out, static_cast<std::uint16_t>(words));
}

}  // namespace

void ReceptionReport::answer(std::uint32_t report, std::chrono::duration<double> ago) {
    constexpr double kUnits = 65536;
    last_report = report;
    since_last_report = report == 0
                            ? 0
                            : static_cast<std::uint32_t>(std::clamp(ago.count() * kUnits, 0.0,
                                                                    double{std::numeric_limits<std::uint32_t>::max()}));
}

std::optional<RtpPacket> parse_rtp(ByteView d) {
    if (d.size() < kRtpHeader || d[0] >> 6 != kVersion)
        return std::nullopt;
    RtpPacket p;
    p.marker = (d[1] & 0x80) != 0;
    p.payload_type = d[1] & 0x7F;
    p.sequence = read16(d.data() + 2);
    p.timestamp = read32(d.data() + 4);
    p.ssrc = read32(d.data() + 8);
    std::size_t at = kRtpHeader + std::size_t{4} * (d[0] & 0x0F);
    if ((d[0] & 0x10) != 0) {
        if (at + 4 > d.size())
            return std::nullopt;
        at += 4 + std::size_t{4} * read16(d.data() + at + 2);
    }
    if (at > d.size())
        return std::nullopt;
    std::size_t end = d.size();
    if ((d[0] & 0x20) != 0) {
        const std::size_t padding = d[d.size() - 1];
        if (padding == 0 || padding > end - at)
            return std::nullopt;
        end -= padding;
    }
    p.payload = d.subspan(at, end - at);
    return p;
}

void append_rtp(const RtpPacket& p, Bytes& out) {
    out.push_back(kVersion << 6);
    out.push_back(static_cast<std::uint8_t>((p.marker ? 0x80 : 0) | p.payload_type));
    write16(out, p.sequence);
    write32(out, p.timestamp);
    write32(out, p.ssrc);
    out.insert(out.end(), p.payload.begin(), p.payload.end());
}

std::optional<RtcpCompound> parse_rtcp(ByteView d, std::uint32_t about) {
    RtcpCompound out;
    if (d.size() < 8)
        return std::nullopt;
    while (!d.empty()) {
        if (d.size() < 4 || d[0] >> 6 != kVersion)
            return std::nullopt;
        const std::size_t size = 4 * (std::size_t{read16(d.data() + 2)} + 1);
        if (size > d.size())
            return std::nullopt;
        if (!read_packet(out, d[1], d[0] & 0x1F, d.subspan(4, size - 4), about))
            return std::nullopt;
        d = d.subspan(size);
    }
    return out;
}

void append_rtcp(const OutgoingReport& r, Bytes& out) {
    const std::size_t blocks = r.reception ? 1 : 0;
    begin_packet(out, blocks, r.sender ? kSenderReport : kReceiverReport, 1 + (r.sender ? 5 : 0) + blocks * 6);
    write32(out, r.ssrc);
    if (r.sender) {
        write32(out, static_cast<std::uint32_t>(r.sender->ntp >> 32));
        write32(out, static_cast<std::uint32_t>(r.sender->ntp));
        write32(out, r.sender->timestamp);
        write32(out, r.sender->packets);
        write32(out, r.sender->bytes);
    }
    if (r.reception)
        write_report(out, *r.reception);
    const std::string_view cname = r.cname.substr(0, 255);
    const std::size_t chunk = (4 + 2 + cname.size() + 1 + 3) / 4;
    begin_packet(out, 1, kDescription, chunk);
    const std::size_t end = out.size() + chunk * 4;
    write32(out, r.ssrc);
    out.push_back(1);  // CNAME
    out.push_back(static_cast<std::uint8_t>(cname.size()));
    out.insert(out.end(), cname.begin(), cname.end());
    out.resize(end);
    if (r.bye) {
        begin_packet(out, 1, kBye, 1);
        write32(out, r.ssrc);
    }
}

std::int64_t ReceptionCounter::received(std::uint16_t sequence, std::uint32_t timestamp, std::int64_t arrival) {
    const std::int64_t transit = arrival - timestamp;
    if (!started_) {
        started_ = true;
        first_ = highest_ = sequence;
        transit_ = transit;
    }
    const auto step =
        static_cast<std::int16_t>(static_cast<std::uint16_t>(sequence - static_cast<std::uint16_t>(highest_)));
    const std::int64_t extended = highest_ + step;
    highest_ = std::max(highest_, extended);
    first_ = std::min(first_, extended);
    ++count_;
    // The clock's wrap-around is a jump of 2^32 that is none.
    const auto moved = static_cast<std::int32_t>(static_cast<std::uint32_t>(transit - transit_));
    transit_ = transit;
    jitter_ += (std::abs(static_cast<double>(moved)) - jitter_) / 16;
    return extended;
}

ReceptionReport ReceptionCounter::report(std::uint32_t ssrc) {
    ReceptionReport r;
    r.ssrc = ssrc;
    const std::int64_t expected = started_ ? highest_ - first_ + 1 : 0;
    const std::int64_t expected_now = expected - expected_before_;
    const std::int64_t lost_now = expected_now - (count_ - count_before_);
    expected_before_ = expected;
    count_before_ = count_;
    r.fraction_lost = expected_now > 0 && lost_now > 0 ? static_cast<std::uint8_t>((lost_now << 8) / expected_now) : 0;
    r.lost = static_cast<std::int32_t>(expected - count_);
    r.highest_sequence = static_cast<std::uint32_t>(highest_);
    r.jitter = static_cast<std::uint32_t>(jitter_);
    return r;
}

}  // namespace mockcall::rtc
