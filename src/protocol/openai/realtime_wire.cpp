#include "protocol/openai/realtime_wire.hpp"

#include <algorithm>

#include <boost/json.hpp>

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

Kind kind_of(std::string_view type) {
    constexpr std::string_view kTranscription = "conversation.item.input_audio_transcription.";
    if (type == "session.updated")
        return Kind::SessionUpdated;
    if (type == "input_audio_buffer.committed")
        return Kind::Committed;
    if (type == "error")
        return Kind::Error;
    if (!type.starts_with(kTranscription))
        return Kind::Other;
    const std::string_view what = type.substr(kTranscription.size());
    return what == "delta"       ? Kind::Delta
           : what == "completed" ? Kind::Completed
           : what == "failed"    ? Kind::Failed
                                 : Kind::Other;
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
        return fail(ErrorCode::AiServiceError, "A realtime event is not what the API says.");
    RealtimeEvent event;
    event.kind = kind_of(text_of_member(*o, "type"));
    event.item = text_of_member(*o, "item_id");
    if (event.kind == Kind::Delta)
        event.text = text_of_member(*o, "delta");
    if (event.kind == Kind::Completed)
        event.text = text_of_member(*o, "transcript");
    if (event.kind == Kind::Error || event.kind == Kind::Failed)
        if (const auto* error = o->if_contains("error"); error != nullptr && error->is_object())
            event.code = plain_code(text_of_member(error->get_object(), "code"));
    return event;
}

}  // namespace mockcall::protocol::openai
