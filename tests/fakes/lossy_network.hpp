// A seeded network in virtual time: loss, bursts of loss, delay, jitter, reordering, outages. Deterministic: the seed
// is the network. A failing test prints `replay()`.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/random.hpp"
#include "base/time.hpp"

namespace mockcall::fakes {

struct NetworkShape {
    double loss = 0;         ///< share of packets lost on their own
    double burst_start = 0;  ///< chance that a packet begins a burst of loss …
    double burst_end = 0.5;  ///< … and that a packet in one ends it
    Milliseconds delay{20};
    Milliseconds jitter{0};     ///< uniform, on top of the delay
    bool reorders = false;      ///< else a packet that is late holds up those behind it
    Milliseconds outage_at{0};  ///< from the start
    Milliseconds outage_for{0};
    bool outage_keeps = false;  ///< what was sent into the outage comes after it, all at once
};

template <class Packet>
class LossyNetwork {
  public:
    LossyNetwork(NetworkShape shape, std::uint64_t seed) : shape_(shape), seed_(seed), dice_(seed) {}

    /// The seed of a run: MOCKCALL_SEED wins, so that a failure can be seen again.
    static std::uint64_t seed_or(std::uint64_t usual) {
        const char* text = std::getenv("MOCKCALL_SEED");
        return text == nullptr ? usual : std::strtoull(text, nullptr, 10);
    }
    [[nodiscard]] std::string replay(const std::string& program, const std::string& test) const {
        return "replay with: MOCKCALL_SEED=" + std::to_string(seed_) + " " + program + " --gtest_filter=" + test;
    }

    void send(Packet packet, CallTime now) {
        const double jitter = dice_.unit();
        const double fate = dice_.unit();
        const double burst = dice_.unit();
        in_burst_ = in_burst_ ? burst >= shape_.burst_end : burst < shape_.burst_start;
        const CallTime begin = CallTime{} + ticks_of(shape_.outage_at);
        const CallTime end = begin + ticks_of(shape_.outage_for);
        const bool out = now >= begin && now < end;
        if (in_burst_ || fate < shape_.loss || (out && !shape_.outage_keeps)) {
            ++lost_;
            return;
        }
        CallTime at = now + ticks_of(shape_.delay) +
                      Ticks{static_cast<std::int64_t>(jitter * static_cast<double>(ticks_of(shape_.jitter).count()))};
        if (out)
            at = std::max(at, end);
        if (!shape_.reorders)
            at = std::max(at, last_);
        last_ = std::max(last_, at);
        on_the_way_.emplace(std::pair{at, sent_++}, std::move(packet));
    }

    [[nodiscard]] std::optional<CallTime> next_arrival() const {
        return on_the_way_.empty() ? std::nullopt : std::optional(on_the_way_.begin()->first.first);
    }
    /// What has arrived by `now`, one a call, with its moment.
    std::optional<std::pair<CallTime, Packet>> receive(CallTime now) {
        if (on_the_way_.empty() || on_the_way_.begin()->first.first > now)
            return std::nullopt;
        auto node = on_the_way_.extract(on_the_way_.begin());
        return std::pair{node.key().first, std::move(node.mapped())};
    }
    [[nodiscard]] std::int64_t lost() const { return lost_; }

  private:
    NetworkShape shape_;
    std::uint64_t seed_;
    Random dice_;
    bool in_burst_ = false;
    CallTime last_{};
    std::int64_t sent_ = 0;
    std::int64_t lost_ = 0;
    std::map<std::pair<CallTime, std::int64_t>, Packet> on_the_way_;
};

}  // namespace mockcall::fakes
