#include "domain/evaluation/objectives.hpp"

#include <algorithm>

#include "domain/evaluation/rubric.hpp"
#include "domain/evaluation/sheet.hpp"
#include "domain/scenario/named_check.hpp"

namespace mockcall {
namespace {

using judging::Case;

bool met_in(const Case& c, const Criterion& check) {
    judging::Sheet sheet(c);
    sheet.judge_own(check, Dimension::Solution, judging::Sheet::Demand::Required, judging::own_verdict(c, check));
    return sheet.judged().back().result.met;
}

bool met_in(const Case& c, const Objective& objective) {
    return !objective.met_by.empty() && std::ranges::all_of(objective.met_by, [&](const std::string& name) {
        const auto check = check_named(*c.scenario, name);
        return check && met_in(c, *check);
    });
}

}  // namespace

bool ObjectiveWatch::was_met(std::size_t index) const {
    return std::ranges::find(met_, index, &MetObjective::index) != met_.end();
}

bool ObjectiveWatch::news(const CallRecord& call) {
    const auto there = std::tuple{call.facts.size(), call.crm.size(), call.actions.size(), call.turns.size()};
    return std::exchange(seen_, there) != there;
}

std::vector<MetObjective> ObjectiveWatch::look(const CallRecord& call, CallTime now) {
    std::vector<MetObjective> fresh;
    if (!news(call) || met_.size() == scenario_->objectives.size())
        return fresh;
    const Case c(call, scenario_.get(), judging::default_rubric());
    for (std::size_t i = 0; i < scenario_->objectives.size(); ++i)
        if (!was_met(i) && met_in(c, scenario_->objectives[i]))
            fresh.push_back({i, timestamp_of(call, now)});
    met_.insert(met_.end(), fresh.begin(), fresh.end());
    return fresh;
}

}  // namespace mockcall
