#include "app/ai_services.hpp"

#include <prometheus/collectable.h>
#include <prometheus/metric_family.h>

#include "adapters/curl/curl_http_client.hpp"
#include "adapters/openai/usage_meter.hpp"
#include "app/log.hpp"

namespace mockcall::app {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

MetricFamily family(const std::string& name, const std::string& help, MetricType type) {
    MetricFamily f;
    f.name = "mockcall_ai_" + name;
    f.help = help;
    f.type = type;
    return f;
}

void add(MetricFamily& f, std::vector<ClientMetric::Label> labels, double value) {
    ClientMetric m;
    m.label = std::move(labels);
    (f.type == MetricType::Counter ? m.counter.value : m.gauge.value) = value;
    f.metric.push_back(std::move(m));
}

class AiMetrics final : public prometheus::Collectable {
  public:
    explicit AiMetrics(std::vector<std::function<openai::ServiceFigures()>> services)
        : services_(std::move(services)) {}

    [[nodiscard]] std::vector<MetricFamily> Collect() const override {
        std::vector<openai::ServiceFigures> all;
        for (const auto& service : services_)
            all.push_back(service());
        if (all.empty())
            return {};
        std::vector<MetricFamily> out;
        const auto each = [&](const char* name, const char* help, MetricType type, auto value) {
            MetricFamily f = family(name, help, type);
            for (const auto& s : all)
                add(f, {{"part", s.part}}, static_cast<double>(value(s)));
            out.push_back(std::move(f));
        };
        using F = const openai::ServiceFigures&;
        const auto counter = MetricType::Counter;
        each("breaker", "0 closed, 1 open, 2 half-open", MetricType::Gauge,
             [](F f) { return static_cast<int>(f.breaker); });
        each("running", "Requests under way", MetricType::Gauge, [](F f) { return f.running; });
        each("waiting", "Requests that wait for their turn", MetricType::Gauge, [](F f) { return f.waiting; });
        each("requests_total", "Requests sent", counter, [](F f) { return f.requests; });
        each("succeeded_total", "Requests answered", counter, [](F f) { return f.succeeded; });
        each("queue_seconds_total", "Waited before they were sent", counter, [](F f) { return f.queue_seconds; });
        each("first_byte_seconds_total", "Until the first byte of an answer; with first_bytes_total an average",
             counter, [](F f) { return f.first_byte_seconds; });
        each("first_bytes_total", "Answers that began", counter, [](F f) { return f.first_bytes; });
        each("answer_seconds_total", "Until answers were whole", counter, [](F f) { return f.total_seconds; });
        each("input_tokens_total", "Tokens sent", counter, [](F f) { return f.usage.input_tokens; });
        each("output_tokens_total", "Tokens received", counter, [](F f) { return f.usage.output_tokens; });
        each("audio_seconds_total", "Audio recognised or spoken", counter, [](F f) { return f.usage.seconds; });
        each("characters_total", "Text spoken", counter, [](F f) { return f.usage.characters; });
        each("cost_total", "At the configured prices", counter, [](F f) { return f.usage.cost; });
        MetricFamily failures = family("failures_total", "Requests that failed, by reason", counter);
        for (const auto& s : all)
            for (const auto& [reason, count] : s.failures)
                add(failures, {{"part", s.part}, {"reason", reason}}, static_cast<double>(count));
        out.push_back(std::move(failures));
        return out;
    }

  private:
    std::vector<std::function<openai::ServiceFigures()>> services_;
};

/// For the operator: which service is down, why, and what to do about it where that is known.
void say_change(const std::string& part, const std::string& reason) {
    if (reason.empty())
        return log_info("ai_service_up", "\"part\":\"" + part + "\"");
    const std::string_view advice =
        reason == "bad_certificate"
            ? " Its certificate comes from no authority that is trusted here, or is for another "
              "name: see ai.openai.ca_file."
        : reason == "status_401" || reason == "status_403" ? " It does not take the key."
        : reason == "status_404"                           ? " The address or the model is not one it has."
                                                           : "";
    log_error("ai_service_down", "The AI service for the " + part + " failed (" + reason + ")." + std::string(advice));
}

}  // namespace

AiServices::AiServices(const Config& config, const Clock& clock)
    : config_(config), clock_(clock), meter_(std::make_unique<openai::LockedUsageMeter>(clock, config.ai.budget)) {}

AiServices::~AiServices() = default;

HttpClient& AiServices::http() {
    if (!http_)
        http_ = std::make_unique<CurlHttpClient>(clock_, CurlOptions{config_.ai.proxy, config_.ai.ca_file});
    return *http_;
}

openai::ServiceOptions AiServices::options(const std::string& part) const {
    const AiConfig& ai = config_.ai;
    const AiPart& own = ai.parts.at(part);
    openai::ServiceOptions o;
    o.part = part;
    o.base_url = own.base_url.empty() ? ai.base_url : own.base_url;
    // The key of one service is never sent to another.
    o.api_key = own.api_key.empty() && own.base_url.empty() ? ai.api_key : own.api_key;
    o.model = own.model.empty() ? ai.model : own.model;
    o.deadlines = own.deadlines;
    o.gate.running = static_cast<std::size_t>(own.running);
    o.gate.waiting = static_cast<std::size_t>(own.waiting);
    o.prices = own.prices;
    o.on_change = say_change;
    return o;
}

std::shared_ptr<openai::Service> AiServices::service(const std::string& part) {
    auto& service = services_[part];
    if (!service)
        service = openai::Service::make(options(part), http(), clock_, *meter_);
    return service;
}

std::string AiServices::down() const {
    for (const auto& [part, service] : services_)
        if (!service->up())
            return part;
    return {};
}

std::shared_ptr<prometheus::Collectable> AiServices::metrics() const {
    auto all = others_;
    for (const auto& [part, service] : services_)
        all.emplace_back([service] { return service->figures(); });
    return std::make_shared<AiMetrics>(std::move(all));
}

}  // namespace mockcall::app
