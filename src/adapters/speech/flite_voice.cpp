#include "adapters/speech/flite_voice.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "adapters/speech/flite_library.hpp"

namespace mockcall::speech {
namespace {

struct Stream {
    const std::function<FliteVoice::Go(SampleView)>& sink;
    bool stopped = false;
    bool any = false;
};

int on_chunk(const cst_wave* wave, int start, int size, int /*last*/, cst_audio_streaming_info* info) {
    auto& stream = *static_cast<Stream*>(info->userdata);
    if (stream.stopped) {
        return CST_AUDIO_STREAM_STOP;
    }
    stream.any = true;
    const SampleView samples(wave->samples + start, static_cast<std::size_t>(std::max(size, 0)));
    stream.stopped = stream.sink(samples) == FliteVoice::Go::Stop;
    return stream.stopped ? CST_AUDIO_STREAM_STOP : CST_AUDIO_STREAM_CONT;
}

struct DeleteUtterance {
    void operator()(cst_utterance* utterance) const { delete_utterance(utterance); }
};

}  // namespace

struct FliteVoice::Library {
    std::array<FliteVoice, 4> voices;

    Library() {
        start_flite();
        voices[0] = load(register_cmu_us_awb(nullptr), PitchBy::Model);
        voices[1] = load(register_cmu_us_slt(nullptr), PitchBy::Model);
        voices[2] = load(register_cmu_us_rms(nullptr), PitchBy::PlayingFaster);
        voices[3] = load(register_cmu_us_kal16(nullptr), PitchBy::Model);
    }
    static FliteVoice load(cst_voice* voice, PitchBy pitch_by) {
        FliteVoice made;
        made.voice_ = voice;
        made.pitch_by_ = pitch_by;
        if (feat_present(voice->features, "cg_db") != 0) {
            const cst_cg_db* model = val_cg_db(feat_val(voice->features, "cg_db"));
            made.mean_pitch_ = model->f0_mean;
            made.pitch_spread_ = model->f0_stddev;
        } else {
            made.mean_pitch_ = get_param_float(voice->features, "int_f0_target_mean", 100.0F);
            made.pitch_spread_ = get_param_float(voice->features, "int_f0_target_stddev", 14.0F);
        }
        made.rate_ = get_param_int(voice->features, "sample_rate", 16000);
        return made;
    }
};

const FliteVoice& FliteVoice::named(std::string_view name) {
    static const Library library;
    constexpr std::array<std::string_view, 4> names{"awb", "slt", "rms", "kal16"};
    const auto* const found = std::ranges::find(names, name);
    return library.voices.at(found == names.end() ? 0 : static_cast<std::size_t>(found - names.begin()));
}

// Playing faster moves the formants too, which makes another person of the voice: kept small.
double FliteVoice::playing_speed(const Prosody& prosody) const {
    return pitch_by_ == PitchBy::Model ? 1.0 : std::clamp(prosody.pitch, 0.85, 1.2);
}

int FliteVoice::rate_out(const Prosody& prosody) const {
    return static_cast<int>(std::lround(rate_ * playing_speed(prosody)));
}

bool FliteVoice::say(const std::string& text, const Prosody& prosody, const std::function<Go(SampleView)>& sink) const {
    Stream stream{sink};
    const std::unique_ptr<cst_utterance, DeleteUtterance> utterance(new_utterance());
    utt_set_input_text(utterance.get(), text.c_str());
    utt_init(utterance.get(), static_cast<cst_voice*>(voice_));
    cst_features* features = utterance->features;
    const double stretch = prosody.stretch * playing_speed(prosody);
    feat_set_float(features, "duration_stretch", static_cast<float>(stretch));
    if (pitch_by_ == PitchBy::Model) {
        feat_set_float(features, "int_f0_target_mean", static_cast<float>(mean_pitch_ * prosody.pitch));
        feat_set_float(features, "int_f0_target_stddev",
                       static_cast<float>(pitch_spread_ * prosody.range * prosody.pitch));
    }
    cst_audio_streaming_info* info = new_audio_streaming_info();  // the utterance owns it from here on
    info->min_buffsize = rate_ / 40;
    info->asc = on_chunk;
    info->userdata = &stream;
    feat_set(features, "streaming_info", audio_streaming_info_val(info));
    utt_synth(utterance.get());
    if (!stream.any) {  // what has no sound of its own (only punctuation), or a voice that does not stream
        if (const cst_wave* wave = utt_wave(utterance.get()); wave != nullptr && wave->num_samples > 0) {
            sink(SampleView(wave->samples, static_cast<std::size_t>(wave->num_samples)));
        }
    }
    return !stream.stopped;
}

}  // namespace mockcall::speech
