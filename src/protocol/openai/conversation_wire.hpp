// What is asked of a Realtime conversation, as JSON text. The names are the API's. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mockcall::protocol::openai {

inline constexpr std::string_view kTag = "mockcall";  ///< in a response's metadata: which one of ours it is

struct FunctionTool {
    std::string name;
    std::string description;
    std::string parameters;  ///< JSON Schema
};

struct ConversationSession {
    std::string transcription_model;  ///< what the agent says is told in words as well
    std::string language;             ///< ISO 639-1; "" left out
    std::string prompt;               ///< words that are likely; "" left out
    std::vector<FunctionTool> tools;
};
/// session.update. Turns are ours: the service neither cuts the sound nor answers by itself.
[[nodiscard]] std::string conversation_session(const ConversationSession& session);

struct ResponseWanted {
    std::string tag;
    std::string instructions;
    std::string voice;
    std::string input;      ///< not of the conversation, and not kept in it: this text alone is answered
    std::string function;   ///< the answer is a call of it; "" the answer is spoken
    std::string arguments;  ///< JSON Schema of the call
    bool tools = true;      ///< the session's may be called
};
/// response.create; its event_id is the tag.
[[nodiscard]] std::string create_response(const ResponseWanted& wanted);
[[nodiscard]] std::string cancel_response(std::string_view response);

/// conversation.item.create. `after`: the item it follows; "root" puts it first.
struct SaidText {
    std::string id;
    std::string after;
    bool customer = false;
    std::string text;
};
[[nodiscard]] std::string add_said(const SaidText& said);
[[nodiscard]] std::string add_function_result(std::string_view call, std::string_view result);
[[nodiscard]] std::string truncate_item(std::string_view item, long heard_ms);
[[nodiscard]] std::string delete_item(std::string_view item);

}  // namespace mockcall::protocol::openai
