#include "audio/waveform_match.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall::audio {

void WaveformMatch::thin(SampleView pcm, Frame& out) {
    for (std::size_t i = 0; i < kFrame; ++i) {
        int sum = 0;
        for (std::size_t j = 4 * i; j < std::min(4 * i + 4, pcm.size()); ++j)
            sum += pcm[j];
        out[i] = static_cast<std::int16_t>(sum / 4);
    }
}

void WaveformMatch::add(SampleView heard, SampleView played) {
    ++now_;
    thin(heard, heard_[now_ % kWindow]);
    thin(played, played_[now_ % kHistory]);
}

void WaveformMatch::clear() {
    played_.fill({});
    heard_.fill({});
}

WaveformMatch::Match WaveformMatch::around(int delay) const {
    constexpr std::size_t kLength = kWindow * kFrame;
    std::array<float, kLength> heard{};
    std::array<float, kLength + 2 * kFrame> played{};
    for (std::size_t f = 0; f < kWindow; ++f)
        std::ranges::copy(heard_[(now_ - (kWindow - 1) + f) % kWindow], heard.begin() + f * kFrame);
    const std::size_t oldest = now_ - static_cast<std::size_t>(delay + 1) - (kWindow - 1);
    const std::size_t frames = delay > 0 ? kWindow + 2 : kWindow + 1;  // nothing is heard before it is played
    for (std::size_t f = 0; f < frames; ++f)
        std::ranges::copy(played_[(oldest + f) % kHistory], played.begin() + f * kFrame);
    const auto energy = [](const float* x) {
        float sum = 1;
        for (std::size_t i = 0; i < kLength; ++i)
            sum += x[i] * x[i];
        return sum;
    };
    const float of_heard = energy(heard.data());
    Match best;
    for (std::size_t at = 0; at + kLength <= frames * kFrame; ++at) {
        const float* const from = played.data() + at;
        float product = 0;
        for (std::size_t i = 0; i < kLength; ++i)
            product += heard[i] * from[i];
        // An echo has the wave's sign or its opposite: loudspeakers and microphones are wired either way.
        if (const float like = std::abs(product) / std::sqrt(of_heard * energy(from)); like > best.likeness)
            best = {like, (delay + 1) * static_cast<int>(kFrame) - static_cast<int>(at)};
    }
    return best;
}

}  // namespace mockcall::audio
