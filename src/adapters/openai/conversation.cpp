#include "adapters/openai/conversation.hpp"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>
#include <fmt/core.h>

#include "adapters/openai/openai_recognizer.hpp"

namespace mockcall::openai {
namespace {

namespace json = boost::json;
namespace wire = protocol::openai;

std::vector<wire::FunctionTool> tools() {
    constexpr const char* kNothing = R"({"type":"object","properties":{},"required":[],"additionalProperties":false})";
    return {
        {"answer_offer", "Tells whether the customer accepts or refuses what the agent offers. Called before speaking.",
         R"({"type":"object","properties":{"decision":{"type":"string","enum":["accept","refuse"]}},)"
         R"("required":["decision"],"additionalProperties":false})"},
        {"show_emotion", "Tells how the customer feels while saying the next line.",
         R"({"type":"object","properties":{"emotion":{"type":"string","enum":["neutral","happy","angry",)"
         R"("frustrated"]}},"required":["emotion"],"additionalProperties":false})"},
        {"hang_up", "The customer wants to end the call.", kNothing},
    };
}

std::string hello(const RealtimeOptions& options, const std::string& prompt) {
    return wire::conversation_session({options.model, options.language, prompt, tools()});
}

}  // namespace

Conversation::Conversation(std::shared_ptr<RealtimeService> service, const RealtimeVoice& voice, CallId call,
                           const std::string& prompt)
    : service_(std::move(service)),
      options_(voice),
      call_(std::move(call)),
      link_(service_, hello(service_->options, prompt),
            {[this](const Event& e) { event(e); }, [this](std::string_view why) { ended(why); },
             [this] { return waiting(); }}),
      ears_(service_, link_, call_,
            {[this](const std::string& item) { history_.agent_began(item); },
             [this](const std::string& item, const std::string& words) { history_.agent_said(item, words); },
             [this](const std::string& item) {
                 history_.gone(item);
                 link_.send(wire::delete_item(item));
             }}) {}

void Conversation::close() {
    ears_.close();
    for (const auto& [id, r] : std::exchange(replies_, {}))
        service_->client.loop().cancel(r->timer);
    queue_.clear();
    active_ = line_ = nullptr;
    voice_.reset();
    played_.clear();
    link_.close();
}

bool Conversation::waiting() const {
    return ears_.waiting() ||
           std::ranges::any_of(replies_, [](const auto& r) { return r.second->sent && !r.second->over; });
}

std::string Conversation::voice_of(const std::string& ours) const {
    const auto it = options_.voices.find(ours);
    return it == options_.voices.end() ? ours : it->second;
}

Conversation::ReplyRef Conversation::make(Kind kind) {
    auto r = std::make_shared<Reply>();
    r->kind = kind;
    return r;
}

void Conversation::ask(Id id, ModelRequest request, std::shared_ptr<ModelGuard> guard) {
    const auto no = [&guard](const char* why) { guard->tell([why](auto& l) { l.on_error(why); }); };
    if (!service_->meter.allows(call_))
        return no("budget");
    if (!link_.open())
        return no("down");
    const auto r = make(request.stream ? Kind::Words : Kind::Meaning);
    r->id = id;
    r->asker = std::move(guard);
    r->decides = request.spoken.decides;
    r->may_leave = request.spoken.leaving;
    r->wanted.tag = fmt::format("r{}_{}", link_.connection(), id);
    r->heard = std::move(request.spoken.heard);
    r->wanted.instructions = request.prompt.system;
    if (r->kind == Kind::Meaning) {
        r->wanted.input = request.prompt.user;
        r->wanted.function = request.prompt.schema_name;
        r->wanted.arguments = request.prompt.schema;
        replies_[id] = r;
        return send(r);
    }
    r->wanted.instructions += "\n\n" + request.prompt.user;
    r->wanted.voice = voice_of(request.spoken.voice);
    if (const ReplyRef last = line_) {
        last->unwanted = true;  // what was not heard of it by now never is
        quit(last);
        let_go(last);
    }
    line_ = replies_[id] = r;
    enter(r);
}

/// Into the conversation, once that has heard what was said before.
void Conversation::enter(const ReplyRef& r) {
    for (const auto& said : history_.catch_up(r->heard))
        link_.send(wire::add_said(said));
    queue_.push_back(r);
    send_next();
}

/// A line that was kept turned out to be dead: what nothing has come of is asked for once more, on another.
bool Conversation::ask_again(const ReplyRef& r) {
    if (r->unwanted || r->first || !r->response.empty() || std::exchange(r->repeated, true) || !link_.open())
        return false;
    service_->client.loop().cancel(r->timer);
    r->wanted.tag = fmt::format("a{}_{}", link_.connection(), r->wanted.tag);
    if (r->kind == Kind::Meaning)
        send(r);
    else
        enter(r);
    return true;
}

void Conversation::send_next() {
    if (active_ || queue_.empty())
        return;
    active_ = queue_.front();
    queue_.pop_front();
    send(active_);
}

void Conversation::send(const ReplyRef& r) {
    r->sent = true;
    r->asked = service_->clock.steady();
    service_->asked();
    link_.send(wire::create_response(r->wanted));
    watch(r);
}

/// What was answered already stays: its sound is still to be heard.
void Conversation::forget(Id id) {
    const auto it = replies_.find(id);
    if (it == replies_.end() || !it->second->asker)
        return;
    const ReplyRef r = it->second;
    r->asker.reset();
    r->unwanted = true;
    quit(r);
}

void Conversation::refuse(Id id) {
    service_->blame("broken_answer");
    forget(id);
}

/// Stops the service where nothing further will be heard of the reply.
void Conversation::quit(const ReplyRef& r) {
    if (!r->unwanted || voiced(r))
        return;
    if (!r->sent) {
        std::erase(queue_, r);
        r->over = true;
        return let_go(r);
    }
    if (r->over)
        return tidy(r);
    if (!r->response.empty() && !std::exchange(r->cancelled, true))
        link_.send(wire::cancel_response(r->response));
}

/// The service keeps what was heard, and no more.
void Conversation::tidy(const ReplyRef& r) {
    if (!r->over || r->item.empty() || voiced(r) || !link_.connected())
        return;
    const std::size_t end = r->cut_at.value_or(r->unwanted ? r->speech.taken() : r->speech.length());
    if (end >= r->kept.value_or(r->speech.length()) && !(end == 0 && !r->kept))
        return;
    r->kept = end;
    if (end == 0) {
        history_.gone(r->item);
        link_.send(wire::delete_item(r->item));
        return;
    }
    link_.send(wire::truncate_item(r->item, static_cast<long>(end * 1000 / wire::kRealtimeRate)));
}

void Conversation::let_go(const ReplyRef& r) {
    if (r->over) {
        service_->client.loop().cancel(r->timer);
        replies_.erase(r->id);
    }
    if (line_ == r)
        line_ = nullptr;
}

}  // namespace mockcall::openai
