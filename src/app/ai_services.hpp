// The remote services of this server: one HTTP client, one usage book, a service for each part that is remote.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/openai/service.hpp"
#include "app/config.hpp"
#include "ports/runtime.hpp"

namespace prometheus {
class Collectable;
}

namespace mockcall::app {

class AiServices {
  public:
    AiServices(const Config& config, const Clock& clock);
    ~AiServices();

    /// Made when first asked for. `part`: a key of AiConfig::parts.
    [[nodiscard]] std::shared_ptr<openai::Service> service(const std::string& part);
    [[nodiscard]] UsageMeter& meter() { return *meter_; }
    [[nodiscard]] HttpClient& http();
    /// The first part whose service is known to be down; "" when none is. Thread-safe once all are made.
    [[nodiscard]] std::string down() const;
    /// A service that is no HTTP one counts, too.
    void watch(std::function<openai::ServiceFigures()> figures) { others_.push_back(std::move(figures)); }
    /// What Prometheus may know of them. Make it when all services are made.
    [[nodiscard]] std::shared_ptr<prometheus::Collectable> metrics() const;
    /// How to reach the service of a part.
    [[nodiscard]] openai::ServiceOptions options(const std::string& part) const;

  private:
    const Config config_;
    const Clock& clock_;
    std::unique_ptr<UsageMeter> meter_;
    std::unique_ptr<HttpClient> http_;
    std::map<std::string, std::shared_ptr<openai::Service>> services_;
    std::vector<std::function<openai::ServiceFigures()>> others_;
};

}  // namespace mockcall::app
