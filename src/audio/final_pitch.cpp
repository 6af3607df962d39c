#include "audio/final_pitch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace mockcall::audio {
namespace {

constexpr std::size_t kStep = 4;  // to 4 kHz, where a pitch is cheap to find
constexpr float kRate = 4000;
constexpr std::size_t kLooked = 3200;  // 800 ms
constexpr std::size_t kHop = 40;       // 10 ms
constexpr std::size_t kWindow = 120;   // 30 ms
constexpr std::size_t kShortest = 10;  // 400 Hz
constexpr std::size_t kLongest = 57;   // 70 Hz
constexpr float kPeriodic = 0.7F;
/// Of two lags that fit alike the shorter one is the pitch; the other is its double.
constexpr float kNearlyBest = 0.88F;
constexpr float kQuietest = 0.001F;          ///< of the loudest frame's energy: -30 dB
constexpr float kSilence = kWindow * 1e-8F;  ///< a frame's energy at -80 dBFS

struct Pitched {
    std::size_t frame = 0;  ///< counted from the end
    float semitones = 0;    ///< over 100 Hz
};

std::vector<float> decimated(SampleView pcm) {
    const SampleView last = pcm.subspan(pcm.size() - std::min(pcm.size(), kLooked * kStep));
    std::vector<float> out;
    out.reserve(last.size() / kStep);
    for (std::size_t i = 0; i + kStep <= last.size(); i += kStep) {
        float sum = 0;
        for (std::size_t k = 0; k < kStep; ++k)
            sum += last[i + k];
        out.push_back(sum / (kStep * 32768.0F));
    }
    float mean = 0;
    for (const float x : out)
        mean += x / static_cast<float>(out.size());
    for (float& x : out)
        x -= mean;
    return out;
}

float energy_of(const float* from) {
    float sum = 1e-9F;
    for (std::size_t i = 0; i < kWindow; ++i)
        sum += from[i] * from[i];
    return sum;
}

/// Semitones over 100 Hz; none: no pitch.
std::optional<float> pitch_of(const float* now, float energy) {
    std::array<float, kLongest + 2> fit{};
    float best = 0;
    float before = energy_of(now - (kShortest - 1));
    for (std::size_t lag = kShortest - 1; lag <= kLongest + 1; ++lag) {
        float product = 0;
        for (std::size_t i = 0; i < kWindow; ++i)
            product += now[i] * *(now + i - lag);
        fit[lag] = product / std::sqrt(energy * before);
        const float* edge = now - lag - 1;
        before += edge[0] * edge[0] - edge[kWindow] * edge[kWindow];
        before = std::max(before, 1e-9F);
        if (lag >= kShortest && lag <= kLongest)
            best = std::max(best, fit[lag]);
    }
    if (best < kPeriodic)
        return std::nullopt;
    for (std::size_t lag = kShortest; lag <= kLongest; ++lag) {
        if (fit[lag] < kNearlyBest * best || fit[lag] < fit[lag - 1] || fit[lag] < fit[lag + 1])
            continue;
        const float bend = fit[lag - 1] - 2 * fit[lag] + fit[lag + 1];
        const float shift = bend < 0 ? 0.5F * (fit[lag - 1] - fit[lag + 1]) / bend : 0;
        return 12 * std::log2(kRate / (static_cast<float>(lag) + shift) / 100);
    }
    return std::nullopt;
}

std::vector<Pitched> contour(const std::vector<float>& x) {
    constexpr std::size_t kReach = kLongest + 3;
    float loudest = 0;
    for (std::size_t at = kReach; at + kWindow <= x.size(); at += kHop)
        loudest = std::max(loudest, energy_of(&x[at]));
    std::vector<Pitched> found;
    for (std::size_t at = kReach; at + kWindow <= x.size(); at += kHop)
        if (const float energy = energy_of(&x[at]); energy > std::max(kSilence, kQuietest * loudest))
            if (const auto pitch = pitch_of(&x[at], energy))
                found.push_back({(x.size() - at) / kHop, *pitch});
    return found;
}

/// The value that `share` of `v` stay under.
float quantile(std::vector<float> v, double share) {
    const auto place = v.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(v.size()) * share);
    std::ranges::nth_element(v, place);
    return *place;
}

}  // namespace

std::optional<int> final_pitch_cents(SampleView before) {
    constexpr std::size_t kFewest = 12, kFinal = 5;  // frames
    constexpr std::size_t kLatest = 40;              // frames before the end: 400 ms
    constexpr float kWidest = 9;                     // semitones: a voice's octave lost and found, or no voice at all
    const auto pitched = contour(decimated(before));
    if (pitched.size() < kFewest || pitched.back().frame > kLatest)
        return std::nullopt;
    std::vector<float> all;
    for (const Pitched& p : pitched)
        all.push_back(p.semitones);
    // Against the higher part: an accent some words before the end, from where it fell, is seen in it.
    const float end = quantile({all.end() - kFinal, all.end()}, 0.5) - quantile(all, 0.75);
    if (std::abs(end) > kWidest)
        return std::nullopt;
    return static_cast<int>(std::lround(end * 100));
}

}  // namespace mockcall::audio
