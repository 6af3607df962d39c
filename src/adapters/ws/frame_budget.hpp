// How much one connection may send: messages by count, audio by its length. Pure; `now` comes in.
#pragma once

#include <deque>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "protocol/events.hpp"

namespace mockcall::ws {

struct MessageLimit {
    int count = 100;
    Milliseconds window{60'000};
};

/// Bytes a millisecond of audio takes, and whether that is known or only a cap.
struct AudioRate {
    double bytes_per_ms = 32;
    bool exact = true;  ///< PCM and G.711: what is sent at once may be measured
};
/// `format`: as announced. Without one `first_bytes` tell a container from 16 kHz PCM.
/// Compressed audio's length is not known here: Opus and its containers may come at 64 kB/s (512 kbit/s, the most
/// that Opus does), WAV at 48 kHz in stereo.
[[nodiscard]] AudioRate audio_rate(const std::optional<protocol::AudioFormat>& format, ByteView first_bytes);

class FrameBudget {
  public:
    explicit FrameBudget(MessageLimit limit) : messages_{limit} {}

    /// A window begins with its first message; refused ones are not counted.
    [[nodiscard]] bool take_message(SteadyTime now) { return messages_.take(now); }
    /// Words of the client's own recogniser, which come by the second: 10 a second over a minute.
    [[nodiscard]] bool take_transcript(SteadyTime now) { return transcripts_.take(now); }
    /// 1.2 × real time after a burst of 10 s.
    [[nodiscard]] bool take_audio(double milliseconds, SteadyTime now);
    /// Notes that something was refused; true when it is the third time within a minute.
    [[nodiscard]] bool refused(SteadyTime now);

  private:
    static constexpr double kBurstMs = 10'000;
    static constexpr double kSpeed = 1.2;

    struct Window {
        MessageLimit limit;
        SteadyTime ends{};
        int used = 0;
        bool take(SteadyTime now);
    };
    Window messages_;
    Window transcripts_{{600, Milliseconds{60'000}}};
    double audio_ms_ = kBurstMs;
    SteadyTime audio_at_{};
    std::deque<SteadyTime> refusals_;
};

}  // namespace mockcall::ws
