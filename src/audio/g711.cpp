#include "audio/g711.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace mockcall::audio {
namespace {

// Both laws: a sign bit, three bits of segment, four of step. Mu-law works on 14 bits with a bias of 33 and sends all
// bits inverted; A-law works on 13 bits and inverts every other bit (0x55). Scaled to 16 bits here.
constexpr int kMuBias = 0x84;
constexpr int kMuClip = 32635;

constexpr std::int16_t expand_mu(std::uint8_t code) {
    const int bits = ~code & 0xFF;
    const int segment = (bits >> 4) & 7;
    const int magnitude = ((((bits & 0x0F) << 3) + kMuBias) << segment) - kMuBias;
    return static_cast<std::int16_t>((bits & 0x80) != 0 ? -magnitude : magnitude);
}

constexpr std::int16_t expand_a(std::uint8_t code) {
    const int bits = code ^ 0x55;
    const int segment = (bits >> 4) & 7;
    int magnitude = ((bits & 0x0F) << 4) + 8;
    if (segment > 0) {
        magnitude = (magnitude + 0x100) << (segment - 1);
    }
    return static_cast<std::int16_t>((bits & 0x80) != 0 ? magnitude : -magnitude);
}

template <auto Expand>
constexpr std::array<std::int16_t, 256> table() {
    std::array<std::int16_t, 256> t{};
    for (int i = 0; i < 256; ++i) {
        t[static_cast<std::size_t>(i)] = Expand(static_cast<std::uint8_t>(i));
    }
    return t;
}
constexpr auto kMuTable = table<expand_mu>();
constexpr auto kATable = table<expand_a>();

}  // namespace

std::int16_t decode_mu_law(std::uint8_t code) { return kMuTable[code]; }
std::int16_t decode_a_law(std::uint8_t code) { return kATable[code]; }

std::uint8_t encode_mu_law(std::int16_t sample) {
    const int sign = sample < 0 ? 0x80 : 0;
    const int magnitude = std::min(sign != 0 ? -static_cast<int>(sample) : sample, kMuClip) + kMuBias;
    const int segment = static_cast<int>(std::bit_width(static_cast<unsigned>(magnitude))) - 8;
    const int step = (magnitude >> (segment + 3)) & 0x0F;
    return static_cast<std::uint8_t>(~(sign | segment << 4 | step));
}

std::uint8_t encode_a_law(std::int16_t sample) {
    const int sign = sample >= 0 ? 0x80 : 0;
    const int magnitude = sample >= 0 ? sample : -(static_cast<int>(sample) + 1);
    const int segment = std::max(0, static_cast<int>(std::bit_width(static_cast<unsigned>(magnitude))) - 8);
    const int step = (magnitude >> (segment == 0 ? 4 : segment + 3)) & 0x0F;
    return static_cast<std::uint8_t>((sign | segment << 4 | step) ^ 0x55);
}

}  // namespace mockcall::audio
