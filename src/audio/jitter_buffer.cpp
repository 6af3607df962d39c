#include "audio/jitter_buffer.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace mockcall::audio {
namespace {

constexpr double kForget = 0.998;  ///< about ten seconds of packets count
constexpr double kQuantile = 0.99;
/// Opus announces discontinuous transmission with a packet of at most two bytes (RFC 6716, section 2.1.9 of the codec's
/// guide: the frame is empty).
constexpr std::size_t kEmptyFrame = 2;

}  // namespace

void JitterBuffer::insert(StreamPacket packet, CallTime now) {
    ++counts_.received;
    const bool leaps = started_ && std::llabs(packet.timestamp - next_timestamp_) > kJump;
    if (!started_ || leaps)
        restart(packet);
    const std::int64_t end = packet.timestamp + packet.length.count();
    clock_.observe(end, now);
    if (clock_.place(end) > now + kMostAhead) {  // nobody speaks faster than time
        restart(packet);
        clock_.observe(end, now);
    }
    learn_lateness(now - clock_.place(end));
    if (packet.sequence < next_sequence_ || waiting_.size() >= kMostPackets) {
        ++counts_.late;
        return;
    }
    waiting_.emplace(packet.sequence, std::move(packet));
}

void JitterBuffer::restart(const StreamPacket& packet) {
    if (started_)
        clock_ = SenderClock{};
    started_ = true;
    silent_ = false;
    waiting_.clear();
    next_sequence_ = packet.sequence;
    next_timestamp_ = packet.timestamp;
    silence_made_ = 0;
}

void JitterBuffer::learn_lateness(Ticks late) {
    double total = 0;
    for (double& share : lateness_)
        total += share *= kForget;
    const auto bin = static_cast<std::size_t>(std::clamp<std::int64_t>(late / kBin, 0, kBins - 1));
    lateness_[bin] += 1;
    total += 1;
    double below = 0;
    std::size_t i = 0;
    while (i + 1 < kBins && (below += lateness_[i]) < kQuantile * total)
        ++i;
    patience_ = std::clamp(kBin * static_cast<std::int64_t>(i + 1), kLeastPatience, kMostPatience);
}

CallTime JitterBuffer::given_up_at() const { return clock_.place(next_timestamp_ + usual_.count()) + patience_; }

std::optional<CallTime> JitterBuffer::next_deadline() const {
    if (!started_)
        return std::nullopt;
    if (waiting_.empty())
        return silent_ && silence_made_ < kLongestSilence ? std::optional(given_up_at()) : std::nullopt;
    if (waiting_.begin()->first == next_sequence_)
        return clock_.place(next_timestamp_);  // overdue: take() has it
    return given_up_at();
}

std::optional<StreamSlot> JitterBuffer::take(CallTime now) {
    if (!started_)
        return std::nullopt;
    if (waiting_.empty()) {
        if (!silent_ || silence_made_ >= kLongestSilence || now < given_up_at())
            return std::nullopt;
        silence_made_ += usual_.count();
        return slot(StreamSlot::Kind::Silence, usual_, {});
    }
    const StreamPacket& first = waiting_.begin()->second;
    if (first.sequence == next_sequence_) {
        const std::int64_t gap = first.timestamp - next_timestamp_;
        if (gap < 0) {  // overtaken by the silence that was made while it was on its way
            next_timestamp_ = first.timestamp;
            return release();
        }
        return gap == 0 ? release() : fill(gap);
    }
    if (now < given_up_at() && waiting_.size() + 1 < kMostPackets)
        return std::nullopt;
    return replace_missing();
}

StreamSlot JitterBuffer::slot(StreamSlot::Kind kind, Ticks length, Bytes payload) {
    StreamSlot s{kind, next_timestamp_, length, std::move(payload)};
    next_timestamp_ += length.count();
    return s;
}

StreamSlot JitterBuffer::release() {
    StreamPacket packet = std::move(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    next_sequence_ = packet.sequence + 1;
    silent_ = packet.payload.size() <= kEmptyFrame;
    silence_made_ = 0;
    usual_ = packet.length;
    return slot(StreamSlot::Kind::Packet, packet.length, std::move(packet.payload));
}

/// Numbers without a gap, times with one: the sender had nothing to say. A long pause is a jump in place.
StreamSlot JitterBuffer::fill(std::int64_t gap) {
    if (gap > kLongestSilence) {
        next_timestamp_ += gap;
        return release();
    }
    return slot(StreamSlot::Kind::Silence, Ticks{std::min(gap, usual_.count())}, {});
}

StreamSlot JitterBuffer::replace_missing() {
    const StreamPacket& first = waiting_.begin()->second;
    const std::int64_t missing = first.sequence - next_sequence_;
    const std::int64_t gap = first.timestamp - next_timestamp_;
    if (gap <= 0 || gap > kLongestMadeUp || silent_) {  // nothing worth making up: go on with what is there
        counts_.skipped += missing;
        if (gap > 0 && gap <= kLongestSilence && silent_) {
            next_sequence_ = first.sequence;
            return fill(gap);
        }
        next_timestamp_ = first.timestamp;
        return release();
    }
    const Ticks length{std::max<std::int64_t>(gap / missing, 1)};
    ++next_sequence_;
    if (missing == 1) {
        ++counts_.repaired;
        return slot(StreamSlot::Kind::Repair, Ticks{gap}, first.payload);
    }
    ++counts_.concealed;
    return slot(StreamSlot::Kind::Conceal, length, {});
}

}  // namespace mockcall::audio
