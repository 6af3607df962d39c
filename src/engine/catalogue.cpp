#include "engine/catalogue.hpp"

#include <algorithm>

namespace mockcall {
namespace {

struct Entry {
    const Scenario* scenario = nullptr;
    bodies::ScenarioFigures figures;
    double fit = 0;
};

bool matches(const Scenario& s, const ScenarioQuery& q) {
    return (!q.category || s.category == *q.category) && (!q.difficulty || s.difficulty == *q.difficulty) &&
           (!q.industry || s.industry == *q.industry);
}

bool comes_before(const Entry& a, const Entry& b, const std::string& sort) {
    const auto by_name = [&] {
        return a.scenario->name != b.scenario->name ? a.scenario->name < b.scenario->name
                                                    : a.scenario->id < b.scenario->id;
    };
    if (sort == "difficulty" && a.scenario->difficulty != b.scenario->difficulty)
        return a.scenario->difficulty < b.scenario->difficulty;
    if (sort == "playCount" && a.figures.play_count != b.figures.play_count)
        return a.figures.play_count > b.figures.play_count;
    if (sort == "avgScore" && a.figures.avg_score != b.figures.avg_score)
        return a.figures.avg_score.value_or(-1) > b.figures.avg_score.value_or(-1);
    if (sort == "fit" && a.fit != b.fit)
        return a.fit > b.fit;
    return by_name();
}

std::string key_of(const Principal& who, const ScenarioQuery& q, std::uint64_t generation) {
    const auto name = [](const auto& v) { return v ? std::string(to_string(*v)) : std::string("*"); };
    std::string key = who.org.str();
    for (const std::string& part : {who.user.str(), std::to_string(generation), name(q.category), name(q.difficulty),
                                    name(q.industry), std::to_string(q.limit), std::to_string(q.offset), q.sort})
        (key += '\x1f') += part;
    return key;
}

bodies::ScenarioFigures figures_of(const Scenario& s, const std::map<std::string, ScenarioStats>& stats,
                                   const TraineeHistory& history) {
    bodies::ScenarioFigures figures;
    if (const auto it = stats.find(s.id.str()); it != stats.end()) {
        figures.play_count = it->second.play_count;
        figures.avg_score = it->second.avg_score;
    }
    for (const ScenarioHistory& h : history.scenarios) {
        if (h.id != s.id)
            continue;
        figures.user_attempts = h.attempts;
        figures.best_score = h.best;
    }
    return figures;
}

const Document* document_in(const std::map<std::string, Document>& shelf, const std::string& slug) {
    const auto it = shelf.find(slug);
    return it == shelf.end() ? nullptr : &it->second;
}

}  // namespace

Catalogue::Catalogue(Library library) : library_(std::move(library)) {
    for (const auto& scenario : library_.scenarios) {
        by_id_[scenario->id.str()] = scenario;
        details_[scenario->id.str()] = std::make_shared<const Json>(bodies::scenario_details(*scenario));
    }
}

std::shared_ptr<const Scenario> Catalogue::find(const ScenarioId& id) const {
    const auto it = by_id_.find(id.str());
    return it == by_id_.end() ? nullptr : it->second;
}

std::shared_ptr<const CustomerKnowledge> Catalogue::knowledge_of(const ScenarioId& id) {
    const auto scenario = find(id);
    if (!scenario)
        return nullptr;
    const std::lock_guard lock(mutex_);
    auto& kept = knowledge_[id.str()];
    auto knowledge = kept.lock();
    if (!knowledge) {
        knowledge = std::make_shared<const CustomerKnowledge>(*scenario);
        kept = knowledge;
    }
    return knowledge;
}

std::shared_ptr<const Json> Catalogue::details(const ScenarioId& id) const {
    const auto it = details_.find(id.str());
    return it == details_.end() ? nullptr : it->second;
}

const Document* Catalogue::knowledge(const std::string& slug) const { return document_in(library_.knowledge, slug); }
const Document* Catalogue::script(const std::string& slug) const { return document_in(library_.scripts, slug); }

std::shared_ptr<const Json> Catalogue::cached(const Principal& who, const ScenarioQuery& query) const {
    const std::lock_guard lock(mutex_);
    const auto generation = generation_.find(who.org.str());
    const auto it = cache_.find(key_of(who, query, generation == generation_.end() ? 0 : generation->second));
    return it == cache_.end() ? nullptr : it->second;
}

Result<std::shared_ptr<const Json>> Catalogue::make(Store& store, const Principal& who, const ScenarioQuery& query) {
    std::string key;
    {
        const std::lock_guard lock(mutex_);
        key = key_of(who, query, generation_[who.org.str()]);
    }
    const auto stats = store.scenario_stats(who.org);
    const auto history = store.history_of(who.org, who.user);
    const auto preferences = store.preferences_of(who.org, who.user);
    if (!stats || !history || !preferences)
        return fail(ErrorCode::InternalError, "The scenarios' figures could not be read; try again.");
    std::vector<Entry> entries;
    for (const auto& s : library_.scenarios)
        if (matches(*s, query))
            entries.push_back(
                {s.get(), figures_of(*s, *stats, *history), fit_of(*s, *history, *preferences, who.user.str())});
    std::ranges::sort(entries, [&](const Entry& a, const Entry& b) { return comes_before(a, b, query.sort); });
    std::vector<std::string> page;
    for (auto i = static_cast<std::size_t>(query.offset);
         i < entries.size() && page.size() < static_cast<std::size_t>(query.limit); ++i)
        page.push_back(bodies::scenario_summary(*entries[i].scenario, entries[i].figures));
    auto json = std::make_shared<const Json>(
        bodies::scenario_list(page, static_cast<int>(entries.size()), query.limit, query.offset));
    const std::lock_guard lock(mutex_);
    if (cache_.size() >= kMostCached)
        cache_.clear();
    cache_[key] = json;
    return json;
}

void Catalogue::forget(const OrgId& org) {
    const std::lock_guard lock(mutex_);
    ++generation_[org.str()];
}

}  // namespace mockcall
