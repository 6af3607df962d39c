#include "app/runtime.hpp"

#include <cstdlib>

#include <pthread.h>
#include <sys/random.h>

#include "base/bytes.hpp"

namespace mockcall::app {
namespace {

void random_bytes(std::uint8_t* out, std::size_t n) {
    while (n > 0) {
        const ssize_t got = ::getrandom(out, n, 0);
        if (got < 0) {
            if (errno == EINTR)
                continue;
            std::abort();  // without dice there are no secrets: nothing safe can be done
        }
        out += got;
        n -= static_cast<std::size_t>(got);
    }
}

}  // namespace

SteadyTime SystemClock::steady() const { return std::chrono::steady_clock::now(); }
WallTime SystemClock::wall() const { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }

std::uint64_t SystemEntropy::seed() {
    std::uint64_t v = 0;
    random_bytes(reinterpret_cast<std::uint8_t*>(&v), sizeof v);
    return v;
}

std::string SystemEntropy::token(std::size_t bytes) {
    Bytes raw(bytes);
    random_bytes(raw.data(), raw.size());
    return base64url_encode(raw);
}

ThreadPool::ThreadPool(std::size_t threads, std::size_t most_queued, std::string name) : most_queued_(most_queued) {
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { run(); });
        ::pthread_setname_np(threads_.back().native_handle(), name.substr(0, 15).c_str());
    }
}

ThreadPool::~ThreadPool() { stop(); }

bool ThreadPool::submit(Task task) {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || queue_.size() >= most_queued_)
            return false;
        queue_.push_back(std::move(task));
    }
    ready_.notify_one();
    return true;
}

void ThreadPool::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    ready_.notify_all();
    for (std::thread& thread : threads_)
        if (thread.joinable())
            thread.join();
}

void ThreadPool::run() {
    for (;;) {
        Task task;
        {
            std::unique_lock lock(mutex_);
            ready_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            task = std::move(queue_.front());
            queue_.pop_front();
        }
        task();
    }
}

ThreadLoop::ThreadLoop(const Clock& clock) : clock_(clock), thread_([this] { run(); }) {}

ThreadLoop::~ThreadLoop() { stop(); }

void ThreadLoop::post(Task task) {
    {
        const std::lock_guard lock(mutex_);
        posted_.push_back(std::move(task));
    }
    ready_.notify_one();
}

Loop::TimerId ThreadLoop::run_at(SteadyTime when, Task task) {
    const TimerId id = ++last_timer_;
    timers_.emplace(std::pair{when, id}, std::move(task));
    return id;
}

void ThreadLoop::cancel(TimerId id) {
    std::erase_if(timers_, [id](const auto& timer) { return timer.first.second == id; });
}

void ThreadLoop::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    ready_.notify_one();
    if (thread_.joinable())
        thread_.join();
}

void ThreadLoop::run() {
    for (;;) {
        std::deque<Task> tasks;
        {
            std::unique_lock lock(mutex_);
            const auto awake = [this] { return stopping_ || !posted_.empty(); };
            if (timers_.empty())
                ready_.wait(lock, awake);
            else
                ready_.wait_until(lock, timers_.begin()->first.first, awake);
            if (stopping_ && posted_.empty())
                return;
            tasks.swap(posted_);
        }
        for (Task& task : tasks)
            task();
        while (!timers_.empty() && timers_.begin()->first.first <= clock_.steady()) {
            Task task = std::move(timers_.begin()->second);
            timers_.erase(timers_.begin());
            task();
        }
    }
}

}  // namespace mockcall::app
