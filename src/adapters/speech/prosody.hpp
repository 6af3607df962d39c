// What an emotion and a persona do to a voice. Pure.
#pragma once

#include "domain/scenario/scenario.hpp"

namespace mockcall::speech {

struct Prosody {
    double pitch = 1;    ///< factor on the voice's mean pitch
    double range = 1;    ///< factor on how far the pitch moves around its mean
    double stretch = 1;  ///< factor on durations: below 1 is faster
    double gain = 1;     ///< factor on the samples
};

[[nodiscard]] Prosody prosody_of(Emotion emotion, const VoiceSpec& voice);

}  // namespace mockcall::speech
