#include "domain/evaluation/evaluation.hpp"

#include <cmath>

#include "domain/evaluation/advice.hpp"
#include "domain/evaluation/outcome.hpp"
#include "domain/evaluation/rubric.hpp"
#include "domain/evaluation/scores.hpp"
#include "domain/evaluation/sheet.hpp"

namespace mockcall {

std::string_view to_string(Dimension v) {
    switch (v) {
        case Dimension::Greeting: return "greeting";
        case Dimension::Listening: return "listening";
        case Dimension::Solution: return "solution";
        case Dimension::Communication: return "communication";
        case Dimension::Empathy: return "empathy";
        case Dimension::Closing: return "closing";
    }
    return "solution";
}

std::string_view to_string(GateKind v) {
    switch (v) {
        case GateKind::Customer: return "customer";
        case GateKind::Business: return "business";
        case GateKind::Compliance: return "compliance";
    }
    return "customer";
}

namespace judging {
namespace {

CriterionResult neutral(Dimension d, double score) {
    const std::string name(to_string(d));
    return {.id = name + ".not_applicable",
            .dimension = d,
            .label = "Nothing to judge in " + name,
            .met = false,
            .score = std::round(score),
            .weight = 0,
            .evidence = {},
            .note = d == Dimension::Empathy ? "The customer showed no feeling that called for an answer: the score "
                                              "here is the mean of the others and changes nothing."
                                            : "Nothing in this call could be judged here: the score is the mean of the "
                                              "others and changes nothing."};
}

std::vector<GateResult> gates_of(const Rubric& rubric, const std::vector<CriticalError>& errors) {
    std::vector<GateResult> out;
    for (const auto& gate : rubric.gates) {
        GateResult r{.kind = gate.kind, .id = gate.id, .label = gate.label, .passed = true, .evidence = {}};
        for (const auto& e : errors)
            if (e.id == gate.id) {
                r.passed = false;
                r.evidence.push_back(e.evidence);
            }
        out.push_back(std::move(r));
    }
    return out;
}

std::vector<MoodMoment> mood_timeline_of(const Case& c) {
    std::vector<MoodMoment> out;
    if (c.call.ledger.empty() && c.scenario == nullptr)
        return out;
    if (c.scenario != nullptr)
        out.push_back({0, c.scenario->persona.start_mood, c.scenario->persona.start_satisfaction, "start"});
    for (const auto& entry : c.call.ledger)
        out.push_back({std::round(timestamp_of(c.call, entry.at) * 1000) / 1000, entry.change.mood,
                       entry.change.satisfaction, entry.change.cause});
    return out;
}

}  // namespace
}  // namespace judging

Evaluation evaluate(const CallRecord& call, const Scenario* scenario, const judging::Rubric* given,
                    const JudgeAnswers* answers) {
    using namespace judging;
    const bool only_words = scenario == nullptr && call.facts.empty() && call.ledger.empty();
    const auto& rubric = given != nullptr ? *given : only_words ? transcript_rubric() : default_rubric();
    const Case c(call, scenario, rubric);
    Sheet sheet(c, answers);
    judge_greeting(c, sheet);
    judge_listening(c, sheet);
    judge_solution(c, sheet);
    judge_communication(c, sheet);
    judge_empathy(c, sheet);
    judge_closing(c, sheet);
    judge_own_criteria(c, sheet);
    if (only_words)
        judge_transcript(c, sheet);

    Evaluation out;
    for (const auto& j : sheet.judged())
        out.criteria.push_back(j.result);
    const auto totals = totals_of(rubric.weights, out.criteria);
    for (std::size_t d = 0; d < kDimensionCount; ++d) {
        const auto dimension = static_cast<Dimension>(d);
        out.breakdown[dimension] = static_cast<int>(std::lround(totals.scores[d]));
        if (!totals.judged[d])
            out.criteria.push_back(neutral(dimension, totals.scores[d]));
    }
    out.overall = overall_of(rubric.weights, totals.scores);
    const auto outcomes = outcomes_of(c);
    out.first_call_resolution = first_call_resolution(c, sheet, outcomes);
    out.customer_satisfaction =
        satisfaction_score(c, sheet, out.overall, out.breakdown[Dimension::Solution], out.first_call_resolution);
    out.critical = sheet.critical_errors();
    out.gates = gates_of(rubric, out.critical);
    out.mood_timeline = mood_timeline_of(c);
    out.metrics = c.timeline.metrics;
    auto advice = advise(c, sheet, totals.scores);
    out.strengths = std::move(advice.strengths);
    out.improvements = std::move(advice.improvements);
    out.tips = std::move(advice.tips);
    out.rubric_version = rubric.version;
    out.evaluator = answers != nullptr ? "openai" : "embedded";
    out.dimension_weights = rubric.weights;
    out.summary = summary_of(c, outcomes, out.first_call_resolution);
    out.keywords = keywords_of(c, outcomes);
    return out;
}

}  // namespace mockcall
