#include "adapters/speech/utterance.hpp"

#include <algorithm>
#include <utility>

namespace mockcall::speech {
namespace {
constexpr std::size_t samples_per_ms = 16;
constexpr std::size_t most_pending =
    60 * 1000 * samples_per_ms;                     // a minute behind: nothing useful would come of it any more
constexpr std::size_t step = 100 * samples_per_ms;  // how long a cancel may have to wait
}  // namespace

Utterance::Utterance(WorkerPool& workers, std::shared_ptr<CallVoice> call, std::unique_ptr<DecoderPool::Ticket> ticket,
                     RecognizerSearch search, RecognizerSession::Listener listener, int partial_ms)
    : workers_(workers),
      call_(std::move(call)),
      search_(search),
      listener_(std::move(listener)),
      partial_samples_(static_cast<std::size_t>(std::max(partial_ms, 20)) * samples_per_ms),
      ticket_(std::move(ticket)) {}

void Utterance::feed(SampleView pcm) {
    {
        const std::lock_guard lock(mutex_);
        if (phase_ != Phase::Listening || pcm.empty()) {
            return;
        }
        pending_.insert(pending_.end(), pcm.begin(), pcm.end());
        if (pending_.size() > most_pending) {
            phase_ = Phase::Overrun;
        }
    }
    schedule();
}

void Utterance::finish() {
    {
        const std::lock_guard lock(mutex_);
        if (phase_ != Phase::Listening) {
            return;
        }
        phase_ = Phase::Finishing;
    }
    schedule();
}

void Utterance::cancel() {
    cancelled_ = true;
    gate_.close();
    {
        const std::lock_guard lock(mutex_);
        if (phase_ == Phase::Over) {
            return;
        }
        phase_ = Phase::Cancelled;
    }
    schedule();
}

void Utterance::schedule() {
    {
        const std::lock_guard lock(mutex_);
        if (running_ || phase_ == Phase::Over) {
            return;
        }
        running_ = true;
    }
    if (!workers_.submit([self = shared_from_this()] { self->run(); })) {
        refused();
    }
}

// While samples still come, the next ones try again; nobody will after the end.
void Utterance::refused() {
    {
        const std::lock_guard lock(mutex_);
        if (phase_ == Phase::Listening) {
            running_ = false;
            return;
        }
    }
    decoder_.reset();  // in the middle of an utterance: cheaper thrown away than ended here
    end_with(Error{.code = ErrorCode::AiServiceError,
                   .message = "The recogniser is overloaded; what was said is lost.",
                   .retry_after_s = 1});
}

void Utterance::run() {
    while (true) {
        Samples samples;
        Phase phase{};
        {
            const std::lock_guard lock(mutex_);
            samples.swap(pending_);
            phase = phase_;
            if (phase == Phase::Listening && samples.empty()) {
                running_ = false;
                return;
            }
        }
        if (phase == Phase::Overrun) {
            end_with({.code = ErrorCode::AiServiceError,
                      .message = "The recogniser fell a minute behind; what was said is lost."});
            return;
        }
        if (phase == Phase::Finishing) {
            gate_.pass([&] {
                if (listener_.on_began) {
                    listener_.on_began("embedded");
                }
            });
        }
        if (phase != Phase::Cancelled && !process(samples)) {
            return;
        }
        if (phase == Phase::Cancelled) {
            release();
            return;
        }
        if (phase == Phase::Finishing) {
            conclude();
            return;
        }
    }
}

// False when the utterance is over because no decoder could be had.
bool Utterance::process(SampleView samples) {
    if (!ensure_decoder()) {
        return false;
    }
    for (std::size_t at = 0; at < samples.size() && !cancelled_; at += step) {
        const auto piece = samples.subspan(at, std::min(step, samples.size() - at));
        decoder_->process(piece);
        since_partial_ += piece.size();
        if (since_partial_ >= partial_samples_) {
            since_partial_ = 0;
            look_for_partial();
        }
    }
    return true;
}

bool Utterance::ensure_decoder() {
    if (decoder_ != nullptr) {
        return true;
    }
    auto decoder = call_->decoders->take(call_->vocabulary);
    if (!decoder) {
        end_with(std::move(decoder.error()));
        return false;
    }
    ChannelMean mean;
    {
        const std::lock_guard lock(call_->mutex);
        mean = call_->mean;
    }
    if (!(*decoder)->start(search_, mean)) {
        end_with({.code = ErrorCode::AiServiceError, .message = "The recogniser could not start on an utterance."});
        return false;
    }
    decoder_ = std::move(*decoder);
    return true;
}

void Utterance::look_for_partial() {
    if (!listener_.on_partial) {
        return;
    }
    auto hypothesis = decoder_->partial();
    if (hypothesis.text == last_partial_) {
        return;
    }
    last_partial_ = hypothesis.text;
    gate_.pass([&] { listener_.on_partial(std::move(hypothesis)); });
}

void Utterance::conclude() {
    auto hypothesis = decoder_->finish();
    {
        const std::lock_guard lock(call_->mutex);
        call_->mean = decoder_->mean();
    }
    call_->decoders->give_back(std::move(decoder_));
    release();
    gate_.pass_last([&] {
        if (listener_.on_final) {
            listener_.on_final(std::move(hypothesis));
        }
    });
}

void Utterance::end_with(Error error) {
    release();
    gate_.pass_last([&] {
        if (listener_.on_error) {
            listener_.on_error(std::move(error));
        }
    });
}

// Gives everything back before the listener hears of the end, so that it may open the next utterance at once.
void Utterance::release() {
    if (decoder_ != nullptr) {
        decoder_->abandon();
        call_->decoders->give_back(std::move(decoder_));
    }
    ticket_.reset();
    const std::lock_guard lock(mutex_);
    phase_ = Phase::Over;
    pending_ = {};
    running_ = false;
}

}  // namespace mockcall::speech
