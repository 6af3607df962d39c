#include "adapters/http/metrics.hpp"

#include <array>
#include <atomic>

#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace mockcall::http {

struct Metrics::Families {
    prometheus::Family<prometheus::Counter>& requests;
    prometheus::Family<prometheus::Histogram>& durations;
    prometheus::Gauge& connections;
    prometheus::Gauge& sockets;
    prometheus::Gauge& turned_away;
    prometheus::Gauge& slow_sockets;

    // Finding a metric by its labels takes a lock and a map: each is found once.
    static constexpr std::size_t kStatuses = 600;
    std::array<std::array<std::atomic<prometheus::Counter*>, kStatuses>, static_cast<std::size_t>(Route::Count)>
        counters{};
    std::array<std::atomic<prometheus::Histogram*>, static_cast<std::size_t>(Route::Count)> histograms{};
};

namespace {

prometheus::Gauge& gauge(prometheus::Registry& registry, const std::string& name, const std::string& help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

}  // namespace

Metrics::Metrics(std::shared_ptr<prometheus::Registry> registry, const TransportFigures& figures,
                 std::vector<std::shared_ptr<prometheus::Collectable>> more)
    : registry_(std::move(registry)), figures_(figures), more_(std::move(more)) {
    auto& r = *registry_;
    families_.reset(new Families{
        prometheus::BuildCounter()
            .Name("mockcall_http_requests_total")
            .Help("Requests answered, by route and status")
            .Register(r),
        prometheus::BuildHistogram().Name("mockcall_http_request_seconds").Help("Time to answer, by route").Register(r),
        gauge(r, "mockcall_http_connections", "Open connections, sockets included"),
        gauge(r, "mockcall_websocket_connections", "Open WebSockets"),
        gauge(r, "mockcall_http_turned_away", "Connections refused because the most were open, since the start"),
        gauge(r, "mockcall_websocket_slow", "WebSockets cut off because the client did not read, since the start"),
        {},
        {}});
}

Metrics::~Metrics() = default;

void Metrics::count(Route route, std::string_view label, int status, double seconds) {
    const auto r = static_cast<std::size_t>(route);
    const auto s = static_cast<std::size_t>(status) % Families::kStatuses;
    // Two threads may both look it up the first time; they find the same.
    auto* counter = families_->counters[r][s].load(std::memory_order_acquire);
    if (counter == nullptr) {
        counter = &families_->requests.Add({{"route", std::string(label)}, {"status", std::to_string(status)}});
        families_->counters[r][s].store(counter, std::memory_order_release);
    }
    counter->Increment();
    auto* histogram = families_->histograms[r].load(std::memory_order_acquire);
    if (histogram == nullptr) {
        histogram =
            &families_->durations.Add({{"route", std::string(label)}},
                                      prometheus::Histogram::BucketBoundaries{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                                              0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20});
        families_->histograms[r].store(histogram, std::memory_order_release);
    }
    histogram->Observe(seconds);
}

std::string Metrics::text() {
    families_->connections.Set(static_cast<double>(figures_.connections.load(std::memory_order_relaxed)));
    families_->sockets.Set(static_cast<double>(figures_.sockets.load(std::memory_order_relaxed)));
    families_->turned_away.Set(static_cast<double>(figures_.turned_away.load(std::memory_order_relaxed)));
    families_->slow_sockets.Set(static_cast<double>(figures_.slow_sockets.load(std::memory_order_relaxed)));
    auto all = registry_->Collect();
    for (const auto& collectable : more_)
        std::ranges::move(collectable->Collect(), std::back_inserter(all));
    return prometheus::TextSerializer().Serialize(all);
}

}  // namespace mockcall::http
