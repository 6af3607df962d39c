#include "app/stage_metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

namespace mockcall::app {

TurnTimings::OnStage stage_metrics(std::shared_ptr<prometheus::Registry> registry) {
    auto& seconds =
        prometheus::BuildHistogram()
            .Name("mockcall_stage_seconds")
            .Help(
                "Time of a turn's stage from when it was asked for, by stage, engine and part: queue (until "
                "it was begun), first_byte, total")
            .Register(*registry);
    auto& handovers = prometheus::BuildCounter()
                          .Name("mockcall_stage_handovers_total")
                          .Help("Stages that another engine had begun and could not finish, by stage and who finished")
                          .Register(*registry);
    return [registry = std::move(registry), &seconds, &handovers](Stage which, const StageTiming& stage) {
        const std::string engine = stage.engine.empty() ? "none" : stage.engine;
        const auto observe = [&](const char* part, const std::optional<Ticks>& time) {
            if (!time)
                return;
            const prometheus::Histogram::BucketBoundaries buckets{0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35,
                                                                  0.5,   0.75, 1,     1.5,  2.5, 5,   10};
            seconds.Add({{"stage", std::string(to_string(which))}, {"engine", engine}, {"part", part}}, buckets)
                .Observe(seconds_of(*time));
        };
        observe("queue", stage.queue);
        observe("first_byte", stage.first);
        observe("total", stage.total);
        if (stage.handed_over)
            handovers.Add({{"stage", std::string(to_string(which))}, {"engine", engine}}).Increment();
    };
}

}  // namespace mockcall::app
