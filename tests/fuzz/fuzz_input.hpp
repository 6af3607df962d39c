// A fuzzer's input, read from the front; what has run out reads as zero.
#pragma once

#include <algorithm>
#include <cstdlib>

#include "base/bytes.hpp"

namespace mockcall::fuzz {

class Input {
  public:
    explicit Input(ByteView bytes) : rest_(bytes) {}
    [[nodiscard]] bool empty() const { return rest_.empty(); }
    std::uint8_t byte() {
        if (rest_.empty())
            return 0;
        const std::uint8_t b = rest_[0];
        rest_ = rest_.subspan(1);
        return b;
    }
    std::uint16_t word() {
        const std::uint8_t high = byte();
        return static_cast<std::uint16_t>((high << 8) | byte());
    }
    Bytes bytes(std::size_t n) {
        const ByteView taken = rest_.first(std::min(n, rest_.size()));
        rest_ = rest_.subspan(taken.size());
        return {taken.begin(), taken.end()};
    }

  private:
    ByteView rest_;
};

inline void require(bool right) {
    if (!right)
        std::abort();
}

/// Some bits of a datagram turned over, anywhere in it.
inline void bend(Bytes& datagram, Input& input) {
    for (int i = input.byte() % 4; i >= 0 && !datagram.empty(); --i) {
        const std::size_t at = input.word() % datagram.size();
        datagram[at] ^= input.byte();
    }
}

}  // namespace mockcall::fuzz
