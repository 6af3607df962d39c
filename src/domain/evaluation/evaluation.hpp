// The judge: decomposed checks with a receipt for every point. Pure: the same record and rubric give the same score.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/call/record.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall {

enum class Dimension : std::uint8_t { Greeting, Listening, Solution, Communication, Empathy, Closing };
inline constexpr std::size_t kDimensionCount = 6;
[[nodiscard]] std::string_view to_string(Dimension v);

struct Evidence {
    Speaker speaker = Speaker::Agent;
    double timestamp = 0;  ///< seconds since the answer
    std::string text;      ///< the quote, the action or the metric in words
};

struct CriterionResult {
    std::string id;
    Dimension dimension = Dimension::Greeting;
    std::string label;
    bool met = false;
    double score = 0;   ///< 0-100, partial credit
    double weight = 1;  ///< within its dimension; what does not apply is left out of the list
    std::vector<Evidence> evidence;
    std::string note;        ///< why, in a sentence; with words the trainee could have said where not met
    double full_weight = 0;  ///< what it weighs when it counts: `weight` is 0 for what was left out of the score
    bool bonus = false;      ///< weighs nothing unless it is met
};

struct Metrics {
    double time_to_answer = 0;     ///< seconds
    double talk_ratio = 0;         ///< agent's share of speaking time
    double longest_monologue = 0;  ///< seconds
    double dead_air = 0;           ///< seconds of unexplained silence over the limit that the agent caused
    double overtalk = 0;           ///< seconds both spoke, begun by the agent
    double words_per_minute = 0;   ///< of the agent's speaking time; 0 when nothing was spoken (typed calls)
    int hold_count = 0;
    double hold_time = 0;
    int turns = 0;
    double response_latency = 0;  ///< median seconds from the customer's end to the agent's start
};

/// What no score makes good: beside the score, decided by code.
enum class GateKind : std::uint8_t { Customer, Business, Compliance };
[[nodiscard]] std::string_view to_string(GateKind v);

struct CriticalError {
    GateKind kind = GateKind::Customer;
    std::string id;           ///< e.g. "disclosed_unverified"
    std::string description;  ///< a sentence
    Evidence evidence;
};

/// A gate of the rubric, passed or not.
struct GateResult {
    GateKind kind = GateKind::Customer;
    std::string id;
    std::string label;
    bool passed = true;
    std::vector<Evidence> evidence;  ///< of what closed it
};

/// One step of the customer's mood and what caused it; the first is the start.
struct MoodMoment {
    double timestamp = 0;
    int mood = 0;
    int satisfaction = 0;
    std::string cause;
};

struct Achievement {
    std::string name;
    int xp = 0;
    std::string description;
};

struct Evaluation {
    int overall = 0;                     ///< 0-100
    std::map<Dimension, int> breakdown;  ///< 0-100 each, always all six
    double customer_satisfaction = 0;    ///< CSAT, 1.0-5.0, one decimal
    bool first_call_resolution = false;
    std::vector<CriterionResult>
        criteria;  ///< a dimension is their weighted mean; one without weight takes the others' mean
    std::vector<CriticalError> critical;  ///< empty in a sound call
    std::vector<GateResult> gates;
    std::vector<MoodMoment> mood_timeline;  ///< empty where no simulated customer took part
    Metrics metrics;
    std::vector<std::string> strengths, improvements, tips;
    std::string rubric_version;
    std::array<double, kDimensionCount> dimension_weights{};  ///< of the overall score, by enumerator
    std::string evaluator = "embedded";
    std::string summary;  ///< one sentence: what the call was about and how it ended
    std::vector<std::string> keywords;
};

namespace judging {
struct Rubric;
}

struct JudgeAnswer;
using JudgeAnswers = std::map<std::string, JudgeAnswer, std::less<>>;

/// `scenario` may be null: then the words alone are judged (any contact centre's transcript). `rubric`: another than
/// the built-in one; `answers`: what a language model found of single checks (model_judge.hpp). Both must outlive the
/// call of the function only.
[[nodiscard]] Evaluation evaluate(const CallRecord& call, const Scenario* scenario,
                                  const judging::Rubric* rubric = nullptr, const JudgeAnswers* answers = nullptr);

}  // namespace mockcall
