#include "adapters/speech/noise_floor.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall::speech {
namespace {
constexpr std::size_t frame_samples = 320;  // 20 ms
constexpr double fall_per_frame = 0.986;    // 6 dB in a second
constexpr double below_speech = 0.025;      // -32 dB
constexpr double least_noise = 8;
}  // namespace

void NoiseFloor::hear(SampleView frame) {
    double sum = 0;
    for (const auto sample : frame) {
        sum += static_cast<double>(sample) * sample;
    }
    level_ = std::max(level_ * fall_per_frame, std::sqrt(sum / static_cast<double>(frame.size())));
}

// xorshift (Marsaglia 2003): the same speech must be understood the same way each time.
double NoiseFloor::noise() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 17U;
    state_ ^= state_ << 5U;
    return static_cast<double>(state_) * 0x1.0p-31 - 1.0;
}

void NoiseFloor::process(SampleView in, Samples& out) {
    for (std::size_t at = 0; at < in.size(); at += frame_samples) {
        const auto frame = in.subspan(at, std::min(frame_samples, in.size() - at));
        hear(frame);
        const double amplitude =
            std::sqrt(3.0) * std::max(level_ * below_speech, least_noise);  // uniform noise of that power
        for (const auto sample : frame) {
            const double mixed = std::clamp(sample + amplitude * noise(), -32768.0, 32767.0);
            out.push_back(static_cast<std::int16_t>(std::lround(mixed)));
        }
    }
}

}  // namespace mockcall::speech
