// Is what the microphone hears only the customer's own voice, coming back from the agent's loudspeaker? Pure; one
// owner.
//
// An echo is the played sound, up to half a second later, weaker and coloured by loudspeaker and room. So the energy in
// each band follows that of the playout at one delay, by one difference a band. Both are learned from frames in which
// the two move together; a frame is then an echo when no band stands above what the playout explains. Somebody who
// speaks at the same time puts energy where the echo has none. Where nothing is learned yet, the waves themselves tell
// an echo from another voice within its first syllable.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "audio/waveform_match.hpp"
#include "base/bytes.hpp"

namespace mockcall::audio {

/// The energy of 10 ms in eight bands from 200 to 4000 Hz, in dB.
class BandEnergies {
  public:
    static constexpr std::size_t kBands = 8;
    using Frame = std::array<float, kBands>;
    /// 160 samples of 16 kHz mono, in order.
    Frame process(SampleView frame);

  private:
    std::array<float, kBands> z1_{}, z2_{};  ///< the filters' memory; side by side, all eight go at once
};

class EchoCheck {
  public:
    /// One frame of 10 ms of both sides, at the same place on the clock. `played` is what leaves for the agent's ear.
    /// True: what was heard is explained by what was played.
    bool process(SampleView heard, SampleView played);
    /// The frames that follow are not those after the last ones. What was learned stays.
    void interrupted() { interrupted_ = true; }
    /// Frames between playing and hearing, once learned; for diagnosis.
    [[nodiscard]] int delay() const { return best_; }

  private:
    using Frame = BandEnergies::Frame;
    static constexpr std::size_t kHistory = 128;  ///< frames, a power of two
    static constexpr int kLongestDelay = 80;      ///< frames: 800 ms
    static constexpr int kWindow = 24;            ///< frames that are compared

    [[nodiscard]] const Frame& heard_at(int back) const {
        return heard_[(now_ - static_cast<std::size_t>(back)) % kHistory];
    }
    [[nodiscard]] const Frame& played_at(int back) const {
        return played_[(now_ - static_cast<std::size_t>(back)) % kHistory];
    }
    [[nodiscard]] float likeness(int delay) const;
    [[nodiscard]] bool explained() const;
    [[nodiscard]] int audible_frames() const;
    void follow();
    void find_delay();
    [[nodiscard]] bool same_wave(int delay);
    void vote(int delay);
    [[nodiscard]] float votes_for(int delay) const;
    void learn();

    BandEnergies heard_bands_, played_bands_;
    std::array<Frame, kHistory> heard_{};
    std::array<Frame, kHistory> played_{};
    WaveformMatch waves_;
    WaveformMatch::Match wave_;  ///< at the known delay, where the window does not fit well
    static constexpr int kNoLag = -1'000;
    int lag_ = kNoLag;  ///< samples of 4 kHz, of the last wave that was the same
    bool interrupted_ = true;
    std::size_t now_ = kHistory;
    int since_search_ = 0;
    int candidate_ = -10;
    std::array<float, kLongestDelay + 1> votes_{};  ///< of the latest windows, for the delays that fitted them best
    int best_ = -1;                                 ///< frames of delay; -1: none known
    float like_ = 0;                                ///< how well the window fits at it
    int learned_ = 0;                               ///< frames the couplings were learned from
    int quiet_ = 1'000;                             ///< frames since something was played
    Frame coupling_{};                              ///< dB from played to heard
};

}  // namespace mockcall::audio
