#include "audio/voice_activity.hpp"

#include <algorithm>
#include <stdexcept>

#include <webrtc/modules/audio_processing/include/audio_processing.h>
#include <webrtc/modules/interface/module_common_types.h>

#include "audio/energy_gate.hpp"
#include "audio/input_decoder.hpp"
#include "audio/vowel_sound.hpp"

namespace mockcall::audio {

struct VoiceActivity::Impl {
    std::unique_ptr<webrtc::AudioProcessing> processing{webrtc::AudioProcessing::Create()};
    EnergyGate gate;
    VowelSound vowels;
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

VadFrame VoiceActivity::process(SampleView frame, std::int16_t* cleaned) {
    if (frame.size() != kVadFrameSamples) {
        throw std::invalid_argument("voice activity: a frame is exactly 160 samples");
    }
    const auto gate = impl_->gate.process(frame);
    thread_local webrtc::AudioFrame work;  // 8 KB, made for eight channels
    work.sample_rate_hz_ = kPipelineRate;
    work.num_channels_ = 1;
    work.samples_per_channel_ = kVadFrameSamples;
    work.vad_activity_ = webrtc::AudioFrame::kVadUnknown;
    std::copy(frame.begin(), frame.end(), work.data_);
    const bool ok = impl_->processing->ProcessStream(&work) == 0;
    std::copy_n(ok ? work.data_ : frame.data(), kVadFrameSamples, cleaned);
    const bool statistical = ok && impl_->processing->voice_detection()->stream_has_voice();
    const bool voiced = statistical && gate.open;
    impl_->vowels.hear(SampleView(cleaned, kVadFrameSamples));
    return {.voiced = voiced,
            .like_words = voiced && impl_->vowels.like_words(),
            .loud = gate.loud,
            .level_db = gate.level_db};
}

}  // namespace mockcall::audio
