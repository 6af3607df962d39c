// What the agent hears while the customer is on hold: slow broken chords, soft and without an end. Generated; the same
// seed gives the same samples. Pure; one owner.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace mockcall::audio {

class HoldMusic {
  public:
    HoldMusic(std::uint64_t seed, int sample_rate);
    /// Adds the next frame.size() samples to `frame`, saturating.
    void mix_into(std::span<std::int16_t> frame);

  private:
    struct Note {
        double step = 0;  ///< radians a sample
        double phase = 0;
        double level = 0;
        double fade = 1;  ///< a sample
        int attack = 0;   ///< samples to full level
        int age = 0;
    };
    void next_note();
    double next();

    Random dice_;
    double rate_;
    double key_hz_;
    std::size_t beat_ = 0;
    int until_note_ = 0;  ///< samples
    int fade_in_ = 0;     ///< samples since the start
    std::size_t next_voice_ = 0;
    std::array<Note, 8> voices_{};
};

}  // namespace mockcall::audio
