// The store in memory: the same promises as the databases, checked by the same contract.
#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <set>

#include "ports/store.hpp"

namespace mockcall::fakes {

class MemoryStore final : public Store {
  public:
    bool broken = false;  ///< finish_call fails

    Result<StartOutcome> create_call(const NewCall& call, WallTime forget_before) override {
        const std::lock_guard lock(mutex_);
        if (const auto seen = seen_key(call.row.org, call.row.user, call.idempotency_key, forget_before))
            return *seen;
        if (const CallRow* live = live_row(call.row.org, call.row.user)) {
            Error e{ErrorCode::AlreadyInCall, "You are in a call already."};
            e.session_id = live->id.str();
            return std::unexpected(std::move(e));
        }
        rows_[call.row.id.str()] = call.row;
        if (!call.idempotency_key.empty())
            keys_[key_of(call.row.org, call.row.user, call.idempotency_key)] = {call.row.created, call.started_json};
        return StartOutcome{};
    }
    Result<std::optional<StartOutcome>> find_idempotent(const OrgId& org, const UserId& user, const std::string& key,
                                                        WallTime forget_before) override {
        const std::lock_guard lock(mutex_);
        return seen_key(org, user, key, forget_before);
    }
    Result<std::optional<CallId>> live_call_of(const OrgId& org, const UserId& user) override {
        const std::lock_guard lock(mutex_);
        const CallRow* live = live_row(org, user);
        return live ? std::optional(live->id) : std::nullopt;
    }
    Result<void> set_status(const CallId& id, CallStatus status, std::optional<WallTime> answered) override {
        const std::lock_guard lock(mutex_);
        CallRow& row = rows_[id.str()];
        if (row.status == CallStatus::Ended)
            return {};
        row.status = status;
        if (answered)
            row.answered = answered;
        return {};
    }
    Result<void> finish_call(const FinishedCall& f) override {
        const std::lock_guard lock(mutex_);
        if (broken)
            return fail(ErrorCode::InternalError, "The store is broken.");
        CallRow& row = rows_[f.id.str()];
        if (row.status == CallStatus::Ended)
            return {};
        row.status = CallStatus::Ended;
        row.ended = f.ended;
        row.result_json = f.result_json;
        row.transcript_json = f.transcript_json;
        row.overall = f.overall;
        scores_[f.id.str()] = {f.overall, f.breakdown};
        TraineeHistory& history = histories_[row.org.str() + "/" + row.user.str()];
        history.xp += f.xp;
        ++history.calls;
        auto it = std::ranges::find(history.scenarios, row.scenario, &ScenarioHistory::id);
        if (it == history.scenarios.end())
            it = history.scenarios.insert(it, ScenarioHistory{row.scenario, 0, {}, {}});
        ++it->attempts;
        it->best = std::max(it->best.value_or(0), f.overall);
        it->last = f.overall;
        for (const Achievement& a : f.achievements) {
            history.achievements.push_back(a.name);
            earned_[row.org.str() + "/" + row.user.str()].push_back(a);
        }
        return {};
    }
    Result<void> set_recording(const CallId& id, std::uint64_t bytes, WallTime created, WallTime expires) override {
        const std::lock_guard lock(mutex_);
        CallRow& row = rows_[id.str()];
        row.recording_bytes = bytes;
        row.recording_created = created;
        row.recording_expires = expires;
        return {};
    }
    Result<CallRow> call(const CallId& id) override {
        const std::lock_guard lock(mutex_);
        const auto it = rows_.find(id.str());
        if (it == rows_.end())
            return fail(ErrorCode::SessionNotFound, "There is no such call.");
        return it->second;
    }
    Result<CallRow> call_by_token(const SessionToken& token) override {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, row] : rows_)
            if (row.token == token)
                return row;
        return fail(ErrorCode::SessionNotFound, "There is no such call.");
    }
    Result<std::vector<CallRow>> live_calls() override {
        const std::lock_guard lock(mutex_);
        std::vector<CallRow> live;
        for (const auto& [id, row] : rows_)
            if (is_live(row))
                live.push_back(row);
        return live;
    }
    Result<Page> calls_of(const OrgId& org, const UserId& user, int limit, int offset) override {
        const std::lock_guard lock(mutex_);
        Page page;
        for (const auto& [id, row] : rows_)
            if (row.org == org && row.user == user)
                page.rows.push_back(row);
        page.total = static_cast<int>(page.rows.size());
        std::ranges::sort(page.rows, std::greater{}, &CallRow::created);
        page.rows.erase(page.rows.begin(), page.rows.begin() + std::min<std::ptrdiff_t>(offset, page.total));
        page.rows.resize(std::min<std::size_t>(page.rows.size(), static_cast<std::size_t>(limit)));
        return page;
    }
    Result<void> erase_call(const CallId& id) override {
        const std::lock_guard lock(mutex_);
        CallRow& row = rows_[id.str()];
        row.erased = true;
        reviews_.erase(id.str());
        row.result_json.clear();
        row.transcript_json.clear();
        row.recording_bytes = 0;
        return {};
    }
    Result<std::vector<CallId>> recordings_expired(WallTime now) override {
        const std::lock_guard lock(mutex_);
        std::vector<CallId> ids;
        for (const auto& [id, row] : rows_)
            if (row.recording_bytes > 0 && row.recording_expires && *row.recording_expires <= now)
                ids.push_back(row.id);
        return ids;
    }
    Result<void> drop_recording(const CallId& id) override {
        const std::lock_guard lock(mutex_);
        rows_[id.str()].recording_bytes = 0;
        return {};
    }
    Result<TraineeHistory> history_of(const OrgId& org, const UserId& user) override {
        const std::lock_guard lock(mutex_);
        return histories_[org.str() + "/" + user.str()];
    }
    Result<std::vector<Achievement>> achievements_of(const OrgId& org, const UserId& user) override {
        const std::lock_guard lock(mutex_);
        return earned_[org.str() + "/" + user.str()];
    }
    Result<Preferences> preferences_of(const OrgId& org, const UserId& user) override {
        const std::lock_guard lock(mutex_);
        return preferences_[org.str() + "/" + user.str()];
    }
    Result<void> set_preferences(const OrgId& org, const UserId& user, const Preferences& p) override {
        const std::lock_guard lock(mutex_);
        preferences_[org.str() + "/" + user.str()] = p;
        return {};
    }
    Result<std::map<std::string, ScenarioStats>> scenario_stats(const OrgId&) override {
        return std::map<std::string, ScenarioStats>{};
    }
    Result<OrgPage> org_calls(const OrgId& org, const OrgFilter& filter) override {
        const std::lock_guard lock(mutex_);
        OrgPage page;
        for (const auto& [id, row] : rows_)
            if (row.org == org && row.status != CallStatus::Expired && (!filter.user || row.user == *filter.user))
                page.rows.push_back(org_call(row));
        page.total = static_cast<int>(page.rows.size());
        return page;
    }
    Result<OrgSummary> org_summary(const OrgId& org, std::optional<WallTime>, std::optional<WallTime>) override {
        const std::lock_guard lock(mutex_);
        OrgSummary summary;
        for (const auto& [id, row] : rows_)
            if (row.org == org && row.overall)
                summary.all.overall += (*row.overall - summary.all.overall) / ++summary.all.calls;
        return summary;
    }
    Result<std::vector<OrgCall>> scored_calls_of(const OrgId& org, const UserId& user, int limit) override {
        const std::lock_guard lock(mutex_);
        std::vector<OrgCall> calls;
        for (const auto& [id, row] : rows_)
            if (row.org == org && row.user == user && row.overall)
                calls.push_back(org_call(row));
        std::ranges::sort(calls, std::greater{}, &OrgCall::created);
        calls.resize(std::min(calls.size(), static_cast<std::size_t>(limit)));
        return calls;
    }
    Result<Review> review_of(const CallId& call) override {
        const std::lock_guard lock(mutex_);
        return reviews_[call.str()];
    }
    Result<void> add_comment(const CallId& call, const CallComment& comment, int) override {
        const std::lock_guard lock(mutex_);
        reviews_[call.str()].comments.push_back(comment);
        return {};
    }
    Result<void> remove_comment(const CallId& call, const std::string& comment, const UserId& author) override {
        const std::lock_guard lock(mutex_);
        auto& all = reviews_[call.str()].comments;
        const auto at = std::ranges::find(all, comment, &CallComment::id);
        if (at == all.end())
            return fail(ErrorCode::NotFound, "There is no such comment.");
        if (at->author != author)
            return fail(ErrorCode::Forbidden, "This comment was written by somebody else.");
        all.erase(at);
        return {};
    }
    Result<void> change_overrides(const CallId& call, const ChangeOverrides& change) override {
        const std::lock_guard lock(mutex_);
        auto overrides = reviews_[call.str()].overrides;
        const auto scores = change(rows_[call.str()].result_json, overrides);
        if (!scores)
            return std::unexpected(scores.error());
        reviews_[call.str()].overrides = std::move(overrides);
        rows_[call.str()].overall = scores->overall;
        scores_[call.str()] = *scores;
        return {};
    }
    Result<int> forget_reviews(WallTime ended_before) override {
        const std::lock_guard lock(mutex_);
        int forgotten = 0;
        for (const auto& [id, row] : rows_)
            if (row.ended && *row.ended < ended_before) {
                forgotten += static_cast<int>(std::exchange(reviews_[id].comments, {}).size());
                for (CallOverride& o : reviews_[id].overrides)
                    o.reason.clear();
            }
        return forgotten;
    }
    Result<void> ping() override { return {}; }

  private:
    OrgCall org_call(const CallRow& row) {
        OrgCall c;
        c.id = row.id;
        c.user = row.user;
        c.user_name = row.user_name;
        c.scenario = row.scenario;
        c.status = row.status;
        c.created = row.created;
        c.answered = row.answered;
        c.ended = row.ended;
        c.overall = row.overall;
        if (row.overall)
            c.breakdown = scores_[row.id.str()].breakdown;
        c.recorded = row.recording_bytes > 0;
        c.erased = row.erased;
        return c;
    }
    static bool is_live(const CallRow& row) {
        return row.status != CallStatus::Ended && row.status != CallStatus::Expired;
    }
    static std::string key_of(const OrgId& org, const UserId& user, const std::string& key) {
        return org.str() + "/" + user.str() + "/" + key;
    }
    const CallRow* live_row(const OrgId& org, const UserId& user) const {
        for (const auto& [id, row] : rows_)
            if (row.org == org && row.user == user && is_live(row))
                return &row;
        return nullptr;
    }
    std::optional<StartOutcome> seen_key(const OrgId& org, const UserId& user, const std::string& key,
                                         WallTime forget_before) const {
        const auto it = keys_.find(key_of(org, user, key));
        if (key.empty() || it == keys_.end() || it->second.first < forget_before)
            return std::nullopt;
        return StartOutcome{true, it->second.second};
    }

    std::mutex mutex_;
    std::map<std::string, CallRow> rows_;
    std::map<std::string, Scores> scores_;
    std::map<std::string, Review> reviews_;
    std::map<std::string, std::pair<WallTime, std::string>> keys_;
    std::map<std::string, TraineeHistory> histories_;
    std::map<std::string, std::vector<Achievement>> earned_;
    std::map<std::string, Preferences> preferences_;
};

}  // namespace mockcall::fakes
