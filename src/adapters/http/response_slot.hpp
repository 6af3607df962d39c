// Where a connection waits for its handler's answer, which may come at once, later, or from another thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

#include "adapters/http/message.hpp"

namespace mockcall::http {

class ResponseSlot {
  public:
    /// From any thread; only the first counts.
    void fulfil(HttpResponse response) {
        if (taken_.exchange(true))
            return;
        response_ = std::move(response);
        if (state_.exchange(State::Ready, std::memory_order_acq_rel) == State::Waiting)
            std::exchange(resume_, nullptr)();
    }
    [[nodiscard]] bool ready() const { return state_.load(std::memory_order_acquire) == State::Ready; }
    /// On the connection's loop. `resume` is called once, when ready, from any thread.
    void wait(std::move_only_function<void()> resume) {
        resume_ = std::move(resume);
        State empty = State::Empty;
        if (!state_.compare_exchange_strong(empty, State::Waiting, std::memory_order_acq_rel))
            std::exchange(resume_, nullptr)();
    }
    /// Once ready.
    [[nodiscard]] HttpResponse take() { return std::move(response_); }

  private:
    enum class State : std::uint8_t { Empty, Waiting, Ready };
    std::atomic<bool> taken_{false};
    std::atomic<State> state_{State::Empty};
    HttpResponse response_;
    std::move_only_function<void()> resume_;
};

/// Answers 500 when it is let go of unused, so that no connection waits for ever.
class Responder {
  public:
    explicit Responder(std::shared_ptr<ResponseSlot> slot) : slot_(std::move(slot)) {}
    Responder(Responder&&) = default;
    Responder& operator=(Responder&&) = delete;
    ~Responder() {
        if (slot_)
            slot_->fulfil({.status = 500, .close = true});
    }
    void operator()(HttpResponse response) {
        if (auto slot = std::move(slot_))
            slot->fulfil(std::move(response));
    }

  private:
    std::shared_ptr<ResponseSlot> slot_;
};

}  // namespace mockcall::http
