// What Prometheus may know of the doors. Labels name routes, never people. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "adapters/http/router.hpp"
#include "adapters/http/transport.hpp"

namespace prometheus {
class Registry;
}

namespace mockcall::http {

class Metrics {
  public:
    /// `registry`: shared with whoever else counts.
    Metrics(std::shared_ptr<prometheus::Registry> registry, const TransportFigures& figures);
    ~Metrics();

    void count(Route route, std::string_view label, int status, double seconds);
    [[nodiscard]] std::string text();

  private:
    struct Families;
    std::shared_ptr<prometheus::Registry> registry_;
    const TransportFigures& figures_;
    std::unique_ptr<Families> families_;
};

}  // namespace mockcall::http
