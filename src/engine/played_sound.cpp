#include "engine/played_sound.hpp"

#include <algorithm>

namespace mockcall {
namespace {

constexpr int kRate = 16000;
constexpr std::size_t kFrame = 160;

std::int64_t place_of(CallTime t) { return samples_of(t.time_since_epoch(), kRate); }

}  // namespace

void PlayedSound::begin(int sample_rate) {
    to_pipeline_ = sample_rate == kRate ? nullptr : std::make_unique<audio::Resampler>(sample_rate, kRate);
}

void PlayedSound::write(CallTime at, SampleView pcm) {
    Samples converted;
    if (to_pipeline_) {
        to_pipeline_->process(pcm, converted);
        pcm = converted;
    }
    const std::int64_t place = place_of(at);
    if (samples_.empty() || place > begin_ + static_cast<std::int64_t>(samples_.size() + kKept)) {
        samples_.clear();
        begin_ = place;
    }
    const auto end = begin_ + static_cast<std::int64_t>(samples_.size());
    if (place > end)
        samples_.insert(samples_.end(), static_cast<std::size_t>(place - end), 0);
    samples_.insert(samples_.end(), pcm.begin(), pcm.end());
    drop(static_cast<std::int64_t>(samples_.size()) - static_cast<std::int64_t>(kKept));
    end_ = CallTime{} + ticks_of_samples(begin_ + static_cast<std::int64_t>(samples_.size()), kRate);
}

void PlayedSound::erase_from(CallTime at) {
    const auto kept = std::clamp<std::int64_t>(place_of(at) - begin_, 0, static_cast<std::int64_t>(samples_.size()));
    samples_.resize(static_cast<std::size_t>(kept));
    end_ = std::min(end_, at);
}

void PlayedSound::forget() {
    samples_ = {};
    end_ = {};
}

void PlayedSound::drop(std::int64_t samples) {
    const auto n = std::clamp<std::int64_t>(samples, 0, static_cast<std::int64_t>(samples_.size()));
    samples_.erase(samples_.begin(), samples_.begin() + static_cast<std::ptrdiff_t>(n));
    begin_ += n;
}

Samples PlayedSound::frame(CallTime at) {
    drop(place_of(at) - begin_ - kAgain);
    Samples out(kFrame, 0);
    const std::int64_t from = place_of(at) - begin_;
    for (std::size_t i = 0; i < kFrame; ++i)
        if (const auto p = from + static_cast<std::int64_t>(i);
            p >= 0 && p < static_cast<std::int64_t>(samples_.size()))
            out[i] = samples_[static_cast<std::size_t>(p)];
    return out;
}

bool PlayedSound::audible_before(CallTime at) const { return end_ > CallTime{} && at < end_ + kEchoes; }

}  // namespace mockcall
