#include "protocol/chat.hpp"

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

std::string chat_body(const ChatRequest& request) {
    json::object body{
        {"model", request.model},
        {"messages", json::array{json::object{{"role", "system"}, {"content", request.system}},
                                 json::object{{"role", "user"}, {"content", request.user}}}},
        {"max_tokens", request.most_tokens},
        {"temperature", request.temperature},
        {"stream", request.stream},
    };
    if (request.stream)
        body["stream_options"] = json::object{{"include_usage", true}};
    if (!request.schema.empty())
        body["response_format"] = json::object{
            {"type", "json_schema"},
            {"json_schema",
             json::object{{"name", request.schema_name}, {"strict", true}, {"schema", json::parse(request.schema)}}}};
    return json::serialize(body);
}

Result<ChatPiece> chat_chunk(std::string_view data) { return piece_of(data, "delta"); }
Result<ChatPiece> chat_answer(std::string_view body) { return piece_of(body, "message"); }

}  // namespace mockcall::protocol
