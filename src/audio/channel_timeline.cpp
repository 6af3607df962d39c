#include <algorithm>

#include "audio/input_decoder.hpp"
#include "audio/opus.hpp"
#include "audio/recording.hpp"

namespace mockcall::audio {
namespace {

constexpr std::int64_t kFrame = kPipelineRate * kFrameMs / 1000;
constexpr std::int64_t kMostUnsettled = 60LL * kPipelineRate;
constexpr std::size_t kMostReady = 10 * 60 * 1000 / kFrameMs;  // packets that nobody has fetched
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

struct ChannelTimeline::Impl {
    Impl(Channel c, int bitrate, int complexity) : channel(c), encoder(kPipelineRate, bitrate, complexity) {}

    void mix(std::int64_t at, SampleView pcm);
    void settle_before(std::int64_t sample);
    void settle_frame(SampleView frame);
    [[nodiscard]] std::int64_t end() const { return frontier + static_cast<std::int64_t>(held.size()); }

    Channel channel;
    OpusEncoder encoder;
    std::int64_t frontier = 0;  // sample of held[0], always at a frame's border
    Samples held;
    std::vector<RecordedPacket> ready;  // settled because there was too much to hold
    int tail_left = 0;                  // silent frames still to be encoded after a sound
};

ChannelTimeline::ChannelTimeline(Channel channel, int bitrate, int complexity)
    : impl_(std::make_unique<Impl>(channel, bitrate, complexity)) {}
ChannelTimeline::~ChannelTimeline() = default;
ChannelTimeline::ChannelTimeline(ChannelTimeline&&) noexcept = default;

void ChannelTimeline::write(Ticks at, SampleView pcm) {
    std::int64_t sample = sample_at(at);
    while (!pcm.empty()) {  // a piece at a time, so that no single call can hold more than the bound
        const SampleView piece = pcm.first(std::min<std::size_t>(pcm.size(), kPipelineRate));
        impl_->mix(sample, piece);
        sample += static_cast<std::int64_t>(piece.size());
        pcm = pcm.subspan(piece.size());
    }
}

void ChannelTimeline::Impl::mix(std::int64_t at, SampleView pcm) {
    if (at < frontier) {
        const std::int64_t late = std::min(frontier - at, static_cast<std::int64_t>(pcm.size()));
        pcm = pcm.subspan(static_cast<std::size_t>(late));
        at = frontier;
    }
    const std::int64_t stop = at + static_cast<std::int64_t>(pcm.size());
    if (pcm.empty()) {
        return;
    }
    if (stop - frontier > kMostUnsettled) {
        settle_before(stop - kMostUnsettled + kFrame - 1);
    }
    if (stop > end()) {
        held.resize(static_cast<std::size_t>(stop - frontier));
    }
    std::int16_t* into = held.data() + (at - frontier);
    for (const std::int16_t s : pcm) {
        *into = static_cast<std::int16_t>(std::clamp(*into + s, INT16_MIN, INT16_MAX));
        ++into;
    }
}

void ChannelTimeline::erase_from(Ticks at) {
    const std::int64_t keep = std::max<std::int64_t>(0, sample_at(at) - impl_->frontier);
    if (keep < static_cast<std::int64_t>(impl_->held.size())) {
        impl_->held.resize(static_cast<std::size_t>(keep));
    }
}

void ChannelTimeline::shift(Ticks from, Ticks by) {
    const std::int64_t start = std::max(sample_at(from), impl_->frontier);
    if (start >= impl_->end()) {
        return;
    }
    const Samples moved(impl_->held.begin() + (start - impl_->frontier), impl_->held.end());
    impl_->held.resize(static_cast<std::size_t>(start - impl_->frontier));
    write(ticks_of_samples(start, kPipelineRate) + by, moved);
}

void ChannelTimeline::settle(Ticks until, std::vector<RecordedPacket>& out) {
    impl_->settle_before(sample_at(until));
    std::move(impl_->ready.begin(), impl_->ready.end(), std::back_inserter(out));
    impl_->ready.clear();
}

void ChannelTimeline::Impl::settle_before(std::int64_t sample) {
    const std::int64_t target = std::max(frontier, sample / kFrame * kFrame);
    const auto whole = static_cast<std::size_t>(target - frontier);
    // What is held may end within a frame, or long before the target: then only the tail is left to encode.
    std::size_t at = 0;
    while (at < whole && (at < held.size() || tail_left > 0)) {
        Samples frame(static_cast<std::size_t>(kFrame));
        if (at < held.size()) {
            const std::size_t n = std::min(held.size() - at, frame.size());
            std::copy_n(held.begin() + static_cast<std::ptrdiff_t>(at), n, frame.begin());
        }
        settle_frame(frame);
        at += frame.size();
        frontier += kFrame;
    }
    held.erase(held.begin(), held.begin() + static_cast<std::ptrdiff_t>(std::min(whole, held.size())));
    frontier = target;
}

void ChannelTimeline::Impl::settle_frame(SampleView frame) {
    const bool sound = holds_sound(frame);
    if (!sound && tail_left == 0) {
        return;
    }
    if (sound) {
        tail_left = kTail;
    } else {
        --tail_left;
    }
    if (ready.size() == kMostReady) {
        ready.erase(ready.begin(), ready.begin() + static_cast<std::ptrdiff_t>(kMostReady / 2));
    }
    ready.push_back(
        {.frame = static_cast<std::uint32_t>(frontier / kFrame), .channel = channel, .opus = encoder.encode(frame)});
    if (tail_left == 0) {
        encoder.reset();  // frames are left out now: what comes next must not lean on what was before
    }
}

}  // namespace mockcall::audio
