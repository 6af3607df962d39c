#include "engine/playout.hpp"

#include <algorithm>

namespace mockcall {

Playout::Playout(int sample_rate, std::size_t piece) : rate_(sample_rate), piece_(piece) {}

void Playout::begin(UtteranceId utterance) {
    *this = Playout(rate_, piece_);
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
    if (utterance_ == 0 || final_sent_)
        return out;
    while (pending_.size() >= piece_ || (complete_ && !final_sent_)) {
        if (!started_)
            started_ = now;
        CallTime at = *started_ + sent_length();
        if (at > now + kAhead)
            break;
        if (at < now && sent_ > 0) {  // the voice was late: what follows is heard later
            *started_ += now - at;
            at = now;
        }
        const std::size_t n = std::min(piece_, pending_.size());
        PlayoutPiece piece{utterance_, sequence_++,
                           Samples(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(n)), at, false};
        pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(n));
        piece.final = complete_ && pending_.empty();
        final_sent_ = piece.final;
        sent_ += static_cast<std::int64_t>(n);
        out.push_back(std::move(piece));
    }
    return out;
}

std::optional<CallTime> Playout::next_pump() const {
    if (utterance_ == 0 || !started_)
        return std::nullopt;
    if (final_sent_)
        return *started_ + sent_length();
    if (pending_.size() >= piece_ || complete_)
        return *started_ + sent_length() - kAhead;
    return std::nullopt;
}

bool Playout::finished(CallTime now) const { return final_sent_ && started_ && now >= *started_ + sent_length(); }

double Playout::stop(CallTime now, std::optional<double> reported_ms) {
    const auto total = static_cast<double>(sent_) + static_cast<double>(pending_.size());
    Ticks heard = started_ ? std::clamp(now - *started_, Ticks{}, sent_length()) : Ticks{};
    if (reported_ms)
        heard = std::clamp(ticks_of_seconds(std::max(0.0, *reported_ms) / 1000), Ticks{}, heard);
    stopped_at_ = started_.value_or(now) + heard;
    const auto samples = static_cast<double>(samples_of(heard, rate_));
    utterance_ = 0;
    return total > 0 ? samples / total : 0;
}

}  // namespace mockcall
