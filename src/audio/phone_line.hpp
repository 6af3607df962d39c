// Makes a voice sound as if it came over the telephone: the band from 300 to 3400 Hz, mu-law steps, a little noise of
// the line. Seeded; pure; one owner.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace mockcall::audio {

class PhoneLine {
  public:
    PhoneLine(std::uint64_t seed, int sample_rate);
    /// The next samples of the stream, in place.
    void process(std::span<std::int16_t> frame);

  private:
    struct Biquad {
        double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
        double z1 = 0, z2 = 0;
        double run(double x);
    };
    static Biquad high_pass(double hz, double q, double rate);
    static Biquad low_pass(double hz, double q, double rate);

    std::array<Biquad, 4> band_;
    Random dice_;
};

}  // namespace mockcall::audio
