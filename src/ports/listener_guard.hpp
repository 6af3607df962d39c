// The promise that a listener is not called after cancel() has returned, for those who call it from another thread.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace mockcall {

/// No lock is held while the listener runs. A listener may cancel itself; anybody else waits until it has returned, and
/// must hold nothing that it waits for.
template <class Listener>
class ListenerGuard {
  public:
    explicit ListenerGuard(Listener listener) : listener_(std::move(listener)) {}

    /// Calls `call(listener)` unless cancelled; one caller at a time. False when it is cancelled, before or after.
    template <class Call>
    bool tell(Call call) {
        {
            const std::lock_guard lock(mutex_);
            if (cancelled_)
                return false;
            calling_ = std::this_thread::get_id();
        }
        call(listener_);
        bool goes_on = false;
        {
            const std::lock_guard lock(mutex_);
            calling_ = {};
            goes_on = !cancelled_;
        }
        called_.notify_all();
        return goes_on;
    }
    void cancel() {
        std::unique_lock lock(mutex_);
        cancelled_ = true;
        if (calling_ != std::this_thread::get_id())
            called_.wait(lock, [this] { return calling_ == std::thread::id{}; });
    }
    [[nodiscard]] bool cancelled() {
        const std::lock_guard lock(mutex_);
        return cancelled_;
    }

  private:
    Listener listener_;
    std::mutex mutex_;
    std::condition_variable called_;
    std::thread::id calling_{};
    bool cancelled_ = false;
};

}  // namespace mockcall
