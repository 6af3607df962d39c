// Where a voice's pitch ends when the speaker pauses. Who has said what they wanted lets it fall to the bottom of their
// range; who will go on keeps it up. Pure; thread-safe.
#pragma once

#include <optional>

#include "base/bytes.hpp"

namespace mockcall::audio {

/// `before`: 16 kHz mono up to the end of the last voiced sound, oldest first; the last 800 ms are looked at.
/// How far the pitch ends above (below: negative) the one that three quarters of that time stay under, in hundredths
/// of a semitone. None: too little of it has a pitch (a cough, a whisper, one short word), or what is found is no
/// voice's (a whistle, noise).
[[nodiscard]] std::optional<int> final_pitch_cents(SampleView before);

}  // namespace mockcall::audio
