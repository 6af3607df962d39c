// The contract's answers as JSON text: each function writes one `data` member. Pure.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/call/call_machine.hpp"
#include "domain/evaluation/evaluation.hpp"
#include "domain/progress/progress.hpp"
#include "domain/remote/usage.hpp"
#include "domain/scenario/scenario.hpp"
#include "engine/turn_timings.hpp"
#include "ports/store.hpp"
#include "protocol/events.hpp"

namespace mockcall::bodies {

/// Links that need no bearer token; null members where there is no recording.
struct Links {
    std::string audio;  ///< "" none
    std::string transcript;
};

struct ScenarioFigures {
    int play_count = 0;
    std::optional<double> avg_score;
    int user_attempts = 0;
    std::optional<int> best_score;
};

/// One element of GET /scenarios' list.
[[nodiscard]] std::string scenario_summary(const Scenario& s, const ScenarioFigures& figures);
[[nodiscard]] std::string scenario_list(const std::vector<std::string>& summaries, int total, int limit, int offset);
[[nodiscard]] std::string scenario_details(const Scenario& s);
[[nodiscard]] std::string document(const std::string& title, const std::string& body);

struct IceServer {
    std::string urls;
    std::string username;  ///< "" none
    std::string credential;
};
[[nodiscard]] std::string started(const CallRow& call, const Scenario& s, const std::string& websocket_url,
                                  const std::vector<IceServer>& ice);
/// The sessionId of such an answer.
[[nodiscard]] CallId session_id_of(const std::string& started);
[[nodiscard]] std::string status_changed(const CallId& id, CallStatus status, int hold_seconds,
                                         const CustomerReaction& reaction);

/// What POST /end keeps: everything but the links.
[[nodiscard]] std::string result(const CallId& id, const CallRecord& call, const Evaluation& evaluation,
                                 const std::vector<Achievement>& achievements, const remote::UsageByPart& usage = {});
/// The kept result with fresh links.
[[nodiscard]] std::string result_with_links(const std::string& kept, const Links& links);
/// The `evaluation` member of a kept result.
[[nodiscard]] std::string evaluation_of(const std::string& kept);

/// What is kept of the transcript: messages, summary, keywords.
[[nodiscard]] std::string transcript(const CallRecord& call, const Evaluation& evaluation);
[[nodiscard]] std::string recording(const CallRow& row, const Links& links);

/// GET /session/{id}. `live`: the state now, null once ended.
/// `usage`: of remote services so far; of an ended call its result has it.
[[nodiscard]] std::string session(const CallRow& row, const protocol::CallState* live, const Links& links,
                                  const remote::UsageByPart& usage = {});
/// GET /session/{id}/timings: the waterfall of each turn.
[[nodiscard]] std::string timings(const CallId& id, const CallRecord& call, const TurnTimings& timings);
[[nodiscard]] std::string no_timings(const CallId& id);
using ScenarioNames = std::function<std::string(const ScenarioId&)>;  ///< "" unknown
[[nodiscard]] std::string sessions(const std::vector<CallRow>& rows, int total, int limit, int offset,
                                   const ScenarioNames& names);
[[nodiscard]] std::string me(const UserId& user, const std::string& name, const TraineeHistory& history,
                             const std::vector<Achievement>& achievements, const Preferences& preferences);
[[nodiscard]] std::string preferences(const Preferences& p);

}  // namespace mockcall::bodies
