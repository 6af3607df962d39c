#include "adapters/webrtc/client_peer.hpp"

#include <algorithm>

#include "protocol/rtc/wire.hpp"

namespace mockcall::webrtc {
namespace {

constexpr std::uint8_t kOpus = 111;
constexpr std::uint32_t kPriority = 0x6E7F1EFF;

std::string ice_text(Entropy& entropy, std::size_t bytes) {
    std::string text = entropy.token(bytes);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    return text;
}

}  // namespace

ClientPeer::ClientPeer(std::shared_ptr<const DtlsContext> dtls, Entropy& entropy, Owner owner)
    : dtls_context_(std::move(dtls)),
      owner_(std::move(owner)),
      entropy_(entropy),
      local_{ice_text(entropy, 6), ice_text(entropy, 18)},
      ssrc_(static_cast<std::uint32_t>(entropy.seed())) {}

std::string ClientPeer::offer() const { return rtc::make_offer({local_, dtls_context_->fingerprint(), ssrc_}); }

void ClientPeer::restart() {
    local_ = {ice_text(entropy_, 6), ice_text(entropy_, 18)};
    checked_ = false;
    next_check_ = {};
}

Result<void> ClientPeer::accept(const std::string& sdp, std::size_t candidate) {
    auto answer = rtc::parse_answer(sdp);
    if (!answer)
        return std::unexpected(answer.error());
    if (candidate >= answer->addresses.size())
        return fail_validation("sdp", "announces no such address");
    remote_ = answer->ice;
    fingerprint_ = answer->fingerprint;
    server_ = answer->addresses[candidate];
    return {};
}

void ClientPeer::check() {
    rtc::StunRequest request;
    for (std::size_t i = 0; i < request.transaction.size(); ++i)
        request.transaction[i] = static_cast<std::uint8_t>(entropy_.seed());
    request.username = remote_.ufrag + ":" + local_.ufrag;
    request.priority = kPriority;
    request.tie_breaker = ssrc_;
    request.use_candidate = true;
    owner_.send(*server_, rtc::stun_request(request, remote_.password));
}

void ClientPeer::tick(SteadyTime now) {
    if (!server_)
        return;
    if (now >= next_check_) {
        next_check_ = now + (checked_ ? kConsentEvery : kCheckEvery);
        check();
    }
    if (retransmit_ && now >= *retransmit_)
        dtls_->handle_timeout();
    retransmit_.reset();
    if (const auto wait = dtls_ ? dtls_->timeout() : std::nullopt)
        retransmit_ = now + *wait;
    if (up() && now >= next_report_) {
        next_report_ = now + kReportEvery;
        report(now);
    }
}

void ClientPeer::receive(ByteView datagram, SteadyTime now) {
    switch (rtc::kind_of(datagram)) {
        case rtc::DatagramKind::Stun: return on_stun(datagram);
        case rtc::DatagramKind::Dtls: return on_handshake(datagram);
        case rtc::DatagramKind::Rtp: return on_packet(SrtpKind::Rtp, datagram, now);
        case rtc::DatagramKind::Rtcp: return on_packet(SrtpKind::Rtcp, datagram, now);
        case rtc::DatagramKind::Other: return;
    }
}

void ClientPeer::on_stun(ByteView datagram) {
    const auto m = rtc::parse_stun(datagram);
    if (!m)
        return;
    if (m->kind == rtc::StunClass::Request && m->username == local_.ufrag + ":" + remote_.ufrag &&
        rtc::verify_integrity(*m, local_.password))
        owner_.send(*server_, rtc::stun_success(*m, *server_, local_.password));
    if (m->kind != rtc::StunClass::Success || !rtc::verify_integrity(*m, remote_.password))
        return;
    checked_ = true;
    if (dtls_)
        return;
    dtls_ = std::make_unique<DtlsSession>(dtls_context_, fingerprint_,
                                          [this](ByteView out) { owner_.send(*server_, out); });
    dtls_->start();
}

void ClientPeer::on_handshake(ByteView datagram) {
    if (!dtls_ || dtls_->receive(datagram) != DtlsSession::State::Established || up())
        return;
    const SrtpKeys& keys = *dtls_->keys();
    auto out = SrtpSession::make(keys.profile, keys.send, SrtpDirection::Send);
    auto in = SrtpSession::make(keys.profile, keys.receive, SrtpDirection::Receive);
    if (!out || !in)
        return;
    out_ = std::move(*out);
    in_ = std::move(*in);
    owner_.up();
}

void ClientPeer::on_packet(SrtpKind kind, ByteView datagram, SteadyTime now) {
    Bytes packet(datagram.begin(), datagram.end());
    if (!up() || !in_->unprotect(kind, packet))
        return;
    if (kind == SrtpKind::Rtcp) {
        if (const auto rtcp = rtc::parse_rtcp(packet, ssrc_); rtcp && rtcp->sender_info) {
            last_report_ = static_cast<std::uint32_t>(rtcp->sender_info->ntp >> 16);
            last_report_at_ = now;
        }
        return;
    }
    const auto rtp = rtc::parse_rtp(packet);
    if (!rtp)
        return;
    source_ = rtp->ssrc;
    counter_.received(rtp->sequence, rtp->timestamp, std::chrono::duration_cast<Ticks>(now.time_since_epoch()).count());
    owner_.sound(*rtp);
}

void ClientPeer::send(ByteView opus, std::uint32_t timestamp) {
    if (!up())
        return;
    timestamp_ = timestamp;
    packet_.clear();
    rtc::append_rtp({kOpus, packets_ == 0, sequence_++, timestamp, ssrc_, opus}, packet_);
    ++packets_;
    bytes_ += static_cast<std::uint32_t>(opus.size());
    if (out_->protect(SrtpKind::Rtp, packet_))
        owner_.send(*server_, packet_);
}

void ClientPeer::report(SteadyTime now) {
    rtc::OutgoingReport r;
    r.ssrc = ssrc_;
    r.cname = "agent";
    if (packets_ > 0)
        r.sender =
            rtc::SenderInfo{static_cast<std::uint64_t>(now.time_since_epoch().count()), timestamp_, packets_, bytes_};
    if (counter_.any()) {
        r.reception = counter_.report(source_);
        lost_ = r.reception->lost;
        r.reception->answer(last_report_, now - last_report_at_);
    }
    packet_.clear();
    rtc::append_rtcp(r, packet_);
    if (out_->protect(SrtpKind::Rtcp, packet_))
        owner_.send(*server_, packet_);
}

}  // namespace mockcall::webrtc
