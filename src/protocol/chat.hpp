// The wire of POST /chat/completions (OpenAI API): requests out, streamed chunks and whole answers in. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace mockcall::protocol {

struct ChatRequest {
    std::string model;
    std::string system;
    std::string user;
    std::string schema_name;
    std::string schema;  ///< JSON; "" for free text
    int most_tokens = 200;
    double temperature = 0.7;
    bool stream = true;
};
/// What a service does not take of the API, and takes instead.
struct ChatDialect {
    bool completion_tokens =
        false;  ///< max_completion_tokens for max_tokens: a model that reasons, and needs room for it
    bool no_temperature = false;
    bool no_usage = false;           ///< no stream_options
    bool no_schema = false;          ///< any JSON object; the instructions hold the schema
    std::string reasoning_effort{};  ///< "" left out
    /// The service refused a parameter; "" none. False when nothing can be done about it.
    bool without(std::string_view parameter);
};
[[nodiscard]] std::string chat_body(const ChatRequest& request, const ChatDialect& dialect = {});
/// The parameter that an error body is about, of those that without() knows; "" none.
[[nodiscard]] std::string refused_parameter(std::string_view error_body);

struct ChatUsage {
    std::int64_t input_tokens = 0;
    std::int64_t output_tokens = 0;
    bool operator==(const ChatUsage&) const = default;
};
/// What one chunk of a stream, or a whole answer, brings.
struct ChatPiece {
    std::string text;
    bool finished = false;  ///< the model has said everything
    bool cut = false;       ///< ... and was stopped by its limit, or refused
    std::optional<ChatUsage> usage;
};
/// `data` of an event, not "[DONE]". Errors: ValidationError when it is no chunk, or tells of an error.
[[nodiscard]] Result<ChatPiece> chat_chunk(std::string_view data);
/// The body of an answer that was not streamed.
[[nodiscard]] Result<ChatPiece> chat_answer(std::string_view body);

}  // namespace mockcall::protocol
