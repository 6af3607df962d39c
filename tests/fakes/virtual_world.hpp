// Virtual time: a clock, loops and pools that one test thread drives. Nothing runs until run_for() or settle().
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "ports/runtime.hpp"

namespace mockcall::fakes {

class VirtualWorld final : public Clock {
  public:
    [[nodiscard]] SteadyTime steady() const override { return now_; }
    [[nodiscard]] WallTime wall() const override {
        return wall_start_ + std::chrono::duration_cast<Milliseconds>(now_.time_since_epoch());
    }

    class VirtualLoop final : public Loop {
      public:
        explicit VirtualLoop(VirtualWorld& world) : world_(world) {}
        void post(Task task) override { world_.ready_.push_back(std::move(task)); }
        TimerId run_at(SteadyTime when, Task task) override {
            const TimerId id = ++world_.last_timer_;
            world_.timers_.emplace(std::pair{when, id}, std::move(task));
            return id;
        }
        void cancel(TimerId id) override {
            std::erase_if(world_.timers_, [id](const auto& timer) { return timer.first.second == id; });
        }

      private:
        VirtualWorld& world_;
    };
    class VirtualPool final : public WorkerPool {
      public:
        explicit VirtualPool(VirtualWorld& world) : world_(world) {}
        bool submit(Task task) override {
            if (full)
                return false;
            world_.ready_.push_back(std::move(task));
            return true;
        }
        bool full = false;

      private:
        VirtualWorld& world_;
    };

    VirtualLoop& loop() { return loop_; }
    VirtualPool& pool() { return pool_; }

    /// Everything that can run now.
    void settle() {
        while (!ready_.empty()) {
            Task task = std::move(ready_.front());
            ready_.pop_front();
            task();
        }
    }
    void run_for(Milliseconds d) {
        const SteadyTime end = now_ + d;
        for (;;) {
            settle();
            if (timers_.empty() || timers_.begin()->first.first > end)
                break;
            now_ = std::max(now_, timers_.begin()->first.first);
            Task task = std::move(timers_.begin()->second);
            timers_.erase(timers_.begin());
            task();
        }
        now_ = end;
        settle();
    }
    /// The process dies: what waited is gone.
    void forget() {
        ready_.clear();
        timers_.clear();
    }

  private:
    friend class VirtualLoop;
    SteadyTime now_{std::chrono::seconds{1'000}};
    WallTime wall_start_{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
    std::deque<Task> ready_;
    std::map<std::pair<SteadyTime, Loop::TimerId>, Task> timers_;
    Loop::TimerId last_timer_ = 0;
    VirtualLoop loop_{*this};
    VirtualPool pool_{*this};
};

class SeededEntropy final : public Entropy {
  public:
    std::uint64_t seed() override { return ++count_ * 7919; }
    std::string token(std::size_t bytes) override {
        std::string digits = std::to_string(++count_);
        return std::string(bytes * 4 / 3 - digits.size(), 'x') + digits;
    }

  private:
    std::uint64_t count_ = 0;
};

}  // namespace mockcall::fakes
