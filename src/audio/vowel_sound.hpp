// Does a frame sound like the vowel of a spoken word? A cough is noise without a pitch; a hum ("mm-hm") has a pitch and
// hardly anything above its first formant. Pure; one owner.
#pragma once

#include <array>

#include "base/bytes.hpp"

namespace mockcall::audio {

class VowelSound {
  public:
    /// 160 samples of 16 kHz mono, in order.
    void hear(SampleView frame);
    /// Of the last frame. The pitch is looked for here and only where it can still matter: it is what costs.
    [[nodiscard]] bool like_words() const { return brightness_db_ > kBright && periodicity() > kPeriodic; }

  private:
    static constexpr float kPeriodic = 0.6F;
    static constexpr float kBright = -16.0F;
    static constexpr std::size_t kStep = 4;       ///< to 4 kHz, where a pitch is cheap to find
    static constexpr std::size_t kWindow = 100;   ///< 25 ms
    static constexpr std::size_t kLongest = 57;   ///< 70 Hz
    static constexpr std::size_t kShortest = 10;  ///< 400 Hz

    /// 0-1: the best normalised autocorrelation between 70 and 400 Hz.
    [[nodiscard]] float periodicity() const;

    std::array<float, kWindow + kLongest> history_{};  ///< 4 kHz, oldest first
    std::array<double, 2> in_{};                       ///< the high-pass filter's memory
    std::array<double, 2> out_{};
    float brightness_db_ = -96;  ///< energy above 1 kHz against the whole
    double dc_in_ = 0;
    double dc_out_ = 0;
};

}  // namespace mockcall::audio
