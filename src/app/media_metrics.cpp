#include "app/media_metrics.hpp"

#include <array>
#include <string>
#include <vector>

#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/metric_family.h>
#include <prometheus/registry.h>

#include "adapters/webrtc/webrtc_server.hpp"

namespace mockcall::app {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;

/// In the order of webrtc::UdpDrop.
constexpr std::array<const char*, webrtc::kUdpDrops> kReasons = {"unknown",     "too_long",  "bad_check",
                                                                 "unauthentic", "over_rate", "shed"};

MetricFamily counter(const char* name, const char* help) {
    MetricFamily f;
    f.name = name;
    f.help = help;
    f.type = prometheus::MetricType::Counter;
    return f;
}

void add(MetricFamily& f, std::uint64_t value, std::vector<ClientMetric::Label> labels = {}) {
    ClientMetric m;
    m.label = std::move(labels);
    m.counter.value = static_cast<double>(value);
    f.metric.push_back(std::move(m));
}

class UdpMetrics final : public prometheus::Collectable {
  public:
    explicit UdpMetrics(const webrtc::WebRtcServer& server) : server_(server) {}

    [[nodiscard]] std::vector<MetricFamily> Collect() const override {
        const webrtc::UdpFigures figures = server_.figures();
        MetricFamily received = counter("mockcall_udp_received_total", "Datagrams that came to WebRTC's port");
        add(received, figures.received);
        MetricFamily overflowed =
            counter("mockcall_udp_overflowed_total", "Datagrams that came while its buffer was full");
        add(overflowed, figures.overflowed);
        MetricFamily sent = counter("mockcall_udp_sent_total", "Datagrams sent from it");
        add(sent, figures.sent);
        MetricFamily unsent = counter("mockcall_udp_unsent_total", "Datagrams that the kernel did not take");
        add(unsent, figures.unsent);
        MetricFamily dropped = counter("mockcall_udp_dropped_total", "Datagrams received and dropped, by reason");
        for (std::size_t i = 0; i < kReasons.size(); ++i)
            add(dropped, figures.drops[i], {{"reason", kReasons[i]}});
        return {std::move(received), std::move(overflowed), std::move(sent), std::move(unsent), std::move(dropped)};
    }

  private:
    const webrtc::WebRtcServer& server_;
};

}  // namespace

std::function<void(const audio::StreamCounts&)> packet_metrics(std::shared_ptr<prometheus::Registry> registry) {
    auto& packets = prometheus::BuildCounter()
                        .Name("mockcall_media_packets_total")
                        .Help(
                            "Packets of agents' sound in calls that have ended, by what became of them: received, "
                            "repaired, concealed, skipped, late")
                        .Register(*registry);
    const auto of = [&packets](const char* what) { return &packets.Add({{"what", what}}); };
    return [registry = std::move(registry), received = of("received"), repaired = of("repaired"),
            concealed = of("concealed"), skipped = of("skipped"), late = of("late")](const audio::StreamCounts& c) {
        received->Increment(static_cast<double>(c.received));
        repaired->Increment(static_cast<double>(c.repaired));
        concealed->Increment(static_cast<double>(c.concealed));
        skipped->Increment(static_cast<double>(c.skipped));
        late->Increment(static_cast<double>(c.late));
    };
}

std::shared_ptr<prometheus::Collectable> udp_metrics(const webrtc::WebRtcServer& server) {
    return std::make_shared<UdpMetrics>(server);
}

}  // namespace mockcall::app
