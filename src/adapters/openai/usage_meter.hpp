// The usage book behind a lock.
#pragma once

#include <mutex>

#include "ports/runtime.hpp"
#include "ports/usage.hpp"

namespace mockcall::openai {

class LockedUsageMeter final : public UsageMeter {
  public:
    LockedUsageMeter(const Clock& clock, remote::Budget budget) : clock_(clock), book_(budget) {}
    void open(const CallId& call) override {
        const std::lock_guard lock(mutex_);
        book_.open(call);
    }
    void add(const CallId& call, const std::string& part, const remote::Usage& usage) override {
        const std::lock_guard lock(mutex_);
        book_.add(call, part, usage, clock_.wall());
    }
    [[nodiscard]] bool allows(const CallId& call) const override {
        const std::lock_guard lock(mutex_);
        return book_.allows(call, clock_.wall());
    }
    [[nodiscard]] remote::UsageByPart of(const CallId& call) const override {
        const std::lock_guard lock(mutex_);
        return book_.of(call);
    }
    void forget(const CallId& call) override {
        const std::lock_guard lock(mutex_);
        book_.forget(call);
    }

  private:
    const Clock& clock_;
    mutable std::mutex mutex_;
    remote::UsageBook book_;
};

}  // namespace mockcall::openai
