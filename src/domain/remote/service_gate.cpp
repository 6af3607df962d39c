#include "domain/remote/service_gate.hpp"

#include <algorithm>

namespace mockcall::remote {

Entry ServiceGate::ask(RequestId id, SteadyTime now, Milliseconds patience) {
    if (breaker_.state(now) == BreakerState::Open)
        return Entry::Down;
    if (held_back(now) && throttled_until_ > now + patience)
        return Entry::Throttled;
    if (queue_.empty() && !held_back(now) && running_ < options_.running) {
        if (!breaker_.admit(now))
            return Entry::Down;
        ++running_;
        return Entry::Go;
    }
    if (queue_.size() >= options_.waiting)
        return Entry::Busy;
    queue_.push_back({id, now + patience});
    return Entry::Wait;
}

void ServiceGate::done(Outcome outcome, SteadyTime now) {
    running_ -= running_ > 0 ? 1 : 0;
    switch (outcome) {
        case Outcome::Succeeded: return breaker_.succeeded();
        case Outcome::Failed: return breaker_.failed(now);
        case Outcome::Abandoned: return breaker_.abandoned();
    }
}

void ServiceGate::throttle(std::optional<Milliseconds> retry_after, SteadyTime now) {
    const Milliseconds pause =
        std::clamp(retry_after.value_or(options_.throttle_default), Milliseconds{100}, options_.longest_throttle);
    throttled_until_ = std::max(throttled_until_, now + pause);
}

void ServiceGate::forget(RequestId id) {
    std::erase_if(queue_, [id](const Waiting& w) { return w.id == id; });
}

std::vector<ServiceGate::Decision> ServiceGate::step(SteadyTime now) {
    std::vector<Decision> decisions;
    const bool down = breaker_.state(now) == BreakerState::Open;
    std::erase_if(queue_, [&](const Waiting& w) {
        if (!down && now < w.until)
            return false;
        decisions.push_back({w.id, down ? Entry::Down : held_back(now) ? Entry::Throttled : Entry::Busy});
        return true;
    });
    while (!queue_.empty() && !held_back(now) && running_ < options_.running) {
        const bool admitted = breaker_.admit(now);
        decisions.push_back({queue_.front().id, admitted ? Entry::Go : Entry::Down});
        running_ += admitted ? 1 : 0;
        queue_.pop_front();
    }
    return decisions;
}

std::optional<SteadyTime> ServiceGate::next_deadline() const {
    if (queue_.empty())
        return std::nullopt;
    SteadyTime first = std::ranges::min_element(queue_, {}, &Waiting::until)->until;
    if (running_ < options_.running && throttled_until_ != SteadyTime{})
        first = std::min(first, throttled_until_);
    return first;
}

}  // namespace mockcall::remote
