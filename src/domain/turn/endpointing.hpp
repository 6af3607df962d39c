// How long a silence ends the agent's turn: by what was said so far and by how this speaker pauses. Pure; one owner.
#pragma once

#include <string_view>

#include "base/time.hpp"

namespace mockcall {

class Endpointing {
  public:
    /// `partial`: the words recognised so far, may be empty.
    [[nodiscard]] Milliseconds silence(std::string_view partial) const;
    /// The speaker went on after a pause in the middle of a turn.
    void paused(Ticks length);
    /// A turn came to its end in a silence that nobody broke.
    void ended();
    /// The speaker went on after the turn had been taken for ended.
    void cut_off();

  private:
    static constexpr double kFluent = 0.85;
    static constexpr double kHesitant = 1.6;

    double patience_ = 1;  ///< times the usual silence
};

}  // namespace mockcall
