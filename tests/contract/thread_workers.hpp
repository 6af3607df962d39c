// Real threads for what virtual time cannot show: races between a session's caller and the workers.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "ports/runtime.hpp"

namespace mockcall::fakes {

class ThreadWorkers final : public WorkerPool {
  public:
    explicit ThreadWorkers(int count) {
        for (int i = 0; i < count; ++i) {
            threads_.emplace_back([this] { work(); });
        }
    }
    /// Runs what is still queued, then ends.
    ~ThreadWorkers() override {
        {
            const std::lock_guard lock(mutex_);
            closing_ = true;
        }
        changed_.notify_all();
        for (auto& thread : threads_) {
            thread.join();
        }
    }
    ThreadWorkers(const ThreadWorkers&) = delete;
    ThreadWorkers& operator=(const ThreadWorkers&) = delete;

    bool submit(Task task) override {
        {
            const std::lock_guard lock(mutex_);
            queue_.push_back(std::move(task));
        }
        changed_.notify_one();
        return true;
    }

  private:
    void work() {
        while (true) {
            Task task;
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [this] { return closing_ || !queue_.empty(); });
                if (queue_.empty()) {
                    return;
                }
                task = std::move(queue_.front());
                queue_.pop_front();
            }
            task();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> queue_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace mockcall::fakes
