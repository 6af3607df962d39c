// A call's sound over WebRTC, and the ways between it and the WebSocket.
#include <algorithm>

#include "engine/call_runner.hpp"

namespace mockcall {
namespace {

/// Sound that came over the socket so lately is still coming: the same must not be heard twice.
constexpr Ticks kStillOnSocket = ticks_of(Milliseconds{300});
constexpr Ticks kRounding = ticks_of(Milliseconds{1});

}  // namespace

void CallRunner::on(protocol::Offer& e) {
    if (services_.media == nullptr)
        return socket_.error(
            {ErrorCode::AudioInitFailed, "This server carries audio over the WebSocket only; send audio:data."});
    if (!media_)
        media_ = std::make_unique<MediaLine>(
            *services_.media, loop_,
            MediaLine::Owner{[this](SteadyTime t) { return CallTime{std::chrono::duration_cast<Ticks>(t - origin_)}; },
                             [this] { return now(); },
                             [this] {
                                 drain_media();
                                 rearm();
                             },
                             [this] { transport_changed(); }, services_.on_media});
    auto answer = media_->accept(e.sdp);
    if (!answer)
        return socket_.error(answer.error());
    socket_.send(protocol::Answer{row_.id.str(), std::move(answer->sdp)});
    for (std::string& candidate : answer->candidates)
        socket_.send(protocol::IceCandidate{row_.id.str(), std::move(candidate)});
    socket_.send(protocol::IceCandidate{row_.id.str(), "null"});
}

void CallRunner::pace_playout() {
    if (over_media())
        return playout_.pace(static_cast<std::size_t>(rate_ / 50), Ticks{});
    const bool opus = socket_.connected() && socket_.audio().codec == "opus";
    playout_.pace(static_cast<std::size_t>(opus ? rate_ / 50 : rate_ / 10), Playout::kAhead);
}

void CallRunner::transport_changed() {
    if (!media_)
        return;
    pace_playout();
    ambience_until_ = std::max(ambience_until_, now());
    protocol::TransportEvent event{row_.id.str(), over_media() ? "webrtc" : "websocket", std::nullopt};
    if (over_media()) {
        stop_hearing_socket();
    } else {
        event.missed_ms = seconds_of(now() - media_->heard_until().value_or(now())) * 1000;
        const CallTime lost_from = media_->last_alive() - media_->delay();
        if (recorder_ && playout_.started())
            recorder_->customer_unheard(lost_from);
        playout_.again_from(lost_from, now());
    }
    socket_.send(std::move(event));
    pump_playout();
    rearm();
}

/// What waits of the socket's stream is the same sound that comes over WebRTC from here on.
void CallRunner::stop_hearing_socket() {
    agent_ = AgentAudio{};
    on_socket_.reset();
}

void CallRunner::drain_media() {
    if (ending_ != Ending::Running)
        return;
    // What is heard may end the call, and the media with it.
    while (auto audio = media_ ? media_->take(now()) : std::nullopt) {
        if (on_socket_ && now() - *on_socket_ < kStillOnSocket)
            continue;
        if (audio->at + kRounding < heard_until_)
            continue;  // heard over the socket already
        audio->at = std::max(audio->at, heard_until_);
        hear(*audio);
    }
}

/// Whoever calls may stand inside of the media's own call.
void CallRunner::close_media() {
    if (media_)
        loop_.post([media = std::move(media_)] {});
}

void CallRunner::pump_media() {
    if (ending_ != Ending::Running)
        return;
    while (const auto slot = media_ ? media_->due_slot(now()) : std::nullopt) {
        pump_playout(*slot);
        if (!media_ || media_->due_slot(now()) != slot)
            continue;  // a piece of the line went out, or the call ended with it
        Samples noise;
        if ((ambience_ || hold_music_) && machine_->record().answered) {
            noise.resize(static_cast<std::size_t>(rate_ / 50));
            mix_background(noise);
        }
        media_->send(noise, rate_);
    }
}

}  // namespace mockcall
