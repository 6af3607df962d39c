#include "domain/progress/recommend.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace mockcall {
namespace {

constexpr double kDoneWell = 80;
constexpr int kDoneBadly = 60;
/// As much as one step of difficulty in fit_of: a weakness outweighs it, a wrong level outweighs a weakness.
constexpr double kWeaknessBonus = 0.08;

/// Words in a scenario's skills that ask for a dimension.
std::span<const std::string_view> words_for(Dimension d) {
    static constexpr std::string_view kGreeting[] = {"privacy", "security", "fraud", "compliance"};
    static constexpr std::string_view kListening[] = {"listening", "needs", "root cause", "investigation"};
    static constexpr std::string_view kSolution[] = {"problem-solving", "troubleshooting", "negotiation", "policy",
                                                     "retention",       "ownership",       "recovery"};
    static constexpr std::string_view kCommunication[] = {"plain language", "clear",       "explanation",
                                                          "communication",  "expectation", "honesty"};
    static constexpr std::string_view kEmpathy[] = {"empathy", "de-escalation", "patience", "dignity", "reassurance"};
    static constexpr std::string_view kClosing[] = {"commitments", "closing", "scheduling", "prevention", "transfer"};
    switch (d) {
        case Dimension::Greeting: return kGreeting;
        case Dimension::Listening: return kListening;
        case Dimension::Solution: return kSolution;
        case Dimension::Communication: return kCommunication;
        case Dimension::Empathy: return kEmpathy;
        case Dimension::Closing: return kClosing;
    }
    return kSolution;
}

const ScenarioHistory* played(const TraineeHistory& history, const ScenarioId& id) {
    const auto found = std::ranges::find(history.scenarios, id, &ScenarioHistory::id);
    return found == history.scenarios.end() || found->attempts == 0 ? nullptr : &*found;
}

bool wanted(const Scenario& s, const Preferences& p) {
    return std::ranges::find(p.categories, to_string(s.category)) != p.categories.end() ||
           std::ranges::find(p.industries, to_string(s.industry)) != p.industries.end();
}

struct Candidate {
    std::shared_ptr<const Scenario> scenario;
    double fit = 0;
};

class Reasons {
  public:
    Reasons(const TraineeHistory& history, const Preferences& preferences, std::optional<Dimension> weakest,
            double mean)
        : history_(history), preferences_(preferences), weakest_(weakest), mean_(mean) {}

    [[nodiscard]] std::string of(const Scenario& s) const {
        const auto* done = played(history_, s.id);
        if (done != nullptr && done->last && *done->last < kDoneBadly)
            return "You scored " + std::to_string(*done->last) + " last time: try again with what the review told you.";
        if (weakest_ && trains(s, *weakest_))
            return "Your " + std::string(to_string(*weakest_)) + " averages " + std::to_string(std::lround(mean_)) +
                   " of late: this call asks for it.";
        if (done != nullptr && done->best)
            return "Your best here is " + std::to_string(*done->best) + ": there is more in it.";
        if (wanted(s, preferences_))
            return "You want to practise calls like this, and have not tried this one.";
        return "New to you, and the right difficulty: " + std::string(to_string(s.difficulty)) + ".";
    }

  private:
    const TraineeHistory& history_;
    const Preferences& preferences_;
    std::optional<Dimension> weakest_;
    double mean_;
};

}  // namespace

std::optional<Dimension> weakest_of(const DimensionMeans& recent) {
    const auto lowest = std::ranges::min_element(recent);
    if (*lowest >= kDoneWell)
        return std::nullopt;
    return static_cast<Dimension>(lowest - recent.begin());
}

bool trains(const Scenario& s, Dimension d) {
    return std::ranges::any_of(s.skills, [d](const std::string& skill) {
        return std::ranges::any_of(words_for(d),
                                   [&](std::string_view word) { return skill.find(word) != std::string::npos; });
    });
}

std::vector<Recommendation> recommend(std::span<const std::shared_ptr<const Scenario>> scenarios,
                                      const TraineeHistory& history, const Preferences& preferences,
                                      const std::optional<DimensionMeans>& recent, const std::string& user,
                                      std::size_t most) {
    const auto weakest = recent ? weakest_of(*recent) : std::nullopt;
    std::vector<Candidate> candidates;
    for (const auto& s : scenarios) {
        const double bonus = weakest && trains(*s, *weakest) ? kWeaknessBonus : 0;
        candidates.push_back({s, fit_of(*s, history, preferences, user) + bonus});
    }
    std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
        return a.fit != b.fit ? a.fit > b.fit : a.scenario->id < b.scenario->id;
    });
    const Reasons reasons(history, preferences, weakest, weakest ? (*recent)[static_cast<std::size_t>(*weakest)] : 0);
    std::vector<Recommendation> out;
    for (std::size_t i = 0; i < std::min(most, candidates.size()); ++i)
        out.push_back({candidates[i].scenario, reasons.of(*candidates[i].scenario)});
    return out;
}

}  // namespace mockcall
