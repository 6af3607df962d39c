// The recording of a running call: both channels on the call's clock, counted from when it was joined, appended to the
// log as they settle. One owner.
#pragma once

#include <memory>

#include "audio/recording.hpp"
#include "base/time.hpp"
#include "ports/objects.hpp"

namespace mockcall {

class CallRecorder {
  public:
    /// `log` may be null: then nothing is recorded and every call is cheap.
    CallRecorder(std::unique_ptr<AppendLog> log, CallTime origin);

    void agent(CallTime at, SampleView pcm);     ///< 16 kHz mono
    void customer(CallTime at, SampleView pcm);  ///< 16 kHz mono
    void customer_unheard(CallTime from);        ///< what was to be heard from then on was not
    /// Appends what can no longer change. Errors: RecordingFailed, once; then recording has stopped.
    Result<void> settle(CallTime now);
    /// Appends all that is left.
    Result<void> close(CallTime end);
    [[nodiscard]] bool recording() const { return log_ != nullptr; }
    [[nodiscard]] CallTime origin() const { return origin_; }

  private:
    /// How long a sample may still be taken back: the lead of playout and what a report may be late.
    static constexpr Ticks kSettled = ticks_of(Milliseconds{2'500});

    Result<void> write(Ticks until);

    std::unique_ptr<AppendLog> log_;
    CallTime origin_;
    audio::ChannelTimeline agent_;
    audio::ChannelTimeline customer_;
};

}  // namespace mockcall
