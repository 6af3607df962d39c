// What the engine needs of the world's clock, threads and dice. Implemented by adapters/app for real and by tests/fakes
// in virtual time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/time.hpp"

namespace mockcall {

using Task = std::move_only_function<void()>;

class Clock {
  public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual SteadyTime steady() const = 0;  ///< thread-safe
    [[nodiscard]] virtual WallTime wall() const = 0;      ///< thread-safe
};

/// One thread that runs what it is given, in order. A call lives on one loop from start to end.
class Loop {
  public:
    using TimerId = std::uint64_t;
    virtual ~Loop() = default;
    virtual void post(Task task) = 0;                        ///< from any thread
    virtual TimerId run_at(SteadyTime when, Task task) = 0;  ///< on the loop's thread only; ids are never 0
    virtual void cancel(TimerId id) = 0;                     ///< on the loop's thread only; unknown ids are ignored
};

/// A bounded pool for CPU-heavy or blocking work.
class WorkerPool {
  public:
    virtual ~WorkerPool() = default;
    /// From any thread. False when the queue is full: the caller must shed the work.
    [[nodiscard]] virtual bool submit(Task task) = 0;
};

class Entropy {
  public:
    virtual ~Entropy() = default;
    [[nodiscard]] virtual std::uint64_t seed() = 0;  ///< thread-safe
    [[nodiscard]] virtual std::string token(
        std::size_t bytes) = 0;  ///< that many random bytes from the system, base64url
};

}  // namespace mockcall
