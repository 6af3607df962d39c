// Tells a frame that stands out of the noise by its energy alone. Pure; one owner.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"

namespace mockcall::audio {

/// Compares each 10 ms frame with the noise floor: the level that a fifth of the last seconds' frames stay under. Even
/// in speech without a pause that is the gaps between its sounds. Babble, which fools a statistical voice detector,
/// rarely stands out of itself.
class EnergyGate {
  public:
    struct Frame {
        bool open = false;     ///< with the frames before: for some time after a sound, too
        bool loud = false;     ///< by itself
        float level_db = -96;  ///< dBFS, -96 at least
    };
    Frame process(SampleView frame);

  private:
    void remember(double level_db);
    [[nodiscard]] double floor_db() const;

    static constexpr std::size_t kWindow = 500;  // frames: 5 s
    static constexpr std::size_t kLevels = 97;   // 1 dB each, from -96 dBFS
    std::array<std::uint8_t, kWindow> levels_{};
    std::array<std::uint16_t, kLevels> histogram_{};
    std::size_t heard_ = 0;  // frames in the window
    std::size_t next_ = 0;
    double smoothed_ = 0;
    double previous_in_ = 0;  // the DC blocker's memory: an offset of a cheap sound card is no noise floor
    double previous_out_ = 0;
};

}  // namespace mockcall::audio
