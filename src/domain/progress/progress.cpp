#include "domain/progress/progress.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.hpp"

namespace mockcall {
namespace {

// Level n begins at 50 n (n - 1): 0, 100, 300, 600, 1000, … each level asks 100 XP more than the one before.
std::int64_t level_start(std::int64_t level) { return 50 * level * (level - 1); }

double difficulty_factor(Difficulty d) {
    switch (d) {
        case Difficulty::Beginner: return 1.0;
        case Difficulty::Intermediate: return 1.25;
        case Difficulty::Advanced: return 1.5;
        case Difficulty::Expert: return 2.0;
    }
    return 1.0;
}

const ScenarioHistory* history_with(const TraineeHistory& history, const ScenarioId& id) {
    const auto found = std::ranges::find(history.scenarios, id, &ScenarioHistory::id);
    return found == history.scenarios.end() ? nullptr : &*found;
}

// The difficulty that suits a level: 0 beginner … 3 expert.
int difficulty_for_level(int level) { return level < 3 ? 0 : level < 6 ? 1 : level < 10 ? 2 : 3; }

}  // namespace

int level_of(int xp) {
    int level = 1;
    while (level_start(level + 1) <= xp)
        ++level;
    return level;
}

int xp_for_level(int level) {
    return static_cast<int>(std::min<std::int64_t>(level_start(std::max(1, level)), std::numeric_limits<int>::max()));
}

int xp_for_call(const Evaluation& e, const Scenario& s, const ScenarioHistory* before) {
    const double score = std::clamp(e.overall, 0, 100);
    double skill = score * score / 100 * difficulty_factor(s.difficulty);  // a weak call earns next to nothing
    double improvement = 0;
    if (before != nullptr && before->best) {
        // Doing again what one could do already is practice, not progress.
        improvement = 2.0 * std::max(0, e.overall - *before->best);
        skill /= 1 + std::max(1, before->attempts);
    }
    if (!e.critical.empty())
        skill /= 2;
    return static_cast<int>(std::lround(skill + improvement));
}

double skill_of(const TraineeHistory& history, const Scenario& s) {
    double sum = 0, weight = 0;
    for (const auto& h : history.scenarios) {
        if (!h.best && !h.last)
            continue;
        const double best = h.best.value_or(*(h.last ? h.last : h.best));
        const double score = (best + h.last.value_or(static_cast<int>(best))) / 2;
        const double w = h.id == s.id ? 3 : 1;  // this very call tells most
        sum += w * score;
        weight += w;
    }
    if (weight == 0)
        return 0.5;
    constexpr double kNovice = 40, kMaster = 90;
    return std::clamp((sum / weight - kNovice) / (kMaster - kNovice), 0.0, 1.0);
}

double fit_of(const Scenario& s, const TraineeHistory& history, const Preferences& preferences,
              const std::string& user) {
    int target = difficulty_for_level(level_of(history.xp));
    if (const auto wanted = difficulty_of(preferences.difficulty))
        target = static_cast<int>(*wanted);
    const int apart = static_cast<int>(s.difficulty) - target;
    double fit = 1.0 - (apart > 0 ? 0.4 : 0.25) * std::abs(apart);  // too hard is worse than too easy
    if (std::ranges::find(preferences.categories, to_string(s.category)) != preferences.categories.end())
        fit += 0.3;
    if (std::ranges::find(preferences.industries, to_string(s.industry)) != preferences.industries.end())
        fit += 0.2;
    const auto* done = history_with(history, s.id);
    constexpr int kBadly = 60, kWell = 85;
    if (done == nullptr || done->attempts == 0)
        fit += 0.25;
    else if (done->last && *done->last < kBadly)
        fit += 0.15;
    else if (done->best && *done->best >= kWell)
        fit -= 0.25;
    // Equal ones stand in an order that is each user's own and does not change: smaller than any difference above.
    const double tie = static_cast<double>(stable_hash(user + '\n' + s.id.str()) >> 11) * 0x1.0p-53;
    return std::clamp(0.5 * fit / 1.75 + 0.4, 0.0, 1.0) + 0.001 * tie;
}

}  // namespace mockcall
