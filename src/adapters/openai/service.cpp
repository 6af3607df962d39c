#include "adapters/openai/service.hpp"

#include <algorithm>
#include <utility>

#include <boost/json.hpp>
#include <fmt/core.h>

#include "ports/listener_guard.hpp"
#include "protocol/chat.hpp"

namespace mockcall::openai {
namespace {

using remote::Entry;
using remote::Outcome;

constexpr std::size_t kMostErrorBody = 16 * 1024;

double seconds_between(SteadyTime from, SteadyTime to) { return std::chrono::duration<double>(to - from).count(); }

FailureKind kind_of(Entry entry) {
    switch (entry) {
        case Entry::Busy: return FailureKind::Busy;
        case Entry::Throttled: return FailureKind::Throttled;
        default: return FailureKind::Down;
    }
}

/// The API's own short word for what went wrong. Its sentence stays out: it may quote the request or the key.
std::string error_code_of(const std::string& body) {
    boost::system::error_code ec;
    const auto value = boost::json::parse(body, ec);
    const auto* object = ec ? nullptr : value.if_object();
    const auto* error = object == nullptr ? nullptr : object->if_contains("error");
    if (error == nullptr || !error->is_object())
        return {};
    for (const char* name : {"code", "type"}) {
        const auto* code = error->as_object().if_contains(name);
        if (code == nullptr || !code->is_string())
            continue;
        const std::string word(code->as_string());
        if (word.size() <= 48 && !word.empty() &&
            std::ranges::all_of(word, [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); }))
            return word;
    }
    return {};
}

Outcome outcome_of(const Failure& failure) {
    if (failure.kind == FailureKind::Status) {
        const bool out_of_money = failure.code == "insufficient_quota";
        const bool own_fault = failure.status == 400 || failure.status == 413 || failure.status == 422;
        return own_fault || (failure.status == 429 && !out_of_money) ? Outcome::Abandoned : Outcome::Failed;
    }
    return Outcome::Failed;
}

bool worth_repeating(const Failure& failure) {
    if (failure.heard)
        return false;
    if (failure.kind == FailureKind::Http)
        return failure.http == HttpFailureKind::CannotConnect || failure.http == HttpFailureKind::Broken;
    return failure.kind == FailureKind::Status && failure.status >= 500;
}

}  // namespace

std::string name_of(const Failure& failure) {
    switch (failure.kind) {
        case FailureKind::Down: return "down";
        case FailureKind::Busy: return "busy";
        case FailureKind::Throttled: return "throttled";
        case FailureKind::Budget: return "budget";
        case FailureKind::Http: return std::string(to_string(failure.http));
        case FailureKind::Status: return fmt::format("status_{}", failure.status);
        case FailureKind::Broken: break;
    }
    return "broken_answer";
}

struct Service::Running {
    enum class Stage : std::uint8_t { New, Waiting, Under_way, Over };

    Running(ServiceRequest r, ServiceListener l, SteadyTime now)
        : request(std::move(r)), guard(std::move(l)), asked(now), queued(now) {}

    ServiceRequest request;
    ListenerGuard<ServiceListener> guard;
    SteadyTime asked;
    SteadyTime queued;
    SteadyTime sent{};
    // On the client's thread.
    remote::RequestId id = 0;
    Stage stage = Stage::New;
    std::unique_ptr<HttpExchange> exchange;
    int status = 0;
    std::optional<Milliseconds> retry_after;
    std::string error_body;
    bool heard = false;
    std::atomic<bool> complete{false};  ///< all of the answer is there: giving it up changes nothing
};

class Service::Ticket final : public ServiceCall {
  public:
    Ticket(std::shared_ptr<Service> service, std::shared_ptr<Running> request)
        : service_(std::move(service)), request_(std::move(request)) {}
    ~Ticket() override { cancel(); }
    void cancel() override { end(Outcome::Abandoned); }
    void broken() override { end(Outcome::Failed); }

  private:
    void end(Outcome outcome) {
        if (std::exchange(ended_, true))
            return;
        request_->guard.cancel();
        if (outcome == Outcome::Abandoned && request_->complete)
            return;
        service_->http_.loop().post([service = service_, request = request_, outcome] {
            if (outcome == Outcome::Failed)
                service->count({.kind = FailureKind::Broken, .code = {}});
            service->left(request, outcome);
        });
    }

    std::shared_ptr<Service> service_;
    std::shared_ptr<Running> request_;
    bool ended_ = false;
};

Service::Service(ServiceOptions options, HttpClient& http, const Clock& clock, UsageMeter& meter)
    : options_(std::move(options)), http_(http), clock_(clock), meter_(meter), gate_(options_.gate) {
    figures_.part = options_.part;
}

Service::~Service() = default;

std::shared_ptr<Service> Service::make(ServiceOptions options, HttpClient& http, const Clock& clock,
                                       UsageMeter& meter) {
    std::shared_ptr<Service> service(new Service(std::move(options), http, clock, meter));
    if (service->options_.probe)
        http.loop().post([weak = std::weak_ptr(service)] {
            if (const auto self = weak.lock())
                self->probe();
        });
    return service;
}

std::unique_ptr<ServiceCall> Service::send(ServiceRequest request, ServiceListener listener) {
    auto running = std::make_shared<Running>(std::move(request), std::move(listener), clock_.steady());
    http_.loop().post([self = shared_from_this(), running] { self->enter(running); });
    return std::make_unique<Ticket>(shared_from_this(), std::move(running));
}

void Service::used(const CallId& call, remote::Usage usage) {
    usage.cost = remote::cost_of(usage, options_.prices);
    meter_.add(call, options_.part, usage);
    const std::lock_guard lock(figures_mutex_);
    figures_.usage += usage;
}

ServiceFigures Service::figures() const {
    const std::lock_guard lock(figures_mutex_);
    return figures_;
}

// --- A request's way through the gate

void Service::enter(const std::shared_ptr<Running>& request) {
    if (request->stage != Running::Stage::New)
        return;
    if (!meter_.allows(request->request.call))
        return refused(request, {.kind = FailureKind::Budget, .code = {}});
    request->id = ++last_id_;
    requests_[request->id] = request;
    request->queued = clock_.steady();
    decide(request, gate_.ask(request->id, request->queued, request->request.patience.value_or(options_.patience)));
    watch();
}

void Service::decide(const std::shared_ptr<Running>& request, Entry entry) {
    if (entry == Entry::Go)
        return go(request);
    if (entry != Entry::Wait)
        return refused(request, {.kind = kind_of(entry), .code = {}});
    request->stage = Running::Stage::Waiting;
    rearm();
}

HttpRequest Service::http_request(const ServiceRequest& request) const {
    HttpRequest http;
    http.method = request.method;
    http.url = options_.base_url + request.path;
    if (!request.content_type.empty())
        http.headers.emplace_back("Content-Type", request.content_type);
    if (!request.accept.empty())
        http.headers.emplace_back("Accept", request.accept);
    if (!options_.api_key.empty())
        http.headers.emplace_back("Authorization", "Bearer " + options_.api_key);
    http.body = request.body;
    http.deadlines = request.deadlines.value_or(options_.deadlines);
    http.max_response = request.max_response;
    return http;
}

void Service::go(const std::shared_ptr<Running>& request) {
    request->stage = Running::Stage::Under_way;
    request->sent = clock_.steady();
    request->status = 0;
    request->error_body.clear();
    request->guard.tell([](ServiceListener& l) {
        if (l.on_go)
            l.on_go();
    });
    HttpRequest http = http_request(request->request);
    const auto spent = std::chrono::duration_cast<Milliseconds>(request->sent - request->asked);
    http.deadlines.whole = std::max(http.deadlines.whole - spent, Milliseconds{1});
    {
        const std::lock_guard lock(figures_mutex_);
        ++figures_.requests;
        figures_.queue_seconds += seconds_between(request->queued, request->sent);
    }
    const auto with = [weak = weak_from_this(), id = request->id](auto call) {
        const auto self = weak.lock();
        if (!self)
            return;
        if (const auto it = self->requests_.find(id); it != self->requests_.end())
            call(*self, std::shared_ptr<Running>(it->second));
    };
    HttpListener listener;
    listener.on_head = [with](const HttpHead& h) { with([&](Service& s, const auto& r) { s.head(r, h); }); };
    listener.on_body = [with](std::string_view b) { with([&](Service& s, const auto& r) { s.body(r, b); }); };
    listener.on_done = [with] { with([](Service& s, const auto& r) { s.complete(r); }); };
    listener.on_failure = [with](HttpFailureKind k) { with([&](Service& s, const auto& r) { s.http_failed(r, k); }); };
    request->exchange = http_.send(std::move(http), std::move(listener));
}

void Service::head(const std::shared_ptr<Running>& request, const HttpHead& head) {
    request->status = head.status;
    request->retry_after = head.retry_after;
}

void Service::body(const std::shared_ptr<Running>& request, std::string_view bytes) {
    if (request->status < 200 || request->status > 299) {
        request->error_body += bytes.substr(0, kMostErrorBody - std::min(kMostErrorBody, request->error_body.size()));
        return;
    }
    if (!std::exchange(request->heard, true)) {
        const std::lock_guard lock(figures_mutex_);
        ++figures_.first_bytes;
        figures_.first_byte_seconds += seconds_between(request->sent, clock_.steady());
    }
    request->guard.tell([bytes](ServiceListener& l) {
        if (l.on_body)
            l.on_body(bytes);
    });
}

void Service::complete(const std::shared_ptr<Running>& request) {
    if (request->status < 200 || request->status > 299) {
        Failure failure{
            .kind = FailureKind::Status, .status = request->status, .code = error_code_of(request->error_body)};
        if (failure.status == 400 || failure.status == 422)
            failure.parameter = protocol::refused_parameter(request->error_body);
        const Outcome outcome = outcome_of(failure);
        if (failure.status == 429 && outcome == Outcome::Abandoned)
            gate_.throttle(request->retry_after, clock_.steady());
        return failed(request, std::move(failure), outcome);
    }
    {
        const std::lock_guard lock(figures_mutex_);
        ++figures_.succeeded;
        figures_.total_seconds += seconds_between(request->sent, clock_.steady());
    }
    request->complete = true;
    request->guard.tell([](ServiceListener& l) {
        if (l.on_done)
            l.on_done();
    });
    // A listener that found the answer broken has posted that; it must be counted first.
    http_.loop().post([self = shared_from_this(), request] { self->left(request, Outcome::Succeeded); });
}

void Service::http_failed(const std::shared_ptr<Running>& request, HttpFailureKind kind) {
    failed(request, {.kind = FailureKind::Http, .http = kind, .code = {}}, Outcome::Failed);
}

void Service::refused(const std::shared_ptr<Running>& request, const Failure& failure) {
    request->stage = Running::Stage::Over;
    requests_.erase(request->id);
    count(failure);
    request->guard.tell([&failure](ServiceListener& l) {
        if (l.on_failure)
            l.on_failure(failure);
    });
}

void Service::failed(const std::shared_ptr<Running>& request, Failure failure, Outcome outcome) {
    failure.heard = request->heard;
    if (retry(request, failure))
        return;
    left(request, outcome);
    refused(request, failure);
}

bool Service::retry(const std::shared_ptr<Running>& request, const Failure& failure) {
    const Milliseconds whole = request->request.deadlines.value_or(options_.deadlines).whole;
    if (request->request.retries <= 0 || !worth_repeating(failure) || clock_.steady() >= request->asked + whole)
        return false;
    --request->request.retries;
    count(failure);
    left(request, Outcome::Failed);
    request->stage = Running::Stage::New;
    enter(request);
    return true;
}

void Service::left(const std::shared_ptr<Running>& request, Outcome outcome) {
    const auto stage = std::exchange(request->stage, Running::Stage::Over);
    requests_.erase(request->id);
    if (stage == Running::Stage::Waiting)
        gate_.forget(request->id);
    if (stage != Running::Stage::Under_way)
        return;
    request->exchange.reset();
    gate_.done(outcome, clock_.steady());
    step();
    watch();
}

void Service::count(const Failure& failure) {
    if (failure.kind == FailureKind::Http || failure.kind == FailureKind::Status)
        last_failure_ = name_of(failure);
    const std::lock_guard lock(figures_mutex_);
    ++figures_.failures[name_of(failure)];
}

// --- Those that wait

void Service::step() {
    for (const auto& decision : gate_.step(clock_.steady())) {
        const auto it = requests_.find(decision.id);
        if (it != requests_.end())
            decide(std::shared_ptr<Running>(it->second), decision.entry);
    }
    rearm();
}

void Service::rearm() {
    if (step_timer_ != 0)
        http_.loop().cancel(std::exchange(step_timer_, 0));
    if (const auto next = gate_.next_deadline())
        step_timer_ = http_.loop().run_at(*next, [weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->step_timer_ = 0;
                self->step();
            }
        });
    const std::lock_guard lock(figures_mutex_);
    figures_.running = gate_.running();
    figures_.waiting = gate_.waiting();
}

// --- Whether it is up

void Service::watch() {
    const auto state = gate_.breaker().state(clock_.steady());
    {
        const std::lock_guard lock(figures_mutex_);
        figures_.breaker = state;
        figures_.running = gate_.running();
        figures_.waiting = gate_.waiting();
    }
    if (state == remote::BreakerState::Closed && !up_.exchange(true) && options_.on_change)
        options_.on_change(options_.part, {});
    if (state != remote::BreakerState::Open)
        return;
    if (up_.exchange(false) && options_.on_change)
        options_.on_change(options_.part, last_failure_);
    if (probe_timer_ == 0)
        probe_timer_ = http_.loop().run_at(gate_.breaker().open_until(), [weak = weak_from_this()] {
            if (const auto self = weak.lock()) {
                self->probe_timer_ = 0;
                self->probe();
            }
        });
}

void Service::probe() {
    if (!options_.probe)
        return probed(true);
    ServiceRequest request;
    request.method = "GET";
    request.path = "/models";
    request.content_type.clear();
    HttpRequest http = http_request(request);
    auto status = std::make_shared<int>(0);
    const auto answer = [weak = weak_from_this()](bool alive) {
        if (const auto self = weak.lock())
            self->probed(alive);
    };
    HttpListener listener;
    listener.on_head = [status](const HttpHead& head) { *status = head.status; };
    listener.on_done = [status, answer, weak = weak_from_this()] {
        const bool alive = *status < 500 && *status != 401 && *status != 403;
        if (const auto self = weak.lock(); self && !alive)
            self->last_failure_ = fmt::format("status_{}", *status);
        answer(alive);
    };
    listener.on_failure = [answer, weak = weak_from_this()](HttpFailureKind kind) {
        if (const auto self = weak.lock())
            self->last_failure_ = to_string(kind);
        answer(false);
    };
    probe_ = http_.send(std::move(http), std::move(listener));
}

void Service::probed(bool alive) {
    probe_.reset();
    if (!alive)
        gate_.breaker().open(clock_.steady());
    else if (gate_.breaker().state(clock_.steady()) != remote::BreakerState::Open)
        up_ = true;
    watch();
}

}  // namespace mockcall::openai
