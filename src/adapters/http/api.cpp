#include "adapters/http/api.hpp"

#include <algorithm>

#include "adapters/http/exchange.hpp"
#include "adapters/http/request_bodies.hpp"
#include "adapters/http/status.hpp"
#include "base/random.hpp"

namespace mockcall::http {
namespace {

bool is_sane_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' ||
               c == '-';
    });
}

/// "https://app.example" of "https://app.example/path".
std::string_view origin_of(std::string_view url) {
    const auto scheme = url.find("://");
    return scheme == std::string_view::npos ? url : url.substr(0, url.find('/', scheme + 3));
}

std::string_view host_of(std::string_view origin) {
    const auto scheme = origin.find("://");
    return scheme == std::string_view::npos ? std::string_view{} : origin.substr(scheme + 3);
}

bool takes_body(Route route) {
    return route == Route::Start || route == Route::Status || route == Route::End || route == Route::Crm ||
           route == Route::SetPreferences || route == Route::Guest || route == Route::AddComment ||
           route == Route::Override;
}
bool is_session_route(Route route) {
    return route == Route::Status || route == Route::End || route == Route::Recording || route == Route::Session ||
           route == Route::Timings || route == Route::EraseSession || route == Route::Comments ||
           route == Route::AddComment || route == Route::RemoveComment || route == Route::Override ||
           route == Route::WithdrawOverride || route == Route::Crm || route == Route::CrmRecord;
}

}  // namespace

Api::Api(ApiOptions options, ApiParts parts)
    : options_(std::move(options)),
      parts_(std::move(parts)),
      bearer_(parts_.verifier),
      id_seed_(parts_.entropy.seed()) {
    constexpr std::pair<Route, const char*> kLimited[] = {{Route::Scenarios, "scenarios"},
                                                          {Route::Start, "start"},
                                                          {Route::Status, "status"},
                                                          {Route::End, "end"},
                                                          {Route::Crm, "crm"}};
    for (const auto& [route, name] : kLimited) {
        if (const auto at = options_.limits.find(name); at != options_.limits.end())
            limiters_[static_cast<std::size_t>(route)] = std::make_unique<RateLimiter>(at->second);
    }
}

std::string Api::request_id(const HttpRequest& request) {
    const std::string& theirs = request.header(Header::RequestId);
    if (is_sane_id(theirs))
        return theirs;
    static constexpr char kHex[] = "0123456789abcdef";
    std::uint64_t bits = Random(id_seed_ + ids_.fetch_add(1, std::memory_order_relaxed)).next();
    std::string id(16, '0');
    for (char& c : id) {
        c = kHex[bits & 15];
        bits >>= 4;
    }
    return id;
}

void Api::handle(HttpRequest request, Respond respond) {
    auto x = std::make_unique<Exchange>();
    x->begun = parts_.clock.steady();
    x->request_id = request_id(request);
    x->match = match(request.method, request.path());
    x->request = std::move(request);
    x->respond = std::move(respond);
    switch (x->request.trouble) {
        case Trouble::None: return dispatch(std::move(x));
        case Trouble::BodyTooLarge:
            return refuse(std::move(x), {ErrorCode::PayloadTooLarge, "The body is over 64 KiB."});
        case Trouble::HeaderTooLarge:
            return refuse(std::move(x), {ErrorCode::PayloadTooLarge, "The request's headers are too long."});
        case Trouble::Malformed:
            return refuse(std::move(x), {ErrorCode::ValidationError, "This is not valid HTTP/1.1."});
    }
}

void Api::dispatch(Held x) {
    switch (x->match.route) {
        case Route::None: return refuse(std::move(x), {ErrorCode::NotFound, "There is nothing at this address."});
        case Route::NoMethod: {
            const Error error{ErrorCode::MethodNotAllowed,
                              "This address takes " + std::string(x->match.allow) + " only."};
            return refuse(std::move(x), error);
        }
        case Route::Preflight: return preflight(std::move(x));
        case Route::StaticFile: return file(std::move(x));
        case Route::Health: return finish(std::move(x), data_response(std::string(R"({"status":"ok"})")));
        case Route::Ready: return parts_.service.ready(answer(std::move(x)));
        case Route::Metrics: {
            HttpResponse r;
            r.add("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            r.own = parts_.metrics.text();
            return finish(std::move(x), std::move(r));
        }
        case Route::Socket:
            return refuse(std::move(x), {ErrorCode::WebsocketError, "This address speaks WebSocket only."});
        case Route::RecordingFile: return recording_file(std::move(x));
        case Route::TranscriptFile: return transcript_file(std::move(x));
        case Route::Guest:
            if (!options_.guests)
                return refuse(std::move(x), {ErrorCode::NotFound, "There is nothing at this address."});
            if (auto problem = json_problem(*x); problem && !x->request.body.empty())
                return refuse(std::move(x), *problem);
            return guest(std::move(x));
        default: break;
    }
    auto who = bearer_.authenticate(x->request.header(Header::Authorization), parts_.clock.wall());
    if (!who)
        return refuse(std::move(x), who.error());
    x->who = std::move(*who);
    if (takes_body(x->match.route)) {
        if (auto problem = json_problem(*x))
            return refuse(std::move(x), *problem);
    }
    const std::string& session = x->request.header(Header::SessionId);
    if (is_session_route(x->match.route) && !session.empty() && session != x->match.id)
        return refuse(std::move(x), fail_validation("X-Session-ID", "must be the session of the path").error());
    dispatch_signed_in(std::move(x));
}

void Api::dispatch_signed_in(Held x) {
    CallService& service = parts_.service;
    // Copies: the reply that takes `x` along may be called before the engine has read its arguments.
    const Principal who = x->who;
    const std::string id = x->match.id;
    const std::string part = x->match.part;
    switch (x->match.route) {
        case Route::Scenarios: return list(std::move(x));
        case Route::Scenario: return service.scenario(who, ScenarioId{id}, answer_shared(std::move(x)));
        case Route::Knowledge: return service.knowledge(id, answer(std::move(x)));
        case Route::Script: return service.script(id, answer(std::move(x)));
        case Route::Start: return start(std::move(x));
        case Route::Status: return status(std::move(x));
        case Route::End: return end(std::move(x));
        case Route::Recording: return service.recording(who, CallId{id}, answer(std::move(x)));
        case Route::Crm: return crm(std::move(x));
        case Route::CrmRecord: return service.crm_record(who, CallId{id}, answer(std::move(x)));
        case Route::Session: return service.session(who, CallId{id}, answer(std::move(x)));
        case Route::Timings: return service.timings(who, CallId{id}, answer(std::move(x)));
        case Route::EraseSession: return service.erase(who, CallId{id}, answer(std::move(x)));
        case Route::Sessions: return sessions(std::move(x));
        case Route::Progress: return service.progress(who, answer(std::move(x)));
        case Route::OrgSessions: return org_sessions(std::move(x));
        case Route::OrgSummary: return org_summary(std::move(x));
        case Route::Comments: return service.comments(who, CallId{id}, answer(std::move(x)));
        case Route::AddComment: return add_comment(std::move(x));
        case Route::RemoveComment: return service.remove_comment(who, CallId{id}, part, answer(std::move(x)));
        case Route::Override: return override_criterion(std::move(x));
        case Route::WithdrawOverride: return service.withdraw_override(who, CallId{id}, part, answer(std::move(x)));
        case Route::Me: return service.me(who, answer(std::move(x)));
        case Route::SetPreferences: return preferences(std::move(x));
        default: return refuse(std::move(x), {ErrorCode::NotFound, "There is nothing at this address."});
    }
}

std::optional<Error> Api::json_problem(const Exchange& x) const {
    if (!is_json_type(x.request.header(Header::ContentType)))
        return Error{ErrorCode::UnsupportedMediaType, "Send application/json."};
    return std::nullopt;
}

bool Api::admit(Held& x) {
    auto& limiter = limiters_[static_cast<std::size_t>(x->match.route)];
    if (!limiter)
        return true;
    x->limited_as = x->who.org.str() + '\n' + x->who.user.str();
    x->verdict = limiter->take(x->limited_as, parts_.clock.steady());
    if (x->verdict->allowed)
        return true;
    const int wait = std::max(1, x->verdict->reset_s);
    Error error{ErrorCode::RateLimitExceeded, "Too many requests; try again in " + std::to_string(wait) + " s."};
    error.retry_after_s = wait;
    refuse(std::move(x), error);
    return false;
}

void Api::refuse(Held x, const Error& error) {
    x->error_code = to_string(error.code);
    HttpResponse response = error_response(error);
    if (error.code == ErrorCode::MethodNotAllowed)
        response.add("Allow", x->match.allow);
    if (x->request.trouble == Trouble::HeaderTooLarge)
        response.status = 431;
    response.close = x->request.trouble != Trouble::None;
    finish(std::move(x), std::move(response));
}

Reply<Json> Api::answer(Held x, int status) {
    return [this, held = std::move(x), status](Result<Json> data) mutable {
        if (data)
            finish(std::move(held), data_response(std::move(*data), status));
        else
            refuse(std::move(held), data.error());
    };
}

Reply<std::shared_ptr<const Json>> Api::answer_shared(Held x) {
    return [this, held = std::move(x)](Result<std::shared_ptr<const Json>> data) mutable {
        if (data)
            finish(std::move(held), data_response(std::move(*data)));
        else
            refuse(std::move(held), data.error());
    };
}

void Api::finish(Held x, HttpResponse response) {
    response.add("X-Request-ID", x->request_id);
    response.add("X-Content-Type-Options", "nosniff");
    if (x->match.route != Route::StaticFile)
        response.add("Cache-Control", "no-store");
    if (x->verdict) {
        response.add("RateLimit-Limit", std::to_string(x->verdict->limit));
        response.add("RateLimit-Remaining", std::to_string(x->verdict->remaining));
        response.add("RateLimit-Reset", std::to_string(x->verdict->reset_s));
    }
    add_cors(x->request, response);
    response.head_only = x->request.method == "HEAD";

    const double seconds = std::chrono::duration<double>(parts_.clock.steady() - x->begun).count();
    parts_.metrics.count(x->match.route, x->match.label, response.status, seconds);
    if (parts_.log)
        parts_.log({x->request.method, x->match.label, response.status, seconds * 1000, x->request_id, x->error_code});
    x->respond(std::move(response));
}

bool Api::is_allowed(std::string_view origin) const {
    return std::ranges::find(options_.allowed_origins, origin) != options_.allowed_origins.end();
}

void Api::add_cors(const HttpRequest& request, HttpResponse& response) const {
    if (options_.allowed_origins.empty())
        return;
    response.add("Vary", "Origin");
    const std::string& origin = request.header(Header::Origin);
    if (!is_allowed(origin))
        return;
    response.add("Access-Control-Allow-Origin", origin);
    response.add("Access-Control-Expose-Headers",
                 "X-Request-ID, Location, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, "
                 "Accept-Ranges, Content-Range");
}

void Api::preflight(Held x) {
    HttpResponse r;
    r.status = 204;
    r.add("Allow", x->match.allow);
    if (is_allowed(x->request.header(Header::Origin)) && !x->request.header(Header::PreflightMethod).empty()) {
        r.add("Access-Control-Allow-Methods", x->match.allow);
        r.add("Access-Control-Allow-Headers",
              "Authorization, Content-Type, Idempotency-Key, X-Request-ID, X-Session-ID, Range");
        r.add("Access-Control-Max-Age", "600");
    }
    finish(std::move(x), std::move(r));
}

std::optional<HttpResponse> Api::refuse_upgrade(const HttpRequest& request) {
    const Match m = match(request.method, request.path());
    const std::string& origin = request.header(Header::Origin);
    const bool own =
        origin.empty() || host_of(origin) == request.header(Header::Host) || origin == origin_of(options_.public_url);
    std::optional<HttpResponse> refusal;
    if (m.route != Route::Socket)
        refusal = error_response({ErrorCode::NotFound, "There is no WebSocket at this address."});
    else if (!own && !is_allowed(origin))
        refusal = error_response({ErrorCode::Forbidden,
                                  "Pages of this origin are not let in; server.allowed_origins names those that are."});
    const std::string id = request_id(request);
    const int status = refusal ? refusal->status : 101;
    parts_.metrics.count(Route::Socket, "/ws/mock-call", status, 0);
    if (parts_.log)
        parts_.log({request.method, m.label, status, 0, id, {}});
    if (refusal)
        refusal->add("X-Request-ID", id);
    return refusal;
}

}  // namespace mockcall::http
