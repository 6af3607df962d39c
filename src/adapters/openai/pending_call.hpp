// A request to the service whose listener may be called before send() has returned, on the client's thread.
#pragma once

#include <memory>
#include <mutex>

#include "adapters/openai/service.hpp"

namespace mockcall::openai {

class PendingCall {
  public:
    void hold(std::unique_ptr<ServiceCall> call) {
        {
            const std::lock_guard lock(mutex_);
            if (!broken_) {
                call_ = std::move(call);
                return;
            }
        }
        call->broken();  // not under the lock: it waits for the listener, which may want it
    }
    /// Waits for a listener that is being called, unless this is its own thread.
    void cancel() {
        if (const auto call = take())
            call->cancel();
    }
    /// From the listener: what came made no sense.
    void broken() {
        std::unique_ptr<ServiceCall> call;
        {
            const std::lock_guard lock(mutex_);
            broken_ = true;
            call = std::move(call_);
        }
        if (call)
            call->broken();
    }

  private:
    std::unique_ptr<ServiceCall> take() {
        const std::lock_guard lock(mutex_);
        return std::move(call_);
    }

    std::mutex mutex_;
    std::unique_ptr<ServiceCall> call_;
    bool broken_ = false;
};

/// The error that a trainee may read.
[[nodiscard]] Error error_of(const std::string& who, const Failure& failure);

}  // namespace mockcall::openai
