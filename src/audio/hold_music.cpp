#include "audio/hold_music.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace mockcall::audio {
namespace {

constexpr double kTau = 2 * std::numbers::pi;
constexpr double kPeak = 0.09;         // of full scale, all voices: about -21 dBFS
constexpr double kNoteSeconds = 0.46;  // between two notes
constexpr double kRings = 1.6;         // seconds until a note has died to 1/e
constexpr std::size_t kNotesAChord = 8;
// Semitones above the key: I, vi, IV, V with their added tones.
constexpr std::array<std::array<int, 5>, 4> kChords = {
    {{0, 4, 7, 12, 14}, {-3, 0, 4, 9, 12}, {-7, 0, 5, 9, 12}, {-5, 2, 7, 11, 14}}};
// Which tone of the chord comes at which place of the bar.
constexpr std::array<std::size_t, kNotesAChord> kPattern = {0, 1, 2, 3, 4, 3, 2, 1};

}  // namespace

HoldMusic::HoldMusic(std::uint64_t seed, int sample_rate) : dice_(seed), rate_(sample_rate) {
    constexpr double kMiddle = 196;  // G3
    key_hz_ = kMiddle * std::exp2(static_cast<double>(dice_.below(7)) / 12.0);
}

void HoldMusic::next_note() {
    const auto& chord = kChords[beat_ / kNotesAChord % kChords.size()];
    const std::size_t place = beat_ % kNotesAChord;
    ++beat_;
    until_note_ = static_cast<int>(kNoteSeconds * dice_.between(0.985, 1.015) * rate_);
    const bool bass = place == 0;
    if (!bass && dice_.unit() < 0.12)
        return;  // a breath
    const double frequency = key_hz_ * std::exp2(chord[kPattern[place]] / 12.0) * (bass ? 0.5 : 1);
    Note& note = voices_[next_voice_++ % voices_.size()];
    note = {.step = kTau * frequency / rate_,
            .phase = 0,
            .level = (bass ? 0.8 : 0.5) * dice_.between(0.8, 1.0),
            .fade = std::exp(-1 / (kRings * rate_)),
            .attack = static_cast<int>(0.025 * rate_),
            .age = 0};
}

double HoldMusic::next() {
    if (--until_note_ <= 0)
        next_note();
    double sum = 0;
    for (Note& n : voices_) {
        if (n.level < 1e-4)
            continue;
        const double rise = n.age < n.attack ? static_cast<double>(n.age) / n.attack : 1;
        sum += n.level * rise * (std::sin(n.phase) + 0.22 * std::sin(2 * n.phase) + 0.07 * std::sin(3 * n.phase));
        n.phase = std::fmod(n.phase + n.step, kTau);
        n.level *= n.fade;
        ++n.age;
    }
    const double begin = std::min(1.0, ++fade_in_ / (0.5 * rate_));
    fade_in_ = std::min(fade_in_, static_cast<int>(rate_));
    return kPeak * begin * std::tanh(sum * 0.5);
}

void HoldMusic::mix_into(std::span<std::int16_t> frame) {
    for (std::int16_t& s : frame) {
        const long mixed = s + std::lround(next() * 32767);
        s = static_cast<std::int16_t>(std::clamp<long>(mixed, INT16_MIN, INT16_MAX));
    }
}

}  // namespace mockcall::audio
