// Puts the parts together: the one place that knows which adapter stands behind which port.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/ai_services.hpp"
#include "app/config.hpp"
#include "app/runtime.hpp"
#include "app/speech.hpp"
#include "engine/engine.hpp"

namespace prometheus {
class Registry;
}

namespace mockcall::app {

/// Everything behind the doors. The loops come from outside and outlive it.
class Backstage {
  public:
    [[nodiscard]] static Result<std::unique_ptr<Backstage>> make(const Config& config, std::vector<Loop*> loops,
                                                                 MediaServer* media = nullptr);
    ~Backstage();

    [[nodiscard]] Engine& engine() { return *engine_; }
    [[nodiscard]] const std::string& links_secret() const { return links_secret_; }
    /// What Prometheus may know; the doors count into it too.
    [[nodiscard]] const std::shared_ptr<prometheus::Registry>& registry() const { return registry_; }
    /// What else it may know.
    [[nodiscard]] const std::vector<std::shared_ptr<prometheus::Collectable>>& collectables() const {
        return collectables_;
    }
    /// Lets go of the calls and stops the pools. The loops still run.
    void stop();

  private:
    Backstage() = default;

    SystemClock clock_;
    SystemEntropy entropy_;
    std::string links_secret_;
    std::unique_ptr<ThreadPool> cpu_;    ///< recognition, evaluation, muxing
    std::unique_ptr<ThreadPool> voice_;  ///< synthesis
    std::unique_ptr<ThreadPool> storage_;
    std::unique_ptr<AiServices> ai_;
    std::unique_ptr<LanguageModel> model_;
    std::unique_ptr<LanguageModel> judge_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<ObjectStore> objects_;
    std::unique_ptr<Speech> speech_;
    std::shared_ptr<prometheus::Registry> registry_;
    std::vector<std::shared_ptr<prometheus::Collectable>> collectables_;
    std::unique_ptr<Engine> engine_;
};

/// Where the things that come with the server lie: beside the sources it was built from, else beside the binary.
[[nodiscard]] std::string shipped(const std::string& name);
[[nodiscard]] std::string binary_directory();

}  // namespace mockcall::app
