#include "protocol/openai/speech_wire.hpp"

#include <boost/json.hpp>

namespace mockcall::protocol::openai {
namespace {

namespace json = boost::json;

void put(std::string& out, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i)
        out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

void field(std::string& out, std::string_view boundary, std::string_view name, std::string_view value) {
    out.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(name);
    out.append("\"\r\n\r\n").append(value).append("\r\n");
}

const json::string* text_member(const json::object& o, std::string_view name) {
    const auto* member = o.if_contains(name);
    return member == nullptr ? nullptr : member->if_string();
}

}  // namespace

std::string speech_body(const SpeechBody& body) {
    json::object o{{"model", body.model}, {"voice", body.voice}, {"input", body.text}, {"response_format", "pcm"}};
    if (!body.instructions.empty())
        o["instructions"] = body.instructions;
    if (body.speed != 1)
        o["speed"] = body.speed;
    return json::serialize(o);
}

std::string wav_file(SampleView pcm, int sample_rate) {
    const auto bytes = static_cast<std::uint32_t>(pcm.size_bytes());
    const auto rate = static_cast<std::uint32_t>(sample_rate);
    std::string out;
    out.reserve(44 + bytes);
    out += "RIFF";
    put(out, 36 + bytes, 4);
    out += "WAVEfmt ";
    put(out, 16, 4);
    put(out, 1, 2);         // PCM
    put(out, 1, 2);         // channels
    put(out, rate, 4);      // samples a second
    put(out, rate * 2, 4);  // bytes a second
    put(out, 2, 2);         // bytes a frame
    put(out, 16, 2);        // bits a sample
    out += "data";
    put(out, bytes, 4);
    for (const std::int16_t sample : pcm)
        put(out, static_cast<std::uint16_t>(sample), 2);
    return out;
}

Multipart transcription_body(const TranscriptionBody& body, SampleView pcm, int sample_rate,
                             std::string_view boundary) {
    Multipart out{"multipart/form-data; boundary=" + std::string(boundary), {}};
    out.body.reserve(pcm.size_bytes() + 1024 + body.prompt.size());
    field(out.body, boundary, "model", body.model);
    field(out.body, boundary, "response_format", "json");
    field(out.body, boundary, "temperature", "0");
    if (!body.language.empty())
        field(out.body, boundary, "language", body.language);
    if (!body.prompt.empty())
        field(out.body, boundary, "prompt", body.prompt);
    if (body.stream)
        field(out.body, boundary, "stream", "true");
    out.body.append("--").append(boundary).append(
        "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"utterance.wav\"\r\nContent-Type: "
        "audio/wav\r\n\r\n");
    out.body += wav_file(pcm, sample_rate);
    out.body.append("\r\n--").append(boundary).append("--\r\n");
    return out;
}

Result<TranscriptionNews> read_transcription(std::string_view text) {
    const auto broken = [] { return fail(ErrorCode::AiServiceError, "A transcription is not what the API says."); };
    boost::system::error_code ec;
    const json::value value = json::parse(text, ec);
    const json::object* o = ec ? nullptr : value.if_object();
    if (o == nullptr)
        return broken();
    TranscriptionNews news;
    const json::string* type = text_member(*o, "type");
    if (type == nullptr || *type == "transcript.text.done") {
        const json::string* whole = text_member(*o, "text");
        if (whole == nullptr)
            return broken();
        news.text = std::string(*whole);
    } else if (*type == "transcript.text.delta") {
        const json::string* delta = text_member(*o, "delta");
        if (delta == nullptr)
            return broken();
        news.delta = std::string(*delta);
    } else if (*type == "error") {
        return broken();
    }
    return news;
}

}  // namespace mockcall::protocol::openai
