// One utterance through Flite. Blocking; run it on a worker.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "adapters/speech/prosody.hpp"
#include "base/bytes.hpp"

namespace mockcall::speech {

class FliteVoice {
  public:
    /// awb when the name is unknown. Loads on first use; voices live as long as the process. Thread-safe.
    [[nodiscard]] static const FliteVoice& named(std::string_view name);

    enum class Go { On, Stop };
    /// Says one sentence: `sink` gets the samples piece by piece, in order, at `rate_out()` of the same prosody. False
    /// when it said Stop. Thread-safe: any number of threads may speak with one voice.
    bool say(const std::string& text, const Prosody& prosody, const std::function<Go(SampleView)>& sink) const;

    /// Hz at which the samples are meant to be played. Not the voice's own rate where the pitch is moved by playing
    /// faster.
    [[nodiscard]] int rate_out(const Prosody& prosody) const;

  private:
    struct Library;
    enum class PitchBy { Model, PlayingFaster };  ///< rms's model ignores the pitch it is given
    void* voice_ = nullptr;                       ///< cst_voice, kept out of this header
    int rate_ = 16000;
    double mean_pitch_ = 130;
    double pitch_spread_ = 20;
    PitchBy pitch_by_ = PitchBy::Model;
    [[nodiscard]] double playing_speed(const Prosody& prosody) const;
};

}  // namespace mockcall::speech
