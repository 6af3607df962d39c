// Keeps calls away from a service that fails: closed (all go through), open (none), half-open (one at a time, to see).
// Pure: `now` comes in. One owner.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/time.hpp"

namespace mockcall::remote {

struct BreakerOptions {
    int failures = 3;              ///< in a row open it
    Milliseconds open_for{5'000};  ///< the first time; doubled each time it opens again without a success between
    Milliseconds longest_open{60'000};
};

enum class BreakerState : std::uint8_t { Closed, Open, HalfOpen };

class CircuitBreaker {
  public:
    explicit CircuitBreaker(BreakerOptions options = {}) : options_(options), pause_(options.open_for) {}

    [[nodiscard]] BreakerState state(SteadyTime now) const {
        if (state_ == BreakerState::Open && now >= open_until_)
            return BreakerState::HalfOpen;
        return state_;
    }
    /// Whether a request may go now. Answer each that went with succeeded(), failed() or abandoned().
    [[nodiscard]] bool admit(SteadyTime now) {
        state_ = state(now);
        if (state_ == BreakerState::Closed)
            return true;
        if (state_ == BreakerState::Open || probing_)
            return false;
        probing_ = true;
        return true;
    }
    void succeeded() {
        state_ = BreakerState::Closed;
        failures_ = 0;
        probing_ = false;
        pause_ = options_.open_for;
    }
    void failed(SteadyTime now) {
        ++failures_;
        const bool was_probe = state(now) == BreakerState::HalfOpen && probing_;
        if (state_ == BreakerState::Closed ? failures_ >= options_.failures : was_probe)
            open(now);
    }
    /// It went, and nobody knows how it would have ended.
    void abandoned() { probing_ = false; }
    /// Opens at once: the service is known to be down.
    void open(SteadyTime now) {
        state_ = BreakerState::Open;
        open_until_ = now + pause_;
        pause_ = std::min(pause_ * 2, options_.longest_open);
        probing_ = false;
    }
    [[nodiscard]] SteadyTime open_until() const { return open_until_; }

  private:
    BreakerOptions options_;
    BreakerState state_ = BreakerState::Closed;
    SteadyTime open_until_{};
    Milliseconds pause_;
    int failures_ = 0;
    bool probing_ = false;
};

}  // namespace mockcall::remote
