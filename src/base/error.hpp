// Errors as values. `ErrorCode` is the contract's own list and knows nothing of HTTP or WebSocket:
// adapters map it, each in one place (adapters/http/status.hpp, adapters/ws).
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mockcall {

enum class ErrorCode : std::uint8_t {
    ScenarioNotFound,
    SessionNotFound,
    AlreadyInCall,
    AudioInitFailed,
    AiServiceError,
    RecordingFailed,
    EvaluationFailed,
    WebsocketError,
    RateLimitExceeded,
    ValidationError,
    Unauthorized,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    RecordingNotFound,
    InvalidState,
    PayloadTooLarge,
    UnsupportedMediaType,
    SessionExpired,
    InternalError,
    // The three of the design's socket table that REST does not use.
    AudioFailure,
    ConnectionLost,
};

/// The name on the wire, e.g. "SCENARIO_NOT_FOUND".
[[nodiscard]] std::string_view to_string(ErrorCode code);

struct FieldProblem {
    std::string field;    ///< dotted path of the member, e.g. "settings.audioQuality"
    std::string problem;  ///< what is wrong and what would be right
};

struct Error {
    ErrorCode code = ErrorCode::InternalError;
    std::string message;                 ///< one sentence that a person can act on
    std::vector<FieldProblem> fields{};  ///< only for ValidationError
    std::string status{};                ///< InvalidState: the call's status now
    std::string session_id{};            ///< AlreadyInCall: the call that is in the way
    int retry_after_s = 0;               ///< RateLimitExceeded, AiServiceError at capacity: seconds to wait
};

template <class T>
using Result = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message) {
    return std::unexpected(Error{code, std::move(message)});
}
[[nodiscard]] std::unexpected<Error> fail_validation(std::string field, std::string problem);

}  // namespace mockcall
