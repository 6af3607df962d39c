// Fills the gaps of speech that is too clean. Pure; one owner.
//
// Noise suppressors (and synthetic speech) leave digital silence between sounds. The acoustic model never heard that:
// the energies of nothing pull its channel mean away, and half the words are lost. White noise 32 dB below the loud
// parts brings them back and is harmless to speech that has a noise of its own.
#pragma once

#include <cstdint>

#include "base/bytes.hpp"

namespace mockcall::speech {

class NoiseFloor {
  public:
    /// Appends the samples with the noise in to `out`. 16 kHz.
    void process(SampleView in, Samples& out);

  private:
    void hear(SampleView frame);
    double noise();

    double level_ = 4100;  ///< root mean square of the loud parts; to begin with, -18 dBFS
    std::uint32_t state_ = 0x9e3779b9;
};

}  // namespace mockcall::speech
