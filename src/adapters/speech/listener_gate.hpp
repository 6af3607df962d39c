// Keeps the promise of the speech ports: a listener is called one call at a time, and never again once close() has
// returned.
#pragma once

#include <mutex>

namespace mockcall::speech {

/// Thread-safe. close() waits for a call in progress, except from within that very call, where it only forbids the next
/// one.
class ListenerGate {
  public:
    /// Calls `f` unless closed. True when it was called.
    template <class F>
    bool pass(F&& f) {
        const std::lock_guard lock(mutex_);
        if (closed_) {
            return false;
        }
        f();
        return true;
    }
    /// Closes, then calls `f` as the last thing the listener hears. False when it was closed already.
    template <class F>
    bool pass_last(F&& f) {
        const std::lock_guard lock(mutex_);
        if (closed_) {
            return false;
        }
        closed_ = true;
        f();
        return true;
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }

  private:
    std::recursive_mutex mutex_;  // recursive: a listener may cancel its own session
    bool closed_ = false;
};

}  // namespace mockcall::speech
