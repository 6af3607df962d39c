#include "protocol/rtc/packet_index.hpp"

#include <algorithm>

namespace mockcall::rtc {

bool ReplayWindow::fresh(std::uint64_t index) const {
    if (!any_ || index > highest_)
        return true;
    const std::uint64_t before = highest_ - index;
    return before < kSize && !seen_[before];
}

void ReplayWindow::accept(std::uint64_t index) {
    if (!any_ || index > highest_) {
        seen_ <<= any_ ? std::min<std::uint64_t>(index - highest_, kSize) : 0;
        any_ = true;
        highest_ = index;
    }
    if (highest_ - index < kSize)
        seen_.set(highest_ - index);
}

std::uint64_t packet_index(const ReplayWindow& accepted, std::uint16_t sequence) {
    constexpr std::uint64_t kTurn = 1U << 16;
    if (!accepted.any())
        return sequence;
    const std::uint64_t index = accepted.highest() / kTurn * kTurn + sequence;
    if (index > accepted.highest() + kTurn / 2 && index >= kTurn)
        return index - kTurn;
    return index + kTurn / 2 <= accepted.highest() ? index + kTurn : index;
}

}  // namespace mockcall::rtc
