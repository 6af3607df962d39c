#include "audio/energy_gate.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall::audio {
namespace {

// Chosen on synthesised speech in white, pink, hum and six-voice babble noise: the least ratio that keeps babble at
// about one false start a minute; speech at 10 dB above any noise still opens the gate within 30 ms (median).
constexpr double kRatioDb = 8.5;
constexpr double kQuantile = 0.2;
constexpr double kSmoothing = 0.5;   // of a 10 ms frame
constexpr double kLowest = -96;      // dBFS
constexpr double kLeastFloor = -65;  // below it everything counts as silence
constexpr double kFirstFloor =
    -50;  // at most, until half a second was heard: somebody may speak from the first sample on
constexpr std::size_t kFirstFrames = 50;
constexpr double kDcPole = 0.985;  // 40 Hz at 16 kHz

double db(double energy) { return std::max(kLowest, 10 * std::log10(energy + 1e-12)); }

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
    smoothed_ += kSmoothing * (energy / n - smoothed_);
    remember(db(energy / n));
    const double least = floor_db() + kRatioDb;
    return {.open = db(smoothed_) > least, .loud = db(energy / n) > least, .level_db = static_cast<float>(db(raw / n))};
}

void EnergyGate::remember(double level_db) {
    const auto level = static_cast<std::uint8_t>(std::clamp<long>(std::lround(level_db - kLowest), 0, kLevels - 1));
    if (heard_ == kWindow) {
        --histogram_[levels_[next_]];
    } else {
        ++heard_;
    }
    levels_[next_] = level;
    ++histogram_[level];
    next_ = (next_ + 1) % kWindow;
}

double EnergyGate::floor_db() const {
    const auto below = static_cast<std::size_t>(static_cast<double>(heard_) * kQuantile);
    std::size_t level = 0;
    for (std::size_t count = histogram_[0]; count <= below && level + 1 < kLevels;) {
        count += histogram_[++level];
    }
    const double known = kLowest + static_cast<double>(level);
    return std::max(kLeastFloor, heard_ < kFirstFrames ? std::min(known, kFirstFloor) : known);
}

}  // namespace mockcall::audio
