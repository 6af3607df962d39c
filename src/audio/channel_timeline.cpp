#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "audio/input_decoder.hpp"
#include "audio/opus.hpp"
#include "audio/opus_format.hpp"
#include "audio/recording.hpp"

namespace mockcall::audio {
namespace {

constexpr std::int64_t kFrame = kPipelineRate * kFrameMs / 1000;
constexpr std::int64_t kMostUnsettled = 60LL * 1000 / kFrameMs;  // frames
constexpr std::size_t kMostReady = 10 * 60 * 1000 / kFrameMs;    // packets that nobody has fetched
// The codec's look-ahead puts the end of a sound into the next packet; one more lets its decoder come to rest.
constexpr int kTail = 2;

std::int64_t sample_at(Ticks at) {
    const std::int64_t ticks_per_sample = Ticks::period::den / kPipelineRate;
    const std::int64_t t = at.count();
    return t >= 0 ? t / ticks_per_sample : -((-t + ticks_per_sample - 1) / ticks_per_sample);
}

bool holds_sound(SampleView frame) {
    return std::any_of(frame.begin(), frame.end(), [](std::int16_t s) { return s != 0; });
}

}  // namespace

// Silence is not kept: between the lines, and while the other one speaks, a channel holds nothing.
struct ChannelTimeline::Impl {
    struct Cell {      // one frame of the grid
        Samples pcm;   // kFrame of them, or none; none once it is encoded
        Bytes packet;  // stands before the samples
    };

    Impl(Channel c, int rate, int effort) : channel(c), bitrate(rate), complexity(effort) {}

    void mix(std::int64_t at, SampleView pcm);
    void encode_before(std::int64_t target);
    void encode_cell(Cell& cell);
    void settle_before(std::int64_t target);
    void make_room(std::int64_t frame);
    void start_anew(std::int64_t frame);
    [[nodiscard]] std::int64_t frame_of(std::int64_t sample) const;

    Channel channel;
    int bitrate, complexity;
    // 40 KB: only while there is something to be encoded. What comes after a pause must not lean on what was before.
    std::optional<OpusEncoder> encoder;
    int tail_left = 0;                  // silent frames still to be encoded after a sound
    std::int64_t frontier = 0;          // the first frame that is not settled
    std::int64_t encoded = 0;           // the first frame that is not encoded
    std::map<std::int64_t, Cell> held;  // by frame, none before the frontier
    std::int64_t next_place = 0;        // the frame after the last packet that was placed
    std::vector<RecordedPacket> ready;  // settled because there was too much to hold
};

ChannelTimeline::ChannelTimeline(Channel channel, int bitrate, int complexity)
    : impl_(std::make_unique<Impl>(channel, bitrate, complexity)) {}
ChannelTimeline::~ChannelTimeline() = default;
ChannelTimeline::ChannelTimeline(ChannelTimeline&&) noexcept = default;

void ChannelTimeline::write(Ticks at, SampleView pcm) {
    std::int64_t sample = sample_at(at);
    while (!pcm.empty()) {  // up to the next frame's border
        const std::int64_t room = kFrame - ((sample % kFrame) + kFrame) % kFrame;
        const SampleView piece = pcm.first(std::min(pcm.size(), static_cast<std::size_t>(room)));
        impl_->mix(sample, piece);
        sample += static_cast<std::int64_t>(piece.size());
        pcm = pcm.subspan(piece.size());
    }
}

/// `pcm` lies within one frame.
void ChannelTimeline::Impl::mix(std::int64_t at, SampleView pcm) {
    if (at < encoded * kFrame || !holds_sound(pcm)) {
        return;
    }
    const std::int64_t frame = at / kFrame;
    make_room(frame);
    Samples& into = held[frame].pcm;
    into.resize(static_cast<std::size_t>(kFrame));
    auto to = into.begin() + at % kFrame;
    for (const std::int16_t s : pcm) {
        *to = static_cast<std::int16_t>(std::clamp(*to + s, INT16_MIN, INT16_MAX));
        ++to;
    }
}

void ChannelTimeline::Impl::make_room(std::int64_t frame) {
    if (frame - frontier >= kMostUnsettled) {
        settle_before(frame - kMostUnsettled + 1);
    }
}

// A stream whose place moves against the grid by parts of a frame goes on without a seam.
std::int64_t ChannelTimeline::Impl::frame_of(std::int64_t sample) const {
    const std::int64_t off = sample - next_place * kFrame;
    return off > -kFrame && off < kFrame ? next_place : (sample + kFrame / 2) / kFrame;
}

void ChannelTimeline::place(Ticks at, ByteView opus) {
    const std::int64_t frame = impl_->frame_of(sample_at(at));
    if (!is_single_20ms_frame(opus) || frame < impl_->encoded) {
        return;
    }
    impl_->make_room(frame);
    impl_->held.try_emplace(impl_->held.end(), frame)
        ->second.packet.assign(opus.begin(), opus.end());  // most come in order
    impl_->next_place = frame + 1;
}

void ChannelTimeline::erase_from(Ticks at) {
    const std::int64_t sample = std::max(sample_at(at), impl_->frontier * kFrame);
    const std::int64_t frame = sample / kFrame;
    const std::int64_t kept = sample % kFrame;
    auto& held = impl_->held;
    auto cell = held.lower_bound(frame);
    bool whole = false;  // the frame that the cut goes through stays as it is
    if (cell != held.end() && cell->first == frame && kept != 0) {
        whole = kept >= kFrame / 2 && !cell->second.packet.empty();
        if (!whole) {
            cell->second.packet.clear();
        }
        if (!cell->second.pcm.empty()) {
            std::fill(cell->second.pcm.begin() + kept, cell->second.pcm.end(), std::int16_t{0});
        }
        ++cell;
    }
    held.erase(cell, held.end());
    impl_->start_anew(frame + (whole ? 1 : 0));
}

/// What follows `frame` is another sound than what was encoded there.
void ChannelTimeline::Impl::start_anew(std::int64_t frame) {
    if (frame >= encoded) {
        return;
    }
    encoded = frame;
    encoder.reset();
    tail_left = 0;
}

void ChannelTimeline::encode(Ticks until) { impl_->encode_before(sample_at(until) / kFrame); }

void ChannelTimeline::settle(Ticks until, std::vector<RecordedPacket>& out) {
    impl_->settle_before(sample_at(until) / kFrame);
    std::move(impl_->ready.begin(), impl_->ready.end(), std::back_inserter(out));
    impl_->ready.clear();
}

void ChannelTimeline::Impl::encode_before(std::int64_t target) {
    while (encoded < target) {
        const auto next = held.lower_bound(encoded);
        if (next != held.end() && next->first == encoded) {
            encode_cell(next->second);
        } else if (tail_left > 0) {
            encode_cell(held[encoded]);
        } else {  // nothing until the next sound
            encoded = next == held.end() ? target : std::min(target, next->first);
            continue;
        }
        ++encoded;
    }
}

void ChannelTimeline::Impl::encode_cell(Cell& cell) {
    const Samples pcm = std::exchange(cell.pcm, {});
    if (!cell.packet.empty()) {
        tail_left = 0;
        encoder.reset();
        return;
    }
    const bool sound = holds_sound(pcm);
    if (!sound && tail_left == 0) {
        return;
    }
    tail_left = sound ? kTail : tail_left - 1;
    if (!encoder) {
        encoder.emplace(kPipelineRate, bitrate, complexity);
    }
    cell.packet = encoder->encode(pcm.empty() ? Samples(static_cast<std::size_t>(kFrame)) : pcm);
    if (tail_left == 0) {  // frames are left out from here on
        encoder.reset();
    }
}

void ChannelTimeline::Impl::settle_before(std::int64_t target) {
    encode_before(target);
    while (!held.empty() && held.begin()->first < target) {
        const auto first = held.extract(held.begin());
        if (first.mapped().packet.empty()) {
            continue;
        }
        if (ready.size() == kMostReady) {
            ready.erase(ready.begin(), ready.begin() + static_cast<std::ptrdiff_t>(kMostReady / 2));
        }
        ready.push_back({.frame = static_cast<std::uint32_t>(first.key()),
                         .channel = channel,
                         .opus = std::move(first.mapped().packet)});
    }
    frontier = std::max(frontier, target);
}

}  // namespace mockcall::audio
