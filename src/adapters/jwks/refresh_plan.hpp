// When to fetch a key set again. Decides only; time comes in.
#pragma once

#include <algorithm>

#include "base/time.hpp"

namespace mockcall {

class RefreshPlan {
  public:
    /// `every`: between regular fetches. `at_least`: between any two, so that forged key ids cannot make us fetch all
    /// the time.
    RefreshPlan(Milliseconds every, Milliseconds at_least, SteadyTime first_fetch)
        : every_(every), at_least_(at_least), last_(first_fetch) {}

    void unknown_key_seen() { wanted_ = true; }
    [[nodiscard]] SteadyTime next() const { return last_ + (wanted_ ? std::min(at_least_, every_) : every_); }
    [[nodiscard]] bool due(SteadyTime now) const { return now >= next(); }
    /// A fetch begins. A key that is missed from now on may have been published too late for it, and asks for another.
    void fetching(SteadyTime now) {
        last_ = now;
        wanted_ = false;
    }

  private:
    Milliseconds every_;
    Milliseconds at_least_;
    SteadyTime last_;
    bool wanted_ = false;
};

}  // namespace mockcall
