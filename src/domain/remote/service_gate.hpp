// The door to one remote service: how many requests run at once, how many wait and how long, what a 429 holds back, and
// the circuit breaker. Pure: ids and instants in, decisions out. One owner.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "domain/remote/circuit_breaker.hpp"

namespace mockcall::remote {

using RequestId = std::uint64_t;

struct GateOptions {
    std::size_t running = 32;
    std::size_t waiting = 64;
    Milliseconds throttle_default{2'000};  ///< after a 429 that names no time
    Milliseconds longest_throttle{60'000};
    BreakerOptions breaker;
};

enum class Entry : std::uint8_t {
    Go,
    Wait,       ///< step() will tell
    Down,       ///< the breaker is open
    Busy,       ///< too many wait, or it waited too long
    Throttled,  ///< the service asked to be left alone for longer than this request would wait
};

enum class Outcome : std::uint8_t {
    Succeeded,
    Failed,     ///< the service's fault: counts for the breaker
    Abandoned,  ///< cancelled, or the request's own fault
};

class ServiceGate {
  public:
    explicit ServiceGate(GateOptions options) : options_(options), breaker_(options.breaker) {}

    /// `patience`: how long it would wait for its turn.
    [[nodiscard]] Entry ask(RequestId id, SteadyTime now, Milliseconds patience);
    /// A request that went has ended.
    void done(Outcome outcome, SteadyTime now);
    /// The service answered 429.
    void throttle(std::optional<Milliseconds> retry_after, SteadyTime now);
    /// A request that waits is given up.
    void forget(RequestId id);

    struct Decision {
        RequestId id = 0;
        Entry entry = Entry::Go;
    };
    /// What became of those that wait.
    [[nodiscard]] std::vector<Decision> step(SteadyTime now);
    /// When step() has something to say though nothing else happens.
    [[nodiscard]] std::optional<SteadyTime> next_deadline() const;

    [[nodiscard]] CircuitBreaker& breaker() { return breaker_; }
    [[nodiscard]] const CircuitBreaker& breaker() const { return breaker_; }
    [[nodiscard]] std::size_t running() const { return running_; }
    [[nodiscard]] std::size_t waiting() const { return queue_.size(); }

  private:
    struct Waiting {
        RequestId id = 0;
        SteadyTime until{};
    };
    [[nodiscard]] bool held_back(SteadyTime now) const { return now < throttled_until_; }

    GateOptions options_;
    CircuitBreaker breaker_;
    std::size_t running_ = 0;
    std::deque<Waiting> queue_;
    SteadyTime throttled_until_{};
};

}  // namespace mockcall::remote
