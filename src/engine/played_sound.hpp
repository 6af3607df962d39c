// What leaves for the agent's ear, on the call's clock, for a look at what may come back through the microphone. What
// is still to be asked for, and at most the last seconds. One owner.
#pragma once

#include <deque>
#include <memory>

#include "audio/resampler.hpp"
#include "base/bytes.hpp"
#include "base/time.hpp"

namespace mockcall {

class PlayedSound {
  public:
    /// The rate of what write() gets.
    void begin(int sample_rate);
    /// `pcm` is heard from `at` on; never before what was written already.
    void write(CallTime at, SampleView pcm);
    /// From here on nothing was heard.
    void erase_from(CallTime at);
    /// No echo can come back of what was played so far.
    void forget();
    /// 160 samples of 16 kHz that are heard from `at` on; silence where nothing is. What is older than half a second
    /// before is forgotten.
    [[nodiscard]] Samples frame(CallTime at);
    /// Something was played within the time in which an echo can come back.
    [[nodiscard]] bool audible_before(CallTime at) const;

  private:
    static constexpr std::int64_t kAgain = 16000 / 2;  ///< samples that may be asked for out of order
    static constexpr std::size_t kKept = 16000 * 3;    ///< samples, while nobody asks
    void drop(std::int64_t samples);

    static constexpr Ticks kEchoes = ticks_of(Milliseconds{900});

    std::unique_ptr<audio::Resampler> to_pipeline_;
    std::deque<std::int16_t> samples_;  ///< 16 kHz
    std::int64_t begin_ = 0;            ///< place of the first one, in samples since the call's start
    CallTime end_{};
};

}  // namespace mockcall
