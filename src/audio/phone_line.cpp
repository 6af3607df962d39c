#include "audio/phone_line.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "audio/g711.hpp"

namespace mockcall::audio {
namespace {

constexpr double kLow = 300, kHigh = 3400;  // Hz, ITU-T G.712
constexpr double kNoise = 12;               // of 32768, uniform: about -73 dBFS
// Two sections of a fourth-order Butterworth filter.
constexpr double kFirstQ = 0.541, kSecondQ = 1.307;

struct Shape {
    double cosine, alpha, a0;
};
Shape shape(double hz, double q, double rate) {
    const double w = 2 * std::numbers::pi * hz / rate;
    const double alpha = std::sin(w) / (2 * q);
    return {std::cos(w), alpha, 1 + alpha};
}

}  // namespace

PhoneLine::Biquad PhoneLine::high_pass(double hz, double q, double rate) {
    const auto [c, alpha, a0] = shape(hz, q, rate);
    return {(1 + c) / 2 / a0, -(1 + c) / a0, (1 + c) / 2 / a0, -2 * c / a0, (1 - alpha) / a0};
}

PhoneLine::Biquad PhoneLine::low_pass(double hz, double q, double rate) {
    const auto [c, alpha, a0] = shape(hz, q, rate);
    return {(1 - c) / 2 / a0, (1 - c) / a0, (1 - c) / 2 / a0, -2 * c / a0, (1 - alpha) / a0};
}

double PhoneLine::Biquad::run(double x) {
    const double y = b0 * x + z1;
    z1 = b1 * x - a1 * y + z2;
    z2 = b2 * x - a2 * y;
    return y;
}

PhoneLine::PhoneLine(std::uint64_t seed, int sample_rate) : dice_(seed) {
    const double rate = sample_rate;
    const double high = std::min(kHigh, 0.45 * rate);
    band_ = {high_pass(kLow, kFirstQ, rate), high_pass(kLow, kSecondQ, rate), low_pass(high, kFirstQ, rate),
             low_pass(high, kSecondQ, rate)};
}

void PhoneLine::process(std::span<std::int16_t> frame) {
    for (std::int16_t& s : frame) {
        double x = s;
        for (Biquad& section : band_)
            x = section.run(x);
        x += kNoise * dice_.between(-1, 1);
        const auto rounded = static_cast<std::int16_t>(std::clamp(std::lround(x), -32768L, 32767L));
        s = decode_mu_law(encode_mu_law(rounded));
    }
}

}  // namespace mockcall::audio
