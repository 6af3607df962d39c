#include "audio/held_speech.hpp"

#include <algorithm>
#include <cstdlib>

namespace mockcall::audio {

void HeldSpeech::sound(SampleView pcm) {
    pcm_.insert(pcm_.end(), pcm.begin(), pcm.end());
    const std::size_t frame = rate_ / 100;
    while ((levels_.size() + 1) * frame <= pcm_.size()) {
        long sum = 0;
        for (std::size_t i = levels_.size() * frame; i < (levels_.size() + 1) * frame; ++i)
            sum += std::abs(static_cast<long>(pcm_[i]));
        levels_.push_back(static_cast<int>(sum / static_cast<long>(frame)));
        loudest_ = std::max(loudest_, levels_.back());
    }
    settle();
}

void HeldSpeech::allow(std::size_t characters) {
    settle();
    begin_ = end_;
    characters_ = characters;
    settle();
}

void HeldSpeech::allow_rest() {
    rest_ = true;
    if (!begin_)
        begin_ = end_;
    settle();
}

bool HeldSpeech::quiet(std::size_t frame) const {
    constexpr int kSilence = 120;
    constexpr int kOfLoudest = 25;  // -28 dB
    return levels_[frame] <= std::max(kSilence, loudest_ / kOfLoudest);
}

/// The middle of the first pause that ends after `from`, when somebody has spoken since the sentence began.
std::optional<std::size_t> HeldSpeech::pause_after(std::size_t from, std::size_t until) const {
    const std::size_t frame = rate_ / 100;
    std::size_t run = 0;
    bool spoken = false;
    for (std::size_t i = *begin_ / frame; i < levels_.size() && i * frame < until; ++i) {
        if (!quiet(i)) {
            spoken = true;
            run = 0;
            continue;
        }
        ++run;
        if (spoken && run >= kPauseFrames && (i + 1) * frame >= from)
            return std::max(from, (i + 1 - kPauseFrames / 2) * frame);
    }
    return std::nullopt;
}

void HeldSpeech::settle() {
    if (!begin_)
        return;
    if (rest_) {
        end_ = pcm_.size();
        if (whole_)
            begin_.reset();
        return;
    }
    const auto samples = [this](double seconds) {
        return static_cast<std::size_t>(seconds * static_cast<double>(rate_));
    };
    const std::size_t soonest = *begin_ + samples(static_cast<double>(characters_) / kFastest);
    const std::size_t latest = *begin_ + samples(0.7 + static_cast<double>(characters_) / kSlowest);
    end_ = std::max(end_, std::min(soonest, pcm_.size()));
    if (const auto pause = pause_after(soonest, latest)) {
        end_ = std::max(end_, std::min(*pause, pcm_.size()));
        begin_.reset();
    } else if (pcm_.size() >= latest || whole_) {
        begin_.reset();  // without a pause nobody knows where it ends: the rest goes with the next sentence
    }
}

Samples HeldSpeech::take() {
    settle();
    Samples out(pcm_.begin() + static_cast<std::ptrdiff_t>(taken_), pcm_.begin() + static_cast<std::ptrdiff_t>(end_));
    taken_ = end_;
    return out;
}

}  // namespace mockcall::audio
