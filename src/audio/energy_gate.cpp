#include "audio/energy_gate.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall::audio {
namespace {

constexpr double kRatio = 3;            // in energy, 4.8 dB
constexpr double kSmoothing = 0.2;      // of a 10 ms frame: about 50 ms
constexpr int kWindowFrames = 40;       // 8 windows of 0.4 s: longer than a breath group's voiced stretch
constexpr double kLeastFloor = 3.2e-7;  // -65 dBFS: below it everything counts as silence
constexpr double kFirstFloor = 1e-5;    // -50 dBFS: until a floor is known
constexpr int kFirstFrames = 50;        // somebody may speak from the first sample on
constexpr double kDcPole = 0.985;       // 40 Hz at 16 kHz

}  // namespace

EnergyGate::Frame EnergyGate::process(SampleView frame) {
    double raw = 0;
    double energy = 0;
    for (const std::int16_t s : frame) {
        const double x = s / 32768.0;
        raw += x * x;
        previous_out_ = x - previous_in_ + kDcPole * previous_out_;
        previous_in_ = x;
        energy += previous_out_ * previous_out_;
    }
    const auto n = static_cast<double>(std::max<std::size_t>(frame.size(), 1));
    track(energy / n);
    return {.open = energy / n > kRatio * floor(),
            .level_db = static_cast<float>(std::max(-96.0, 10 * std::log10(raw / n + 1e-12)))};
}

void EnergyGate::track(double energy) {
    smoothed_ = smoothed_ < 0 ? energy : smoothed_ + kSmoothing * (energy - smoothed_);
    minima_[window_] = std::min(minima_[window_], smoothed_);
    frames_heard_ = std::min(frames_heard_ + 1, kFirstFrames);
    if (++frames_in_window_ == kWindowFrames) {
        frames_in_window_ = 0;
        window_ = (window_ + 1) % kWindows;
        minima_[window_] = smoothed_;
    }
}

double EnergyGate::floor() const {
    const double least = *std::min_element(minima_.begin(), minima_.end());
    const double known = frames_heard_ < kFirstFrames ? std::min(least, kFirstFloor) : least;
    return std::max(known, kLeastFloor);
}

}  // namespace mockcall::audio
