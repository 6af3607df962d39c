// Generated background noise of the customer's place: a quiet room tone with a burst (a door, a dog, a passing car,
// dishes) about once a minute. Seeded; the same seed gives the same samples. Pure; one owner.
#pragma once

#include <cstdint>
#include <memory>

#include "base/bytes.hpp"

namespace mockcall::audio {

class Ambience {
  public:
    Ambience(std::uint64_t seed, int sample_rate);
    ~Ambience();
    Ambience(Ambience&&) noexcept;
    Ambience& operator=(Ambience&&) noexcept;
    /// Adds the next frame.size() samples of ambience to `frame`, saturating.
    void mix_into(std::span<std::int16_t> frame);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mockcall::audio
