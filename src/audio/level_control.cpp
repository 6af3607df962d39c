#include "audio/level_control.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall::audio {
namespace {

// Loud parts between these are as good as any other (bench/wer --gain).
constexpr double kQuietest = -24;  // dBFS
constexpr double kLoudest = -12;
constexpr double kMostGain = 34;  // dB
constexpr double kLeastGain = -12;
constexpr double kRise = 0.06;        // dB a frame: 6 dB a second
constexpr double kFirstRise = 0.8;    // the same until the speaker is known
constexpr double kFall = 0.8;         // too loud is mended at once
constexpr int kKnown = 100;           // frames with a voice
constexpr double kTowardsLoud = 0.3;  // of the difference, a frame
constexpr double kTowardsQuiet = 0.005;
constexpr double kLimit = 29'000;  // -1 dBFS

double level_db(std::span<const std::int16_t> frame) {
    double sum = 1e-3;
    for (const std::int16_t s : frame)
        sum += static_cast<double>(s) * s;
    return 10 * std::log10(sum / static_cast<double>(std::max<std::size_t>(1, frame.size())) / (32768.0 * 32768.0));
}

}  // namespace

void LevelControl::follow(double frame_db) {
    if (!loud_db_)
        loud_db_ = frame_db;
    *loud_db_ += (frame_db > *loud_db_ ? kTowardsLoud : kTowardsQuiet) * (frame_db - *loud_db_);
    const double rise = voiced_frames_ < kKnown ? kFirstRise : kRise;
    voiced_frames_ = std::min(voiced_frames_ + 1, kKnown);
    const double now = *loud_db_ + gain_db_;
    if (now < kQuietest)
        gain_db_ = std::min({gain_db_ + rise, gain_db_ + kQuietest - now, kMostGain});
    else if (now > kLoudest)
        gain_db_ = std::max({gain_db_ - kFall, gain_db_ + kLoudest - now, kLeastGain});
}

void LevelControl::process(std::span<std::int16_t> frame, bool voiced) {
    if (voiced)
        follow(level_db(frame));
    double wanted = std::pow(10, gain_db_ / 20);
    if (wanted == 1 && applied_ == 1)
        return;
    double peak = 1;
    for (const std::int16_t s : frame)
        peak = std::max(peak, std::abs(static_cast<double>(s)));
    if (wanted > 1)  // what came at full scale stays what it was
        wanted = std::clamp(kLimit / peak, 1.0, wanted);
    const double step = (wanted - applied_) / static_cast<double>(std::max<std::size_t>(1, frame.size()));
    for (std::int16_t& s : frame) {
        applied_ += step;
        s = static_cast<std::int16_t>(std::lround(std::clamp(s * applied_, -32768.0, 32767.0)));
    }
    applied_ = wanted;
}

}  // namespace mockcall::audio
