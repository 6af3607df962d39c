#include "adapters/webrtc/srtp.hpp"

#include <algorithm>
#include <optional>

#include "protocol/rtc/wire.hpp"

namespace mockcall::webrtc {
namespace {

constexpr std::size_t kRtpHeader = 12;
constexpr std::size_t kRtcpHeader = 8;
constexpr std::uint64_t kMostReports = 1ULL << 31;  ///< a key's; a week of one every 0.3 ms

/// The part of an RTP packet that is sent in the clear; none: it has not even that.
std::optional<std::size_t> clear_part(ByteView packet) {
    if (packet.size() < kRtpHeader || packet[0] >> 6 != 2)
        return std::nullopt;
    std::size_t header = kRtpHeader + 4 * static_cast<std::size_t>(packet[0] & 0x0F);
    if ((packet[0] & 0x10) != 0) {
        if (packet.size() < header + 4)
            return std::nullopt;
        header += 4 + 4 * static_cast<std::size_t>(rtc::read16(packet.data() + header + 2));
    }
    return header <= packet.size() ? std::optional(header) : std::nullopt;
}

std::uint32_t source_of(ByteView rtp) { return rtc::read32(rtp.data() + 8); }
std::uint16_t sequence_of(ByteView rtp) { return rtc::read16(rtp.data() + 2); }
std::uint32_t reporter_of(ByteView rtcp) { return rtc::read32(rtcp.data() + 4); }

}  // namespace

Result<std::unique_ptr<SrtpSession>> SrtpSession::make(SrtpProfile profile, const Bytes& key_and_salt,
                                                       SrtpDirection direction) {
    auto sound = SrtpCipher::make(profile, key_and_salt, direction, SrtpKind::Rtp);
    if (!sound)
        return std::unexpected(sound.error());
    auto reports = SrtpCipher::make(profile, key_and_salt, direction, SrtpKind::Rtcp);
    if (!reports)
        return std::unexpected(reports.error());
    return std::unique_ptr<SrtpSession>(new SrtpSession(std::move(*sound), std::move(*reports)));
}

const SrtpSession::Source& SrtpSession::look_up(std::uint32_t ssrc) const {
    static const Source kUnknown;
    const auto at = std::ranges::find(sources_, ssrc, &Source::ssrc);
    return at == sources_.end() ? kUnknown : *at;
}

SrtpSession::Source* SrtpSession::keep(std::uint32_t ssrc) {
    const auto at = std::ranges::find(sources_, ssrc, &Source::ssrc);
    if (at != sources_.end())
        return &*at;
    if (sources_.size() >= kMostSources)
        return nullptr;
    sources_.push_back({ssrc, {}, {}});
    return &sources_.back();
}

bool SrtpSession::protect(SrtpKind kind, Bytes& packet) {
    return kind == SrtpKind::Rtp ? protect_sound(packet) : protect_report(packet);
}
bool SrtpSession::unprotect(SrtpKind kind, Bytes& packet) {
    return kind == SrtpKind::Rtp ? unprotect_sound(packet) : unprotect_report(packet);
}

/// Two packets under one number would give the key away.
bool SrtpSession::protect_sound(Bytes& packet) {
    const auto header = clear_part(packet);
    Source* const source = header ? keep(source_of(packet)) : nullptr;
    if (source == nullptr)
        return false;
    const std::uint64_t index = rtc::packet_index(source->sound, sequence_of(packet));
    if (!source->sound.fresh(index))
        return false;
    source->sound.accept(index);
    return sound_->seal(packet, *header, source->ssrc, index);
}

bool SrtpSession::unprotect_sound(Bytes& packet) {
    const auto header = clear_part(packet);
    if (!header || packet.size() < *header + sound_->overhead())
        return false;
    const std::uint32_t ssrc = source_of(packet);
    const Source& known = look_up(ssrc);
    const std::uint64_t index = rtc::packet_index(known.sound, sequence_of(packet));
    if (!known.sound.fresh(index) || !sound_->open(packet, *header, ssrc, index))
        return false;
    Source* const source = keep(ssrc);
    if (source != nullptr)
        source->sound.accept(index);
    return source != nullptr;
}

bool SrtpSession::protect_report(Bytes& packet) {
    Source* const source = packet.size() >= kRtcpHeader ? keep(reporter_of(packet)) : nullptr;
    if (source == nullptr)
        return false;
    const std::uint64_t index = source->reports.any() ? source->reports.highest() + 1 : 0;
    if (index >= kMostReports)
        return false;
    source->reports.accept(index);
    return reports_->seal(packet, kRtcpHeader, source->ssrc, index);
}

bool SrtpSession::unprotect_report(Bytes& packet) {
    const auto index = reports_->rtcp_index(packet);
    if (!index || packet.size() < kRtcpHeader + reports_->overhead())
        return false;
    const std::uint32_t ssrc = reporter_of(packet);
    if (!look_up(ssrc).reports.fresh(*index) || !reports_->open(packet, kRtcpHeader, ssrc, *index))
        return false;
    Source* const source = keep(ssrc);
    if (source != nullptr)
        source->reports.accept(*index);
    return source != nullptr;
}

}  // namespace mockcall::webrtc
