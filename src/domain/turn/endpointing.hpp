// How long a silence ends the agent's turn: by what was said so far, by its melody and by how this
// speaker pauses. Pure; one owner.
#pragma once

#include <string_view>

#include "base/time.hpp"
#include "domain/turn/melody.hpp"

namespace mockcall {

class Endpointing {
  public:
    /// `partial`: the words recognised so far, may be empty. `melody`: of their end.
    [[nodiscard]] Milliseconds silence(std::string_view partial, Melody melody) const;
    /// The speaker went on after a pause in the middle of a turn.
    void paused(Ticks length, Melody before);
    /// A turn came to its end in a silence that nobody broke.
    void ended(Melody melody);
    /// The speaker went on after the turn had been taken for ended.
    void cut_off(Melody before);

  private:
    static constexpr double kFluent = 0.85;
    static constexpr double kHesitant = 1.6;

    [[nodiscard]] Milliseconds usual(std::string_view partial) const;

    double patience_ = 1;  ///< times the usual silence
    MelodyHabits habits_;
};

}  // namespace mockcall
