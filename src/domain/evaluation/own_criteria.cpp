// The scenario's own required and bonus criteria.
#include <algorithm>

#include "domain/dialogue/text.hpp"
#include "domain/evaluation/outcome.hpp"

namespace mockcall::judging {
namespace {

Verdict act_verdict(const Case& c, const Criterion& own) {
    Verdict v{.why = own.label + ": nothing in your words shows it.", .could_be_in = c.whole()};
    if (const auto act = act_of(own.arg))
        if (const auto hit = agent_did(c, c.whole(), *act))
            v = {.score = 100, .evidence = {quote(*hit)}, .why = "Said at " + clock(hit->line->at) + '.'};
    return v;
}

Verdict phrase_verdict(const Case& c, const Criterion& own) {
    if (const auto hit = agent_asserted(c, c.whole(), own.phrases))
        return {.score = 100, .evidence = {quote(*hit)}, .why = "Said at " + clock(hit->line->at) + '.'};
    return {.why = own.label + ": nothing in your words shows it.", .could_be_in = c.whole()};
}

// One problem, or all of them when none is named.
Verdict resolved_verdict(const Case& c, const Criterion& own) {
    double sum = 0;
    int count = 0;
    Verdict v{.could_be_in = c.whole()};
    for (const auto& o : outcomes_of(c)) {
        if (!own.arg.empty() && o.problem->id != own.arg)
            continue;
        sum += o.value;
        ++count;
        v.evidence.insert(v.evidence.end(), o.evidence.begin(), o.evidence.end());
        if (o.value < c.rubric.limits.settled && v.why.empty())
            v.why = "“" + o.problem->label + "” was not settled.";
    }
    v.score = count > 0 ? 100 * sum / count : 0;
    if (v.why.empty())
        v.why = "Settled.";
    return v;
}

const Step* step_of(const Scenario& s, std::string_view id) {
    for (const auto& p : s.problems)
        for (const auto& step : p.steps)
            if (step.id == id)
                return &step;
    return nullptr;
}

Verdict step_verdict(const Case& c, const Criterion& own) {
    const auto* step = step_of(*c.scenario, own.arg);
    if (const auto taken = facts_of(c, CallFactKind::StepTaken, own.arg); !taken.empty())
        return {.score = 100, .evidence = {evidence_of(c, *taken.front())}, .why = "Taken."};
    if (step != nullptr && !c.observed())
        if (const auto hit = agent_asserted(c, c.whole(), step->phrases))
            return {.score = 100, .evidence = {quote(*hit)}, .why = "Taken at " + clock(hit->line->at) + '.'};
    return {.why = own.label + ": that step was not taken.",
            .say = step != nullptr ? "Let us do one thing together: " + lower_first(step->label) + '.' : "",
            .could_be_in = c.whole()};
}

Verdict fact_verdict(const Case& c, const Criterion& own) {
    if (const auto told = facts_of(c, CallFactKind::FactTold, own.arg); !told.empty())
        return {.score = 100, .evidence = {evidence_of(c, *told.front())}, .why = "Found out."};
    const auto fact = std::ranges::find(c.scenario->facts, own.arg, &Fact::id);
    if (fact == c.scenario->facts.end())
        return {.why = own.label + ": it was not found out.", .could_be_in = c.whole()};
    if (!c.observed())
        for (const auto* line : c.customer)
            if (mentions(line->turn->text, fact->value))
                return {.score = 100,
                        .evidence = {quote(whole_line(*line))},
                        .why = "Found out at " + clock(line->at) + '.'};
    return {.why = own.label + ": it was not found out.",
            .say = fact->asks.empty() ? "" : "May I ask about your " + fact->asks.front() + '?',
            .could_be_in = c.whole()};
}

Verdict retained_verdict(const Case& c) {
    const auto left = [](const ProblemOutcome& o) {
        return o.resolution != nullptr && o.resolution->kind == ResolutionKind::Cancellation;
    };
    const auto outcomes = outcomes_of(c);
    const bool leaves = c.abandoned() || std::ranges::any_of(outcomes, left);
    const auto mood = metric(c, "mood at the end: " + std::to_string(c.call.mood));
    if (leaves || c.silent())
        return {.evidence = {mood},
                .why = c.abandoned() ? the_customer(c) + " hung up." : the_customer(c) + " left.",
                .say = "Before you decide" + comma_name(c) + ", may I show you what I can do for you?"};
    const bool main_settled = !outcomes.empty() && outcomes.front().value >= c.rubric.limits.settled;
    constexpr int kStays = 45;
    const double score = main_settled ? 100 : c.observed() && c.call.mood >= kStays ? 75 : 30;
    std::vector<Evidence> evidence = main_settled ? outcomes.front().evidence : std::vector{mood};
    return {
        .score = score,
        .evidence = std::move(evidence),
        .why = score >= 70 ? the_customer(c) + " stays." : the_customer(c) + " may well leave: nothing was settled.",
        .say = "What would make you want to stay" + comma_name(c) + "?"};
}

// An author's unknown dimension is refused when the scenario is read; Solution is where most criteria belong.
Dimension dimension_named(std::string_view name) {
    for (std::size_t i = 0; i < kDimensionCount; ++i)
        if (to_string(static_cast<Dimension>(i)) == name)
            return static_cast<Dimension>(i);
    return Dimension::Solution;
}

}  // namespace

Verdict own_verdict(const Case& c, const Criterion& own) {
    switch (own.check) {
        case CheckKind::Act: return act_verdict(c, own);
        case CheckKind::Phrase: return phrase_verdict(c, own);
        case CheckKind::Verified: return identity_verdict(c);
        case CheckKind::Documented: return note_verdict(c, own.phrases);
        case CheckKind::Resolved: return resolved_verdict(c, own);
        case CheckKind::Step: return step_verdict(c, own);
        case CheckKind::Fact: return fact_verdict(c, own);
        case CheckKind::Retained: return retained_verdict(c);
    }
    return {};
}

void judge_own_criteria(const Case& c, Sheet& sheet) {
    if (c.scenario == nullptr)
        return;
    for (const auto& own : c.scenario->required)
        sheet.judge_own(own, dimension_named(own.dimension), Sheet::Demand::Required, own_verdict(c, own));
    for (const auto& own : c.scenario->bonus)
        sheet.judge_own(own, dimension_named(own.dimension), Sheet::Demand::Bonus, own_verdict(c, own));
}

}  // namespace mockcall::judging
