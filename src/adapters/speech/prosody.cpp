#include "adapters/speech/prosody.hpp"

#include <algorithm>

namespace mockcall::speech {

// Directions from the literature on vocal emotion (Scherer 2003; Juslin & Laukka 2003): anger is louder, faster and
// wider in pitch, irritation a milder form of it, joy higher and wider.
Prosody prosody_of(Emotion emotion, const VoiceSpec& voice) {
    Prosody p;
    switch (emotion) {
        case Emotion::Neutral: break;
        case Emotion::Happy: p = {.pitch = 1.10, .range = 1.45, .stretch = 0.95, .gain = 1.05}; break;
        case Emotion::Frustrated: p = {.pitch = 1.03, .range = 1.25, .stretch = 0.95, .gain = 1.15}; break;
        case Emotion::Angry: p = {.pitch = 1.10, .range = 1.70, .stretch = 0.88, .gain = 1.40}; break;
    }
    p.pitch *= std::clamp(voice.pitch, 0.7, 1.4);
    p.stretch /= std::clamp(voice.rate, 0.7, 1.4);
    return p;
}

}  // namespace mockcall::speech
