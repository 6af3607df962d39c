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

    /// `pcm`: 16 kHz mono; `opus`: the packet it came or went as, if there is one. It is kept instead where it fits,
    /// and `pcm` may then be of any rate.
    void agent(CallTime at, SampleView pcm, ByteView opus = {});
    void customer(CallTime at, SampleView pcm, ByteView opus = {});
    void customer_unheard(CallTime from);  ///< what was to be heard from then on was not
    /// Appends what can no longer change. Errors: RecordingFailed, once; then recording has stopped.
    Result<void> settle(CallTime now);
    /// Appends all that is left.
    Result<void> close(CallTime end);
    [[nodiscard]] bool recording() const { return log_ != nullptr; }
    [[nodiscard]] CallTime origin() const { return origin_; }

  private:
    /// How long a sample of the customer's may still be taken back: the lead of playout and what a report may be late.
    static constexpr Ticks kSettled = ticks_of(Milliseconds{2'500});
    /// The agent's stay, and come in order; where one way takes over from another they may overlap.
    static constexpr Ticks kOverlap = ticks_of(Milliseconds{500});

    /// The end of it.
    CallTime keep(audio::ChannelTimeline& channel, CallTime at, SampleView pcm, ByteView opus);
    Result<void> write(Ticks agent_until, Ticks customer_until);

    std::unique_ptr<AppendLog> log_;
    CallTime origin_;
    CallTime agent_end_{};  ///< of what came
    audio::ChannelTimeline agent_;
    audio::ChannelTimeline customer_;
};

}  // namespace mockcall
