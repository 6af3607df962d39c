// A loop that the test's own thread runs, in real time, until something has happened: for what needs real sockets.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>

#include "ports/runtime.hpp"

namespace mockcall::webrtc {

class LiveClock final : public Clock {
  public:
    SteadyTime steady() const override { return std::chrono::steady_clock::now(); }
    WallTime wall() const override { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }
};

class LiveLoop final : public Loop {
  public:
    void post(Task task) override {
        const std::lock_guard lock(mutex_);
        posted_.push_back(std::move(task));
        ready_.notify_one();
    }
    TimerId run_at(SteadyTime when, Task task) override {
        timers_.emplace(std::pair{when, ++last_}, std::move(task));
        return last_;
    }
    void cancel(TimerId id) override {
        std::erase_if(timers_, [id](const auto& t) { return t.first.second == id; });
    }

    /// False: it did not happen in time. `each` runs at least every 5 ms.
    bool run_until(
        const std::function<bool()>& done, Milliseconds patience, const std::function<void()>& each = [] {}) {
        const SteadyTime end = std::chrono::steady_clock::now() + patience;
        while (!done()) {
            const SteadyTime now = std::chrono::steady_clock::now();
            if (now > end)
                return false;
            each();
            run_due(now);
            std::unique_lock lock(mutex_);
            ready_.wait_until(lock, now + Milliseconds{5}, [this] { return !posted_.empty(); });
        }
        return true;
    }

  private:
    void run_due(SteadyTime now) {
        std::deque<Task> tasks;
        {
            const std::lock_guard lock(mutex_);
            tasks.swap(posted_);
        }
        for (Task& task : tasks)
            task();
        while (!timers_.empty() && timers_.begin()->first.first <= now) {
            Task task = std::move(timers_.begin()->second);
            timers_.erase(timers_.begin());
            task();
        }
    }

    std::mutex mutex_;
    std::condition_variable ready_;
    std::deque<Task> posted_;
    std::map<std::pair<SteadyTime, TimerId>, Task> timers_;
    TimerId last_ = 0;
};

}  // namespace mockcall::webrtc
