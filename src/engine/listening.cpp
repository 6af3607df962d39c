#include "engine/listening.hpp"

#include <algorithm>

namespace mockcall {

Listening::Listening(Loop& loop, std::unique_ptr<CallRecognizer> recognizer, OnWords on_partial, OnWords on_final)
    : loop_(loop),
      recognizer_(std::move(recognizer)),
      on_partial_(std::move(on_partial)),
      on_final_(std::move(on_final)) {}

void Listening::hear(CallTime at, SampleView pcm) {
    history_.insert(history_.end(), pcm.begin(), pcm.end());
    if (history_.size() > kHistory)
        history_.erase(history_.begin(), history_.begin() + static_cast<std::ptrdiff_t>(history_.size() - kHistory));
    history_end_ = at + ticks_of_samples(static_cast<std::int64_t>(pcm.size()), 16000);
    if (const auto it = sessions_.find(current_); it != sessions_.end() && it->second)
        it->second->feed(pcm);
}

Result<void> Listening::open(UtteranceId utterance, CallTime from, RecognizerSearch search) {
    const auto hop = [this, utterance, alive = std::weak_ptr<bool>(alive_)](OnWords Listening::* to) {
        return [this, utterance, alive, to](Hypothesis words) {
            loop_.post([this, utterance, alive, to, words = std::move(words)]() mutable {
                if (!alive.expired() && sessions_.contains(utterance))
                    (this->*to)(utterance, std::move(words));
            });
        };
    };
    RecognizerSession::Listener listener;
    listener.on_partial = hop(&Listening::on_partial_);
    listener.on_final = hop(&Listening::on_final_);
    listener.on_error = [nothing = hop(&Listening::on_final_)](const Error&) mutable {
        nothing(Hypothesis{"", {}, 0});
    };
    auto session = recognizer_->open(search, std::move(listener));
    current_ = utterance;
    if (!session) {
        sessions_[utterance] = nullptr;
        return std::unexpected(session.error());
    }
    const auto wanted =
        static_cast<std::size_t>(std::max<std::int64_t>(0, samples_of(history_end_ - (from - kBefore), 16000)));
    const std::size_t n = std::min(wanted, history_.size());
    (*session)->feed(Samples(history_.end() - static_cast<std::ptrdiff_t>(n), history_.end()));
    sessions_[utterance] = std::move(*session);
    return {};
}

void Listening::commit(UtteranceId utterance) {
    if (current_ == utterance)
        current_ = 0;
    const auto it = sessions_.find(utterance);
    if (it != sessions_.end() && it->second)
        return it->second->finish();
    sessions_[utterance] = nullptr;
    loop_.post([this, utterance, alive = std::weak_ptr<bool>(alive_)] {
        if (!alive.expired())
            on_final_(utterance, Hypothesis{"", {}, 0});
    });
}

void Listening::drop(UtteranceId utterance) {
    if (current_ == utterance)
        current_ = 0;
    const auto it = sessions_.find(utterance);
    if (it == sessions_.end())
        return;
    if (it->second)
        it->second->cancel();
    sessions_.erase(it);
}

void Listening::clear() {
    while (!sessions_.empty())
        drop(sessions_.begin()->first);
}

}  // namespace mockcall
