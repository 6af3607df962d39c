// The level of quiet and loud microphones, for the ears that follow: a slow gain that brings speech to where the
// recogniser was tuned, and a limiter. It learns from frames with a voice only, so that a quiet room stays quiet, and
// leaves a usual level as it is. 10 ms frames of 16 kHz mono; as many samples come out as go in. Pure; one owner.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace mockcall::audio {

class LevelControl {
  public:
    /// In place. `voiced`: the frame holds the speaker's voice.
    void process(std::span<std::int16_t> frame, bool voiced);
    [[nodiscard]] double gain_db() const { return gain_db_; }

  private:
    void follow(double frame_db);

    std::optional<double> loud_db_;  ///< the level of the loud parts of speech, as it comes
    int voiced_frames_ = 0;
    double gain_db_ = 0;
    double applied_ = 1;  ///< at the end of the last frame
};

}  // namespace mockcall::audio
