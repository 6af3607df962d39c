#include "audio/peer_stream.hpp"

#include <cstdlib>

#include <opus/opus.h>

namespace mockcall::audio {
namespace {

constexpr int kRate = 16'000;
constexpr std::int64_t kTicksASample = 48'000 / kRate;
/// What is further off is a pause or an outage and moves at once; what is nearer is drift and is followed.
constexpr Ticks kJump = ticks_of(Milliseconds{60});
constexpr Ticks kFarOff = ticks_of(Milliseconds{10});
constexpr std::size_t kShortestStretched = 32;  ///< samples; what is shorter goes as it is

/// `pcm` with `more` samples added (or left out), spread over its length.
Samples stretched(const Samples& pcm, std::int64_t more) {
    const auto n = static_cast<std::int64_t>(pcm.size());
    Samples out(static_cast<std::size_t>(n + more));
    const double step = static_cast<double>(n - 1) / static_cast<double>(n + more - 1);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const double at = static_cast<double>(i) * step;
        const auto left = std::min(static_cast<std::size_t>(at), pcm.size() - 2);
        const double share = at - static_cast<double>(left);
        out[i] = static_cast<std::int16_t>(pcm[left] * (1 - share) + pcm[left + 1] * share);
    }
    return out;
}

}  // namespace

PeerStream::PeerStream() : decoder_(kRate) {}

void PeerStream::insert(std::uint32_t source, std::uint16_t sequence, std::uint32_t timestamp, ByteView payload,
                        CallTime now) {
    const int length =
        payload.empty() ? 0
                        : opus_packet_get_nb_samples(payload.data(), static_cast<opus_int32>(payload.size()), 48'000);
    if (length <= 0)
        return;
    if (source_ != source) {
        former_ = counts();
        buffer_ = JitterBuffer{};
        source_ = source;
        sequence_ = sequence;
        timestamp_ = timestamp;
    }
    sequence_ +=
        static_cast<std::int16_t>(static_cast<std::uint16_t>(sequence - static_cast<std::uint16_t>(sequence_)));
    timestamp_ += static_cast<std::int32_t>(timestamp - static_cast<std::uint32_t>(timestamp_));
    buffer_.insert({sequence_, timestamp_, Ticks{length}, Bytes(payload.begin(), payload.end())}, now);
}

std::optional<PlacedSamples> PeerStream::take(CallTime now) {
    while (auto slot = buffer_.take(now)) {
        Samples pcm;
        const bool as_sent = decode(*slot, pcm);
        if (pcm.size() < 2)
            continue;
        PlacedSamples samples = place(*slot, std::move(pcm));
        if (as_sent)
            samples.opus = std::move(slot->payload);
        return samples;
    }
    return std::nullopt;
}

/// True: `pcm` is what the packet holds, and nothing made up.
bool PeerStream::decode(const StreamSlot& slot, Samples& pcm) {
    const auto wanted = static_cast<std::size_t>(slot.length.count() / kTicksASample);
    switch (slot.kind) {
        case StreamSlot::Kind::Packet:
            if (decoder_.decode(slot.payload, pcm))
                return true;
            decoder_.conceal(static_cast<int>(wanted), pcm);
            break;
        case StreamSlot::Kind::Repair: decoder_.repair(slot.payload, static_cast<int>(wanted), pcm); break;
        case StreamSlot::Kind::Conceal: decoder_.conceal(static_cast<int>(wanted), pcm); break;
        case StreamSlot::Kind::Silence: pcm.resize(wanted); break;
    }
    return false;
}

PlacedSamples PeerStream::place(const StreamSlot& slot, Samples pcm) {
    const CallTime target = buffer_.clock().place(slot.timestamp);
    CallTime at = end_.value_or(target);
    const Ticks off = target - at;
    if (off > kJump) {
        at = target;
    } else if (std::llabs(off.count()) >= kTicksASample && pcm.size() >= kShortestStretched) {
        const std::int64_t step = std::llabs(off.count()) > kFarOff.count() ? 2 : 1;
        pcm = stretched(pcm, off > Ticks{} ? step : -step);
    }
    end_ = at + ticks_of_samples(static_cast<std::int64_t>(pcm.size()), kRate);
    return {at, std::move(pcm), {}};
}

}  // namespace mockcall::audio
