// Stateful sample-rate conversion: no sample lost or repeated at chunk borders. Mono. Pure; one owner.
#pragma once

#include <memory>

#include "base/bytes.hpp"

namespace mockcall::audio {

class Resampler {
  public:
    Resampler(int from_rate, int to_rate);  ///< Hz, 8000-48000 each; equal rates pass through
    ~Resampler();
    Resampler(Resampler&&) noexcept;
    Resampler& operator=(Resampler&&) noexcept;
    void process(SampleView in, Samples& out);  ///< appends to out
    void flush(Samples& out);                   ///< appends what the filter still holds

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mockcall::audio
