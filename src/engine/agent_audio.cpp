#include "engine/agent_audio.hpp"

#include <algorithm>

namespace mockcall {
namespace {

constexpr Ticks kLagWindow = ticks_of(Milliseconds{3'000});
constexpr Ticks kLagWorthMending = ticks_of(Milliseconds{120});
constexpr double kPauseMs = 150;  ///< a jump of the client's clock over this is a pause
constexpr double kLongestPauseMs = 3'600'000;

Ticks length_of(std::size_t samples) {
    return ticks_of_samples(static_cast<std::int64_t>(samples), audio::kPipelineRate);
}

}  // namespace

Result<void> AgentAudio::start(const audio::InputFormat& format) {
    auto decoder = audio::make_input_decoder(format);
    if (!decoder)
        return std::unexpected(decoder.error());
    decoder_ = std::move(*decoder);
    expected_ms_.reset();
    finished_ = false;
    anchored_ = anchored_ && !pending_.empty();
    return {};
}

void AgentAudio::spoken_from(CallTime at) {
    if (!pending_.empty())
        return;
    anchored_ = true;
    next_ = at;
    least_lag_.reset();
}

Result<void> AgentAudio::feed(ByteView chunk, std::optional<double> timestamp_ms, CallTime now) {
    if (!decoder_)
        if (auto started = start({}); !started)
            return started;
    finished_ = false;
    Samples decoded;
    auto ok = decoder_->decode(chunk, decoded);
    if (decoded.empty())
        return ok;
    const Ticks length = length_of(decoded.size());
    if (!anchored_) {
        anchored_ = true;
        next_ = std::max(next_, now - std::min(length, now.time_since_epoch()));
        least_lag_.reset();
    } else if (timestamp_ms && expected_ms_ && *timestamp_ms - *expected_ms_ > kPauseMs) {
        const double pause = std::min(*timestamp_ms - *expected_ms_, kLongestPauseMs);
        const Ticks room = now - length - (next_ + length_of(pending_.size()));
        const Ticks gap = std::min(ticks_of_seconds(pause / 1000), room);
        if (gap > Ticks{})
            place_pause(static_cast<std::size_t>(samples_of(gap, audio::kPipelineRate)));
    }
    if (timestamp_ms)
        expected_ms_ = *timestamp_ms + seconds_of(length) * 1000;
    const std::size_t room = kMostPending - std::min(kMostPending, pending_.size());
    pending_.insert(pending_.end(), decoded.begin(),
                    decoded.begin() + static_cast<std::ptrdiff_t>(std::min(room, decoded.size())));
    follow_lag(now);
    return ok;
}

void AgentAudio::place_pause(std::size_t samples) {
    if (pending_.empty())
        next_ += length_of(samples);
    else
        pending_.insert(pending_.end(), std::min(samples, kMostPending - std::min(kMostPending, pending_.size())), 0);
}

void AgentAudio::follow_lag(CallTime now) {
    const Ticks lag = now - (next_ + length_of(pending_.size()));
    if (!least_lag_) {
        lag_window_ = now;
        least_lag_ = lag;
    }
    least_lag_ = std::min(*least_lag_, lag);
    if (now - lag_window_ < kLagWindow)
        return;
    if (*least_lag_ > kLagWorthMending)
        place_pause(static_cast<std::size_t>(samples_of(*least_lag_, audio::kPipelineRate)));
    least_lag_.reset();
}

std::optional<PlacedAudio> AgentAudio::take(CallTime now) {
    if (pending_.empty() || now <= next_)
        return std::nullopt;
    const auto due = static_cast<std::size_t>(samples_of(now - next_, audio::kPipelineRate));
    const std::size_t n = std::min(due, pending_.size());
    if (n == 0)
        return std::nullopt;
    PlacedAudio out{next_, Samples(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(n))};
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(n));
    next_ += length_of(n);
    return out;
}

std::optional<CallTime> AgentAudio::place_of(double client_ms) const {
    if (!anchored_ || !expected_ms_)
        return std::nullopt;
    const double ahead = std::clamp(client_ms - *expected_ms_, -kLongestPauseMs, kLongestPauseMs);
    const CallTime end = next_ + length_of(pending_.size());
    return std::max(CallTime{}, end + ticks_of_seconds(ahead / 1000));
}

std::optional<CallTime> AgentAudio::next_take() const {
    if (pending_.empty())
        return std::nullopt;
    return next_ + std::min(length_of(pending_.size()), ticks_of(Milliseconds{20}));
}

}  // namespace mockcall
