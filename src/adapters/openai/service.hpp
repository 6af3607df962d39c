// One remote service that speaks the OpenAI API, for one part of the calls (the customer, the evaluator, the
// recogniser, the synthesiser): its address and key, its deadlines, and the gate in front of it. All its state lives on
// the HTTP client's thread.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "domain/remote/service_gate.hpp"
#include "domain/remote/usage.hpp"
#include "ports/http_client.hpp"
#include "ports/usage.hpp"

namespace mockcall::openai {

struct ServiceOptions {
    std::string part;      ///< "customer", "evaluator", "recognizer", "synthesizer"
    std::string base_url;  ///< "https://api.openai.com/v1", without a slash at its end
    std::string api_key;   ///< "" none; never leaves but in the Authorization header
    std::string model;
    HttpDeadlines deadlines;
    Milliseconds patience{2'000};  ///< how long a request waits for its turn
    remote::GateOptions gate;
    remote::Prices prices;
    /// The breaker has opened (the newest failure's name), or closed again (""). On the client's thread.
    std::function<void(const std::string& part, const std::string& reason)> on_change{};
    bool probe = true;  ///< asks GET /models when it starts, and before a broken service is tried again
};

enum class FailureKind : std::uint8_t {
    Down,  ///< the breaker is open
    Busy,  ///< too many requests
    Throttled,
    Budget,  ///< the call or the day has used up what it may
    Http,    ///< see `http`
    Status,  ///< answered with `status`
    Broken,  ///< answered what the API does not say
};

struct Failure {
    FailureKind kind = FailureKind::Down;
    HttpFailureKind http = HttpFailureKind::Broken;
    int status = 0;
    std::string code;         ///< the API's own, e.g. "insufficient_quota"; letters, digits and _ only
    bool heard = false;       ///< some of the answer had been delivered
    std::string parameter{};  ///< that a 400 is about; one of those ChatDialect knows
};
/// One word for logs, metrics and the journal: "down", "first_byte_timeout", "status_500".
[[nodiscard]] std::string name_of(const Failure& failure);

struct ServiceRequest {
    CallId call;
    std::string method = "POST";
    std::string path;  ///< "/chat/completions"
    std::string content_type = "application/json";
    std::string body;
    std::string accept;
    std::optional<HttpDeadlines> deadlines{};  ///< instead of the service's
    std::optional<Milliseconds> patience{};
    std::size_t max_response = std::size_t{4} << 20;
    int retries = 0;  ///< after a failure before anything of the answer was delivered, within `whole`
};

/// Called on the HTTP client's thread: on_go, on_body…, then on_done or on_failure. Only bodies of 2xx are delivered.
struct ServiceListener {
    std::function<void(std::string_view)> on_body;
    std::function<void()> on_done;
    std::function<void(const Failure&)> on_failure;
    std::function<void()> on_go{};  ///< it has left the queue
};

/// What metrics and health want to know. Counts since the start.
struct ServiceFigures {
    std::string part;
    remote::BreakerState breaker = remote::BreakerState::Closed;
    std::size_t running = 0;
    std::size_t waiting = 0;
    std::uint64_t requests = 0;
    std::uint64_t succeeded = 0;
    std::map<std::string, std::uint64_t> failures;  ///< by name_of()
    double queue_seconds = 0;                       ///< sums, of requests that went; with `requests` an average
    double first_byte_seconds = 0;                  ///< of requests whose body began
    std::uint64_t first_bytes = 0;
    double total_seconds = 0;  ///< of those that succeeded
    remote::Usage usage;
};

class ServiceCall {
  public:
    virtual ~ServiceCall() = default;  ///< cancels
    /// From any thread. No listener is called afterwards; one that is running is waited for.
    virtual void cancel() = 0;
    /// What came made no sense: counts as the service's failure. From a listener or any thread; ends like cancel().
    virtual void broken() = 0;
};

class Service : public std::enable_shared_from_this<Service> {
  public:
    /// `meter`, `http` and `clock` outlive it.
    [[nodiscard]] static std::shared_ptr<Service> make(ServiceOptions options, HttpClient& http, const Clock& clock,
                                                       UsageMeter& meter);
    ~Service();

    /// From any thread.
    [[nodiscard]] std::unique_ptr<ServiceCall> send(ServiceRequest request, ServiceListener listener);
    /// Counts what a request used: what the service reported, or what was measured. Adds the price. Any thread.
    void used(const CallId& call, remote::Usage usage);
    /// False while it is known to be down. Any thread.
    [[nodiscard]] bool up() const { return up_.load(std::memory_order_relaxed); }
    [[nodiscard]] const ServiceOptions& options() const { return options_; }
    [[nodiscard]] ServiceFigures figures() const;  ///< any thread

  private:
    class Ticket;
    struct Running;
    Service(ServiceOptions options, HttpClient& http, const Clock& clock, UsageMeter& meter);

    void enter(const std::shared_ptr<Running>& request);
    void decide(const std::shared_ptr<Running>& request, remote::Entry entry);
    void go(const std::shared_ptr<Running>& request);
    void head(const std::shared_ptr<Running>& request, const HttpHead& head);
    void body(const std::shared_ptr<Running>& request, std::string_view bytes);
    void complete(const std::shared_ptr<Running>& request);
    void http_failed(const std::shared_ptr<Running>& request, HttpFailureKind kind);
    void refused(const std::shared_ptr<Running>& request, const Failure& failure);
    void failed(const std::shared_ptr<Running>& request, Failure failure, remote::Outcome outcome);
    void left(const std::shared_ptr<Running>& request, remote::Outcome outcome);
    [[nodiscard]] bool retry(const std::shared_ptr<Running>& request, const Failure& failure);
    void step();
    void rearm();
    void watch();
    void probe();
    void probed(bool alive);
    void count(const Failure& failure);
    [[nodiscard]] HttpRequest http_request(const ServiceRequest& request) const;

    ServiceOptions options_;
    HttpClient& http_;
    const Clock& clock_;
    UsageMeter& meter_;
    std::atomic<bool> up_{true};

    // On the client's thread.
    remote::ServiceGate gate_;
    remote::RequestId last_id_ = 0;
    std::map<remote::RequestId, std::shared_ptr<Running>> requests_;  ///< those that wait or are under way
    Loop::TimerId step_timer_ = 0;
    Loop::TimerId probe_timer_ = 0;
    std::unique_ptr<HttpExchange> probe_;
    std::string last_failure_;

    mutable std::mutex figures_mutex_;
    ServiceFigures figures_;
};

}  // namespace mockcall::openai
