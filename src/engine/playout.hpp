// The customer's side of the line: what the voice makes, paced in real time, at most a second ahead of what is being
// heard. No I/O, no clock; one owner.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"

namespace mockcall {

struct PlayoutPiece {
    UtteranceId utterance = 0;
    std::uint32_t sequence = 0;
    Samples pcm;
    CallTime at{};       ///< when its first sample is heard
    bool final = false;  ///< the line's last piece; may be empty
};

class Playout {
  public:
    /// `piece`: samples in one piece (a codec's frame, or what suits the socket).
    Playout(int sample_rate, std::size_t piece);

    void begin(UtteranceId utterance);
    void add(SampleView pcm);
    /// A pause; what came before it can leave, however little it is.
    void pause(Milliseconds length);
    /// The voice has made the whole line.
    void complete();
    /// The pieces that are to leave now.
    [[nodiscard]] std::vector<PlayoutPiece> pump(CallTime now);
    [[nodiscard]] std::optional<CallTime> next_pump() const;
    /// Stops at once. The share of the line that was heard; `reported_ms` is what the client says it played, if it
    /// said.
    double stop(CallTime now, std::optional<double> reported_ms);

    [[nodiscard]] UtteranceId utterance() const { return utterance_; }
    [[nodiscard]] bool started() const { return started_.has_value(); }
    /// When the first sample is heard.
    [[nodiscard]] CallTime start() const { return started_.value_or(CallTime{}); }
    /// Everything has been heard.
    [[nodiscard]] bool finished(CallTime now) const;
    [[nodiscard]] Ticks sent_length() const;
    /// The place on the clock of what was last heard after stop().
    [[nodiscard]] CallTime stopped_at() const { return stopped_at_; }

  private:
    static constexpr Ticks kAhead = ticks_of(Milliseconds{1'000});

    int rate_;
    std::size_t piece_;
    UtteranceId utterance_ = 0;
    std::uint32_t sequence_ = 0;
    std::deque<std::int16_t> pending_;
    std::int64_t sent_ = 0;
    bool complete_ = false;
    bool final_sent_ = false;
    std::optional<CallTime> started_;
    CallTime stopped_at_{};
};

}  // namespace mockcall
