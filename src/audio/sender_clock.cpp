#include "audio/sender_clock.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall::audio {

void SenderClock::observe(std::int64_t timestamp, CallTime arrival) {
    if (!started_) {
        started_ = true;
        origin_ = timestamp;
        offset_ = static_cast<double>(arrival.time_since_epoch().count());
    }
    const auto since = static_cast<double>(timestamp - origin_);
    const double delay = static_cast<double>(arrival.time_since_epoch().count()) - since;
    if (!least_ || delay < least_->delay)
        least_ = Least{since, delay};
    // Until there is a line to follow, the quickest packet so far is the best there is.
    if (windows_.size() < kEnoughWindows && delay < offset_)
        offset_ = delay;
    if (timestamp - origin_ - window_begin_ >= kWindow) {
        window_begin_ = timestamp - origin_;
        close_window();
    }
}

void SenderClock::close_window() {
    windows_.push_back(*least_);
    least_.reset();
    if (windows_.size() > kMostWindows)
        windows_.pop_front();
    if (windows_.size() >= kEnoughWindows)
        fit();
}

void SenderClock::fit() {
    double mean_t = 0;
    double mean_d = 0;
    for (const Least& w : windows_) {
        mean_t += w.timestamp;
        mean_d += w.delay;
    }
    mean_t /= static_cast<double>(windows_.size());
    mean_d /= static_cast<double>(windows_.size());
    double tt = 0;
    double td = 0;
    for (const Least& w : windows_) {
        tt += (w.timestamp - mean_t) * (w.timestamp - mean_t);
        td += (w.timestamp - mean_t) * (w.delay - mean_d);
    }
    slope_ = tt > 0 ? std::clamp(td / tt, -kMostSkew, kMostSkew) : 0;
    offset_ = mean_d;
    pivot_ = mean_t;
}

CallTime SenderClock::place(std::int64_t timestamp) const {
    const auto since = static_cast<double>(timestamp - origin_);
    return CallTime{Ticks{std::llround(since + offset_ + slope_ * (since - pivot_))}};
}

}  // namespace mockcall::audio
