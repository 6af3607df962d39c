#include "protocol/chat.hpp"

#include <array>
#include <utility>

#include <boost/json.hpp>

namespace mockcall::protocol {
namespace {

namespace json = boost::json;

std::unexpected<Error> foreign() { return fail_validation("answer", "is none of this API"); }

std::optional<ChatUsage> usage_of(const json::object& o) {
    const auto* usage = o.if_contains("usage");
    if (usage == nullptr || !usage->is_object())
        return std::nullopt;
    const auto count = [&](const char* name) -> std::int64_t {
        const auto* n = usage->as_object().if_contains(name);
        return n != nullptr && n->is_int64() && n->as_int64() > 0 ? n->as_int64() : 0;
    };
    return ChatUsage{count("prompt_tokens"), count("completion_tokens")};
}

/// `part`: "delta" in chunks, "message" in whole answers.
Result<ChatPiece> piece_of(std::string_view text, std::string_view part) {
    boost::system::error_code ec;
    const json::value v = json::parse(text, ec);
    if (ec || !v.is_object() || v.as_object().contains("error"))
        return foreign();
    const json::object& o = v.as_object();
    const auto* choices = o.if_contains("choices");
    if (choices == nullptr || !choices->is_array())
        return foreign();
    ChatPiece piece;
    piece.usage = usage_of(o);
    if (choices->as_array().empty())
        return piece.usage || part == "delta" ? Result<ChatPiece>(piece) : Result<ChatPiece>(foreign());
    const auto* choice = choices->as_array()[0].if_object();
    if (choice == nullptr)
        return foreign();
    if (const auto* said = choice->if_contains(part); said != nullptr && said->is_object()) {
        if (const auto* content = said->as_object().if_contains("content"); content != nullptr && content->is_string())
            piece.text = std::string(content->as_string());
        if (const auto* no = said->as_object().if_contains("refusal"); no != nullptr && no->is_string())
            piece.cut = !no->as_string().empty();
    }
    if (const auto* reason = choice->if_contains("finish_reason"); reason != nullptr && reason->is_string()) {
        piece.finished = true;
        piece.cut = piece.cut || reason->as_string() == "length" || reason->as_string() == "content_filter";
    }
    return piece;
}

}  // namespace

bool ChatDialect::without(std::string_view parameter) {
    bool* const known = parameter == "max_tokens"        ? &completion_tokens
                        : parameter == "temperature"     ? &no_temperature
                        : parameter == "stream_options"  ? &no_usage
                        : parameter == "response_format" ? &no_schema
                                                         : nullptr;
    return known != nullptr && !std::exchange(*known, true);
}

std::string refused_parameter(std::string_view error_body) {
    constexpr std::array<std::string_view, 4> kKnown{"max_tokens", "temperature", "stream_options", "response_format"};
    boost::system::error_code ec;
    const json::value v = json::parse(error_body, ec);
    const auto* o = ec ? nullptr : v.if_object();
    const auto* inner = o == nullptr ? nullptr : o->if_contains("error");
    const auto* error = inner != nullptr && inner->is_object() ? &inner->get_object() : o;
    const auto text = [&](std::string_view name) -> std::string_view {
        const auto* member = error == nullptr ? nullptr : error->if_contains(name);
        return member != nullptr && member->is_string() ? std::string_view(member->get_string()) : std::string_view{};
    };
    for (const std::string_view name : kKnown)
        if (text("param") == name)
            return std::string(name);
    if (!text("param").empty())
        return {};
    for (const std::string_view name : kKnown)  // some servers only say it in their sentence
        if (text("message").contains(name))
            return std::string(name);
    return {};
}

std::string chat_body(const ChatRequest& request, const ChatDialect& dialect) {
    constexpr int kRoomToReason = 2'000;  // tokens
    std::string system = request.system;
    if (dialect.no_schema && !request.schema.empty())
        system +=
            "\n\nAnswer with nothing but a JSON object of this schema, its members in this order:\n" + request.schema;
    json::object body{
        {"model", request.model},
        {"messages", json::array{json::object{{"role", "system"}, {"content", std::move(system)}},
                                 json::object{{"role", "user"}, {"content", request.user}}}},
        {"stream", request.stream},
    };
    if (dialect.completion_tokens)
        body["max_completion_tokens"] = request.most_tokens + kRoomToReason;
    else
        body["max_tokens"] = request.most_tokens;
    if (!dialect.no_temperature)
        body["temperature"] = request.temperature;
    if (!dialect.reasoning_effort.empty())
        body["reasoning_effort"] = dialect.reasoning_effort;
    if (request.stream && !dialect.no_usage)
        body["stream_options"] = json::object{{"include_usage", true}};
    if (!request.schema.empty() && dialect.no_schema)
        body["response_format"] = json::object{{"type", "json_object"}};
    else if (!request.schema.empty())
        body["response_format"] = json::object{
            {"type", "json_schema"},
            {"json_schema",
             json::object{{"name", request.schema_name}, {"strict", true}, {"schema", json::parse(request.schema)}}}};
    return json::serialize(body);
}

Result<ChatPiece> chat_chunk(std::string_view data) { return piece_of(data, "delta"); }
Result<ChatPiece> chat_answer(std::string_view body) { return piece_of(body, "message"); }

}  // namespace mockcall::protocol
