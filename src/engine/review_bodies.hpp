// The answers about reviews, organisations and progress as JSON text: each function writes one `data` member. Pure.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/progress/recommend.hpp"
#include "engine/bodies.hpp"
#include "ports/review_store.hpp"

namespace mockcall::bodies {

/// Of a running call.
using LiveStates = std::function<std::optional<protocol::CallState>(const CallId&)>;

[[nodiscard]] std::string org_sessions(const OrgPage& page, int limit, int offset, const ScenarioNames& names,
                                       const LiveStates& live);
[[nodiscard]] std::string org_summary(const OrgSummary& summary, const std::optional<WallTime>& from,
                                      const std::optional<WallTime>& until, const ScenarioNames& names);
[[nodiscard]] std::string comments(const CallId& call, const std::vector<CallComment>& comments);
[[nodiscard]] std::string comment(const CallComment& comment);

/// What of a kept result the scores are made of.
struct KeptCriteria {
    DimensionWeights weights{};
    std::vector<CriterionResult> criteria;  ///< without label, evidence and note
};
[[nodiscard]] KeptCriteria criteria_in(const std::string& kept_result);

/// An answer of GET /session/{id} with the review in it: comments, and what was overruled beside the machine's
/// verdicts.
[[nodiscard]] std::string session_with_review(const std::string& session, const Review& review);
/// The evaluation of a kept result as it stands with the overrides.
[[nodiscard]] std::string overruled(const CallId& call, const std::string& kept_result,
                                    const std::vector<CallOverride>& overrides);

/// Means over calls, the latest and the earlier ones.
struct Trend {
    DimensionMeans all{}, recent{};
    std::optional<DimensionMeans> earlier;
    double overall = 0, overall_recent = 0;
    std::optional<double> overall_earlier;
};
/// `calls`: newest first, at least one, all with a breakdown.
[[nodiscard]] Trend trend_of(const std::vector<OrgCall>& calls);
/// `calls`: scored ones, newest first.
[[nodiscard]] std::string progress(const TraineeHistory& history, const std::vector<OrgCall>& calls,
                                   const std::optional<Trend>& trend, const std::vector<Recommendation>& recommended,
                                   const ScenarioNames& names);

}  // namespace mockcall::bodies
