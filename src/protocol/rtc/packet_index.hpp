// Which packet of a stream this is, counted from its first, and whether it was here before (RFC 3711, section 3.3).
// Pure.
#pragma once

#include <bitset>
#include <cstdint>

namespace mockcall::rtc {

/// The latest indices that were accepted: each counts once, and none from before the window.
class ReplayWindow {
  public:
    static constexpr std::size_t kSize = 1'024;
    [[nodiscard]] bool fresh(std::uint64_t index) const;
    void accept(std::uint64_t index);
    [[nodiscard]] bool any() const { return any_; }
    [[nodiscard]] std::uint64_t highest() const { return highest_; }

  private:
    bool any_ = false;
    std::uint64_t highest_ = 0;
    std::bitset<kSize> seen_;  ///< n: the one n before the highest
};

/// The index of 48 bits that a packet's 16 bits most likely stand for, once `accepted` have been: the nearest one.
[[nodiscard]] std::uint64_t packet_index(const ReplayWindow& accepted, std::uint16_t sequence);

}  // namespace mockcall::rtc
