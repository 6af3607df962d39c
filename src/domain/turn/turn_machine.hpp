// Who may speak. The one place where turn-taking is decided: it knows the agent's stretches of speech and whether the
// customer is speaking, and says when the agent's turn begins and ends and when the customer must yield. Pure; one
// owner.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace mockcall {

enum class TurnEvent : std::uint8_t {
    AgentTurnStarted,  ///< start listening
    AgentTurnEnded,    ///< commit what was heard
    CustomerYields,    ///< barge-in: the agent speaks over the customer and means it
};

class TurnMachine {
  public:
    std::vector<TurnEvent> on_speech_started(CallTime at, CallTime now);
    std::vector<TurnEvent> on_speech_stopped(CallTime at, CallTime now);
    void on_partial(const std::string& text);
    void on_customer_speaking(bool speaking);
    /// audio:end, hold, mute, end of call: the turn ends now, if there is one.
    std::vector<TurnEvent> commit();
    std::vector<TurnEvent> on_deadline(CallTime now);
    [[nodiscard]] std::optional<CallTime> next_deadline() const;

    [[nodiscard]] bool agent_has_turn() const { return in_turn_; }
    [[nodiscard]] bool agent_speaking() const { return speaking_; }
    [[nodiscard]] CallTime turn_start() const { return turn_start_; }
    /// The end of the last speech in the turn.
    [[nodiscard]] CallTime speech_end() const { return speech_end_; }
    /// The turn began while the customer was speaking.
    [[nodiscard]] bool talked_over() const { return talked_over_; }
    [[nodiscard]] const std::string& partial() const { return partial_; }

  private:
    /// Speech of this length over the customer is no cough.
    static constexpr Ticks kBargeIn = ticks_of(Milliseconds{120});
    /// A turn that goes on this long is taken in pieces: nothing may grow without bound.
    static constexpr Ticks kLongestTurn = ticks_of(Milliseconds{60'000});

    bool in_turn_ = false;
    bool speaking_ = false;
    bool customer_speaking_ = false;
    bool talked_over_ = false;
    CallTime turn_start_{};
    CallTime speech_start_{};
    CallTime speech_end_{};
    std::string partial_;
};

}  // namespace mockcall
