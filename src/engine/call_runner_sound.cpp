// The sound of a call: the agent's in, the customer's out, both into the recording.
#include <algorithm>

#include "audio/final_pitch.hpp"
#include "engine/call_runner.hpp"

namespace mockcall {
namespace {

constexpr Ticks kSettleEvery = ticks_of(Milliseconds{1'000});
constexpr Ticks kReportWait = ticks_of(Milliseconds{300});
constexpr Ticks kAmbienceAhead = ticks_of(Milliseconds{600});
/// A listener's word is said softly: 6 dB.
constexpr double kSoft = 0.5;
/// A stream that came late tells at most so much of the past.
constexpr Ticks kOldest = ticks_of(Milliseconds{10'000});
constexpr Ticks kKeptBeforeAnswer = ticks_of(Milliseconds{1'000});
/// A reply that took us longer than a person would is our silence, not the trainee's.
constexpr Ticks kOurDelay = ticks_of(Milliseconds{1'000});

std::string_view emotion_name(Emotion e) { return to_string(e); }
constexpr Milliseconds kBetweenSentences{120};

}  // namespace

// --- The agent

Listening::Events CallRunner::hearing_events() {
    Listening::Events events;
    events.on_partial = [this](UtteranceId utterance, Hypothesis words) {
        timings_.recognised_some(utterance, now());
        feed(InPartial{utterance, std::move(words.text)});
    };
    events.on_final = [this](UtteranceId utterance, Hypothesis words) {
        listening_.drop(utterance);
        timings_.recognised(utterance, now());
        feed(InFinal{utterance, std::move(words.text), words.confidence});
    };
    events.on_began = [this](UtteranceId utterance, const std::string& engine) {
        timings_.recognition_began(utterance, engine, now());
    };
    events.on_trouble = [this](UtteranceId utterance, Listening::Trouble trouble, const Error& error) {
        if (trouble == Listening::Trouble::Lost)
            return socket_.error(error);
        timings_.recognition_handed_over(utterance);
        feed(InServiceFailed{"recognizer", error.message});
    };
    return events;
}

void CallRunner::on(protocol::AudioStart& e) {
    audio::InputFormat format;
    if (e.format) {
        const auto codec = audio::codec_of(e.format->codec);
        if (!codec && !e.format->codec.empty())
            return socket_.error(fail_validation("format.codec", "is not one this server takes").error());
        format = {codec.value_or(audio::Codec::Unknown), e.format->sample_rate, e.format->channels};
    }
    if (const auto ok = agent_.start(format); !ok)
        return socket_.error(ok.error());
    if (e.age_ms)
        agent_.spoken_from(
            std::max(heard_until_, now() - std::clamp(ticks_of_seconds(*e.age_ms / 1000), Ticks{}, kOldest)));
    if (media_)
        media_->refuse();
}

void CallRunner::on(protocol::AudioData& e) {
    if (over_media())
        return;
    on_socket_ = now();
    if (const auto ok = agent_.feed(e.data, e.timestamp_ms, now()); !ok)
        socket_.error(ok.error());
    drain_agent();
}

void CallRunner::on(protocol::AgentTranscript& e) {
    if (machine_->muted() || machine_->status() == CallStatus::OnHold)
        return;
    const CallTime t = now();
    const auto spoken = e.timestamp_ms ? agent_.place_of(*e.timestamp_ms) : std::nullopt;
    listening_.client_heard(std::move(e.text), e.final, std::min(spoken.value_or(t), t), t);
}

void CallRunner::on(protocol::AudioEnd&) {
    agent_.finish();
    drain_agent();
}

void CallRunner::drain_agent() {
    while (const auto audio = agent_.take(now()))
        hear(*audio);
    if (!agent_.drained())
        return;
    agent_.forget_finish();
    stop_hearing();
    feed(InStreamEnded{});
}

void CallRunner::stop_hearing() {
    monitors_.agent_stopped();
    if (const auto edge = detector_.flush())
        speech_stopped(edge->at);
    frame_.clear();
}

void CallRunner::speech_stopped(CallTime at) {
    speech_end_ = at;
    feed(InSpeechStopped{at, audio::final_pitch_cents(listening_.sound_until(at))});
}

void CallRunner::hear(const PlacedAudio& audio) {
    // On hold and muted the customer hears nothing, and nothing is recorded.
    if (machine_->muted() || machine_->status() == CallStatus::OnHold) {
        stop_hearing();
        return;
    }
    heard_until_ = audio.at + ticks_of_samples(static_cast<std::int64_t>(audio.pcm.size()), audio::kPipelineRate);
    if (machine_->record().answered)
        monitors_.agent(timestamp_of(machine_->record(), audio.at), audio.pcm);
    if (recorder_) {
        recorder_->agent(audio.at, audio.pcm, audio.opus);
    } else {
        before_answer_.push_back(audio);
        while (!before_answer_.empty() && audio.at - before_answer_.front().at > kKeptBeforeAnswer)
            before_answer_.pop_front();
    }
    // A jump in place starts a new frame.
    const CallTime expected =
        frame_at_ + ticks_of_samples(static_cast<std::int64_t>(frame_.size()), audio::kPipelineRate);
    if (frame_.empty() || expected != audio.at) {
        frame_.clear();
        frame_at_ = audio.at;
    }
    Samples cleaned(audio::kVadFrameSamples);
    std::size_t used = 0;
    while (used < audio.pcm.size()) {
        const std::size_t n = std::min(audio::kVadFrameSamples - frame_.size(), audio.pcm.size() - used);
        frame_.insert(frame_.end(), audio.pcm.begin() + static_cast<std::ptrdiff_t>(used),
                      audio.pcm.begin() + static_cast<std::ptrdiff_t>(used + n));
        used += n;
        if (frame_.size() < audio::kVadFrameSamples)
            break;
        const bool echo = is_echo(frame_at_, frame_);
        const audio::VadFrame heard = voice_activity_.process(frame_, cleaned.data());
        level_.process(cleaned, heard.voiced && !echo);
        listening_.hear(frame_at_, cleaned);
        const CallTime at = frame_at_;
        frame_.clear();
        frame_at_ += ticks_of(Milliseconds{10});
        const bool own = !echo;
        if (const auto edge = detector_.frame(at, own && heard.voiced, own && heard.like_words, own && heard.loud)) {
            switch (edge->kind) {
                case SpeechEdge::Kind::Started: feed(InSpeechStarted{edge->at, edge->consonant}); break;
                case SpeechEdge::Kind::SoundsLikeWords: feed(InSoundsLikeWords{}); break;
                case SpeechEdge::Kind::Stopped: speech_stopped(edge->at); break;
            }
        }
        if (services_.ahead.words)
            listening_.pause(detector_.pausing());
    }
}

void CallRunner::on(const OutListen& out) {
    ahead_.next_turn();
    // A digit grammar hears digits in every sentence, and agents speak sentences even when a number is due: the free
    // search it is.
    if (const auto ok = listening_.open(out.utterance, out.from, RecognizerSearch::Free); !ok)
        socket_.error(ok.error());
}

void CallRunner::on(const OutCommit& out) {
    committed_ = now();
    timings_.committed(out.utterance, speech_end_, now());
    listening_.commit(out.utterance, now());
}

void CallRunner::on(const OutDrop& out) { listening_.drop(out.utterance); }

// --- The customer

SpeechRequest CallRunner::line_of(const OutSay& out) const {
    return {out.text, voice_,       out.emotion, socket_.connected() ? socket_.audio().sample_rate : rate_,
            row_.id,  out.utterance};
}

void CallRunner::on(const OutSay& out) {
    emotion_ = out.emotion;
    rate_ = line_of(out).sample_rate;
    playout_ = Playout(rate_, static_cast<std::size_t>(rate_ / 10));
    pace_playout();
    playout_.begin(out.utterance);
    reported_.reset();
    stopping_.reset();
    played_.begin(rate_);
    if (services_.phone_line)
        phone_line_ = std::make_unique<audio::PhoneLine>(row_.seed, rate_);
    to_recording_ =
        rate_ == audio::kPipelineRate ? nullptr : std::make_unique<audio::Resampler>(rate_, audio::kPipelineRate);
    to_speak_ = {out.text};
    line_open_ = out.open;
    aside_ = out.aside;
    spoken_ = {};
    spoken_.text(out.text.size());
    if (!out.aside)
        timings_.say(out.utterance, now(), now());
    speak_next();
}

void CallRunner::on(const OutSayMore& out) {
    if (playout_.utterance() != out.utterance)
        return;
    line_open_ = !out.last;
    if (!out.text.empty()) {
        to_speak_.push_back(out.text);
        spoken_.text(out.text.size());
    }
    if (!synthesis_)
        go_on_speaking();
}

void CallRunner::speak_next() {
    const auto on_loop = [this, utterance = playout_.utterance()](auto task) {
        loop_.post([weak = weak_from_this(), utterance, task = std::move(task)]() mutable {
            const auto self = weak.lock();
            if (self && self->playout_.utterance() == utterance && self->ending_ == Ending::Running) {
                task(*self);
                self->rearm();
            }
        });
    };
    SynthesisSession::Listener listener;
    listener.on_began = [on_loop, line = playout_.utterance()](std::string_view engine) {
        on_loop([line, engine = std::string(engine)](CallRunner& self) {
            self.timings_.speaking_began(line, engine, self.now());
        });
    };
    listener.on_handover = [on_loop, line = playout_.utterance()](const Error& error) {
        on_loop([line, error](CallRunner& self) {
            self.timings_.speaking_handed_over(line);
            self.feed(InServiceFailed{"synthesizer", error.message});
        });
    };
    listener.on_audio = [on_loop, aside = aside_](Samples pcm) mutable {
        if (aside)
            for (std::int16_t& s : pcm)
                s = static_cast<std::int16_t>(s * kSoft);
        on_loop([pcm = std::move(pcm)](CallRunner& self) {
            self.timings_.sound(self.playout_.utterance(), self.now());
            self.spoken_.sound(pcm.size());
            self.playout_.add(pcm);
            self.pump_playout();
        });
    };
    listener.on_done = [on_loop] {
        on_loop([](CallRunner& self) {
            self.synthesis_.reset();
            self.spoken_.next();
            if (self.line_open_ || !self.to_speak_.empty())
                self.playout_.pause(kBetweenSentences);
            self.go_on_speaking();
        });
    };
    listener.on_error = [on_loop](const Error& error) {
        on_loop([error](CallRunner& self) {
            // The words still count: they stand in the transcript, as if they had been said at once.
            self.socket_.error(error);
            const UtteranceId line = self.playout_.utterance();
            self.playout_.stop(self.now(), std::nullopt);
            self.feed(InPlayoutStarted{line});
            self.feed(InPlayoutFinished{line});
        });
    };
    const std::string text = std::move(to_speak_.front());
    to_speak_.pop_front();
    synthesis_ = ahead_.speak({text, voice_, emotion_, rate_, row_.id, playout_.utterance()}, std::move(listener));
}

/// What there is of the line has all its sound: the next part, or the end.
void CallRunner::go_on_speaking() {
    if (!to_speak_.empty()) {
        speak_next();
    } else if (!line_open_) {
        timings_.spoken(playout_.utterance(), now());
        playout_.complete();
    }
    pump_playout();
}

void CallRunner::pump_playout() {
    if (!over_media())  // there, each frame leaves at its own moment
        pump_playout(now());
}

void CallRunner::pump_playout(CallTime t) {
    const UtteranceId utterance = playout_.utterance();
    if (utterance == 0 || stopping_ || playout_.held())
        return;
    const bool had_started = playout_.started();
    auto pieces = playout_.pump(t);
    if (!had_started && playout_.started()) {
        if (committed_ && now() - *committed_ > kOurDelay)
            feed(InSystemDelay{now() - *committed_});
        committed_.reset();
        timings_.heard(utterance, now());
        feed(InPlayoutStarted{utterance});
    }
    for (PlayoutPiece& piece : pieces) {
        if (phone_line_)
            phone_line_->process(piece.pcm);
        mix_background(piece.pcm);
        played_.write(piece.at, piece.pcm);
        ambience_until_ =
            std::max(ambience_until_, piece.at + ticks_of_samples(static_cast<std::int64_t>(piece.pcm.size()), rate_));
        monitors_.customer({{},
                            {},
                            std::string(emotion_name(emotion_)),
                            "u" + std::to_string(utterance),
                            piece.sequence,
                            rate_,
                            {},
                            piece.final},
                           piece.pcm);
        const Bytes packet = send_audio(utterance, emotion_, piece.sequence, piece.pcm, piece.final);
        record_customer(piece, packet);
    }
    if (playout_.finished(now()) && (!over_media() || media_->alive_at(playout_.end()))) {
        playout_.stop(now(), std::nullopt);
        synthesis_.reset();
        feed(InPlayoutFinished{utterance});
    }
}

/// Noise and music go on between the lines: packets of a line alone would have no beginning.
void CallRunner::record_customer(const PlayoutPiece& piece, ByteView packet) {
    if (!recorder_)
        return;
    if (!packet.empty() && !ambience_ && !hold_music_)
        return recorder_->customer(piece.at, piece.pcm, packet);
    if (!to_recording_)
        return recorder_->customer(piece.at, piece.pcm);
    Samples converted;
    to_recording_->process(piece.pcm, converted);
    recorder_->customer(piece.at, converted);
}

/// The packet it went as, where each piece is one.
Bytes CallRunner::send_audio(UtteranceId utterance, Emotion emotion, std::uint32_t sequence, SampleView pcm,
                             bool final) {
    if (over_media())
        return pcm.empty() ? Bytes{} : media_->send(pcm, rate_);
    if (!socket_.connected())
        return {};
    protocol::AudioCustomer event;
    event.session_id = row_.id.str();
    event.emotion = emotion_name(emotion);
    event.utterance_id = utterance == 0 ? "ambience" : "u" + std::to_string(utterance);
    event.sequence = sequence;
    event.sample_rate = rate_;
    event.codec = socket_.audio().codec;
    event.final = final;
    if (event.codec == "opus") {
        if (!encoder_)
            encoder_ = std::make_unique<audio::OpusEncoder>(rate_, 24'000, 3);
        Samples frame(pcm.begin(), pcm.end());
        frame.resize(static_cast<std::size_t>(rate_ / 50));
        event.data = encoder_->encode(frame);
    } else {
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(pcm.data());
        event.data.assign(bytes, bytes + pcm.size_bytes());
    }
    socket_.send_audio(std::move(event));
    return {};
}

void CallRunner::pump_ambience() {
    if ((!ambience_ && !hold_music_) || over_media() || !socket_.connected() || !machine_->record().answered ||
        ending_ != Ending::Running)
        return;
    const CallTime t = now();
    ambience_until_ = std::max(ambience_until_, t);
    const bool opus = socket_.audio().codec == "opus";
    const auto piece = static_cast<std::size_t>(opus ? rate_ / 50 : rate_ / 5);
    while ((playout_.utterance() == 0 || playout_.held()) && ambience_until_ < t + kAmbienceAhead) {
        Samples pcm(piece, 0);
        mix_background(pcm);
        send_audio(0, Emotion::Neutral, 0, pcm, false);
        ambience_until_ += ticks_of_samples(static_cast<std::int64_t>(piece), rate_);
    }
}

void CallRunner::on(const OutStopSaying& out) {
    if (words_)
        words_->forget(out.utterance);
    ahead_.forget(out.utterance);
    if (synthesis_)
        synthesis_->cancel();
    synthesis_.reset();
    if (playout_.held())  // silent already, and told how much was heard
        return stopped_playing(out.utterance, std::nullopt);
    tell(protocol::AudioClear{row_.id.str(), "u" + std::to_string(out.utterance)});
    nothing_heard_from(now());
    ambience_until_ = now();
    if (over_media()) {
        const Ticks heard = now() - playout_.start() - media_->delay();
        return stopped_playing(out.utterance, std::max(0.0, seconds_of(heard) * 1000));
    }
    if (client_reports_ && socket_.connected() && ending_ == Ending::Running) {
        stopping_ = Stopping{out.utterance, now(), now() + kReportWait};
        return;
    }
    stopped_playing(out.utterance, std::nullopt);
}

void CallRunner::stopped_playing(UtteranceId utterance, std::optional<double> reported_ms) {
    if (!reported_ms && reported_ && reported_->first == utterance)
        reported_ms = reported_->second;
    const CallTime silent_since = stopping_ ? stopping_->since : now();
    stopping_.reset();
    if (playout_.utterance() != utterance)  // its words were still being found
        return feed(InPlayoutStopped{utterance, 0});
    const double sound = playout_.stop(silent_since, reported_ms);
    const double heard = spoken_.share_of_text(sound);
    services_.synthesizer.stopped(
        row_.id, utterance,
        Milliseconds{static_cast<std::int64_t>(1000 * sound * static_cast<double>(spoken_.samples()) / rate_)});
    to_speak_.clear();
    nothing_heard_from(playout_.stopped_at());
    feed(InPlayoutStopped{utterance, heard});
}

void CallRunner::on(protocol::AudioPlayed& e) {
    client_reports_ = true;
    UtteranceId utterance = 0;
    if (e.utterance_id.size() > 1 && e.utterance_id.size() < 11 && e.utterance_id[0] == 'u')
        utterance = static_cast<UtteranceId>(std::strtoul(e.utterance_id.c_str() + 1, nullptr, 10));
    if (utterance == 0 || e.ms < 0)
        return;
    if (stopping_ && stopping_->utterance == utterance)
        return stopped_playing(utterance, e.ms);
    if (playout_.utterance() != utterance)
        return;
    reported_ = {utterance, e.ms};
    playout_.heard_while_held(e.ms);
}

// --- The recording

void CallRunner::open_recorder() {
    recorder_ = std::make_unique<CallRecorder>(std::move(audio_log_), *machine_->record().answered);
    for (const PlacedAudio& audio : before_answer_)
        recorder_->agent(audio.at, audio.pcm, audio.opus);
    before_answer_.clear();
    next_settle_ = now() + kSettleEvery;
}

void CallRunner::settle() {
    next_settle_ = now() + kSettleEvery;
    if (const auto ok = recorder_->settle(now()); !ok)
        socket_.error({ErrorCode::RecordingFailed, "The recording of this call had to stop; the call goes on."});
}

}  // namespace mockcall
