#include <algorithm>
#include <cmath>

#include "domain/progress/progress.hpp"

namespace mockcall {
namespace {

bool met(const Evaluation& e, std::string_view id) {
    return std::ranges::any_of(e.criteria, [&](const CriterionResult& c) { return c.id == id && c.met; });
}

int score_in(const Evaluation& e, Dimension d) {
    const auto found = e.breakdown.find(d);
    return found == e.breakdown.end() ? 0 : found->second;
}

bool transferred(const CallRecord& call) {
    return call.end_reason == "transferred" ||
           std::ranges::any_of(call.actions, [](const auto& a) { return a.kind == AgentActionKind::Transfer; });
}

std::string one_decimal(double v) {
    const auto tenths = std::lround(v * 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

struct MoodArc {
    int lowest = 100;
    int end = 0;
};
MoodArc mood_arc(const CallRecord& call, const Scenario& s) {
    MoodArc arc{.lowest = s.persona.start_mood, .end = call.mood};
    for (const auto& entry : call.ledger)
        arc.lowest = std::min(arc.lowest, entry.change.mood);
    return arc;
}

class Earned {
  public:
    explicit Earned(const TraineeHistory& before) : before_(before) {}
    void add(bool earned, std::string name, int xp, std::string why) {
        if (earned && std::ranges::find(before_.achievements, name) == before_.achievements.end())
            list_.push_back({std::move(name), xp, std::move(why)});
    }
    std::vector<Achievement> take() { return std::move(list_); }

  private:
    const TraineeHistory& before_;
    std::vector<Achievement> list_;
};

void for_outcome(Earned& earned, const Evaluation& e, const CallRecord& call, const Scenario& s) {
    earned.add(e.first_call_resolution && !transferred(call), "First Call Resolution", 100,
               "Resolved issue without transfer");
    const auto arc = mood_arc(call, s);
    earned.add(!call.ledger.empty() && arc.lowest < 30 && arc.end > 60, "De-escalator", 75,
               "Brought the customer's mood from " + std::to_string(arc.lowest) + " to " + std::to_string(arc.end));
    earned.add(e.customer_satisfaction >= 4.8, "Delighted Customer", 60,
               "The customer left with a satisfaction of " + one_decimal(e.customer_satisfaction) + " out of 5");
    earned.add(s.difficulty == Difficulty::Expert && e.overall >= 80, "Expert Handler", 150,
               "Scored " + std::to_string(e.overall) + " in an expert call: " + s.name);
}

void for_craft(Earned& earned, const Evaluation& e) {
    earned.add(
        score_in(e, Dimension::Greeting) >= 95, "Perfect Greeting", 50,
        "Company, name, offer of help and identity: greeting " + std::to_string(score_in(e, Dimension::Greeting)));
    earned.add(e.critical.empty() && met(e, "greeting.identity_before_disclosure") && met(e, "solution.policy"),
               "Clean Compliance", 50, "Verified first, disclosed nothing before, and offered only what policy allows");
    earned.add(met(e, "listening.hidden_need"), "Good Ear", 60, "Found the second problem behind the first");
    earned.add(
        met(e, "empathy.acknowledges") && met(e, "empathy.perspective") && score_in(e, Dimension::Empathy) >= 90,
        "Heart of the Call", 60,
        "Named the feeling and took the customer's side: empathy " + std::to_string(score_in(e, Dimension::Empathy)));
    const bool all = std::ranges::all_of(e.breakdown, [](const auto& d) { return d.second >= 80; });
    earned.add(all && e.breakdown.size() == kDimensionCount && e.overall >= 80, "All-Rounder", 100,
               "80 or more in all six dimensions");
}

// Improvement counts once for each scenario, so that it stays an achievement.
void for_improvement(Earned& earned, const Evaluation& e, const Scenario& s, const TraineeHistory& before) {
    const auto h = std::ranges::find(before.scenarios, s.id, &ScenarioHistory::id);
    if (h == before.scenarios.end() || !h->best)
        return;
    constexpr int kClearly = 5;
    earned.add(e.overall >= *h->best + kClearly, "Personal Best: " + s.name, 40,
               "From " + std::to_string(*h->best) + " to " + std::to_string(e.overall));
    earned.add(
        h->last && *h->last < 50 && e.overall >= 75, "Comeback", 60,
        "From " + std::to_string(h->last.value_or(0)) + " to " + std::to_string(e.overall) + " in the same call");
}

}  // namespace

std::vector<Achievement> achievements_for(const Evaluation& e, const CallRecord& call, const Scenario& s,
                                          const TraineeHistory& before) {
    Earned earned(before);
    for_outcome(earned, e, call, s);
    for_craft(earned, e);
    for_improvement(earned, e, s, before);
    return earned.take();
}

}  // namespace mockcall
