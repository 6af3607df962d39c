// Both speak, and what lies under the voices: the customer's line lowered, held and gone on with; their own voice
// coming back from a loudspeaker; music on hold.
#include "engine/call_runner.hpp"

namespace mockcall {
namespace {

/// A lowered voice: 12 dB.
constexpr double kDucked = 0.25;

}  // namespace

void CallRunner::on(const OutDuck& out) {
    if (playout_.utterance() != out.utterance || !playout_.started())
        return;
    playout_.set_gain(kDucked);
    tell(protocol::AudioDuck{row_.id.str(), "u" + std::to_string(out.utterance), kDucked});
}

/// What a client has in its buffer is dropped there; it comes again if the line goes on.
void CallRunner::on(const OutHold& out) {
    if (playout_.utterance() != out.utterance || playout_.held())
        return;
    const bool audible = playout_.started();
    playout_.hold(now());
    if (!audible)
        return;
    tell(protocol::AudioClear{row_.id.str(), "u" + std::to_string(out.utterance)});
    nothing_heard_from(now());
    ambience_until_ = now();
}

void CallRunner::on(const OutGoOn& out) {
    if (playout_.utterance() != out.utterance)
        return;
    if (playout_.gain() < 1)
        tell(protocol::AudioDuck{row_.id.str(), "u" + std::to_string(out.utterance), 1});
    playout_.set_gain(1);
    if (playout_.held() && to_recording_)
        to_recording_ = std::make_unique<audio::Resampler>(rate_, audio::kPipelineRate);
    reported_.reset();
    playout_.go_on(now());
    pump_playout();
}

void CallRunner::mix_background(Samples& pcm) {
    if (ambience_)
        ambience_->mix_into(pcm);
    if (hold_music_)
        hold_music_->mix_into(pcm);
}

/// Music tells the agent that the customer hears nothing.
void CallRunner::on_hold_changed() {
    const bool held = machine_->status() == CallStatus::OnHold;
    if (held == (hold_music_ != nullptr))
        return;
    hold_music_ = held ? std::make_unique<audio::HoldMusic>(row_.seed, rate_) : nullptr;
    ambience_until_ = now();
    if (!held)
        tell(protocol::AudioClear{row_.id.str(), "ambience"});
}

void CallRunner::nothing_heard_from(CallTime at) {
    played_.erase_from(at);
    if (recorder_)
        recorder_->customer_unheard(at);
}

/// The customer's own voice, back through a loudspeaker and the microphone, interrupts nobody.
bool CallRunner::is_echo(CallTime at, SampleView frame) {
    if (played_.audible_before(at))
        return echo_check_.process(frame, played_.frame(at));
    played_.forget();
    echo_check_.interrupted();
    return false;
}

}  // namespace mockcall
