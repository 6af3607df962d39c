#include "audio/ambience.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/random.hpp"

namespace mockcall::audio {
namespace {

constexpr double kTau = 2 * std::numbers::pi;
constexpr double kRoomLevel = 0.0012;  // RMS of full scale: about -58 dBFS
constexpr double kMeanGapSeconds = 60;
constexpr double kShortestGapSeconds = 12;  // two in a row would sound like a fault of the line

enum class Burst : std::uint8_t { None, Door, Dog, Car, Dishes };

// One-pole low-pass; `cutoff` in Hz.
struct LowPass {
    double state = 0;
    double run(double x, double cutoff, double rate) {
        const double w = kTau * cutoff / rate;
        state += w / (1 + w) * (x - state);
        return state;
    }
};

// One decaying or sounding partial.
struct Partial {
    double frequency = 0;
    double gain = 0;
    double decay = 0;  // per second
};

}  // namespace

struct Ambience::Impl {
    Impl(std::uint64_t seed, int sample_rate) : random(seed), rate(sample_rate) { wait(random.between(0.1, 1.0)); }

    Random random;
    double rate;
    LowPass room_hiss;
    LowPass room_rumble;
    LowPass burst_filter;
    LowPass burst_filter_2;
    Burst burst = Burst::None;
    std::int64_t until_burst = 0;  // samples
    std::int64_t position = 0;     // samples into the burst
    std::int64_t length = 0;       // samples
    double loudness = 1;
    double pitch = 1;
    std::array<Partial, 5> partials{};

    double noise() { return random.between(-1, 1); }
    void wait(double mean_share) {
        // Exponential gaps: noises of a home come without rhythm.
        const double gap =
            kShortestGapSeconds + -std::log(1 - 0.999 * mean_share) * (kMeanGapSeconds - kShortestGapSeconds);
        until_burst = static_cast<std::int64_t>(gap * rate);
        burst = Burst::None;
    }
    void start_burst();
    double burst_sample();
    double next();
};

void Ambience::Impl::start_burst() {
    constexpr std::array kinds{Burst::Door, Burst::Dog, Burst::Car, Burst::Dishes};
    constexpr std::array seconds{0.5, 1.3, 5.0, 0.9};
    const std::size_t kind = random.below(kinds.size());
    burst = kinds[kind];
    position = 0;
    length = static_cast<std::int64_t>(seconds[kind] * random.between(0.8, 1.25) * rate);
    loudness = random.between(0.5, 1.0);
    pitch = random.between(0.85, 1.2);
    for (Partial& p : partials) {
        p = {.frequency = std::min(random.between(1400, 5200), 0.42 * rate),
             .gain = random.between(0.3, 1),
             .decay = random.between(9, 22)};
    }
}

// Peaks stay below about -30 dBFS: it is background.
double Ambience::Impl::burst_sample() {
    const double t = static_cast<double>(position) / rate;
    const double share = static_cast<double>(position) / static_cast<double>(length);
    switch (burst) {
        case Burst::Door:  // a thud, and the latch just after
            return burst_filter.run(noise(), 140 * pitch, rate) * std::exp(-14 * t) * 0.25 +
                   (t > 0.09 ? burst_filter_2.run(noise(), 1800, rate) * std::exp(-60 * (t - 0.09)) * 0.03 : 0);
        case Burst::Dog: {  // two or three barks of falling pitch, a few walls away
            const double bark = std::fmod(t, 0.42);
            const double envelope = bark < 0.16 ? std::sin(kTau * bark / 0.32) : 0;
            const double f = 460 * pitch;
            const double phase = kTau * (f * bark - 0.5 * 900 * bark * bark);
            const double voice = std::sin(phase) + 0.6 * std::sin(2 * phase) + 0.4 * std::sin(3 * phase);
            return burst_filter.run(voice + 0.3 * noise(), 1200, rate) * envelope * 0.012;
        }
        case Burst::Car: {  // tyres on a street, nearer and away
            const double swell = std::sin(std::numbers::pi * share);
            return burst_filter.run(noise(), 250 + 350 * swell * pitch, rate) * swell * swell * 0.035;
        }
        case Burst::Dishes: {  // stoneware: inharmonic, quickly dying partials
            double sum = 0;
            for (std::size_t i = 0; i < partials.size(); ++i) {
                const double since = t - 0.11 * static_cast<double>(i);
                if (since >= 0) {
                    sum += partials[i].gain * std::sin(kTau * partials[i].frequency * since) *
                           std::exp(-partials[i].decay * since);
                }
            }
            return sum * 0.012;
        }
        case Burst::None: break;
    }
    return 0;
}

double Ambience::Impl::next() {
    const double white = noise();
    // A low-passed uniform noise loses level with its bandwidth: the factors bring it back to about 1.
    const double hiss = room_hiss.run(white, 900, rate) * 2.2;
    const double rumble = room_rumble.run(white, 90, rate) * 7;
    double sample = kRoomLevel * (hiss + rumble);
    if (burst == Burst::None) {
        if (--until_burst <= 0) {
            start_burst();
        }
        return sample;
    }
    // Faded in and out over 5 ms: a cut would click.
    const double edge = static_cast<double>(std::min(position, length - position)) / (0.005 * rate);
    sample += burst_sample() * loudness * std::min(1.0, edge);
    if (++position >= length) {
        wait(random.unit());
    }
    return sample;
}

Ambience::Ambience(std::uint64_t seed, int sample_rate) : impl_(std::make_unique<Impl>(seed, sample_rate)) {}
Ambience::~Ambience() = default;
Ambience::Ambience(Ambience&&) noexcept = default;
Ambience& Ambience::operator=(Ambience&&) noexcept = default;

void Ambience::mix_into(std::span<std::int16_t> frame) {
    for (std::int16_t& s : frame) {
        const long mixed = s + std::lround(impl_->next() * 32767);
        s = static_cast<std::int16_t>(std::clamp<long>(mixed, INT16_MIN, INT16_MAX));
    }
}

}  // namespace mockcall::audio
