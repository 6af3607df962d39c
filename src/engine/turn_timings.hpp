// How long each turn of a call took, stage by stage, on the call's clock: what a waterfall shows. No I/O, no clock; one
// owner. Remembers the newest kMostTurns turns.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.hpp"
#include "base/time.hpp"

namespace mockcall {

enum class Stage : std::uint8_t { Recognise, Think, Speak };
[[nodiscard]] std::string_view to_string(Stage v);

struct StageTiming {
    CallTime start{};              ///< when it was asked for; what follows counts from here
    std::optional<Ticks> queue{};  ///< until somebody began
    std::optional<Ticks> first{};  ///< until the first of it was there: a partial, a sentence, a sound
    std::optional<Ticks> total{};  ///< until all of it was there
    std::string engine{};          ///< who did it in the end: embedded, client, openai, …; "" nobody yet
    bool handed_over = false;      ///< another had begun it
};

struct TurnTiming {
    UtteranceId agent = 0;               ///< 0: the customer spoke of their own accord
    UtteranceId line = 0;                ///< the customer's; 0: none (yet)
    CallTime speech_end{};               ///< of the agent's speech; of a turn without, when the customer began to think
    std::optional<CallTime> answered{};  ///< when the customer's first sound was heard
    std::optional<StageTiming> recognise{}, think{}, speak{};
};

class TurnTimings {
  public:
    /// Told of every stage that is complete.
    using OnStage = std::function<void(Stage, const StageTiming&)>;
    explicit TurnTimings(OnStage on_stage = {}) : on_stage_(std::move(on_stage)) {}

    void committed(UtteranceId agent, CallTime speech_end, CallTime now);
    void recognition_began(UtteranceId agent, std::string_view engine, CallTime now);
    void recognition_handed_over(UtteranceId agent);
    void recognised_some(UtteranceId agent, CallTime now);
    void recognised(UtteranceId agent, CallTime now);
    /// Words that were typed: a turn that needs no recognition.
    void typed(CallTime now);

    /// The customer begins to think about what to say to the newest turn.
    void thinking(std::string_view engine, CallTime now);
    void thought_some(CallTime now);
    void thought(CallTime now);

    /// `since`: when the customer began to think, for a line that answers no turn.
    void say(UtteranceId line, CallTime since, CallTime now);
    void speaking_began(UtteranceId line, std::string_view engine, CallTime now);
    void speaking_handed_over(UtteranceId line);
    void sound(UtteranceId line, CallTime now);
    void spoken(UtteranceId line, CallTime now);
    void heard(UtteranceId line, CallTime now);

    [[nodiscard]] const std::deque<TurnTiming>& turns() const { return turns_; }
    [[nodiscard]] std::uint64_t forgotten() const { return forgotten_; }

    static constexpr std::size_t kMostTurns = 400;

  private:
    TurnTiming& add(CallTime speech_end);
    [[nodiscard]] StageTiming* recognition(UtteranceId agent);
    [[nodiscard]] TurnTiming* turn_of_line(UtteranceId line);
    [[nodiscard]] StageTiming* voice(UtteranceId line);
    /// The newest turn, while it is unanswered.
    [[nodiscard]] TurnTiming* open_turn();
    static void began(StageTiming& stage, std::string_view engine, CallTime now);
    void done(Stage which, StageTiming& stage, CallTime now);

    OnStage on_stage_;
    std::deque<TurnTiming> turns_;
    std::uint64_t forgotten_ = 0;
};

}  // namespace mockcall
