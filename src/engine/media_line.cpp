#include "engine/media_line.hpp"

#include <algorithm>
#include <utility>

namespace mockcall {
namespace {

constexpr Ticks kFrame = ticks_of(Milliseconds{20});
/// A loop that was held up makes good this much at once; older frames would only come too late.
constexpr Ticks kMostBehind = ticks_of(Milliseconds{200});
/// What a browser keeps before it plays (its own jitter buffer and the sound card's).
constexpr Ticks kPeersBuffer = ticks_of(Milliseconds{60});
constexpr Ticks kRecent = ticks_of(Milliseconds{100});
constexpr int kBitrate = 24'000;
/// 3 takes a seventh longer and is no nearer to the voice at this rate: 19 dB in its bands, as with 2.
constexpr int kComplexity = 2;

/// Encoded once for all calls.
const Bytes& silent_frame() {
    static const Bytes frame = audio::OpusEncoder(16'000, kBitrate, 0).encode(Samples(320));
    return frame;
}

}  // namespace

MediaLine::MediaLine(MediaServer& server, Loop& loop, Owner owner)
    : owner_(std::move(owner)), session_(server.open(loop, *this)) {}

MediaLine::~MediaLine() {
    if (owner_.ended)
        owner_.ended(stream_.counts());
}

Result<MediaAnswer> MediaLine::accept(const std::string& offer) {
    auto answer = session_->accept(offer);
    if (answer && answer->fresh)
        note(TransportSwitch::Sign::Down, owner_.now());
    return answer;
}

void MediaLine::refuse() { note(TransportSwitch::Sign::Refused, last_alive()); }

void MediaLine::note(TransportSwitch::Sign sign, CallTime when) {
    if (!switch_.note(sign, when))
        return;
    slot_ = owner_.now();
    owner_.changed();
}

void MediaLine::update(CallTime now) {
    if (switch_.update(now))
        owner_.changed();
}

std::optional<CallTime> MediaLine::next_deadline() const {
    std::optional<CallTime> best = carries() ? stream_.next_deadline() : std::nullopt;
    const auto keep_earlier = [&best](std::optional<CallTime> t) {
        if (t && (!best || *t < *best))
            best = t;
    };
    keep_earlier(switch_.next_deadline());
    if (carries())
        keep_earlier(slot_);
    return best;
}

bool MediaLine::alive_at(CallTime t) const { return stream_.buffer().pausing() || last_alive() + kRecent >= t; }

// --- The agent

void MediaLine::on_media_up() { note(TransportSwitch::Sign::Up, owner_.now()); }
void MediaLine::on_media_down() { note(TransportSwitch::Sign::Down, last_alive()); }
void MediaLine::on_media_alive(SteadyTime when) { note(TransportSwitch::Sign::Alive, owner_.call_time(when)); }

void MediaLine::on_media_packet(const MediaPacket& p) {
    const CallTime arrival = owner_.call_time(p.arrival);
    stream_.insert(p.source, p.sequence, p.timestamp, p.payload, arrival);
    note(TransportSwitch::Sign::Packet, arrival);
    owner_.sound();
}

std::optional<PlacedAudio> MediaLine::take(CallTime now) {
    // What comes while the path is not trusted yet waits: what the client was asked to say again was spoken before it.
    if (!carries())
        return std::nullopt;
    auto samples = stream_.take(now);
    if (!samples)
        return std::nullopt;
    return PlacedAudio{samples->at, std::move(samples->pcm), std::move(samples->opus)};
}

// --- The customer

std::optional<CallTime> MediaLine::due_slot(CallTime now) {
    if (!carries() || slot_ > now)
        return std::nullopt;
    if (now - slot_ > kMostBehind)
        slot_ += (now - slot_ - kMostBehind) / kFrame * kFrame;
    return slot_;
}

/// An encoder is 24 to 43 KB: calls whose customer has not spoken have none.
void MediaLine::prepare(int rate) {
    if (encoder_ && rate_ == rate)
        return;
    rate_ = rate;
    encoder_ = std::make_unique<audio::OpusEncoder>(rate, kBitrate, kComplexity);
    expected_loss_ = 0;
}

Bytes MediaLine::send(SampleView frame, int rate) {
    const auto timestamp = static_cast<std::uint32_t>(slot_.time_since_epoch().count());
    slot_ += kFrame;
    if (frame.empty()) {
        speaking_ = false;
        session_->send(silent_frame(), timestamp);
        return {};
    }
    prepare(rate);
    if (!std::exchange(speaking_, true))
        encoder_->reset();
    if (const int loss = session_->loss_percent(); loss != expected_loss_) {
        expected_loss_ = loss;
        encoder_->expect_loss(loss);
    }
    Samples whole(frame.begin(), frame.end());
    whole.resize(static_cast<std::size_t>(rate / 50));
    Bytes packet = encoder_->encode(whole);
    session_->send(packet, timestamp);
    return packet;
}

Ticks MediaLine::delay() const { return ticks_of(session_->round_trip()) / 2 + kPeersBuffer; }

}  // namespace mockcall
