#include "audio/echo_check.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "audio/muted.hpp"

namespace mockcall::audio {
namespace {

constexpr double kRate = 16000;
constexpr std::array<double, BandEnergies::kBands> kCentres = {250, 400, 630, 1000, 1500, 2100, 2800, 3600};  // Hz
constexpr double kQ = 2.2;
constexpr float kSilent = -70;       // dBFS of a band: below it nothing was played or heard
constexpr float kAlike = 0.92F;      // of a window, to believe in a delay that is not known yet
constexpr float kPlausible = 0.7F;   // of one in which packets were lost: its rhythm is broken, the wave decides
constexpr float kStillAlike = 0.7F;  // of one at the known delay
constexpr float kLeastLoss = 3;      // dB, mean of the bands: what comes back louder than it went is no echo
constexpr float kAbove = 7;          // dB that a band may stand above what is explained
constexpr int kSure = 15;            // frames learned until couplings are trusted
constexpr float kLearn = 0.1F;
constexpr int kSearchEvery = 4;    // frames
constexpr int kOnset = 4;          // audible frames of a window that a wave can be told by
constexpr int kRhythm = 20;        // audible frames of a window that has more to compare than a beginning
constexpr float kSameWave = 0.6F;  // correlation of the waves themselves
constexpr int kLagsAFrame = 40;
constexpr int kSameLag = 4;        // samples of 4 kHz: a small part of a voice's period
constexpr float kAsGood = 0.05F;   // a fit is no better than the known delay's by less
constexpr float kBetter = 0.03F;   // by which a place nearby must fit better
constexpr float kForget = 0.95F;   // a vote for a delay counts half after as many windows as half a second has
constexpr int kReverberation = 3;  // frames of smearing in the room

/// Band-passes of constant peak gain (RBJ cookbook), direct form II transposed; b1 = 0 and b2 = -b0.
struct Coefficients {
    std::array<float, BandEnergies::kBands> b0, a1, a2;
};
const Coefficients& filters() {
    static const auto table = [] {
        Coefficients t{};
        for (std::size_t b = 0; b < BandEnergies::kBands; ++b) {
            const double w = 2 * std::numbers::pi * kCentres[b] / kRate;
            const double alpha = std::sin(w) / (2 * kQ);
            t.b0[b] = static_cast<float>(alpha / (1 + alpha));
            t.a1[b] = static_cast<float>(-2 * std::cos(w) / (1 + alpha));
            t.a2[b] = static_cast<float>((1 - alpha) / (1 + alpha));
        }
        return t;
    }();
    return table;
}

bool audible(const BandEnergies::Frame& f) {
    return std::ranges::any_of(f, [](float e) { return e > kSilent; });
}

/// The frame in which a lag of the waves lies nearest.
int frames_of(int lag) { return (lag + kLagsAFrame / 2) / kLagsAFrame; }

constexpr BandEnergies::Frame kNothing = [] {
    BandEnergies::Frame f{};
    f.fill(-100);
    return f;
}();

}  // namespace

BandEnergies::Frame BandEnergies::process(SampleView frame) {
    if (is_muted(frame)) {
        z1_ = {};
        z2_ = {};
        return kNothing;
    }
    const Coefficients& f = filters();
    Frame sums{};
    auto z1 = z1_;
    auto z2 = z2_;
    for (const std::int16_t s : frame) {
        const float x = static_cast<float>(s) / 32768.0F;
        for (std::size_t b = 0; b < kBands; ++b) {
            const float y = f.b0[b] * x + z1[b];
            z1[b] = z2[b] - f.a1[b] * y;
            z2[b] = -f.b0[b] * x - f.a2[b] * y;
            sums[b] += y * y;
        }
    }
    z1_ = z1;
    z2_ = z2;
    Frame energies{};
    for (std::size_t b = 0; b < kBands; ++b)
        energies[b] = 10 * std::log10((sums[b] + 1e-10F) / static_cast<float>(std::max<std::size_t>(1, frame.size())));
    return energies;
}

/// Correlation of the two sides' energies over bands and frames, each band's mean taken out; -1 to 1.
float EchoCheck::likeness(int delay) const {
    float product = 0;
    float of_heard = 1e-3F;
    float of_played = 1e-3F;
    for (std::size_t b = 0; b < BandEnergies::kBands; ++b) {
        float mean_heard = 0;
        float mean_played = 0;
        for (int i = 0; i < kWindow; ++i) {
            mean_heard += std::max(kSilent, heard_at(i)[b]);
            mean_played += std::max(kSilent, played_at(i + delay)[b]);
        }
        mean_heard /= kWindow;
        mean_played /= kWindow;
        for (int i = 0; i < kWindow; ++i) {
            const float h = std::max(kSilent, heard_at(i)[b]) - mean_heard;
            const float p = std::max(kSilent, played_at(i + delay)[b]) - mean_played;
            product += h * p;
            of_heard += h * h;
            of_played += p * p;
        }
    }
    return product / std::sqrt(of_heard * of_played);
}

int EchoCheck::audible_frames() const {
    int count = 0;
    for (int i = 0; i < kWindow; ++i)
        count += audible(heard_at(i)) ? 1 : 0;
    return count;
}

/// The clocks of both sides settle and buffers shrink and grow, a little at a time; the waves tell where to.
void EchoCheck::follow() {
    like_ = likeness(best_);
    wave_ = like_ < kAlike ? waves_.around(best_) : WaveformMatch::Match{};
    if (wave_.likeness < kSameWave || frames_of(wave_.lag) == best_)
        return;
    const int near = std::min(kLongestDelay, frames_of(wave_.lag));
    const float like = likeness(near);
    if (like <= like_ + kBetter)
        return;
    like_ = like;
    votes_[static_cast<std::size_t>(near)] += std::exchange(votes_[static_cast<std::size_t>(best_)], 0.0F);
    best_ = near;
}

void EchoCheck::find_delay() {
    if (best_ >= 0)
        follow();
    const int sounding = audible_frames();
    const bool beginning = best_ < 0 && sounding < kRhythm;
    if (++since_search_ < (beginning ? 1 : kSearchEvery) || sounding < kOnset)
        return;
    since_search_ = 0;
    int found = -1;
    float most = best_ < 0 ? kPlausible : kAlike;
    for (int delay = 0; delay <= kLongestDelay; ++delay)
        if (const float like = likeness(delay); like > most) {
            most = like;
            found = delay;
        }
    if (found < 0)
        return;
    if (best_ >= 0 && like_ > most - kAsGood)
        found = best_;
    const bool alike = most > kAlike;
    const bool certain = (beginning || !alike) && same_wave(found);
    if (!certain && (sounding < kRhythm || !alike))
        return;
    if (certain)
        found = std::min(kLongestDelay, frames_of(lag_));
    vote(found);
    // Two voices are alike by chance now and then, but not twice running at the same delay.
    const bool again = std::abs(found - candidate_) <= 1;
    candidate_ = found;
    const bool better = best_ < 0 || certain || votes_for(found) > 2 * votes_for(best_) + 1;
    if ((!again && !certain) || !better || std::abs(found - best_) <= 1)
        return;
    learned_ = 0;
    best_ = found;
    like_ = most;
}

/// The beginnings of any two voices rise alike; the same wave, twice running in the same place, is an echo. Where
/// packets were lost the best rhythm wanders, and the wave is where it was.
bool EchoCheck::same_wave(int delay) {
    wave_ = waves_.around(delay);
    if (wave_.likeness < kSameWave && lag_ != kNoLag)
        wave_ = waves_.around(std::min(kLongestDelay, frames_of(lag_)));
    const bool same = wave_.likeness >= kSameWave;
    const bool again = same && std::abs(wave_.lag - lag_) <= kSameLag;
    lag_ = same ? wave_.lag : kNoLag;
    return again;
}

void EchoCheck::vote(int delay) {
    for (float& v : votes_)
        v *= kForget;
    votes_[static_cast<std::size_t>(delay)] += 1;
}

/// Those of a delay and its neighbours: the true one may lie between two frames.
float EchoCheck::votes_for(int delay) const {
    float sum = 0;
    for (int d = std::max(0, delay - 1); d <= std::min(kLongestDelay, delay + 1); ++d)
        sum += votes_[static_cast<std::size_t>(d)];
    return sum;
}

void EchoCheck::learn() {
    if (best_ < 0 || (like_ < kAlike && wave_.likeness < kSameWave))
        return;
    const float step = std::max(kLearn, 1.0F / static_cast<float>(learned_ + 1));
    for (std::size_t b = 0; b < BandEnergies::kBands; ++b)
        if (played_at(best_)[b] > kSilent)
            coupling_[b] += step * (heard_at(0)[b] - played_at(best_)[b] - coupling_[b]);
    learned_ = std::min(learned_ + 1, 1'000);
}

/// No band that is heard stands above the echo of what was played around the delay.
bool EchoCheck::explained() const {
    float mean = 0;
    for (const float c : coupling_)
        mean += c / BandEnergies::kBands;
    if (mean > -kLeastLoss)
        return false;
    if (learned_ < kSure)
        return true;  // the window or the waves fit, and that is all there is to go by
    int above = 0;
    for (std::size_t b = 0; b < BandEnergies::kBands; ++b) {
        float most = -100;
        for (int i = std::max(0, best_ - 1); i <= best_ + kReverberation; ++i)
            most = std::max(most, played_at(i)[b]);
        above += heard_at(0)[b] > std::max(kSilent, most + coupling_[b]) + kAbove ? 1 : 0;
    }
    return above <= 1;
}

bool EchoCheck::process(SampleView heard, SampleView played) {
    if (std::exchange(interrupted_, false)) {
        heard_.fill(kNothing);
        played_.fill(kNothing);
        waves_.clear();
        lag_ = kNoLag;
    }
    ++now_;
    waves_.add(heard, played);
    heard_[now_ % kHistory] = heard_bands_.process(heard);
    played_[now_ % kHistory] = played_bands_.process(played);
    quiet_ = audible(played_at(0)) ? 0 : quiet_ + 1;
    if (quiet_ > kLongestDelay + kReverberation || !audible(heard_at(0)))
        return false;
    find_delay();
    learn();
    // What the network lost of it breaks the rhythm, not the wave.
    const bool fits = like_ >= (learned_ < kSure ? kAlike : kStillAlike) || wave_.likeness >= kSameWave;
    return best_ >= 0 && fits && explained();
}

}  // namespace mockcall::audio
