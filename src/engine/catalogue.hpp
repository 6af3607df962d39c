// The library of scenarios and what GET /scenarios says of it to whom. Built once at the start; answers are cached
// until somebody's figures change. Thread-safe.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/customer/knowledge.hpp"
#include "engine/bodies.hpp"
#include "engine/service.hpp"

namespace mockcall {

struct Document {
    std::string title;
    std::string body;  ///< Markdown
};

struct Library {
    std::vector<std::shared_ptr<const Scenario>> scenarios;  ///< by id
    std::map<std::string, Document> knowledge;               ///< by slug
    std::map<std::string, Document> scripts;
};

class Catalogue {
  public:
    explicit Catalogue(Library library);

    [[nodiscard]] std::shared_ptr<const Scenario> find(const ScenarioId& id) const;
    /// What the scenario's customer knows: one for all its calls, there as long as one of them runs.
    [[nodiscard]] std::shared_ptr<const CustomerKnowledge> knowledge_of(const ScenarioId& id);
    [[nodiscard]] std::shared_ptr<const Json> details(const ScenarioId& id) const;  ///< null: no such scenario
    [[nodiscard]] const Document* knowledge(const std::string& slug) const;
    [[nodiscard]] const Document* script(const std::string& slug) const;
    [[nodiscard]] const std::vector<std::shared_ptr<const Scenario>>& scenarios() const { return library_.scenarios; }
    [[nodiscard]] std::size_t size() const { return library_.scenarios.size(); }

    /// The cached answer, null if it has to be made.
    [[nodiscard]] std::shared_ptr<const Json> cached(const Principal& who, const ScenarioQuery& query) const;
    /// Makes and caches it. Blocking: on the storage pool.
    [[nodiscard]] Result<std::shared_ptr<const Json>> make(Store& store, const Principal& who,
                                                           const ScenarioQuery& query);
    /// Figures of an organisation changed.
    void forget(const OrgId& org);

  private:
    static constexpr std::size_t kMostCached = 4096;

    Library library_;
    std::unordered_map<std::string, std::shared_ptr<const Scenario>> by_id_;
    std::unordered_map<std::string, std::shared_ptr<const Json>> details_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::weak_ptr<const CustomerKnowledge>> knowledge_;  ///< by scenario
    std::unordered_map<std::string, std::shared_ptr<const Json>> cache_;
    std::unordered_map<std::string, std::uint64_t> generation_;  ///< by organisation
};

}  // namespace mockcall
