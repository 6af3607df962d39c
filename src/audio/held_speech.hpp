// Speech that may be heard only as far as its words are known and allowed. A speaking model tells its words beside its
// sound, and not which sample belongs to which word: what may be played of a sentence is bounded by the fastest that
// people speak, and by the pause after that. Pure; one owner.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "base/bytes.hpp"

namespace mockcall::audio {

class HeldSpeech {
  public:
    explicit HeldSpeech(int rate) : rate_(static_cast<std::size_t>(rate)) {}

    void sound(SampleView pcm);
    /// That was all the sound.
    void whole() { whole_ = true; }
    /// The next sentence may be heard: so many characters.
    void allow(std::size_t characters);
    /// The sentence that was allowed last is the last of all.
    void allow_rest();

    /// What may be heard now and has not been taken. Nothing of a sentence before the one before it has ended.
    [[nodiscard]] Samples take();
    /// Of the sentence that was allowed last everything has been taken.
    [[nodiscard]] bool finished() const { return !begin_ && taken_ == end_; }
    /// Samples that have been taken.
    [[nodiscard]] std::size_t taken() const { return taken_; }
    [[nodiscard]] std::size_t length() const { return pcm_.size(); }

    static constexpr double kFastest = 20;  ///< characters a second that nobody outruns
    static constexpr double kSlowest = 8;

  private:
    static constexpr std::size_t kPauseFrames = 12;  ///< of 10 ms
    [[nodiscard]] bool quiet(std::size_t frame) const;
    [[nodiscard]] std::optional<std::size_t> pause_after(std::size_t from, std::size_t until) const;
    void settle();

    std::size_t rate_;
    Samples pcm_;
    std::vector<int> levels_;  ///< mean magnitude of each whole frame
    int loudest_ = 0;
    bool whole_ = false;
    bool rest_ = false;
    std::optional<std::size_t> begin_;  ///< of the sentence whose end is not known
    std::size_t characters_ = 0;
    std::size_t end_ = 0;  ///< what may be heard
    std::size_t taken_ = 0;
};

}  // namespace mockcall::audio
