// Is one sound a late copy of another, wave for wave? What two voices share by chance, their rhythm, an echo shares to
// the sample. At 4 kHz, where voices have most of their energy and rooms change least. Pure; one owner.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/bytes.hpp"

namespace mockcall::audio {

class WaveformMatch {
  public:
    struct Match {
        float likeness = 0;  ///< normalised correlation, up to 1
        int lag = 0;         ///< samples of 4 kHz
    };
    /// 10 ms of both sides, 160 samples of 16 kHz each.
    void add(SampleView heard, SampleView played);
    /// How well the last 100 ms that were heard fit what was played about `delay` frames before, a frame more or less.
    [[nodiscard]] Match around(int delay) const;
    void clear();

  private:
    static constexpr std::size_t kFrame = 40;     ///< samples of 4 kHz
    static constexpr std::size_t kWindow = 10;    ///< frames
    static constexpr std::size_t kHistory = 128;  ///< frames, a power of two
    using Frame = std::array<std::int16_t, kFrame>;

    static void thin(SampleView pcm, Frame& out);

    std::array<Frame, kHistory> played_{};
    std::array<Frame, kWindow> heard_{};
    std::size_t now_ = kHistory;
};

}  // namespace mockcall::audio
