#include "adapters/webrtc/peer.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "protocol/rtc/wire.hpp"

namespace mockcall::webrtc {
namespace {

constexpr std::uint64_t kNtpEpoch = 2'208'988'800;  ///< seconds from 1900 to 1970

std::int64_t ticks_at(SteadyTime t) { return std::chrono::duration_cast<Ticks>(t.time_since_epoch()).count(); }

/// ice-char has no '-' and '_' (RFC 8839, section 5.4).
std::string ice_text(Entropy& entropy, std::size_t bytes) {
    std::string text = entropy.token(bytes);
    std::ranges::replace(text, '-', '+');
    std::ranges::replace(text, '_', '/');
    return text;
}

std::string candidate_json(const rtc::Address& address, std::size_t index, const std::string& mid,
                           const std::string& ufrag) {
    return fmt::format(R"({{"candidate":"{}","sdpMid":"{}","sdpMLineIndex":0,"usernameFragment":"{}"}})",
                       rtc::candidate_line(address, index), mid, ufrag);
}

}  // namespace

Peer::Peer(std::shared_ptr<const PeerServices> services, Loop& loop, MediaListener& listener, rtc::Offer offer)
    : services_(std::move(services)),
      loop_(loop),
      listener_(listener),
      offer_(std::move(offer)),
      ssrc_(static_cast<std::uint32_t>(services_->entropy.seed())),
      cname_(services_->entropy.token(12)),
      session_(services_->entropy.seed() >> 2),
      ice_(new_credentials(), offer_.ice),
      route_(services_->port, loop, *this),
      sequence_(static_cast<std::uint16_t>(services_->entropy.seed() & 0x7FFF)),
      timestamp_offset_(static_cast<std::uint32_t>(services_->entropy.seed())) {
    route_.add_name(ice_.local().ufrag);
}

Peer::~Peer() {
    if (up_)
        report(true);
    if (timer_ != 0)
        loop_.cancel(timer_);
}

rtc::IceCredentials Peer::new_credentials() const {
    return {ice_text(services_->entropy, 9), ice_text(services_->entropy, 24)};
}

bool Peer::continues(const rtc::Offer& offer) const {
    return offer.origin == offer_.origin && offer.fingerprint == offer_.fingerprint;
}

void Peer::renegotiate(rtc::Offer offer) {
    if (!(offer.ice == offer_.ice)) {
        // The former name stays on the route, for checks on their way; the one before it is gone.
        route_.remove_name(former_name_);
        former_name_ = ice_.local().ufrag;
        ice_.restart(new_credentials(), offer.ice);
        name_question();
        route_.add_name(ice_.local().ufrag);
    }
    offer_ = std::move(offer);
    ++version_;
}

MediaAnswer Peer::answer(bool fresh) {
    const rtc::AnswerParts ours{
        ice_.local(), services_->dtls->fingerprint(), services_->announced, ssrc_, cname_, session_, version_};
    MediaAnswer answer{rtc::make_answer(offer_, ours), {}, fresh};
    for (std::size_t i = 0; i < services_->announced.size(); ++i)
        answer.candidates.push_back(
            candidate_json(services_->announced[i], i, offer_.sections[offer_.audio].mid, ice_.local().ufrag));
    return answer;
}

// --- What comes

void Peer::on_datagram(const rtc::Address& from, Bytes& datagram, SteadyTime arrival) {
    switch (rtc::kind_of(datagram)) {
        case rtc::DatagramKind::Stun: return on_check(from, datagram, arrival);
        case rtc::DatagramKind::Dtls: return on_handshake(from, datagram);
        case rtc::DatagramKind::Rtp: return on_sound(from, datagram, arrival);
        case rtc::DatagramKind::Rtcp: return on_report(from, datagram, arrival);
        case rtc::DatagramKind::Other: return;
    }
}

void Peer::on_check(const rtc::Address& from, ByteView datagram, SteadyTime arrival) {
    if (ice_.answered(datagram, from, arrival)) {
        name_question();
        return route_.set_addresses(ice_.addresses());
    }
    auto answer = ice_.check(datagram, from, arrival);
    if (!answer)
        return services_->port->dropped(UdpDrop::BadCheck);
    if (answer->first_from_there)
        route_.set_addresses(ice_.addresses());
    services_->port->send(from, answer->datagram);
    if (up_)
        listener_.on_media_alive(arrival);
    if (timer_ == 0)
        rearm();
}

void Peer::on_handshake(const rtc::Address& from, ByteView datagram) {
    if (!ice_.validated(from))
        return services_->port->dropped(UdpDrop::Unknown);
    handshake_with_ = from;
    if (!dtls_)
        dtls_ = std::make_unique<DtlsSession>(services_->dtls, offer_.fingerprint, [this](ByteView out) {
            if (handshake_with_)
                services_->port->send(*handshake_with_, out);
        });
    const auto before = dtls_->state();
    const auto after = dtls_->receive(datagram);
    if (after != before && after == DtlsSession::State::Established)
        established();
    rearm();
}

void Peer::established() {
    const SrtpKeys& keys = *dtls_->keys();
    auto out = SrtpSession::make(keys.profile, keys.send, SrtpDirection::Send);
    auto in = SrtpSession::make(keys.profile, keys.receive, SrtpDirection::Receive);
    if (!out || !in)
        return;
    out_ = std::move(*out);
    in_ = std::move(*in);
    up_ = true;
    next_report_ = services_->clock.steady() + kReportEvery;
    listener_.on_media_up();
}

bool Peer::Allowance::take(SteadyTime arrival) {
    const double passed = std::chrono::duration<double>(arrival - at_).count();
    at_ = arrival;
    left_ = std::min(kPacketBurst, left_ + passed * kPacketsASecond) - 1;
    if (left_ >= 0)
        return true;
    left_ = 0;
    return false;
}

bool Peer::admit(std::uint32_t source) {
    if (std::ranges::find(sources_, source) != sources_.end())
        return true;
    if (sources_.size() >= kMostSources)
        return false;
    sources_.push_back(source);
    return true;
}

/// The way back to where authentic packets come from unproved: what is sent goes there once the peer has answered
/// there.
void Peer::ask_back(const rtc::Address& from, SteadyTime arrival) {
    rtc::StunTransaction fresh{};
    for (std::uint8_t& byte : fresh)
        byte = static_cast<std::uint8_t>(services_->entropy.seed());
    const auto question = ice_.ask(from, fresh, arrival);
    if (!question)
        return;
    name_question();
    services_->port->send(from, *question);
}

void Peer::name_question() {
    const auto asked = ice_.asked();
    const std::string name = asked ? std::string(text_of(*asked)) : "";
    if (name == question_name_)
        return;
    route_.remove_name(question_name_);
    question_name_ = name;
    if (!name.empty())
        route_.add_name(name);
}

void Peer::on_sound(const rtc::Address& from, Bytes& datagram, SteadyTime arrival) {
    if (!up_)
        return;
    if (datagram.size() < 12)
        return services_->port->dropped(UdpDrop::Unauthentic);
    const bool proved = ice_.validated(from);
    if (!(proved ? allowance_ : strangers_allowance_).take(arrival) || !admit(rtc::read32(datagram.data() + 8)))
        return services_->port->dropped(UdpDrop::OverRate);
    if (!in_->unprotect(SrtpKind::Rtp, datagram))
        return services_->port->dropped(UdpDrop::Unauthentic);
    if (!proved)
        ask_back(from, arrival);
    const auto packet = rtc::parse_rtp(datagram);
    if (!packet || packet->payload_type != offer_.opus || packet->payload.empty())
        return;
    if (source_ != packet->ssrc) {
        source_ = packet->ssrc;
        counter_ = rtc::ReceptionCounter{};
        route_.set_source(packet->ssrc);
    }
    counter_.received(packet->sequence, packet->timestamp, ticks_at(arrival));
    listener_.on_media_packet({packet->ssrc, packet->sequence, packet->timestamp, packet->payload, arrival});
}

void Peer::on_report(const rtc::Address& from, Bytes& datagram, SteadyTime arrival) {
    if (!up_)
        return;
    const bool proved = ice_.validated(from);
    if (!proved && !strangers_allowance_.take(arrival))
        return services_->port->dropped(UdpDrop::OverRate);
    if (!in_->unprotect(SrtpKind::Rtcp, datagram))
        return services_->port->dropped(UdpDrop::Unauthentic);
    if (!proved)
        ask_back(from, arrival);
    const auto rtcp = rtc::parse_rtcp(datagram, ssrc_);
    if (!rtcp)
        return;
    if (rtcp->sender_info) {
        last_report_ = static_cast<std::uint32_t>(rtcp->sender_info->ntp >> 16);
        last_report_at_ = arrival;
    }
    if (rtcp->report) {
        loss_percent_ = rtcp->report->fraction_lost * 100 / 256;
        if (rtcp->report->last_report != 0) {
            const auto passed = static_cast<std::uint32_t>(ntp_now() >> 16) - rtcp->report->last_report -
                                rtcp->report->since_last_report;
            round_trip_ =
                Milliseconds{std::clamp<std::int64_t>(static_cast<std::int32_t>(passed), 0, 2 << 16) * 1000 / 65536};
        }
    }
    if (rtcp->bye)
        return lost();
    listener_.on_media_alive(arrival);
}

void Peer::lost() {
    if (std::exchange(up_, false))
        listener_.on_media_down();
}

// --- What goes

void Peer::send_datagram(ByteView datagram) {
    if (const auto to = ice_.selected())
        services_->port->send(*to, datagram);
}

void Peer::send(ByteView opus, std::uint32_t timestamp) {
    if (!up_ || offer_.direction == rtc::Direction::SendOnly || offer_.direction == rtc::Direction::Inactive)
        return;
    last_timestamp_ = timestamp + timestamp_offset_;
    last_sent_ = services_->clock.steady();
    packet_.clear();
    rtc::append_rtp({static_cast<std::uint8_t>(offer_.opus), packets_ == 0, sequence_++, last_timestamp_, ssrc_, opus},
                    packet_);
    ++packets_;
    bytes_ += static_cast<std::uint32_t>(opus.size());
    if (out_->protect(SrtpKind::Rtp, packet_))
        send_datagram(packet_);
}

std::uint64_t Peer::ntp_now() const {
    // The steady clock's fraction keeps round trips exact to less than the wall clock's millisecond.
    const auto since = services_->clock.wall().time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since);
    const auto rest = static_cast<std::uint64_t>((since - seconds).count());
    return ((static_cast<std::uint64_t>(seconds.count()) + kNtpEpoch) << 32) | ((rest << 32) / 1000);
}

void Peer::report(bool bye) {
    rtc::OutgoingReport r;
    r.ssrc = ssrc_;
    r.cname = cname_;
    r.bye = bye;
    const SteadyTime now = services_->clock.steady();
    if (packets_ > 0)
        r.sender = rtc::SenderInfo{
            ntp_now(),
            last_timestamp_ + static_cast<std::uint32_t>(std::chrono::duration_cast<Ticks>(now - last_sent_).count()),
            packets_, bytes_};
    if (source_ && counter_.any()) {
        r.reception = counter_.report(*source_);
        r.reception->answer(last_report_, now - last_report_at_);
    }
    packet_.clear();
    rtc::append_rtcp(r, packet_);
    if (out_->protect(SrtpKind::Rtcp, packet_))
        send_datagram(packet_);
}

// --- Time

void Peer::tick() {
    const SteadyTime now = services_->clock.steady();
    if (retransmit_ && now >= *retransmit_)
        dtls_->handle_timeout();
    if (up_ && !ice_.consents(now))
        lost();
    if (up_ && now >= next_report_) {
        next_report_ = now + kReportEvery;
        report(false);
    }
    rearm();
}

void Peer::rearm() {
    if (timer_ != 0)
        loop_.cancel(std::exchange(timer_, 0));
    retransmit_.reset();
    if (const auto wait = dtls_ ? dtls_->timeout() : std::nullopt)
        retransmit_ = services_->clock.steady() + *wait;
    std::optional<SteadyTime> next = retransmit_;
    const auto keep_earlier = [&next](std::optional<SteadyTime> t) {
        if (t && (!next || *t < *next))
            next = t;
    };
    if (up_) {
        keep_earlier(next_report_);
        keep_earlier(ice_.consent_until());
    }
    if (!next)
        return;
    timer_ = loop_.run_at(*next, [this] {
        timer_ = 0;
        tick();
    });
}

}  // namespace mockcall::webrtc
