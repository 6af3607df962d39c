#include "audio/vowel_sound.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mockcall::audio {
namespace {

constexpr double kDcPole = 0.985;  // 40 Hz at 16 kHz: mains hum and offsets are no pitch

/// Second-order Butterworth high-pass at 1 kHz of 16 kHz.
struct HighPass {
    double b0, b1, b2, a1, a2;
};
const HighPass& high_pass() {
    static const HighPass filter = [] {
        const double w = 2 * std::numbers::pi * 1000 / 16000;
        const double alpha = std::sin(w) / std::numbers::sqrt2;
        const double a0 = 1 + alpha;
        const double c = std::cos(w);
        return HighPass{(1 + c) / 2 / a0, -(1 + c) / a0, (1 + c) / 2 / a0, -2 * c / a0, (1 - alpha) / a0};
    }();
    return filter;
}

}  // namespace

void VowelSound::hear(SampleView frame) {
    const HighPass& f = high_pass();
    double whole = 1e-9;
    double high = 1e-9;
    double sum = 0;
    const std::size_t added = frame.size() / kStep;
    std::shift_left(history_.begin(), history_.end(), static_cast<std::ptrdiff_t>(added));
    auto place = history_.end() - static_cast<std::ptrdiff_t>(added);
    for (std::size_t i = 0; i < frame.size(); ++i) {
        const double x = frame[i] / 32768.0;
        dc_out_ = x - dc_in_ + kDcPole * dc_out_;
        dc_in_ = x;
        const double y = f.b0 * dc_out_ + f.b1 * in_[0] + f.b2 * in_[1] - f.a1 * out_[0] - f.a2 * out_[1];
        in_ = {dc_out_, in_[0]};
        out_ = {y, out_[0]};
        whole += dc_out_ * dc_out_;
        high += y * y;
        sum += dc_out_;
        if ((i + 1) % kStep == 0) {
            *place++ = static_cast<float>(sum / kStep);
            sum = 0;
        }
    }
    brightness_db_ = static_cast<float>(10 * std::log10(high / whole));
}

float VowelSound::periodicity() const {
    constexpr float kSilence = 1e-7F;
    const float* now = history_.data() + kLongest;
    float energy = 0;
    for (std::size_t i = 0; i < kWindow; ++i)
        energy += now[i] * now[i];
    float best = 0;
    for (std::size_t lag = kShortest; lag <= kLongest; ++lag) {
        const float* before = now - lag;
        float product = 0;
        float other = 0;
        for (std::size_t i = 0; i < kWindow; ++i) {
            product += now[i] * before[i];
            other += before[i] * before[i];
        }
        best = std::max(best, product / (std::sqrt(energy * other) + kSilence));
    }
    return best;
}

}  // namespace mockcall::audio
