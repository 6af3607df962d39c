#include "protocol/openai/realtime_wire.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "protocol/openai/conversation_wire.hpp"

namespace mockcall::protocol::openai {
namespace {

namespace json = boost::json;
using Kind = RealtimeEvent::Kind;

std::string text_of_member(const json::object& o, std::string_view name) {
    const auto* member = o.if_contains(name);
    const auto* text = member == nullptr ? nullptr : member->if_string();
    return text == nullptr ? std::string{} : std::string(*text);
}

/// Theirs, for our log: nothing but a word may pass.
std::string plain_code(std::string code) {
    std::erase_if(code, [](char c) {
        return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_');
    });
    return code.substr(0, 64);
}

Kind response_kind(std::string_view what) {
    return what == "created"                         ? Kind::ResponseBegun
           : what == "output_item.added"             ? Kind::MessageBegun
           : what == "output_item.done"              ? Kind::FunctionCalled
           : what == "output_audio.delta"            ? Kind::Sound
           : what == "output_audio_transcript.delta" ? Kind::Spoken
           : what == "output_audio_transcript.done"  ? Kind::SpokenAll
           : what == "done"                          ? Kind::ResponseOver
                                                     : Kind::Other;
}

Kind kind_of(std::string_view type) {
    constexpr std::string_view kTranscription = "conversation.item.input_audio_transcription.";
    if (type == "session.updated")
        return Kind::SessionUpdated;
    if (type == "input_audio_buffer.committed")
        return Kind::Committed;
    if (type == "error")
        return Kind::Error;
    if (type.starts_with("response."))
        return response_kind(type.substr(9));
    if (!type.starts_with(kTranscription))
        return Kind::Other;
    const std::string_view what = type.substr(kTranscription.size());
    return what == "delta"       ? Kind::Delta
           : what == "completed" ? Kind::Completed
           : what == "failed"    ? Kind::Failed
                                 : Kind::Other;
}

const json::object& member_of(const json::object& o, std::string_view name) {
    static const json::object none;
    const auto* member = o.if_contains(name);
    return member != nullptr && member->is_object() ? member->get_object() : none;
}

std::int64_t count_of(const json::object& o, std::string_view name) {
    const auto* member = o.if_contains(name);
    if (member == nullptr || !member->is_number())
        return 0;
    boost::system::error_code ec;
    const auto count = member->to_number<std::int64_t>(ec);
    return ec || count < 0 ? 0 : count;
}

void read_error(const json::object& error, RealtimeEvent& event) {
    event.code = plain_code(text_of_member(error, "code"));
    if (event.code.empty())
        event.code = plain_code(text_of_member(error, "type"));
    event.tag = text_of_member(error, "event_id");
}

/// Messages count when they begin, calls of functions when their arguments are whole.
void read_output_item(const json::object& item, RealtimeEvent& event) {
    const std::string type = text_of_member(item, "type");
    event.item = text_of_member(item, "id");
    if (type != (event.kind == Kind::MessageBegun ? "message" : "function_call")) {
        event.kind = Kind::Other;
        return;
    }
    event.name = text_of_member(item, "name");
    event.call = text_of_member(item, "call_id");
    event.text = text_of_member(item, "arguments");
}

void read_response(const json::object& response, RealtimeEvent& event) {
    event.response = text_of_member(response, "id");
    event.tag = text_of_member(member_of(response, "metadata"), kTag);
    event.status = plain_code(text_of_member(response, "status"));
    const json::object& details = member_of(response, "status_details");
    event.code = plain_code(text_of_member(member_of(details, "error"), "code"));
    if (event.code.empty())
        event.code = plain_code(text_of_member(details, "reason"));
    const json::object& usage = member_of(response, "usage");
    event.used = {count_of(usage, "input_tokens"), count_of(usage, "output_tokens"),
                  count_of(member_of(usage, "input_token_details"), "audio_tokens"),
                  count_of(member_of(usage, "output_token_details"), "audio_tokens")};
}

bool read_samples(const std::string& text, Samples& out) {
    Bytes bytes;
    if (!base64_decode(text, bytes) || bytes.size() % 2 != 0)
        return false;
    out.reserve(bytes.size() / 2);
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
        out.push_back(static_cast<std::int16_t>(bytes[i] | (bytes[i + 1] << 8)));
    return true;
}

std::unexpected<Error> broken_event() {
    return fail(ErrorCode::AiServiceError, "A realtime event is not what the API says.");
}

}  // namespace

std::string transcription_session(const TranscriptionSession& session) {
    json::object transcription{{"model", session.model}};
    if (!session.language.empty())
        transcription["language"] = session.language;
    if (!session.prompt.empty())
        transcription["prompt"] = session.prompt;
    json::object input{{"format", {{"type", "audio/pcm"}, {"rate", kRealtimeRate}}},
                       {"transcription", std::move(transcription)},
                       {"turn_detection", nullptr}};
    return json::serialize(json::object{
        {"type", "session.update"},
        {"session", json::object{{"type", "transcription"}, {"audio", json::object{{"input", std::move(input)}}}}}});
}

std::string append_audio(SampleView pcm) {
    Bytes bytes;
    bytes.reserve(pcm.size_bytes());
    for (const std::int16_t sample : pcm) {
        bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint16_t>(sample) & 0xFF));
        bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint16_t>(sample) >> 8));
    }
    return R"({"type":"input_audio_buffer.append","audio":")" + base64_encode(bytes) + "\"}";
}

std::string commit_audio() { return R"({"type":"input_audio_buffer.commit"})"; }
std::string clear_audio() { return R"({"type":"input_audio_buffer.clear"})"; }

Result<RealtimeEvent> read_realtime_event(std::string_view text) {
    boost::system::error_code ec;
    const json::value value = json::parse(text, ec);
    const json::object* o = ec ? nullptr : value.if_object();
    if (o == nullptr || text_of_member(*o, "type").empty())
        return broken_event();
    RealtimeEvent event;
    event.kind = kind_of(text_of_member(*o, "type"));
    event.item = text_of_member(*o, "item_id");
    event.response = text_of_member(*o, "response_id");
    switch (event.kind) {
        case Kind::Delta:
        case Kind::Spoken: event.text = text_of_member(*o, "delta"); break;
        case Kind::Completed: event.text = text_of_member(*o, "transcript"); break;
        case Kind::Error:
        case Kind::Failed: read_error(member_of(*o, "error"), event); break;
        case Kind::MessageBegun:
        case Kind::FunctionCalled: read_output_item(member_of(*o, "item"), event); break;
        case Kind::ResponseBegun:
        case Kind::ResponseOver: read_response(member_of(*o, "response"), event); break;
        case Kind::Sound:
            if (!read_samples(text_of_member(*o, "delta"), event.sound))
                return broken_event();
            break;
        default: break;
    }
    return event;
}

}  // namespace mockcall::protocol::openai
