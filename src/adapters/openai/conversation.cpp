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

constexpr std::size_t kMostSound = std::size_t{60} * wire::kRealtimeRate;
constexpr std::size_t kMostWords = 4'096;

Error failed(std::string_view why) {
    return {ErrorCode::AiServiceError, fmt::format("The AI service that speaks for the customer failed ({}).", why)};
}

/// What a reading is compared by: services write numbers and punctuation as they like.
std::string letters_of(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
            out += c;
        else if (c >= 'A' && c <= 'Z')
            out += static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string argument(const std::string& arguments, std::string_view name) {
    boost::system::error_code ec;
    const json::value v = json::parse(arguments, ec);
    const auto* o = ec ? nullptr : v.if_object();
    const auto* member = o == nullptr ? nullptr : o->if_contains(name);
    return member != nullptr && member->is_string() ? std::string(std::string_view(member->get_string()).substr(0, 16))
                                                    : std::string{};
}

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

// --- What is asked

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
    for (const auto& said : history_.catch_up(request.spoken.heard))
        link_.send(wire::add_said(said));
    line_ = replies_[id] = r;
    queue_.push_back(r);
    send_next();
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

// --- What is answered

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
    const auto all = replies_;
    for (const auto& [id, r] : all)
        if (!r->over)
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

// --- What is heard

void Conversation::speak(Id id, const SpeechRequest& request, std::shared_ptr<VoiceGuard> guard) {
    if (std::exchange(line_id_, request.line) != request.line)
        played_.clear();
    const int rate = request.sample_rate;
    Voice voice{id, std::move(guard), request, nullptr, audio::Resampler{wire::kRealtimeRate, rate}};
    if (line_ && line_->claimed < line_->sentences.size() && line_->sentences[line_->claimed] == request.text) {
        Reply& r = *line_;
        ++r.claimed;
        r.speech.allow(request.text.size());
        if (r.words_whole && r.claimed == r.sentences.size())
            r.speech.allow_rest();
        voice.reply = line_;
        voice_.emplace(std::move(voice));
        return pump();
    }
    if (!service_->meter.allows(call_) || !link_.open()) {
        voice.guard->tell([](auto& l) { l.on_error(failed("down")); });
        return;
    }
    const ReplyRef r = make(Kind::Reading);
    r->id = id;
    r->to_read = letters_of(request.text);
    r->wanted = {
        .tag = fmt::format("s{}_{}", link_.connection(), ++last_reading_),
        .instructions = fmt::format("Say exactly these words of the customer's aloud, {}, and nothing else: {}",
                                    to_string(request.emotion), json::serialize(json::string(request.text))),
        .voice = voice_of(request.voice.name),
        .input = {},
        .function = {},
        .arguments = {},
        .tools = false};
    replies_[id] = r;
    voice.reply = r;
    voice_.emplace(std::move(voice));
    queue_.push_back(r);
    send_next();
}

/// What is read out may be heard as far as it is what was to be read.
void Conversation::check_reading(const ReplyRef& r) {
    std::string read;
    for (const std::string& sentence : r->sentences)
        read += letters_of(sentence);
    if (!r->to_read.starts_with(read) || (r->words_whole && read != r->to_read)) {
        r->unwanted = true;
        return fail(r, "other_words");
    }
    for (; r->claimed < r->sentences.size(); ++r->claimed)
        r->speech.allow(r->sentences[r->claimed].size());
    if (r->words_whole)
        r->speech.allow_rest();
    if (voiced(r))
        pump();
}

void Conversation::pump() {
    const ReplyRef r = voice_->reply;
    if (r->kind == Kind::Words && r->words_whole && r->claimed == r->sentences.size())
        r->speech.allow_rest();
    const std::size_t from = r->speech.taken();
    const Samples pcm = r->speech.take();
    const bool whole =
        r->speech.finished() && (r->kind == Kind::Words || r->over) && !(r->kind == Kind::Reading && r->failed);
    Samples out;
    voice_->resampler.process(pcm, out);
    if (whole)
        voice_->resampler.flush(out);
    if (!pcm.empty())
        played_.push_back({r, from, pcm.size()});
    const auto guard = voice_->guard;
    const Id mine = voice_->id;
    if (!out.empty()) {
        if (!std::exchange(voice_->began, true))
            guard->tell([](auto& l) {
                if (l.on_began)
                    l.on_began("openai-realtime");
            });
        guard->tell([&](auto& l) { l.on_audio(std::move(out)); });
    }
    if (!voice_ || voice_->id != mine)
        return;
    if (whole)
        return end_voice(std::nullopt);
    if (r->over)
        end_voice(failed("cut_off"));
}

void Conversation::end_voice(std::optional<Error> error) {
    const Voice voice = std::move(*std::exchange(voice_, std::nullopt));
    const ReplyRef r = voice.reply;
    quit(r);
    if (r->over && line_ != r)
        replies_.erase(r->id);
    voice.guard->tell([&](auto& l) {
        if (error && l.on_error)
            l.on_error(*error);
        else if (!error && l.on_done)
            l.on_done();
    });
}

void Conversation::hush(Id id) {
    if (!voice_ || voice_->id != id)
        return;
    const ReplyRef r = std::exchange(voice_, std::nullopt)->reply;
    r->unwanted = true;
    quit(r);
    if (r->over && line_ != r)
        replies_.erase(r->id);
}

void Conversation::stopped(UtteranceId line, Milliseconds heard) {
    if (line != line_id_)
        return;
    auto left = static_cast<std::size_t>(std::max<std::int64_t>(0, heard.count())) * wire::kRealtimeRate / 1000;
    std::vector<ReplyRef> cut;
    for (const Played& p : std::exchange(played_, {})) {
        const bool before = std::ranges::find(cut, p.reply) == cut.end();
        if (before)
            cut.push_back(p.reply);
        if (left == 0 && !before)
            continue;  // it was cut in an earlier piece
        const std::size_t whole = std::min(left, p.count);
        left -= whole;
        p.reply->cut_at = p.from + whole;
    }
    for (const ReplyRef& r : cut) {
        r->unwanted = true;
        quit(r);
    }
}

}  // namespace mockcall::openai
