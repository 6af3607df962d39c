// Tells a frame that stands out of the noise by its energy alone. Pure; one owner.
#pragma once

#include <array>
#include <cstddef>

#include "base/bytes.hpp"

namespace mockcall::audio {

/// Compares each 10 ms frame with the noise floor: the least smoothed energy of the last seconds (minimum statistics,
/// R. Martin 2001, in its simplest form). Babble, which fools a statistical voice detector, does not pass it.
class EnergyGate {
  public:
    struct Frame {
        bool open = false;
        float level_db = -96;  ///< dBFS, -96 at least
    };
    Frame process(SampleView frame);

  private:
    void track(double energy);
    [[nodiscard]] double floor() const;

    static constexpr std::size_t kWindows = 8;
    std::array<double, kWindows> minima_ = unheard();
    std::size_t window_ = 0;
    int frames_in_window_ = 0;
    int frames_heard_ = 0;
    double smoothed_ = -1;
    double previous_in_ = 0;  // the DC blocker's memory: an offset of a cheap sound card is no noise floor
    double previous_out_ = 0;

    static constexpr std::array<double, kWindows> unheard() {
        std::array<double, kWindows> a{};
        a.fill(1.0);
        return a;
    }
};

}  // namespace mockcall::audio
