#include "audio/voice_activity.hpp"

#include <algorithm>
#include <stdexcept>

#include <webrtc/modules/audio_processing/include/audio_processing.h>
#include <webrtc/modules/interface/module_common_types.h>

#include "audio/energy_gate.hpp"
#include "audio/input_decoder.hpp"
#include "audio/muted.hpp"
#include "audio/vowel_sound.hpp"

namespace mockcall::audio {
namespace {

/// Frames after which nothing is left of what was heard before: the suppressor's windows, the detectors' hangover.
constexpr int kSettled = 50;
/// Frames in which the suppressor learns what no voice is: without them it takes the first words for noise.
constexpr int kLearned = 200;

}  // namespace

struct VoiceActivity::Impl {
    std::unique_ptr<webrtc::AudioProcessing> processing{webrtc::AudioProcessing::Create()};
    EnergyGate gate;
    VowelSound vowels;
    int muted = 0;  ///< frames since the microphone went off
    int known = 0;  ///< frames the suppressor has heard, up to those it has to

    bool suppress(SampleView heard, std::int16_t* cleaned);
};

VoiceActivity::VoiceActivity() : impl_(std::make_unique<Impl>()) {
    auto& p = *impl_->processing;
    // The strictest likelihood: what it misses at an onset is tens of milliseconds, what it lets through is a false
    // turn.
    const bool ok = p.noise_suppression()->set_level(webrtc::NoiseSuppression::kHigh) == 0 &&
                    p.noise_suppression()->Enable(true) == 0 &&
                    p.voice_detection()->set_likelihood(webrtc::VoiceDetection::kVeryLowLikelihood) == 0 &&
                    p.voice_detection()->set_frame_size_ms(10) == 0 && p.voice_detection()->Enable(true) == 0;
    if (!ok) {
        throw std::runtime_error("voice activity: the audio processing refuses its settings");
    }
}
VoiceActivity::~VoiceActivity() = default;
VoiceActivity::VoiceActivity(VoiceActivity&&) noexcept = default;
VoiceActivity& VoiceActivity::operator=(VoiceActivity&&) noexcept = default;

/// True: the statistical detector takes it for a voice.
bool VoiceActivity::Impl::suppress(SampleView heard, std::int16_t* cleaned) {
    webrtc::AudioFrame work;  // 8 KB: for this frame only
    work.sample_rate_hz_ = kPipelineRate;
    work.num_channels_ = 1;
    work.samples_per_channel_ = kVadFrameSamples;
    work.vad_activity_ = webrtc::AudioFrame::kVadUnknown;
    std::copy(heard.begin(), heard.end(), work.data_);
    const bool ok = processing->ProcessStream(&work) == 0;
    std::copy_n(ok ? work.data_ : heard.data(), kVadFrameSamples, cleaned);
    vowels.hear(SampleView(cleaned, kVadFrameSamples));
    return ok && processing->voice_detection()->stream_has_voice();
}

VadFrame VoiceActivity::process(SampleView frame, std::int16_t* cleaned) {
    if (frame.size() != kVadFrameSamples) {
        throw std::invalid_argument("voice activity: a frame is exactly 160 samples");
    }
    const auto gate = impl_->gate.process(frame);
    impl_->muted = is_muted(frame) ? std::min(impl_->muted + 1, kSettled + 1) : 0;
    if (impl_->muted > kSettled && impl_->known >= kLearned) {
        std::fill_n(cleaned, kVadFrameSamples, std::int16_t{0});
        return {.level_db = gate.level_db};
    }
    impl_->known = std::min(impl_->known + 1, kLearned);
    const bool statistical = impl_->suppress(frame, cleaned);
    const bool voiced = statistical && gate.open;
    return {.voiced = voiced,
            .like_words = voiced && impl_->vowels.like_words(),
            .loud = gate.loud,
            .level_db = gate.level_db};
}

}  // namespace mockcall::audio
