#include "engine/listening.hpp"

#include <algorithm>
#include <utility>

namespace mockcall {

Listening::Listening(Loop& loop, std::unique_ptr<CallRecognizer> recognizer, Ears ears, Events events)
    : loop_(loop), recognizer_(std::move(recognizer)), ears_(ears), events_(std::move(events)) {}

void Listening::hear(CallTime at, SampleView pcm) {
    history_.insert(history_.end(), pcm.begin(), pcm.end());
    if (history_.size() > kHistory)
        history_.erase(history_.begin(), history_.begin() + static_cast<std::ptrdiff_t>(history_.size() - kHistory));
    history_end_ = at + ticks_of_samples(static_cast<std::int64_t>(pcm.size()), 16000);
    const auto it = hearings_.find(current_);
    if (it == hearings_.end())
        return;
    Hearing& h = it->second;
    if (h.session)
        h.session->feed(pcm);
    else if (ears_ == Ears::Client && h.kept.size() < kKept)
        h.kept.insert(h.kept.end(), pcm.begin(), pcm.end());
}

Samples Listening::sound_until(CallTime end) const {
    const auto after = static_cast<std::size_t>(std::max<std::int64_t>(0, samples_of(history_end_ - end, 16000)));
    return {history_.begin(), history_.end() - static_cast<std::ptrdiff_t>(std::min(after, history_.size()))};
}

RecognizerSession::Listener Listening::listener(UtteranceId utterance) {
    /// On the loop, while the utterance is still wanted.
    const auto hop = [this, utterance, alive = std::weak_ptr<bool>(alive_)](auto then) {
        loop_.post([this, utterance, alive, then = std::move(then)]() mutable {
            if (!alive.expired() && hearings_.contains(utterance))
                then(*this, utterance);
        });
    };
    RecognizerSession::Listener listener;
    listener.on_partial = [hop](Hypothesis words) {
        hop([words = std::move(words)](Listening& self, UtteranceId u) mutable {
            if (!self.texts_.has_words(u))
                self.events_.on_partial(u, std::move(words));
        });
    };
    listener.on_final = [hop](Hypothesis words) {
        hop([words = std::move(words)](Listening& self, UtteranceId u) mutable { self.answer(u, std::move(words)); });
    };
    listener.on_error = [hop](const Error& error) {
        hop([error](Listening& self, UtteranceId u) {
            if (self.hearings_[u].best.empty())
                self.events_.on_trouble(u, Trouble::Lost, error);
            self.answer(u, Hypothesis{"", {}, 0});
        });
    };
    listener.on_began = [hop](std::string_view engine) {
        hop([engine = std::string(engine)](Listening& self, UtteranceId u) { self.events_.on_began(u, engine); });
    };
    listener.on_handover = [hop](const Error& error) {
        hop([error](Listening& self, UtteranceId u) { self.events_.on_trouble(u, Trouble::HandedOver, error); });
    };
    return listener;
}

Result<void> Listening::open(UtteranceId utterance, CallTime from, RecognizerSearch search) {
    current_ = utterance;
    silent_ = false;
    const auto wanted =
        static_cast<std::size_t>(std::max<std::int64_t>(0, samples_of(history_end_ - (from - kBefore), 16000)));
    const std::size_t n = std::min(wanted, history_.size());
    Samples before(history_.end() - static_cast<std::ptrdiff_t>(n), history_.end());
    Hearing& h = hearings_[utterance];
    if (ears_ == Ears::Client)
        texts_.opened(utterance, from);
    if (ears_ == Ears::Client && texts_.trusted()) {
        h.kept = std::move(before);
        return {};
    }
    auto session = recognizer_->open(search, listener(utterance));
    if (!session)
        return std::unexpected(session.error());
    (*session)->feed(before);
    h.session = std::move(*session);
    return {};
}

void Listening::pause(bool silent) {
    const auto it = hearings_.find(current_);
    if (it == hearings_.end() || !it->second.session || std::exchange(silent_, silent) == silent)
        return;
    if (silent)
        it->second.session->paused();
    else
        it->second.session->resumed();
}

void Listening::commit(UtteranceId utterance, CallTime now) {
    if (current_ == utterance)
        current_ = 0;
    Hearing& h = hearings_[utterance];
    if (ears_ == Ears::Client && (texts_.trusted() || texts_.has_words(utterance))) {
        texts_.committed(utterance, now);
        return take_client_words(now);
    }
    texts_.dropped(utterance);
    if (h.session)
        return h.session->finish();
    nothing_understood(utterance);
}

void Listening::nothing_understood(UtteranceId utterance) {
    loop_.post([this, utterance, alive = std::weak_ptr<bool>(alive_)] {
        if (!alive.expired() && hearings_.contains(utterance))
            answer(utterance, Hypothesis{"", {}, 0});
    });
}

void Listening::answer(UtteranceId utterance, Hypothesis words) {
    if (words.text.empty() && !hearings_[utterance].best.empty())
        words = {hearings_[utterance].best, {}, kClientConfidence};
    events_.on_final(utterance, std::move(words));
}

// --- The client's own recogniser

void Listening::client_heard(std::string text, bool final, CallTime spoken, CallTime now) {
    if (ears_ != Ears::Client)
        return;
    texts_.heard(std::move(text), final, spoken);
    take_client_words(now);
}

void Listening::tick(CallTime now) {
    if (const auto due = texts_.next_deadline(); due && now >= *due)
        take_client_words(now);
}

std::optional<CallTime> Listening::next_deadline() const { return texts_.next_deadline(); }

void Listening::take_client_words(CallTime now) {
    for (ClientTranscripts::Said& said : texts_.take(now)) {
        const auto it = hearings_.find(said.utterance);
        if (it == hearings_.end())
            continue;
        it->second.best = said.text;
        switch (said.kind) {
            case ClientTranscripts::Kind::Partial:
                events_.on_partial(said.utterance, {std::move(said.text), {}, kClientConfidence});
                break;
            case ClientTranscripts::Kind::Final:
                events_.on_began(said.utterance, "client");
                events_.on_final(said.utterance, {std::move(said.text), {}, kClientConfidence});
                break;
            case ClientTranscripts::Kind::Missing: hear_again(said.utterance); break;
        }
    }
}

void Listening::hear_again(UtteranceId utterance) {
    Hearing& h = hearings_[utterance];
    if (!h.session) {
        auto session = recognizer_->open(RecognizerSearch::Free, listener(utterance));
        if (!session)
            return nothing_understood(utterance);
        h.session = std::move(*session);
        h.session->feed(std::exchange(h.kept, {}));
    }
    h.session->finish();
}

void Listening::drop(UtteranceId utterance) {
    if (current_ == utterance)
        current_ = 0;
    texts_.dropped(utterance);
    const auto it = hearings_.find(utterance);
    if (it == hearings_.end())
        return;
    if (it->second.session)
        it->second.session->cancel();
    hearings_.erase(it);
}

void Listening::clear() {
    while (!hearings_.empty())
        drop(hearings_.begin()->first);
}

}  // namespace mockcall
