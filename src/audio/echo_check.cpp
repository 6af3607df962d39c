#include "audio/echo_check.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mockcall::audio {
namespace {

constexpr double kRate = 16000;
constexpr std::array<double, BandEnergies::kBands> kCentres = {250, 400, 630, 1000, 1500, 2100, 2800, 3600};  // Hz
constexpr double kQ = 2.2;
constexpr float kSilent = -70;       // dBFS of a band: below it nothing was played or heard
constexpr float kAlike = 0.92F;      // of a window, to believe in a delay that is not known yet
constexpr float kStillAlike = 0.7F;  // of one at the known delay
constexpr float kLeastLoss = 3;      // dB, mean of the bands: what comes back louder than it went is no echo
constexpr float kAbove = 7;          // dB that a band may stand above what is explained
constexpr int kSure = 15;            // frames learned until couplings are trusted
constexpr float kLearn = 0.1F;
constexpr int kSearchEvery = 4;    // frames
constexpr float kAsGood = 0.05F;   // a fit is no better than the known delay's by less
constexpr float kForget = 0.95F;   // a vote for a delay counts half after as many windows as half a second has
constexpr int kReverberation = 3;  // frames of smearing in the room

/// Band-pass of constant peak gain (RBJ cookbook), direct form II transposed; b1 = 0 and b2 = -b0.
struct Coefficients {
    double b0, a1, a2;
};
const std::array<Coefficients, BandEnergies::kBands>& filters() {
    static const auto table = [] {
        std::array<Coefficients, BandEnergies::kBands> t{};
        for (std::size_t b = 0; b < t.size(); ++b) {
            const double w = 2 * std::numbers::pi * kCentres[b] / kRate;
            const double alpha = std::sin(w) / (2 * kQ);
            t[b] = {alpha / (1 + alpha), -2 * std::cos(w) / (1 + alpha), (1 - alpha) / (1 + alpha)};
        }
        return t;
    }();
    return table;
}

}  // namespace

BandEnergies::Frame BandEnergies::process(SampleView frame) {
    Frame energies{};
    for (std::size_t b = 0; b < kBands; ++b) {
        const Coefficients& f = filters()[b];
        Band& band = bands_[b];
        double sum = 1e-10;
        for (const std::int16_t s : frame) {
            const double x = s / 32768.0;
            const double y = f.b0 * x + band.z1;
            band.z1 = band.z2 - f.a1 * y;
            band.z2 = -f.b0 * x - f.a2 * y;
            sum += y * y;
        }
        energies[b] =
            static_cast<float>(10 * std::log10(sum / static_cast<double>(std::max<std::size_t>(1, frame.size()))));
    }
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

void EchoCheck::find_delay() {
    if (best_ >= 0)
        like_ = likeness(best_);
    if (++since_search_ < kSearchEvery)
        return;
    since_search_ = 0;
    int found = -1;
    float most = kAlike;
    for (int delay = 0; delay <= kLongestDelay; ++delay)
        if (const float like = likeness(delay); like > most) {
            most = like;
            found = delay;
        }
    if (found < 0)
        return;
    if (best_ >= 0 && like_ > most - kAsGood)
        found = best_;
    vote(found);
    // Two voices are alike by chance now and then, but not twice running at the same delay.
    const bool again = std::abs(found - candidate_) <= 1;
    candidate_ = found;
    const bool better = best_ < 0 || votes_for(found) > 2 * votes_for(best_) + 1;
    if (!again || !better || std::abs(found - best_) <= 1)
        return;
    learned_ = 0;
    best_ = found;
    like_ = most;
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
    if (best_ < 0 || like_ < kAlike)
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
        return like_ >= kAlike;
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
    ++now_;
    heard_[now_ % kHistory] = heard_bands_.process(heard);
    played_[now_ % kHistory] = played_bands_.process(played);
    const auto audible = [](const Frame& f) { return std::ranges::any_of(f, [](float e) { return e > kSilent; }); };
    quiet_ = audible(played_at(0)) ? 0 : quiet_ + 1;
    if (quiet_ > kLongestDelay + kReverberation || !audible(heard_at(0)))
        return false;
    find_delay();
    learn();
    return best_ >= 0 && like_ >= (learned_ < kSure ? kAlike : kStillAlike) && explained();
}

}  // namespace mockcall::audio
