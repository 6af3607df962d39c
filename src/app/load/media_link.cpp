#include "app/load/media_link.hpp"

#include <algorithm>
#include <utility>

namespace mockcall::app {
namespace {

constexpr double kLateMs = 60;

}  // namespace

MediaEar::Edge MediaEar::frame(const rtc::RtpPacket& p, SteadyPoint arrival, Figures& figures) {
    const double arrived = std::chrono::duration<double, std::milli>(arrival.time_since_epoch()).count();
    if (!least_ms_) {
        first_timestamp_ = p.timestamp;
        next_sequence_ = p.sequence;
    }
    const double delay = arrived - static_cast<double>(static_cast<std::int32_t>(p.timestamp - first_timestamp_)) / 48;
    least_ms_ = std::min(least_ms_.value_or(delay), delay);
    const double late = delay - *least_ms_;
    ++figures.pieces;
    figures.latest_ms = std::max(figures.latest_ms, late);
    figures.late_pieces += late > kLateMs ? 1 : 0;
    figures.lost_pieces += std::max<std::int16_t>(0, static_cast<std::int16_t>(p.sequence - next_sequence_));
    next_sequence_ = static_cast<std::uint16_t>(p.sequence + 1);

    if (p.payload.size() > kSilentPacket) {
        quiet_ = 0;
        return std::exchange(speaking_, true) ? Edge::None : Edge::Began;
    }
    ++quiet_;
    if (speaking_ && quiet_ == kPausedAfter)
        return Edge::Paused;
    if (!speaking_ || quiet_ < kEndedAfter)
        return Edge::None;
    speaking_ = false;
    return Edge::Ended;
}

MediaLink::MediaLink(std::shared_ptr<const webrtc::DtlsContext> dtls, Entropy& entropy, Figures& figures,
                     OnEdge on_edge)
    : figures_(figures),
      on_edge_(std::move(on_edge)),
      peer_(std::move(dtls), entropy,
            {[this](const rtc::Address&, ByteView datagram) { socket_.send(datagram); }, [] {},
             [this](const rtc::RtpPacket& packet) { hear(packet); }}) {}

Result<void> MediaLink::accept(const std::string& answer) {
    if (auto ok = peer_.accept(answer); !ok)
        return ok;
    return socket_.open(*peer_.server());
}

void MediaLink::hear(const rtc::RtpPacket& packet) {
    if (const auto edge = ear_.frame(packet, arrival_, figures_); edge != MediaEar::Edge::None)
        on_edge_(edge, arrival_);
}

void MediaLink::tick(SteadyPoint now) {
    socket_.receive([this](ByteView datagram, SteadyPoint arrival) {
        arrival_ = arrival;
        peer_.receive(datagram, arrival);
    });
    peer_.tick(now);
}

void MediaLink::send(ByteView opus) {
    peer_.send(opus, timestamp_);
    timestamp_ += 960;
}

}  // namespace mockcall::app
