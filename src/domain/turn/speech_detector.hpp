// From the voice activity of 10 ms frames to stretches of speech. Pure; one owner.
// Onset: 60 ms of voice within 100 ms. Offset: 200 ms without. A stretch sounds like words once 60 ms of it do: a cough
// or a hum does not. The times it tells are those of the first and the last voiced frame, on the call's clock, whatever
// the network did; and how long a soft consonant before the first one lasted ("th", "f", "s": loud and not voiced).
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace mockcall {

struct SpeechEdge {
    enum class Kind : std::uint8_t { Started, SoundsLikeWords, Stopped };
    Kind kind = Kind::Started;
    CallTime at{};
    Ticks consonant{};  ///< Started: how long before `at` the word's sound began, without a voice yet
};

class SpeechDetector {
  public:
    /// One frame of 10 ms that begins at `at`. `like_words`: it has the sound of a spoken vowel. `loud`: it has a
    /// sound of its own, where a frame is voiced for a while after the end of a word, too.
    std::optional<SpeechEdge> frame(CallTime at, bool voiced, bool like_words, bool loud);
    /// The agent's stream ends here (audio:end, mute, hold): whatever was being said has ended.
    std::optional<SpeechEdge> flush();
    [[nodiscard]] bool speaking() const { return speaking_; }
    /// Silent for longer than the stops within words: the speaker may be done. Known sooner than the end of a stretch.
    [[nodiscard]] bool pausing() const { return !speaking_ || still_ >= kStillFrames || quiet_ >= kUnvoicedFrames; }

  private:
    static constexpr int kOnsetFrames = 6;
    static constexpr int kWindowFrames = 10;
    static constexpr int kOffsetFrames = 20;
    static constexpr int kWordFrames = 6;
    static constexpr int kConsonantFrames = 15;  ///< at most: what hisses for longer is something else
    static constexpr int kStillFrames = 7;
    static constexpr int kUnvoicedFrames = 10;  ///< where noise hides the stillness

    bool speaking_ = false;
    bool worded_ = false;
    std::uint32_t history_ = 0;  ///< the last frames, newest in bit 0
    int quiet_ = 0;              ///< frames since the last voiced one
    int still_ = 0;              ///< frames since the last loud one
    int loud_ = 0;               ///< loud frames in a row, up to the last one
    int like_words_ = 0;         ///< frames of the stretch
    CallTime first_voiced_{};
    Ticks consonant_{};  ///< before it
    CallTime last_voiced_end_{};
};

}  // namespace mockcall
