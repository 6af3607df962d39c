// The one Store for every SQL database.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "adapters/store/database.hpp"
#include "ports/store.hpp"

namespace mockcall::store {

class SqlStore final : public Store {
  public:
    explicit SqlStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}

    // sql_store_calls.cpp
    Result<StartOutcome> create_call(const NewCall& call, WallTime forget_before) override;
    Result<std::optional<StartOutcome>> find_idempotent(const OrgId& org, const UserId& user, const std::string& key,
                                                        WallTime forget_before) override;
    Result<std::optional<CallId>> live_call_of(const OrgId& org, const UserId& user) override;
    Result<void> set_status(const CallId& id, CallStatus status, std::optional<WallTime> answered) override;
    Result<CallRow> call(const CallId& id) override;
    Result<CallRow> call_by_token(const SessionToken& token) override;
    Result<std::vector<CallRow>> live_calls() override;
    Result<Page> calls_of(const OrgId& org, const UserId& user, int limit, int offset) override;
    Result<void> ping() override;

    // sql_store_results.cpp
    Result<void> finish_call(const FinishedCall& finished) override;
    Result<void> set_recording(const CallId& id, std::uint64_t bytes, WallTime created, WallTime expires) override;
    Result<void> erase_call(const CallId& id) override;
    Result<std::vector<CallId>> recordings_expired(WallTime now) override;
    Result<void> drop_recording(const CallId& id) override;

    // sql_store_trainees.cpp
    Result<TraineeHistory> history_of(const OrgId& org, const UserId& user) override;
    Result<std::vector<Achievement>> achievements_of(const OrgId& org, const UserId& user) override;
    Result<Preferences> preferences_of(const OrgId& org, const UserId& user) override;
    Result<void> set_preferences(const OrgId& org, const UserId& user, const Preferences& p) override;
    Result<std::map<std::string, ScenarioStats>> scenario_stats(const OrgId& org) override;

    // sql_store_org.cpp
    Result<OrgPage> org_calls(const OrgId& org, const OrgFilter& filter) override;
    Result<OrgSummary> org_summary(const OrgId& org, std::optional<WallTime> from,
                                   std::optional<WallTime> until) override;
    Result<std::vector<OrgCall>> scored_calls_of(const OrgId& org, const UserId& user, int limit) override;

    // sql_store_reviews.cpp
    Result<Review> review_of(const CallId& call) override;
    Result<void> add_comment(const CallId& call, const CallComment& comment, int most) override;
    Result<void> remove_comment(const CallId& call, const std::string& comment, const UserId& author) override;
    Result<void> change_overrides(const CallId& call, const ChangeOverrides& change) override;
    Result<int> forget_reviews(WallTime ended_before) override;

  private:
    std::unique_ptr<Database> database_;
};

/// The call of that id without its texts. Errors: SessionNotFound.
[[nodiscard]] Result<CallRow> find_call(soci::session& sql, const CallId& id);

}  // namespace mockcall::store
