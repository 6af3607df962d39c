// Signals for the audio tests and how to measure them.
#pragma once

#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <string>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace mockcall::audio::test {

inline Samples tone(double frequency, double seconds, int rate = 16000, double amplitude = 8000) {
    Samples s(static_cast<std::size_t>(std::lround(seconds * rate)));
    for (std::size_t i = 0; i < s.size(); ++i) {
        s[i] = static_cast<std::int16_t>(
            std::lround(amplitude * std::sin(2 * std::numbers::pi * frequency * static_cast<double>(i) / rate)));
    }
    return s;
}

/// Close to Gaussian white noise.
inline Samples white_noise(double rms_level, double seconds, std::uint64_t seed, int rate = 16000) {
    Random random(seed);
    Samples s(static_cast<std::size_t>(std::lround(seconds * rate)));
    for (auto& x : s) {
        double sum = 0;
        for (int i = 0; i < 4; ++i) {
            sum += random.between(-1, 1);
        }
        x = static_cast<std::int16_t>(std::lround(rms_level * sum * 0.866));
    }
    return s;
}

inline double rms(SampleView s) {
    double e = 0;
    for (const auto x : s) {
        e += static_cast<double>(x) * x;
    }
    return s.empty() ? 0 : std::sqrt(e / static_cast<double>(s.size()));
}

inline int peak(SampleView s) {
    int p = 0;
    for (const auto x : s) {
        p = std::max(p, std::abs(static_cast<int>(x)));
    }
    return p;
}

/// Amplitude of the component at `frequency`.
inline double amplitude_at(SampleView s, double frequency, int rate = 16000) {
    double re = 0;
    double im = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const double phase = 2 * std::numbers::pi * frequency * static_cast<double>(i) / rate;
        re += s[i] * std::cos(phase);
        im += s[i] * std::sin(phase);
    }
    return s.empty() ? 0 : 2 * std::hypot(re, im) / static_cast<double>(s.size());
}

/// Index of the first sample louder than `threshold`; the size if there is none.
inline std::size_t onset(SampleView s, int threshold) {
    std::size_t i = 0;
    while (i < s.size() && std::abs(static_cast<int>(s[i])) <= threshold) {
        ++i;
    }
    return i;
}

/// How many samples `later` lags behind `earlier` (0 to `most`), by the least squared difference.
inline int lag_of(SampleView later, SampleView earlier, int most) {
    int best = 0;
    double least = 1e300;
    for (int lag = 0; lag <= most; ++lag) {
        double e = 0;
        const std::size_t n = std::min(later.size() - static_cast<std::size_t>(most), earlier.size());
        for (std::size_t i = 0; i < n; ++i) {
            const double d = later[i + static_cast<std::size_t>(lag)] - earlier[i];
            e += d * d;
        }
        if (e < least) {
            least = e;
            best = lag;
        }
    }
    return best;
}

inline Bytes le_bytes(SampleView s) {
    Bytes b;
    for (const auto x : s) {
        b.push_back(static_cast<std::uint8_t>(x & 0xFF));
        b.push_back(static_cast<std::uint8_t>(static_cast<std::uint16_t>(x) >> 8));
    }
    return b;
}

inline Bytes test_file(const std::string& name) {
    std::ifstream in(std::string(AUDIO_DATA_DIR) + "/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace mockcall::audio::test
