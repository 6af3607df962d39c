// Who may speak. The one place where turn-taking is decided: it knows the agent's stretches of speech and what the
// customer is doing, and says when the agent's turn begins and ends and what the customer does when both speak. Pure;
// one owner.
//
// Speech over the customer: they lower their voice at once, stop when it sounds like words, and then either yield (it
// goes on, or its words take the floor) or go on from where they were (a cough, a hum, "okay"). Who starts together
// with the customer has interrupted nobody; a customer that has not made a sound yet waits.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "domain/turn/endpointing.hpp"

namespace mockcall {

enum class TurnEvent : std::uint8_t {
    AgentTurnStarted,  ///< start listening
    AgentTurnEnded,    ///< commit what was heard
    CustomerDucks,     ///< somebody makes a sound over the customer: speak lower until it is clear what it is
    CustomerHolds,     ///< it sounds like words: stop for now
    CustomerGoesOn,    ///< it took no turn: at full level, from where it stopped
    CustomerYields,    ///< barge-in: the agent speaks over the customer and means it
};

enum class CustomerFloor : std::uint8_t { Silent, AboutToSpeak, Speaking };

class TurnMachine {
  public:
    std::vector<TurnEvent> on_speech_started(CallTime at, CallTime now);
    /// What is being said sounds like words.
    std::vector<TurnEvent> on_sounds_like_words(CallTime now);
    /// `pitch_cents`: where the voice's pitch ended against its height before; none: cannot be told.
    std::vector<TurnEvent> on_speech_stopped(CallTime at, std::optional<int> pitch_cents, CallTime now);
    std::vector<TurnEvent> on_partial(const std::string& text, CallTime now);
    /// The last turn's words are known: whether they were more than a listener's.
    std::vector<TurnEvent> on_words(bool take_turn);
    /// What was taken for the end of the turn before was a pause in it.
    void on_cut_off() { endpointing_.cut_off(melody_before_); }
    void on_customer(CustomerFloor floor, CallTime now);
    /// audio:end, hold, mute, end of call: the turn ends now, if there is one.
    std::vector<TurnEvent> commit();
    /// The customer takes the floor from an agent who is speaking: the turn so far ends; what the agent goes on to say
    /// is another.
    std::vector<TurnEvent> split(CallTime now);
    std::vector<TurnEvent> on_deadline(CallTime now);
    [[nodiscard]] std::optional<CallTime> next_deadline() const;

    [[nodiscard]] bool agent_has_turn() const { return in_turn_; }
    [[nodiscard]] bool agent_speaking() const { return speaking_; }
    [[nodiscard]] CallTime turn_start() const { return turn_start_; }
    /// The end of the last speech in the turn.
    [[nodiscard]] CallTime speech_end() const { return speech_end_; }
    /// The turn began while the customer was speaking.
    [[nodiscard]] bool talked_over() const { return talked_over_; }
    /// Something in the turn sounded like words.
    [[nodiscard]] bool sounded_like_words() const { return worded_; }
    /// The customer has held back a line for the agent's words.
    [[nodiscard]] bool customer_waits() const { return overlap_ == Overlap::Waiting; }
    [[nodiscard]] const std::string& partial() const { return partial_; }

  private:
    enum class Overlap : std::uint8_t { None, Waiting, Ducked, Held, Owed, Yielded, Insisting };

    /// Speech that goes on this long over a customer who has stopped for it is meant: 600 ms, and the 200 ms in which
    /// nobody knows yet that it has ended.
    static constexpr Ticks kMeansIt = ticks_of(Milliseconds{800});
    /// The same where every word so far is one of a listener.
    static constexpr Ticks kMeansMore = ticks_of(Milliseconds{1'500});
    /// A sound that is no words (a coughing fit, a machine) stops the customer after this.
    static constexpr Ticks kLongestNoise = ticks_of(Milliseconds{1'600});
    /// The last word of a short stretch of speech is in the partial words by then.
    static constexpr Ticks kWordsKnown = ticks_of(Milliseconds{320});
    /// A customer who has stopped for it goes on this long after its end, even if the words are still owed.
    static constexpr Ticks kWordsOwed = ticks_of(Milliseconds{700});
    /// A customer who has not made a sound yet waits this long for the words of a short turn.
    static constexpr Ticks kWaitsForWords = ticks_of(Milliseconds{1'500});
    /// Who begins within this time of the customer's first sound cannot have heard it.
    static constexpr Ticks kTogether = ticks_of(Milliseconds{300});
    /// How long a customer who has interrupted goes on against an agent who does not stop.
    static constexpr Ticks kInsists = ticks_of(Milliseconds{2'000});
    /// A turn that goes on this long is taken in pieces: nothing may grow without bound.
    static constexpr Ticks kLongestTurn = ticks_of(Milliseconds{60'000});

    void begin_turn(CallTime at);
    std::vector<TurnEvent> decide_overlap();
    [[nodiscard]] std::optional<CallTime> overlap_deadline() const;
    [[nodiscard]] CallTime turn_deadline() const;
    [[nodiscard]] bool undecided() const { return overlap_ == Overlap::Ducked || overlap_ == Overlap::Held; }

    bool in_turn_ = false;
    bool speaking_ = false;
    bool talked_over_ = false;
    bool worded_ = false;
    CustomerFloor customer_ = CustomerFloor::Silent;
    Overlap overlap_ = Overlap::None;
    CallTime overlap_start_{};
    CallTime customer_start_{};
    CallTime turn_start_{};
    CallTime speech_end_{};
    Melody melody_ = Melody::Unclear;         ///< of that end
    Melody melody_before_ = Melody::Unclear;  ///< of the end of the turn before
    std::string partial_;
    Endpointing endpointing_;
};

}  // namespace mockcall
