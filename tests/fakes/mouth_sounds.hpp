// Sounds that people make without meaning to take a turn, and something that has the sound of words. 16 kHz mono,
// seeded.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace mockcall::fakes {

inline constexpr double kSoundRate = 16000;

namespace sound_detail {

inline std::size_t samples_in(double seconds) { return static_cast<std::size_t>(seconds * kSoundRate); }

inline void scale_to_peak(std::vector<double>& x, double peak, Samples& out) {
    double most = 1e-9;
    for (const double s : x)
        most = std::max(most, std::abs(s));
    for (const double s : x)
        out.push_back(static_cast<std::int16_t>(std::lround(s / most * peak)));
}

/// A voice: harmonics of a gliding pitch, each as loud as `shape` says for its frequency.
template <class Shape>
void add_voice(std::vector<double>& x, double seconds, double from_hz, double to_hz, Shape shape) {
    const std::size_t n = samples_in(seconds);
    double phase = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(n);
        const double f0 = from_hz + (to_hz - from_hz) * share;
        phase += 2 * std::numbers::pi * f0 / kSoundRate;
        double s = 0;
        for (int h = 1; h * f0 < 4000; ++h)
            s += shape(h * f0) * std::sin(h * phase);
        const double edge = std::min(share, 1 - share) * seconds / 0.03;
        x.push_back(s * std::min(1.0, edge));
    }
}

inline double resonance(double f, double centre, double width, double gain_db) {
    const double d = (f - centre) / width;
    return std::pow(10, gain_db / 20) / (1 + d * d);
}

}  // namespace sound_detail

/// One to three coughs: a burst of noise, then breath that dies away, sometimes with a rough voice in it.
inline Samples cough(std::uint64_t seed, double peak = 9000) {
    using namespace sound_detail;
    Random dice(seed);
    std::vector<double> x;
    const std::size_t coughs = 1 + dice.below(3);
    for (std::size_t c = 0; c < coughs; ++c) {
        const double length = dice.between(0.16, 0.34);
        const double cutoff = dice.between(1500, 3500);
        const double voiced = dice.unit() < 0.4 ? dice.between(0.05, 0.25) : 0;
        double low = 0;
        double phase = 0;
        for (std::size_t i = 0; i < samples_in(length); ++i) {
            const double t = static_cast<double>(i) / kSoundRate;
            const double w = 2 * std::numbers::pi * cutoff / kSoundRate;
            low += w / (1 + w) * (dice.between(-1, 1) - low);
            const double burst = std::exp(-t / 0.035);
            const double breath = 0.45 * std::exp(-t / (length * 0.5));
            phase += 2 * std::numbers::pi * 210 * (1 + 0.25 * dice.between(-1, 1)) / kSoundRate;
            const double rough = voiced * std::sin(phase) * (t > 0.06 ? 1 : 0);
            x.push_back((low + rough) * (burst + breath) * std::min(1.0, t / 0.004));
        }
        if (c + 1 < coughs)
            x.insert(x.end(), samples_in(dice.between(0.08, 0.3)), 0.0);
    }
    Samples out;
    scale_to_peak(x, peak, out);
    return out;
}

/// "Mm-hm": two nasal hums, the second one rising.
inline Samples hum(std::uint64_t seed, double peak = 5000) {
    using namespace sound_detail;
    Random dice(seed);
    const double pitch = dice.between(95, 220);
    const auto nasal = [](double f) {
        return resonance(f, 250, 90, 0) + resonance(f, 1050, 120, -30) + resonance(f, 2300, 200, -38);
    };
    std::vector<double> x;
    add_voice(x, dice.between(0.14, 0.22), pitch, pitch * 0.95, nasal);
    for (std::size_t i = 0; i < samples_in(dice.between(0.03, 0.08)); ++i)
        x.push_back(0.02 * dice.between(-1, 1));
    add_voice(x, dice.between(0.16, 0.28), pitch, pitch * dice.between(1.1, 1.35), nasal);
    Samples out;
    scale_to_peak(x, peak, out);
    return out;
}

/// Syllables of open vowels of changing colour, about four a second.
inline Samples wordlike(std::uint64_t seed, double seconds, double peak = 8000) {
    using namespace sound_detail;
    Random dice(seed);
    const double pitch = dice.between(95, 220);
    std::vector<double> x;
    while (x.size() < samples_in(seconds)) {
        const double first = dice.between(350, 750);
        const double second = dice.between(1100, 2200);
        const auto vowel = [&](double f) {
            return resonance(f, first, 90, 0) + resonance(f, second, 130, -6) + resonance(f, 2600, 200, -14);
        };
        add_voice(x, dice.between(0.14, 0.24), pitch * dice.between(0.9, 1.1), pitch * dice.between(0.9, 1.1), vowel);
        for (std::size_t i = 0; i < samples_in(dice.between(0.02, 0.06)); ++i)
            x.push_back(0.1 * dice.between(-1, 1));
    }
    x.resize(samples_in(seconds));
    Samples out;
    scale_to_peak(x, peak, out);
    return out;
}

}  // namespace mockcall::fakes
