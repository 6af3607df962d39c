// The customer's side of the line: what the voice makes, paced in real time: at most a second ahead of what is being
// heard, or frame by frame. No I/O, no clock; one owner.
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
    /// `piece`: samples in one piece (a codec's frame, or what suits the socket). `ahead`: how long before it is heard
    /// a piece leaves.
    Playout(int sample_rate, std::size_t piece, Ticks ahead = kAhead);
    /// The line goes on by another way.
    void pace(std::size_t piece, Ticks ahead);
    /// What left to be heard from `from` on never arrived: it leaves again.
    void again_from(CallTime from, CallTime now);

    void begin(UtteranceId utterance);
    void add(SampleView pcm);
    /// A pause; what came before it can leave, however little it is.
    void pause(Milliseconds length);
    /// The voice has made the whole line.
    void complete();
    /// The pieces that are to leave now.
    [[nodiscard]] std::vector<PlayoutPiece> pump(CallTime now);
    [[nodiscard]] std::optional<CallTime> next_pump() const;
    /// Of what leaves to be heard at once, 0-1. What waits in a client's buffer is the client's to turn down.
    void set_gain(double gain) { gain_ = gain; }
    [[nodiscard]] double gain() const { return gain_; }
    /// Silence until go_on(), which begins with the first sample that was not heard, sent before or not.
    void hold(CallTime now);
    [[nodiscard]] bool held() const { return held_; }
    /// What the client says it had played of the line when it fell silent; believed when it is less.
    void heard_while_held(double ms);
    void go_on(CallTime now);
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
    /// When the last sample that left is heard to its end.
    [[nodiscard]] CallTime end() const { return start() + sent_length(); }
    /// The place on the clock of what was last heard after stop().
    [[nodiscard]] CallTime stopped_at() const { return stopped_at_; }

    static constexpr Ticks kAhead = ticks_of(Milliseconds{1'000});

  private:
    /// Of what has left, what may turn out not to have been heard: what waits in a client's buffer and what its report
    /// may be late, or what left until a dead line is known to be dead (TransportSwitch::kStalled).
    static constexpr Ticks kRemembered = ticks_of(Milliseconds{2'000});
    /// What is heard this soon after it leaves waits in nobody's buffer.
    static constexpr Ticks kAtOnce = ticks_of(Milliseconds{100});

    [[nodiscard]] Ticks heard_by(CallTime now) const;
    void remember(SampleView pcm);

    int rate_;
    std::size_t piece_;
    Ticks ahead_;
    UtteranceId utterance_ = 0;
    std::uint32_t sequence_ = 0;
    std::deque<std::int16_t> pending_;
    std::deque<std::int16_t> recent_;  ///< the end of what has left
    std::int64_t sent_ = 0;
    double gain_ = 1;
    bool complete_ = false;
    bool final_sent_ = false;
    bool held_ = false;
    Ticks held_heard_{};               ///< of the line, when it was held
    Ticks surely_heard_{};             ///< before the last go_on()
    std::optional<CallTime> started_;  ///< as if it had never been held
    CallTime stopped_at_{};
};

}  // namespace mockcall
