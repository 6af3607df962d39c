// The deadlines of one HTTP request as a pure machine: fed with what happened, it says when which failure is due.
#pragma once

#include <algorithm>
#include <cstdint>

#include "base/time.hpp"

namespace mockcall::remote {

enum class RequestPhase : std::uint8_t { Connecting, Waiting, Receiving };

class RequestDeadlines {
  public:
    struct Limits {
        Milliseconds connect, first_byte, between_bytes, whole;
    };
    enum class Missed : std::uint8_t { Connect, FirstByte, BetweenBytes, Whole };
    struct Due {
        SteadyTime at{};
        Missed what = Missed::Whole;
    };

    RequestDeadlines(Limits limits, SteadyTime now) : limits_(limits), end_(now + limits.whole), since_(now) {}
    void connected(SteadyTime now) {
        if (phase_ == RequestPhase::Connecting)
            enter(RequestPhase::Waiting, now);
    }
    void byte(SteadyTime now) { enter(RequestPhase::Receiving, now); }

    [[nodiscard]] Due next() const {
        const auto [limit, what] = phase_ == RequestPhase::Connecting ? std::pair{limits_.connect, Missed::Connect}
                                   : phase_ == RequestPhase::Waiting
                                       ? std::pair{limits_.first_byte, Missed::FirstByte}
                                       : std::pair{limits_.between_bytes, Missed::BetweenBytes};
        const SteadyTime own = since_ + limit;
        return own < end_ ? Due{own, what} : Due{end_, Missed::Whole};
    }
    [[nodiscard]] RequestPhase phase() const { return phase_; }

  private:
    void enter(RequestPhase phase, SteadyTime now) {
        phase_ = phase;
        since_ = now;
    }

    Limits limits_;
    RequestPhase phase_ = RequestPhase::Connecting;
    SteadyTime end_;
    SteadyTime since_;
};

}  // namespace mockcall::remote
