// The agent's side of the line: whatever the client sends becomes 16 kHz samples on the call's clock, in real time.
//
// The first sample's place is its arrival; from there the stream is placed by its own length, so that a stalled or
// bursting network moves nothing. What is ahead of real time waits (a blob sent at once is heard as it was spoken); a
// pause that the client's timestamps tell, or a stream that stays behind, is placed as a pause. No I/O, no clock; one
// owner.
#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "audio/input_decoder.hpp"
#include "base/time.hpp"

namespace mockcall {

struct PlacedAudio {
    CallTime at{};
    Samples pcm;   ///< 16 kHz mono
    Bytes opus{};  ///< the packet that held just this, if one did
};

class AgentAudio {
  public:
    /// A new stream (audio:start). Errors: ValidationError for a format we do not take.
    Result<void> start(const audio::InputFormat& format);
    /// The stream's first sample was spoken then.
    void spoken_from(CallTime at);
    /// Errors: AudioFailure; the chunk is lost and the stream goes on.
    Result<void> feed(ByteView chunk, std::optional<double> timestamp_ms, CallTime now);
    /// What has been spoken by `now`.
    [[nodiscard]] std::optional<PlacedAudio> take(CallTime now);
    /// The place of a moment on the client's clock, the one of its audio's timestamps; none while it told none.
    [[nodiscard]] std::optional<CallTime> place_of(double client_ms) const;
    /// When more will be there to take, if anything waits.
    [[nodiscard]] std::optional<CallTime> next_take() const;
    /// The client has finished (audio:end): true once nothing waits any more.
    void finish() { finished_ = true; }
    [[nodiscard]] bool drained() const { return finished_ && pending_.empty(); }
    void forget_finish() { finished_ = false; }

  private:
    void place_pause(std::size_t samples);
    void follow_lag(CallTime now);

    static constexpr std::size_t kMostPending = 16000 * 20;  ///< 20 s; the door limits the rate long before

    std::unique_ptr<audio::InputDecoder> decoder_;
    bool anchored_ = false;
    bool finished_ = false;
    CallTime next_{};  ///< place of the first pending sample
    std::deque<std::int16_t> pending_;
    std::optional<double> expected_ms_;  ///< the client's timestamp for the next chunk
    std::optional<Ticks> least_lag_;     ///< in the current window
    CallTime lag_window_{};
};

}  // namespace mockcall
