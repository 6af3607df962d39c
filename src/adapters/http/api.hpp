// The REST API: finds a request's route, lets in who may enter, asks the engine and writes the answer. No sockets.
//
// A limited route counts requests that came through authentication and validation, whatever the engine says to them;
// a start counts only when it made a call: repeats of an Idempotency-Key and starts that failed are given back.
#pragma once

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/http/access_log.hpp"
#include "adapters/http/bearer.hpp"
#include "adapters/http/message.hpp"
#include "adapters/http/metrics.hpp"
#include "adapters/http/rate_limiter.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/static_files.hpp"
#include "engine/service.hpp"
#include "ports/runtime.hpp"

namespace mockcall::http {

struct GuestSignIn {
    std::string hs256_secret;
    std::string issuer;    ///< "" none
    std::string audience;  ///< "" none
};

struct ApiOptions {
    std::vector<std::string> allowed_origins;  ///< "https://app.example"; "*" is not among them
    std::string public_url;                    ///< pages from there are our own
    std::optional<GuestSignIn> guests;         ///< only where guests may sign in
    std::string links_secret;
    std::map<std::string, RateLimit> limits;  ///< by name: scenarios, start, status, end
};

struct ApiParts {
    CallService& service;
    const Clock& clock;
    Entropy& entropy;
    VerifierSource verifier;
    Metrics& metrics;
    AccessLog log;  ///< may be empty
    StaticFiles files;
};

class Api final : public HttpHandler {
  public:
    Api(ApiOptions options, ApiParts parts);

    void handle(HttpRequest request, Respond respond) override;
    [[nodiscard]] std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request) override;

  private:
    struct Exchange;
    using Held = std::unique_ptr<Exchange>;

    void dispatch(Held x);
    void dispatch_signed_in(Held x);
    void finish(Held x, HttpResponse response);
    void refuse(Held x, const Error& error);
    /// Writes a data answer or an error.
    [[nodiscard]] Reply<Json> answer(Held x, int status = 200);
    [[nodiscard]] Reply<std::shared_ptr<const Json>> answer_shared(Held x);
    /// False: the request was refused, `x` is gone.
    [[nodiscard]] bool admit(Held& x);
    [[nodiscard]] std::optional<Error> json_problem(const Exchange& x) const;
    template <class T>
    [[nodiscard]] std::optional<T> taken(Held& x, Result<T> body);

    void preflight(Held x);
    void guest(Held x);
    void start(Held x);
    void status(Held x);
    void end(Held x);
    void crm(Held x);
    void list(Held x);
    void preferences(Held x);
    void sessions(Held x);
    void org_sessions(Held x);
    void org_summary(Held x);
    void add_comment(Held x);
    void override_criterion(Held x);
    void file(Held x);
    void recording_file(Held x);
    void send_recording(Held x, std::uint64_t total);
    void transcript_file(Held x);

    [[nodiscard]] bool link_holds(const Exchange& x) const;
    [[nodiscard]] bool is_allowed(std::string_view origin) const;
    [[nodiscard]] std::string request_id(const HttpRequest& request);
    void add_cors(const HttpRequest& request, HttpResponse& response) const;

    ApiOptions options_;
    ApiParts parts_;
    Bearer bearer_;
    std::array<std::unique_ptr<RateLimiter>, static_cast<std::size_t>(Route::Count)> limiters_;
    std::uint64_t id_seed_;
    std::atomic<std::uint64_t> ids_{0};
};

}  // namespace mockcall::http
