// ITU-T G.711: the telephone network's 8-bit companding laws. Pure.
#pragma once

#include <cstdint>

namespace mockcall::audio {

[[nodiscard]] std::int16_t decode_mu_law(std::uint8_t code);
[[nodiscard]] std::int16_t decode_a_law(std::uint8_t code);
[[nodiscard]] std::uint8_t encode_mu_law(std::int16_t sample);
[[nodiscard]] std::uint8_t encode_a_law(std::int16_t sample);

}  // namespace mockcall::audio
