#include "engine/playout.hpp"

#include <algorithm>

namespace mockcall {

Playout::Playout(int sample_rate, std::size_t piece, Ticks ahead) : rate_(sample_rate), piece_(piece), ahead_(ahead) {}

void Playout::begin(UtteranceId utterance) {
    *this = Playout(rate_, piece_, ahead_);
    utterance_ = utterance;
}

void Playout::add(SampleView pcm) {
    if (utterance_ != 0)
        pending_.insert(pending_.end(), pcm.begin(), pcm.end());
}

void Playout::pause(Milliseconds length) {
    if (utterance_ == 0)
        return;
    const std::size_t silence = static_cast<std::size_t>(samples_of(ticks_of(length), rate_));
    const std::size_t whole = (pending_.size() + silence + piece_ - 1) / piece_ * piece_;
    pending_.resize(whole, 0);
}

void Playout::complete() { complete_ = true; }

Ticks Playout::sent_length() const { return ticks_of_samples(sent_, rate_); }

std::vector<PlayoutPiece> Playout::pump(CallTime now) {
    std::vector<PlayoutPiece> out;
    if (utterance_ == 0 || final_sent_ || held_)
        return out;
    while (pending_.size() >= piece_ || (complete_ && !final_sent_)) {
        if (!started_)
            started_ = now;
        CallTime at = *started_ + sent_length();
        if (at > now + ahead_)
            break;
        if (at < now && sent_ > 0) {  // the voice was late: what follows is heard later
            *started_ += now - at;
            at = now;
        }
        const std::size_t n = std::min(piece_, pending_.size());
        PlayoutPiece piece{utterance_, sequence_++,
                           Samples(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(n)), at, false};
        pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(n));
        remember(piece.pcm);
        piece.final = complete_ && pending_.empty();
        final_sent_ = piece.final;
        sent_ += static_cast<std::int64_t>(n);
        if (gain_ < 1 && at <= now + kAtOnce)
            for (std::int16_t& s : piece.pcm)
                s = static_cast<std::int16_t>(s * gain_);
        out.push_back(std::move(piece));
    }
    return out;
}

void Playout::remember(SampleView pcm) {
    recent_.insert(recent_.end(), pcm.begin(), pcm.end());
    const auto most = static_cast<std::size_t>(samples_of(kRemembered, rate_));
    if (recent_.size() > most)
        recent_.erase(recent_.begin(), recent_.begin() + static_cast<std::ptrdiff_t>(recent_.size() - most));
}

void Playout::pace(std::size_t piece, Ticks ahead) {
    piece_ = piece;
    ahead_ = ahead;
}

void Playout::again_from(CallTime from, CallTime now) {
    if (utterance_ == 0 || !started_ || from >= *started_ + sent_length())
        return;
    const auto unheard = static_cast<std::size_t>(samples_of(*started_ + sent_length() - from, rate_));
    const std::size_t n = std::min(unheard, recent_.size());
    pending_.insert(pending_.begin(), recent_.end() - static_cast<std::ptrdiff_t>(n), recent_.end());
    recent_.resize(recent_.size() - n);
    sent_ -= static_cast<std::int64_t>(n);
    final_sent_ = false;
    // What was heard stays in its place; what follows is heard from now on.
    *started_ = now - sent_length();
}

std::optional<CallTime> Playout::next_pump() const {
    if (utterance_ == 0 || !started_ || held_)
        return std::nullopt;
    if (final_sent_)
        return *started_ + sent_length();
    if (pending_.size() >= piece_ || complete_)
        return *started_ + sent_length() - ahead_;
    return std::nullopt;
}

bool Playout::finished(CallTime now) const {
    return !held_ && final_sent_ && started_ && now >= *started_ + sent_length();
}

Ticks Playout::heard_by(CallTime now) const {
    if (held_)
        return held_heard_;
    return started_ ? std::clamp(now - *started_, Ticks{}, sent_length()) : Ticks{};
}

void Playout::hold(CallTime now) {
    if (utterance_ == 0 || held_)
        return;
    held_heard_ = heard_by(now);
    held_ = true;
}

void Playout::heard_while_held(double ms) {
    if (held_ && ms >= 0)
        held_heard_ = std::clamp(ticks_of_seconds(ms / 1000), std::min(surely_heard_, held_heard_), held_heard_);
}

void Playout::go_on(CallTime now) {
    if (!held_)
        return;
    held_ = false;
    if (!started_)
        return;
    again_from(*started_ + held_heard_, now);
    surely_heard_ = held_heard_;
    started_ = now - sent_length();
}

double Playout::stop(CallTime now, std::optional<double> reported_ms) {
    const auto total = static_cast<double>(sent_) + static_cast<double>(pending_.size());
    Ticks heard = heard_by(now);
    if (reported_ms)
        heard = std::clamp(ticks_of_seconds(std::max(0.0, *reported_ms) / 1000), std::min(surely_heard_, heard), heard);
    stopped_at_ = started_.value_or(now) + heard;
    const auto samples = static_cast<double>(samples_of(heard, rate_));
    utterance_ = 0;
    held_ = false;
    pending_ = {};
    recent_ = {};
    return total > 0 ? samples / total : 0;
}

}  // namespace mockcall
