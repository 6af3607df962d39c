#include "adapters/openai/realtime_ears.hpp"

#include <algorithm>
#include <utility>

#include "adapters/openai/openai_recognizer.hpp"

namespace mockcall::openai {
namespace {

using protocol::openai::RealtimeEvent;

constexpr float kConfidence = 0.95F;
constexpr std::size_t kLongest = std::size_t{62} * audio::kPipelineRate;
constexpr std::size_t kShortest = audio::kPipelineRate / 10;  ///< the service refuses to commit less

Error failed(std::string_view why) {
    return {ErrorCode::AiServiceError, "The speech recogniser failed (" + std::string(why) + ")."};
}

}  // namespace

RealtimeEars::RealtimeEars(std::shared_ptr<RealtimeService> service, RealtimeLink& link, CallId call, Hooks hooks)
    : service_(std::move(service)), link_(link), call_(std::move(call)), hooks_(std::move(hooks)) {}

void RealtimeEars::begin(Id id, std::shared_ptr<Guard> guard) {
    utterances_[id].guard = std::move(guard);
    if (!service_->meter.allows(call_))
        return fail(id, "budget");
    if (!link_.open())
        return fail(id, "down");
}

void RealtimeEars::feed(Id id, const Samples& pcm) {
    Utterance* u = find(id);
    if (u == nullptr || u->committed || u->samples >= kLongest)
        return;
    u->samples += pcm.size();
    Samples converted;
    u->resampler.process(pcm, converted);
    append(converted);
}

void RealtimeEars::finish(Id id) {
    Utterance* u = find(id);
    if (u == nullptr || u->committed)
        return;
    Samples rest;
    u->resampler.flush(rest);
    if (u->samples < kShortest)
        rest.resize(rest.size() + protocol::openai::kRealtimeRate / 10);
    append(rest);
    link_.send(protocol::openai::commit_audio());
    u->committed = true;
    uncommitted_.push_back(id);
    service_->asked();
    u->guard->tell([](auto& l) {
        if (l.on_began)
            l.on_began("openai-realtime");
    });
    u->asked = service_->clock.steady();
    u->whole_by = u->asked + service_->options.whole;
    watch(id, std::min(u->asked + service_->options.first_byte, u->whole_by));
}

void RealtimeEars::cancel(Id id) {
    if (Utterance* u = find(id)) {
        if (!u->committed)
            link_.send(protocol::openai::clear_audio());
        forget(id);
    }
}

void RealtimeEars::close() {
    for (const auto& [id, u] : std::exchange(utterances_, {}))
        service_->client.loop().cancel(u.timer);
}

RealtimeEars::Utterance* RealtimeEars::find(Id id) {
    const auto it = utterances_.find(id);
    return it == utterances_.end() ? nullptr : &it->second;
}

RealtimeEars::Id RealtimeEars::of_item(const std::string& item) const {
    for (const auto& [id, u] : utterances_)
        if (!item.empty() && u.item == item)
            return id;
    return 0;
}

void RealtimeEars::append(SampleView pcm) {
    constexpr std::size_t kPiece = protocol::openai::kRealtimeRate;  // a second an event at the most
    for (; !pcm.empty(); pcm = pcm.subspan(std::min(kPiece, pcm.size())))
        link_.send(protocol::openai::append_audio(pcm.first(std::min(kPiece, pcm.size()))));
}

bool RealtimeEars::event(const RealtimeEvent& event) {
    switch (event.kind) {
        case RealtimeEvent::Kind::Committed: committed(event.item); return true;
        case RealtimeEvent::Kind::Delta: delta(event); return true;
        case RealtimeEvent::Kind::Completed: completed(event); return true;
        case RealtimeEvent::Kind::Failed:
            if (const Id id = of_item(event.item))
                fail(id, event.code.empty() ? "failed" : event.code);
            return true;
        case RealtimeEvent::Kind::Error: return refused(event.code);
        default: return false;
    }
}

/// The service's answers to our commits come in their order.
void RealtimeEars::committed(const std::string& item) {
    if (uncommitted_.empty())
        return;
    const Id id = uncommitted_.front();
    uncommitted_.pop_front();
    if (Utterance* u = find(id))
        u->item = item;
    if (hooks_.on_committed)
        hooks_.on_committed(item);
}

void RealtimeEars::delta(const RealtimeEvent& news) {
    const Id id = of_item(news.item);
    Utterance* u = find(id);
    if (u == nullptr)
        return;
    if (!std::exchange(u->heard, true))
        u->first = service_->clock.steady();
    u->text += news.text;
    watch(id, u->whole_by);
    u->guard->tell([&](auto& l) {
        if (l.on_partial && !u->text.empty())
            l.on_partial({trimmed(u->text), {}, kConfidence});
    });
}

void RealtimeEars::completed(const RealtimeEvent& news) {
    if (hooks_.on_words)
        hooks_.on_words(news.item, trimmed(news.text));
    const Id id = of_item(news.item);
    Utterance* u = find(id);
    if (u == nullptr)
        return;
    link_.answered();
    service_->succeeded(u->asked, u->heard ? u->first : service_->clock.steady());
    remote::Usage usage{.requests = 1, .seconds = static_cast<double>(u->samples) / audio::kPipelineRate};
    usage.cost = remote::cost_of({.seconds = usage.seconds}, service_->options.prices);
    service_->used(call_, "recognizer", usage);
    const auto guard = u->guard;
    forget(id);
    guard->tell([&](auto& l) {
        if (l.on_final)
            l.on_final({trimmed(news.text), {}, kConfidence});
    });
}

/// An error names no item. It is about the oldest commit that was not confirmed, if there is one.
bool RealtimeEars::refused(const std::string& code) {
    if (uncommitted_.empty())
        return false;
    const Id id = uncommitted_.front();
    uncommitted_.pop_front();
    fail(id, code.empty() ? "refused" : code);
    return true;
}

void RealtimeEars::ended(std::string_view why) {
    uncommitted_.clear();
    while (!utterances_.empty())
        fail(utterances_.begin()->first, why);
}

void RealtimeEars::watch(Id id, SteadyTime when) {
    Utterance& u = utterances_[id];
    service_->client.loop().cancel(u.timer);
    u.timer = service_->client.loop().run_at(when, [this, id] {
        if (const Utterance* late = find(id))
            link_.end(late->heard ? "whole_timeout" : "first_byte_timeout");
    });
}

void RealtimeEars::fail(Id id, std::string_view why) {
    Utterance* u = find(id);
    if (u == nullptr)
        return;
    const auto guard = u->guard;
    const std::string item = u->item;
    forget(id);
    service_->failed(why);
    if (!item.empty() && hooks_.on_lost)
        hooks_.on_lost(item);
    guard->tell([&](auto& l) {
        if (l.on_error)
            l.on_error(failed(why));
    });
}

void RealtimeEars::forget(Id id) {
    if (const auto it = utterances_.find(id); it != utterances_.end()) {
        service_->client.loop().cancel(it->second.timer);
        utterances_.erase(it);
    }
}

}  // namespace mockcall::openai
