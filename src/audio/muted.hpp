// A microphone that is off comes out of a codec as noise of the last bits. Pure.
#pragma once

#include <algorithm>

#include "base/bytes.hpp"

namespace mockcall::audio {

[[nodiscard]] inline bool is_muted(SampleView frame) {
    constexpr int kLastBits = 2;
    return std::ranges::all_of(frame, [](std::int16_t s) { return s >= -kLastBits && s <= kLastBits; });
}

}  // namespace mockcall::audio
