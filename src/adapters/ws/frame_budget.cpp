#include "adapters/ws/frame_budget.hpp"

#include <algorithm>

namespace mockcall::ws {

AudioRate audio_rate(const std::optional<protocol::AudioFormat>& format, ByteView first_bytes) {
    constexpr AudioRate kCompressed{64, false};
    constexpr AudioRate kWav{48 * 2 * 2, false};
    if (!format) {
        const std::string_view head = text_of(first_bytes.first(std::min<std::size_t>(4, first_bytes.size())));
        if (head == "\x1A\x45\xDF\xA3" || head == "OggS")
            return kCompressed;
        return head == "RIFF" ? kWav : AudioRate{};
    }
    const auto rate = [&](int fallback, int bytes) {
        const int hz = format->sample_rate > 0 ? format->sample_rate : fallback;
        return AudioRate{hz / 1000.0 * bytes * std::max(1, format->channels), true};
    };
    if (format->codec == "pcm_s16le")
        return rate(16000, 2);
    if (format->codec == "pcmu" || format->codec == "pcma")
        return rate(8000, 1);
    return format->codec == "wav" ? kWav : kCompressed;
}

bool FrameBudget::Window::take(SteadyTime now) {
    if (ends <= now) {
        ends = now + limit.window;
        used = 0;
    }
    if (used >= limit.count)
        return false;
    ++used;
    return true;
}

bool FrameBudget::take_audio(double milliseconds, SteadyTime now) {
    if (audio_at_ != SteadyTime{}) {
        const double passed = std::chrono::duration<double, std::milli>(now - audio_at_).count();
        audio_ms_ = std::min(kBurstMs, audio_ms_ + passed * kSpeed);
    }
    audio_at_ = now;
    if (milliseconds > audio_ms_)
        return false;
    audio_ms_ -= milliseconds;
    return true;
}

bool FrameBudget::refused(SteadyTime now) {
    refusals_.push_back(now);
    while (refusals_.front() + std::chrono::minutes{1} <= now)
        refusals_.pop_front();
    return refusals_.size() >= 3;
}

}  // namespace mockcall::ws
