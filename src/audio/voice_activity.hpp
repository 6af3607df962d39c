// Is somebody speaking? 10 ms frames of 16 kHz mono PCM: noise suppression, a statistical detector AND an energy gate.
// Pure; one owner.
#pragma once

#include <memory>

#include "base/bytes.hpp"

namespace mockcall::audio {

inline constexpr std::size_t kVadFrameSamples = 160;

struct VadFrame {
    bool voiced = false;
    bool like_words = false;  ///< voiced, and no cough and no hum
    bool loud = false;        ///< stands out of the noise by itself, voiced or not
    float level_db = -96;     ///< dBFS of the frame, before suppression
};

class VoiceActivity {
  public:
    VoiceActivity();
    ~VoiceActivity();
    VoiceActivity(VoiceActivity&&) noexcept;
    VoiceActivity& operator=(VoiceActivity&&) noexcept;
    /// `frame`: 160 samples; `cleaned` gets 160 noise-suppressed samples (what the recogniser hears).
    VadFrame process(SampleView frame, std::int16_t* cleaned);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace mockcall::audio
