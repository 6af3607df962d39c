#include "base/error.hpp"

namespace mockcall {

std::string_view to_string(ErrorCode code) {
    switch (code) {
        case ErrorCode::ScenarioNotFound: return "SCENARIO_NOT_FOUND";
        case ErrorCode::SessionNotFound: return "SESSION_NOT_FOUND";
        case ErrorCode::AlreadyInCall: return "ALREADY_IN_CALL";
        case ErrorCode::AudioInitFailed: return "AUDIO_INIT_FAILED";
        case ErrorCode::AiServiceError: return "AI_SERVICE_ERROR";
        case ErrorCode::RecordingFailed: return "RECORDING_FAILED";
        case ErrorCode::EvaluationFailed: return "EVALUATION_FAILED";
        case ErrorCode::WebsocketError: return "WEBSOCKET_ERROR";
        case ErrorCode::RateLimitExceeded: return "RATE_LIMIT_EXCEEDED";
        case ErrorCode::ValidationError: return "VALIDATION_ERROR";
        case ErrorCode::Unauthorized: return "UNAUTHORIZED";
        case ErrorCode::Forbidden: return "FORBIDDEN";
        case ErrorCode::NotFound: return "NOT_FOUND";
        case ErrorCode::MethodNotAllowed: return "METHOD_NOT_ALLOWED";
        case ErrorCode::RecordingNotFound: return "RECORDING_NOT_FOUND";
        case ErrorCode::InvalidState: return "INVALID_STATE";
        case ErrorCode::PayloadTooLarge: return "PAYLOAD_TOO_LARGE";
        case ErrorCode::UnsupportedMediaType: return "UNSUPPORTED_MEDIA_TYPE";
        case ErrorCode::SessionExpired: return "SESSION_EXPIRED";
        case ErrorCode::InternalError: return "INTERNAL_ERROR";
        case ErrorCode::AudioFailure: return "AUDIO_FAILURE";
        case ErrorCode::ConnectionLost: return "CONNECTION_LOST";
    }
    return "INTERNAL_ERROR";
}

std::unexpected<Error> fail_validation(std::string field, std::string problem) {
    auto message = field + ": " + problem;
    return std::unexpected(
        Error{ErrorCode::ValidationError, std::move(message), {{std::move(field), std::move(problem)}}});
}

}  // namespace mockcall
