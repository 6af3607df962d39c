// What Prometheus may know of the doors. Labels name routes, never people. Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/router.hpp"
#include "adapters/http/transport.hpp"

namespace prometheus {
class Collectable;
class Registry;
}  // namespace prometheus

namespace mockcall::http {

class Metrics {
  public:
    /// `registry`: shared with whoever else counts. `more`: what others count by themselves.
    Metrics(std::shared_ptr<prometheus::Registry> registry, const TransportFigures& figures,
            std::vector<std::shared_ptr<prometheus::Collectable>> more = {});
    ~Metrics();

    void count(Route route, std::string_view label, int status, double seconds);
    [[nodiscard]] std::string text();

  private:
    struct Families;
    std::shared_ptr<prometheus::Registry> registry_;
    const TransportFigures& figures_;
    std::vector<std::shared_ptr<prometheus::Collectable>> more_;
    std::unique_ptr<Families> families_;
};

}  // namespace mockcall::http
