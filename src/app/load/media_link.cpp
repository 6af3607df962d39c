#include "app/load/media_link.hpp"

#include <algorithm>

#include <boost/asio/buffer.hpp>

namespace mockcall::app {
namespace {

namespace asio = boost::asio;
using asio::ip::udp;

constexpr double kLateMs = 60;

}  // namespace

MediaEar::Edge MediaEar::frame(const rtc::RtpPacket& p, SteadyPoint now, Figures& figures) {
    const double arrived = std::chrono::duration<double, std::milli>(now.time_since_epoch()).count();
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

MediaLink::MediaLink(asio::io_context& io, std::shared_ptr<const webrtc::DtlsContext> dtls, Entropy& entropy,
                     Figures& figures, OnEdge on_edge)
    : socket_(io),
      figures_(figures),
      on_edge_(std::move(on_edge)),
      peer_(std::move(dtls), entropy,
            {[this](const rtc::Address& to, ByteView datagram) { send_datagram(to, datagram); }, [] {},
             [this](const rtc::RtpPacket& packet) {
                 if (const auto edge = ear_.frame(packet, std::chrono::steady_clock::now(), figures_);
                     edge != MediaEar::Edge::None)
                     on_edge_(edge);
             }}) {}

Result<void> MediaLink::accept(const std::string& answer) {
    if (auto ok = peer_.accept(answer); !ok)
        return ok;
    boost::system::error_code ec;
    socket_.open(peer_.server()->is_v4() ? udp::v4() : udp::v6(), ec);
    if (ec)
        return fail(ErrorCode::InternalError, "a UDP socket: " + ec.message());
    socket_.non_blocking(true, ec);
    listen();
    return {};
}

void MediaLink::listen() {
    socket_.async_wait(udp::socket::wait_read, [self = shared_from_this()](boost::system::error_code ec) {
        if (ec)
            return;
        // All that has come, before the loop is asked again.
        while (!ec) {
            const std::size_t n = self->socket_.receive(asio::buffer(self->buffer_), 0, ec);
            if (!ec)
                self->peer_.receive(ByteView(self->buffer_).first(n), std::chrono::steady_clock::now());
        }
        if (self->socket_.is_open())
            self->listen();
    });
}

void MediaLink::send_datagram(const rtc::Address& to, ByteView datagram) {
    const auto ip = asio::ip::make_address(rtc::ip_text(to));
    boost::system::error_code ec;
    socket_.send_to(asio::buffer(datagram.data(), datagram.size()), udp::endpoint(ip, to.port), 0, ec);
}

void MediaLink::send(ByteView opus) {
    peer_.send(opus, timestamp_);
    timestamp_ += 960;
}

void MediaLink::close() {
    boost::system::error_code ec;
    socket_.close(ec);
}

}  // namespace mockcall::app
