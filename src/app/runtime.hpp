// The real clock, dice and threads.
#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "ports/runtime.hpp"

namespace mockcall::app {

class SystemClock final : public Clock {
  public:
    [[nodiscard]] SteadyTime steady() const override;
    [[nodiscard]] WallTime wall() const override;
};

class SystemEntropy final : public Entropy {
  public:
    [[nodiscard]] std::uint64_t seed() override;
    [[nodiscard]] std::string token(std::size_t bytes) override;
};

/// A bounded queue served by a fixed number of threads. stop() runs what is queued, then joins.
class ThreadPool final : public WorkerPool {
  public:
    ThreadPool(std::size_t threads, std::size_t most_queued, std::string name);
    ~ThreadPool() override;
    [[nodiscard]] bool submit(Task task) override;
    void stop();

  private:
    void run();

    std::size_t most_queued_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Task> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

/// A loop on a thread of its own, without sockets: for calls made in the terminal.
class ThreadLoop final : public Loop {
  public:
    explicit ThreadLoop(const Clock& clock);
    ~ThreadLoop() override;
    void post(Task task) override;
    TimerId run_at(SteadyTime when, Task task) override;
    void cancel(TimerId id) override;
    void stop();

  private:
    void run();

    const Clock& clock_;
    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Task> posted_;
    std::map<std::pair<SteadyTime, TimerId>, Task> timers_;  ///< the loop's thread only
    TimerId last_timer_ = 0;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace mockcall::app
