// What the database keeps of supervisors' work: comments, overruled checks, and an organisation's calls and averages.
// As the store: blocking, thread-safe, durable when a function returns.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/time.hpp"
#include "domain/call/call_status.hpp"
#include "domain/evaluation/scores.hpp"

namespace mockcall {

/// A call that scored less, or one with a closed gate, waits for a supervisor until one has said something to it.
inline constexpr int kReviewBelow = 60;

struct CallComment {
    std::string id;  ///< "cmt_…"
    UserId author;
    std::string author_name;          ///< as the token said it then; "" none
    std::optional<double> timestamp;  ///< seconds since the answer; none: of the call as a whole
    std::string text;
    WallTime created{};
};

struct CallOverride {
    CriterionOverride verdict;
    std::string reason;  ///< "" once it was erased
    UserId by;
    std::string by_name;
    WallTime at{};
};

struct Review {
    std::vector<CallComment> comments;    ///< oldest first
    std::vector<CallOverride> overrides;  ///< by criterion
};

struct OrgFilter {
    enum class State : std::uint8_t { Any, Live, Ended };  ///< calls that nobody joined are in none
    enum class Sort : std::uint8_t { Newest, Oldest, Highest, Lowest };
    std::optional<UserId> user{};
    std::optional<std::vector<ScenarioId>> scenarios{};
    State state = State::Any;
    std::optional<WallTime> from{}, until{};  ///< of the start; `until` is outside
    std::optional<int> min_score{}, max_score{};
    bool needs_review = false;
    Sort sort = Sort::Newest;
    int limit = 20;
    int offset = 0;
};

struct OrgCall {
    CallId id;
    UserId user;
    std::string user_name;  ///< "" unknown
    ScenarioId scenario;
    CallStatus status = CallStatus::Initializing;
    WallTime created{};
    std::optional<WallTime> answered, ended;
    std::optional<int> overall;
    std::optional<std::array<int, kDimensionCount>> breakdown;
    bool recorded = false;  ///< a recording can be listened to
    bool erased = false;
    bool needs_review = false;
    int comments = 0;
    int overrides = 0;
};
struct OrgPage {
    std::vector<OrgCall> rows;
    int total = 0;
};

struct Average {
    int calls = 0;
    double overall = 0;
    std::array<double, kDimensionCount> breakdown{};
};
struct ScenarioAverage {
    ScenarioId scenario;
    Average scores;
};
struct TraineeAverage {
    UserId user;
    std::string name;
    Average scores;
    WallTime last_ended{};
};
struct DayAverage {
    WallTime day{};  ///< its midnight, UTC
    Average scores;
};
/// Of scored calls that started in the period; the lists hold those with most calls, the days the latest.
struct OrgSummary {
    static constexpr int kMostRows = 200;
    static constexpr int kMostDays = 366;
    Average all;
    int trainees = 0;
    int live = 0;          ///< now, whatever the period
    int needs_review = 0;  ///< in the period
    std::vector<ScenarioAverage> scenarios;
    std::vector<TraineeAverage> people;
    std::vector<DayAverage> days;  ///< oldest first; days without a call are left out
};

class ReviewStore {
  public:
    virtual ~ReviewStore() = default;

    virtual Result<OrgPage> org_calls(const OrgId& org, const OrgFilter& filter) = 0;
    virtual Result<OrgSummary> org_summary(const OrgId& org, std::optional<WallTime> from,
                                           std::optional<WallTime> until) = 0;
    /// The trainee's scored calls, newest first.
    virtual Result<std::vector<OrgCall>> scored_calls_of(const OrgId& org, const UserId& user, int limit) = 0;

    virtual Result<Review> review_of(const CallId& call) = 0;
    /// Errors: SessionNotFound, ValidationError when the call has `most` comments, RecordingNotFound when it was
    /// erased.
    virtual Result<void> add_comment(const CallId& call, const CallComment& comment, int most) = 0;
    /// Errors: NotFound, Forbidden when it is another's.
    virtual Result<void> remove_comment(const CallId& call, const std::string& comment, const UserId& author) = 0;
    /// One transaction: `change` gets the kept result ("" none) and the overrides as they are, alters them, and tells
    /// the scores that follow; lists, averages and figures go by these from then on. Its error leaves everything as it
    /// was.
    using ChangeOverrides =
        std::function<Result<Scores>(const std::string& result_json, std::vector<CallOverride>& overrides)>;
    virtual Result<void> change_overrides(const CallId& call, const ChangeOverrides& change) = 0;
    /// Comments and reasons of calls that ended before then are erased; the scores stay. How many texts it were.
    virtual Result<int> forget_reviews(WallTime ended_before) = 0;
};

}  // namespace mockcall
