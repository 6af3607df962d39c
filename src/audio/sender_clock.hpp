// Where a sender's timestamps lie on the call's clock. The sender counts 48 kHz ticks of a crystal of its own, the
// network adds a delay that is never less than some least one: the line under all delays is the sender's clock. It is
// followed slowly and to parts of a million, so that neither jitter nor an hour moves a sample. Pure; one owner.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "base/time.hpp"

namespace mockcall::audio {

class SenderClock {
  public:
    /// A packet whose last sample was taken at `timestamp` (ticks, unwrapped) came at `arrival`.
    void observe(std::int64_t timestamp, CallTime arrival);
    /// When the sample of that timestamp was spoken, seen from here. Only after observe().
    [[nodiscard]] CallTime place(std::int64_t timestamp) const;
    [[nodiscard]] bool known() const { return started_; }
    /// Of the sender's clock against ours, in parts of a million: positive when it is slow.
    [[nodiscard]] double skew_ppm() const { return slope_ * 1e6; }

  private:
    static constexpr std::int64_t kWindow = 48'000 * 4;
    static constexpr std::size_t kMostWindows = 60;
    static constexpr std::size_t kEnoughWindows = 8;
    static constexpr double kMostSkew = 300e-6;  ///< crystals are within 100 ppm of each other, bad ones within 200

    struct Least {
        double timestamp = 0;
        double delay = 0;
    };
    void close_window();
    void fit();

    bool started_ = false;
    std::int64_t origin_ = 0;  ///< timestamps count from here
    std::int64_t window_begin_ = 0;
    std::optional<Least> least_;
    std::deque<Least> windows_;
    double offset_ = 0;  ///< ticks of the call's clock at timestamp `pivot_`
    double pivot_ = 0;
    double slope_ = 0;
};

}  // namespace mockcall::audio
