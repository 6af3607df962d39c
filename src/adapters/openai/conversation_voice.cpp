// A conversation: what is heard of its lines, and what is read out.
#include <algorithm>
#include <utility>

#include <boost/json.hpp>
#include <fmt/core.h>

#include "adapters/openai/conversation.hpp"

namespace mockcall::openai {
namespace {

namespace json = boost::json;
namespace wire = protocol::openai;

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

}  // namespace

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
