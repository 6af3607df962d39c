#include "protocol/openai/conversation_wire.hpp"

#include <boost/json.hpp>

#include "protocol/openai/realtime_wire.hpp"

namespace mockcall::protocol::openai {
namespace {

namespace json = boost::json;

/// Of what nobody waits for: an error about it harms nobody.
constexpr std::string_view kAside = "aside";

json::object pcm() { return {{"type", "audio/pcm"}, {"rate", kRealtimeRate}}; }

json::object function(std::string_view name, std::string_view description, std::string_view parameters) {
    boost::system::error_code ec;
    json::value schema = json::parse(parameters, ec);
    json::object tool{{"type", "function"}, {"name", name}, {"parameters", ec ? json::value(json::object{}) : schema}};
    if (!description.empty())
        tool["description"] = description;
    return tool;
}

json::object said_by(bool customer, std::string_view text) {
    return {{"type", "message"},
            {"role", customer ? "assistant" : "user"},
            {"content", json::array{json::object{{"type", customer ? "output_text" : "input_text"}, {"text", text}}}}};
}

}  // namespace

std::string conversation_session(const ConversationSession& session) {
    json::object transcription{{"model", session.transcription_model}};
    if (!session.language.empty())
        transcription["language"] = session.language;
    if (!session.prompt.empty())
        transcription["prompt"] = session.prompt;
    json::array tools;
    for (const FunctionTool& tool : session.tools)
        tools.push_back(function(tool.name, tool.description, tool.parameters));
    json::object input{{"format", pcm()}, {"transcription", std::move(transcription)}, {"turn_detection", nullptr}};
    return json::serialize(json::object{
        {"type", "session.update"},
        {"session",
         json::object{{"type", "realtime"},
                      {"output_modalities", json::array{"audio"}},
                      {"audio", json::object{{"input", std::move(input)}, {"output", json::object{{"format", pcm()}}}}},
                      {"tools", std::move(tools)},
                      {"tool_choice", "auto"}}}});
}

std::string create_response(const ResponseWanted& wanted) {
    json::object response{{"instructions", wanted.instructions}, {"metadata", json::object{{kTag, wanted.tag}}}};
    if (!wanted.function.empty()) {
        response["conversation"] = "none";
        response["output_modalities"] = json::array{"text"};
        response["tools"] = json::array{function(wanted.function, {}, wanted.arguments)};
        response["tool_choice"] = json::object{{"type", "function"}, {"name", wanted.function}};
        response["input"] = json::array{said_by(false, wanted.input)};
    } else {
        response["output_modalities"] = json::array{"audio"};
        response["audio"] = json::object{{"output", json::object{{"format", pcm()}, {"voice", wanted.voice}}}};
        if (!wanted.tools)
            response["tool_choice"] = "none";
    }
    return json::serialize(
        json::object{{"type", "response.create"}, {"event_id", wanted.tag}, {"response", std::move(response)}});
}

std::string cancel_response(std::string_view response) {
    json::object event{{"type", "response.cancel"}, {"event_id", kAside}};
    if (!response.empty())
        event["response_id"] = response;
    return json::serialize(event);
}

std::string add_said(const SaidText& said) {
    json::object item = said_by(said.customer, said.text);
    item["id"] = said.id;
    return json::serialize(json::object{{"type", "conversation.item.create"},
                                        {"event_id", kAside},
                                        {"previous_item_id", said.after},
                                        {"item", std::move(item)}});
}

std::string add_function_result(std::string_view call, std::string_view result) {
    return json::serialize(
        json::object{{"type", "conversation.item.create"},
                     {"event_id", kAside},
                     {"item", json::object{{"type", "function_call_output"}, {"call_id", call}, {"output", result}}}});
}

std::string truncate_item(std::string_view item, long heard_ms) {
    return json::serialize(json::object{{"type", "conversation.item.truncate"},
                                        {"event_id", kAside},
                                        {"item_id", item},
                                        {"content_index", 0},
                                        {"audio_end_ms", heard_ms}});
}

std::string delete_item(std::string_view item) {
    return json::serialize(json::object{{"type", "conversation.item.delete"}, {"event_id", kAside}, {"item_id", item}});
}

}  // namespace mockcall::protocol::openai
