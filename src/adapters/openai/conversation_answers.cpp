// A conversation: what the service answers, and what comes of it.
#include <utility>

#include <boost/json.hpp>
#include <fmt/core.h>

#include "adapters/openai/conversation.hpp"

namespace mockcall::openai {
namespace {

namespace json = boost::json;
namespace wire = protocol::openai;

constexpr std::size_t kMostSound = std::size_t{60} * wire::kRealtimeRate;
constexpr std::size_t kMostWords = 4'096;

std::string argument(const std::string& arguments, std::string_view name) {
    boost::system::error_code ec;
    const json::value v = json::parse(arguments, ec);
    const auto* o = ec ? nullptr : v.if_object();
    const auto* member = o == nullptr ? nullptr : o->if_contains(name);
    return member != nullptr && member->is_string() ? std::string(std::string_view(member->get_string()).substr(0, 16))
                                                    : std::string{};
}

}  // namespace

Conversation::ReplyRef Conversation::of_response(const std::string& response) const {
    for (const auto& [id, r] : replies_)
        if (!response.empty() && r->response == response)
            return r;
    return nullptr;
}

Conversation::ReplyRef Conversation::of_tag(const std::string& tag) const {
    for (const auto& [id, r] : replies_)
        if (r->sent && !r->over && r->wanted.tag == tag)
            return r;
    return nullptr;
}

void Conversation::event(const Event& e) {
    if (e.kind == Event::Kind::Error) {
        if (const ReplyRef r = of_tag(e.tag))
            return fail(r, e.code.empty() ? "refused" : e.code);
        // What was to be taken back or cut off may be gone already: no harm to anybody who waits.
        if (!e.tag.empty() || e.code == "response_cancel_not_active" || ears_.event(e) || !waiting())
            return;
        return link_.end(e.code.empty() ? "refused" : e.code);
    }
    if (ears_.event(e))
        return;
    if (e.kind == Event::Kind::ResponseBegun)
        return begun(e);
    if (e.kind == Event::Kind::ResponseOver)
        return response_over(e);
    const ReplyRef r = of_response(e.response);
    if (!r || r->over)
        return;
    if (!r->first && e.kind != Event::Kind::Other)
        r->first = service_->clock.steady();
    watch(r);
    switch (e.kind) {
        case Event::Kind::MessageBegun:
            if (r->item.empty() && r->kind != Kind::Meaning) {
                r->item = e.item;
                history_.customer_began(e.item);
            }
            return;
        case Event::Kind::FunctionCalled: return function_called(r, e);
        case Event::Kind::Sound: return e.item == r->item ? sound(r, e) : void();
        case Event::Kind::Spoken: return e.item == r->item ? spoken(r, e.text) : void();
        case Event::Kind::SpokenAll: return e.item == r->item ? spoken_all(r) : void();
        default: return;
    }
}

void Conversation::begun(const Event& e) {
    ReplyRef r = of_tag(e.tag);
    for (auto it = replies_.begin(); !r && e.tag.empty() && it != replies_.end(); ++it)
        if (it->second->sent && !it->second->over && it->second->response.empty())
            r = it->second;  // a service that keeps no metadata answers in order
    if (!r)
        return;
    r->response = e.response;
    watch(r);
    quit(r);
}

void Conversation::sound(const ReplyRef& r, const Event& e) {
    if (r->speech.length() + e.sound.size() > kMostSound)
        return fail(r, "too_much");
    r->speech.sound(e.sound);
    if (voiced(r))
        pump();
}

void Conversation::spoken(const ReplyRef& r, const std::string& words) {
    if (r->words_whole)
        return;
    if (r->said.size() + words.size() > kMostWords)
        return fail(r, "too_much");
    r->said += words;
    for (std::string& sentence : r->cut.feed(words))
        r->sentences.push_back(std::move(sentence));
    if (r->kind == Kind::Reading)
        return check_reading(r);
    tell_words(r, words);
}

void Conversation::spoken_all(const ReplyRef& r) {
    if (std::exchange(r->words_whole, true))
        return;
    for (std::string& sentence : r->cut.finish())
        r->sentences.push_back(std::move(sentence));
    if (r->kind == Kind::Reading)
        return check_reading(r);
    if (!r->decides || !r->decision.empty())
        tell_all_words(r);
}

/// In the form of the schema: what is decided first.
void Conversation::tell_words(const ReplyRef& r, std::string_view words) {
    if (r->decides && r->decision.empty()) {
        r->held += words;
        return;
    }
    std::string text;
    if (!std::exchange(r->head_out, true))
        text = fmt::format(R"({{"decision":"{}","emotion":"{}","words":")", r->decision.empty() ? "none" : r->decision,
                           r->emotion);
    const std::string quoted = json::serialize(json::string(std::exchange(r->held, {}) + std::string(words)));
    text += std::string_view(quoted).substr(1, quoted.size() - 2);
    if (const auto asker = r->asker)
        asker->tell([&](auto& l) { l.on_text(text); });
}

void Conversation::tell_all_words(const ReplyRef& r) {
    tell_words(r, {});
    if (const auto asker = std::exchange(r->asker, nullptr)) {
        asker->tell([](auto& l) { l.on_text("\"}"); });
        asker->tell([](auto& l) { l.on_done(); });
    }
}

void Conversation::function_called(const ReplyRef& r, const Event& e) {
    r->calls.push_back({e.name, e.call, e.text});
    if (r->kind == Kind::Meaning) {
        if (const auto asker = std::exchange(r->asker, nullptr)) {
            asker->tell([&](auto& l) { l.on_text(e.text); });
            asker->tell([](auto& l) { l.on_done(); });
        }
        return;
    }
    if (e.name == "answer_offer" && r->decision.empty()) {
        r->decision = argument(e.text, "decision");
        if (!r->held.empty())
            tell_words(r, {});
        if (r->words_whole)
            tell_all_words(r);
    } else if (e.name == "show_emotion" && r->emotion.empty()) {
        r->emotion = argument(e.text, "emotion");
    }
}

/// What the customer wants to do is told what comes of it. Who only called is asked to speak.
void Conversation::answer_calls(const ReplyRef& r) {
    for (const Call& call : std::exchange(r->calls, {})) {
        const bool done =
            call.name == "hang_up" ? r->may_leave : call.name == "answer_offer" || call.name == "show_emotion";
        link_.send(wire::add_function_result(
            call.call, done ? R"({"done":true})" : R"({"done":false,"reason":"The customer stays on the line."})"));
    }
}

void Conversation::response_over(const Event& e) {
    ReplyRef r = of_response(e.response);
    if (!r)
        r = of_tag(e.tag);
    if (!r || r->over)
        return;
    count(r, e);
    const bool good = e.status == "completed" || (e.status == "cancelled" && r->unwanted);
    const bool silent = r->kind == Kind::Words && r->said.empty() && !r->unwanted;
    if (r->kind != Kind::Meaning)
        answer_calls(r);
    if (good && silent && !r->followed) {
        r->followed = true;  // it called functions, or said nothing: asked once more, to speak
        r->wanted.tools = false;
        r->response.clear();
        return send(r);
    }
    if (!good || silent || (r->kind == Kind::Meaning && r->asker)) {
        r->response.clear();  // there is nothing to cancel
        return fail(r, !e.code.empty() ? e.code : good ? "empty" : e.status.empty() ? "broken_answer" : e.status);
    }
    spoken_all(r);
    if (r->over)
        return;  // it was not what was to be read
    r->over = true;
    if (r->kind == Kind::Words && r->asker) {
        if (r->decision.empty())
            r->decision = "none";
        tell_all_words(r);
    }
    link_.answered();
    service_->succeeded(r->asked, r->first.value_or(service_->clock.steady()));
    r->speech.whole();
    history_.customer_said(r->item, r->said);
    service_->client.loop().cancel(r->timer);
    if (active_ == r)
        active_ = nullptr;
    if (voiced(r))
        pump();
    quit(r);
    if (line_ != r && !voiced(r) && !r->asker)
        replies_.erase(r->id);
    send_next();
}

void Conversation::fail(const ReplyRef& r, std::string_view why) {
    r->failed = r->over = true;
    service_->failed(why);
    service_->client.loop().cancel(r->timer);
    if (!r->response.empty() && !std::exchange(r->cancelled, true))
        link_.send(wire::cancel_response(r->response));
    if (active_ == r)
        active_ = nullptr;
    if (const auto asker = std::exchange(r->asker, nullptr))
        asker->tell([&](auto& l) { l.on_error(std::string(why)); });
    if (voiced(r))
        pump();
    r->unwanted = true;
    history_.customer_said(r->item, r->said);
    tidy(r);
    if (line_ != r)
        replies_.erase(r->id);
    send_next();
}

void Conversation::ended(std::string_view why) {
    history_.reset();
    ears_.ended(why);
    queue_.clear();
    active_ = nullptr;
    const bool kept = link_.proven() && why == to_string(SocketEnd::Closed);
    const auto all = replies_;
    for (const auto& [id, r] : all)
        if (!r->over && !(kept && ask_again(r)))
            fail(r, why);
}

void Conversation::watch(const ReplyRef& r) {
    const RealtimeOptions& o = service_->options;
    service_->client.loop().cancel(r->timer);
    const SteadyTime now = service_->clock.steady();
    const SteadyTime next = r->first ? now + o.between : r->asked + o.first_byte;
    r->timer = service_->client.loop().run_at(std::min(next, r->asked + o.whole), [this, weak = std::weak_ptr(r)] {
        const ReplyRef late = weak.lock();
        if (!late || late->over)
            return;
        const SteadyTime at = service_->clock.steady();
        link_.end(at >= late->asked + service_->options.whole ? "whole_timeout"
                  : late->first                               ? "idle_timeout"
                                                              : "first_byte_timeout");
    });
}

void Conversation::count(const ReplyRef& r, const Event& e) {
    remote::Usage usage{.requests = 1, .input_tokens = e.used.input, .output_tokens = e.used.output};
    usage.seconds = static_cast<double>(r->speech.length()) / wire::kRealtimeRate;
    const remote::Prices& p = service_->options.prices;
    const auto price = [](double of_sound, double of_text) { return of_sound > 0 ? of_sound : of_text; };
    usage.cost =
        (static_cast<double>(e.used.input - e.used.audio_input) * p.per_million_input_tokens +
         static_cast<double>(e.used.output - e.used.audio_output) * p.per_million_output_tokens +
         static_cast<double>(e.used.audio_input) * price(options_.per_million_audio_input, p.per_million_input_tokens) +
         static_cast<double>(e.used.audio_output) *
             price(options_.per_million_audio_output, p.per_million_output_tokens)) /
        1e6;
    service_->used(call_, "customer", usage);
}

}  // namespace mockcall::openai
