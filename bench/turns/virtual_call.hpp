// A call in virtual time with the real front end, recogniser, voices, customer and engine: what happens when does not
// hang on the machine's load. The CPU time of the recogniser's last words and of the voice's first sound is measured
// apart, to be added.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/speech/flite_synthesizer.hpp"
#include "adapters/speech/pocketsphinx_recognizer.hpp"
#include "base/bytes.hpp"
#include "base/random.hpp"
#include "engine/engine.hpp"
#include "fakes/memory_objects.hpp"
#include "fakes/memory_store.hpp"
#include "fakes/virtual_world.hpp"

namespace mockcall::turns {

/// Runs at once; counts the CPU time it took.
class CountingPool final : public WorkerPool {
  public:
    bool submit(Task task) override;
    double cpu_ms = 0;
};

class Listener final : public CallClient {
  public:
    std::function<void(const protocol::ServerEvent&)> on_event;
    void send(protocol::ServerEvent event) override { on_event(event); }
    void close(int, std::string) override { closed = true; }
    std::size_t backlog() const override { return 0; }
    bool closed = false;
};

class VirtualCall {
  public:
    /// `ahead`: lines are made ready before the turn has ended.
    VirtualCall(std::shared_ptr<const Scenario> scenario, std::uint64_t seed, bool ahead = true);

    /// Under everything that is played: what a quiet room leaves in a microphone.
    static constexpr double kRoomNoise = 18;  ///< root mean square: -65 dBFS

    void play(SampleView pcm);  ///< in frames of 20 ms
    void silence(int ms);
    /// Until the customer has finished what they are saying, or `most_ms`.
    void wait_for_quiet(int most_ms);

    [[nodiscard]] double now_ms() const;
    [[nodiscard]] bool over() const { return client_->closed || ended_; }
    [[nodiscard]] bool customer_speaking() const { return playing_until_ms_ > now_ms(); }

    struct Heard {
        std::optional<double> final_words_ms;  ///< the agent's turn ended and was understood
        std::optional<double> answer_ms;       ///< the customer's first sound
        std::optional<double> clear_ms;
        std::optional<double> duck_ms;
        int pieces_after_clear = 0;
        std::string partial;        ///< the agent's words so far
        std::string customer_text;  ///< what was heard of the customer's line, once that is final
        double words_cpu_ms = 0;
        double voice_cpu_ms = 0;
        double voice_asked_ms = 0;
        /// How long the voice's first sound took after the turn had ended: nothing if the line had been made ready.
        [[nodiscard]] double voice_ms() const {
            return std::max(0.0, voice_cpu_ms - std::max(0.0, final_words_ms.value_or(0) - voice_asked_ms));
        }
    };
    Heard heard;  ///< since it was last reset
    void forget() { heard = {}; }

  private:
    void take(const protocol::ServerEvent& event);

    fakes::VirtualWorld time_;
    fakes::SeededEntropy entropy_;
    fakes::MemoryStore store_;
    fakes::MemoryObjects objects_;
    CountingPool recognizer_pool_, voice_pool_;
    std::unique_ptr<Recognizer> recognizer_;
    std::unique_ptr<Synthesizer> voice_;
    std::unique_ptr<Engine> engine_;
    std::shared_ptr<Listener> client_ = std::make_shared<Listener>();
    CallId id_;
    Random room_{1};
    double clock_ms_ = 0;
    double playing_until_ms_ = 0;
    double recognizer_cpu_at_frame_ = 0;
    bool ended_ = false;
};

}  // namespace mockcall::turns
