#include "adapters/http/status.hpp"

#include "protocol/events_wire.hpp"

namespace mockcall::http {

int http_status(ErrorCode code) {
    switch (code) {
        case ErrorCode::ValidationError: return 400;
        case ErrorCode::Unauthorized: return 401;
        case ErrorCode::Forbidden: return 403;
        case ErrorCode::ScenarioNotFound:
        case ErrorCode::SessionNotFound:
        case ErrorCode::RecordingNotFound:
        case ErrorCode::NotFound: return 404;
        case ErrorCode::MethodNotAllowed: return 405;
        case ErrorCode::AlreadyInCall:
        case ErrorCode::InvalidState: return 409;
        case ErrorCode::SessionExpired: return 410;
        case ErrorCode::PayloadTooLarge: return 413;
        case ErrorCode::UnsupportedMediaType: return 415;
        case ErrorCode::RateLimitExceeded: return 429;
        case ErrorCode::AiServiceError: return 503;
        case ErrorCode::AudioInitFailed:
        case ErrorCode::RecordingFailed:
        case ErrorCode::EvaluationFailed:
        case ErrorCode::WebsocketError:
        case ErrorCode::InternalError:
        case ErrorCode::AudioFailure:
        case ErrorCode::ConnectionLost: return 500;
    }
    return 500;
}

namespace {

void append_details(const Error& error, std::string& out) {
    using protocol::append_json_text;
    if (!error.fields.empty()) {
        out += R"(,"details":[)";
        for (std::size_t i = 0; i < error.fields.size(); ++i) {
            out += i == 0 ? R"({"field":)" : R"(,{"field":)";
            append_json_text(error.fields[i].field, out);
            out += R"(,"problem":)";
            append_json_text(error.fields[i].problem, out);
            out += '}';
        }
        out += ']';
    } else if (error.code == ErrorCode::InvalidState) {
        out += R"(,"details":{"status":)";
        append_json_text(error.status, out);
        out += '}';
    } else if (error.code == ErrorCode::AlreadyInCall) {
        out += R"(,"details":{"sessionId":)";
        append_json_text(error.session_id, out);
        out += '}';
    }
}

}  // namespace

HttpResponse error_response(const Error& error) {
    HttpResponse r;
    r.status = http_status(error.code);
    r.add("Content-Type", "application/json");
    r.own = R"({"success":false,"error":{"code":")";
    r.own += to_string(error.code);
    r.own += R"(","message":)";
    protocol::append_json_text(error.message.empty() ? "Something went wrong." : error.message, r.own);
    append_details(error, r.own);
    r.own += "}}";
    if (r.status == 401)
        r.add("WWW-Authenticate", "Bearer");
    if ((r.status == 429 || r.status == 503) && error.retry_after_s > 0)
        r.add("Retry-After", std::to_string(error.retry_after_s));
    return r;
}

namespace {

HttpResponse envelope(int status) {
    HttpResponse r;
    r.status = status;
    r.add("Content-Type", "application/json");
    r.before = R"({"success":true,"data":)";
    r.after = "}";
    return r;
}

}  // namespace

HttpResponse data_response(std::string json, int status) {
    HttpResponse r = envelope(status);
    r.own = std::move(json);
    return r;
}

HttpResponse data_response(std::shared_ptr<const std::string> json) {
    HttpResponse r = envelope(200);
    r.shared = std::move(json);
    return r;
}

}  // namespace mockcall::http
