#include "adapters/store/call_rows.hpp"
#include "adapters/store/score_columns.hpp"
#include "adapters/store/sql_store.hpp"

namespace mockcall::store {
namespace {

/// 0 when the call was finished before.
long long close_call(soci::session& sql, const FinishedCall& finished) {
    const long long ended = stored(finished.ended);
    soci::statement update = (sql.prepare << "UPDATE calls SET status = 'ended', ended = :ended, overall = :overall"
                                             " WHERE id = :id AND overall IS NULL",
                              soci::use(ended), soci::use(finished.overall), soci::use(finished.id.str()));
    update.execute(true);
    const auto closed = update.get_affected_rows();
    if (closed > 0)
        set_scores(sql, finished.id.str(), {finished.overall, finished.breakdown}, finished.gates_closed);
    return closed;
}

void keep_texts(soci::session& sql, const FinishedCall& finished) {
    sql << "INSERT INTO call_texts (call_id, result_json, transcript_json) VALUES (:id, :result, :transcript)",
        soci::use(finished.id.str()), soci::use(finished.result_json), soci::use(finished.transcript_json);
}

/// Returns the XP of those that the trainee had already: an achievement is earned once, whatever two calls' results
/// say.
int keep_achievements(soci::session& sql, const CallRow& call, const FinishedCall& finished) {
    int again = 0;
    const long long earned = stored(finished.ended);
    for (const Achievement& one : finished.achievements) {
        soci::statement insert =
            (sql.prepare << "INSERT INTO achievements (org, user_id, name, xp, description, earned, call_id)"
                            " VALUES (:org, :user, :name, :xp, :description, :earned, :call)"
                            " ON CONFLICT (org, user_id, name) DO NOTHING",
             soci::use(call.org.str()), soci::use(call.user.str()), soci::use(one.name), soci::use(one.xp),
             soci::use(one.description), soci::use(earned), soci::use(call.id.str()));
        insert.execute(true);
        if (insert.get_affected_rows() == 0)
            again += one.xp;
    }
    return again;
}

void count_for_trainee(soci::session& sql, const CallRow& call, const FinishedCall& finished, int xp) {
    const long long ended = stored(finished.ended);
    sql << "INSERT INTO trainees (org, user_id, xp, calls) VALUES (:org, :user, :xp, 1)"
           " ON CONFLICT (org, user_id) DO UPDATE SET xp = trainees.xp + excluded.xp, calls = trainees.calls + 1",
        soci::use(call.org.str()), soci::use(call.user.str()), soci::use(xp);
    sql << "INSERT INTO trainee_scenarios (org, user_id, scenario, attempts, best, last, last_ended)"
           " VALUES (:org, :user, :scenario, 1, :best, :last, :ended)"
           " ON CONFLICT (org, user_id, scenario) DO UPDATE SET attempts = trainee_scenarios.attempts + 1,"
           " best = CASE WHEN excluded.best > trainee_scenarios.best THEN excluded.best ELSE trainee_scenarios.best "
           "END,"
           " last = CASE WHEN excluded.last_ended >= trainee_scenarios.last_ended THEN excluded.last"
           " ELSE trainee_scenarios.last END,"
           " last_ended = CASE WHEN excluded.last_ended >= trainee_scenarios.last_ended THEN excluded.last_ended"
           " ELSE trainee_scenarios.last_ended END",
        soci::use(call.org.str()), soci::use(call.user.str()), soci::use(call.scenario.str()),
        soci::use(finished.overall), soci::use(finished.overall), soci::use(ended);
}

void count_for_scenario(soci::session& sql, const CallRow& call, const FinishedCall& finished) {
    sql << "INSERT INTO scenario_totals (org, scenario, play_count, score_sum) VALUES (:org, :scenario, 1, :score)"
           " ON CONFLICT (org, scenario) DO UPDATE SET play_count = scenario_totals.play_count + 1,"
           " score_sum = scenario_totals.score_sum + excluded.score_sum",
        soci::use(call.org.str()), soci::use(call.scenario.str()), soci::use(finished.overall);
}

}  // namespace

Result<void> SqlStore::finish_call(const FinishedCall& finished) {
    return database_->write([&](soci::session& sql) -> Result<void> {
        const auto call = find_call(sql, finished.id);
        if (!call)
            return std::unexpected(call.error());
        if (close_call(sql, finished) == 0)
            return {};
        if (!call->erased)
            keep_texts(sql, finished);
        const int again = keep_achievements(sql, *call, finished);
        count_for_trainee(sql, *call, finished, finished.xp - again);
        count_for_scenario(sql, *call, finished);
        return {};
    });
}

Result<void> SqlStore::set_recording(const CallId& id, std::uint64_t bytes, WallTime created, WallTime expires) {
    return database_->write([&](soci::session& sql) -> Result<void> {
        const auto call = find_call(sql, id);
        if (!call)
            return std::unexpected(call.error());
        if (call->erased)
            return fail(ErrorCode::RecordingNotFound, "the call was erased: its recording must not be kept");
        const auto size = static_cast<long long>(bytes);
        const long long from = stored(created), until = stored(expires);
        sql << "UPDATE calls SET recording_bytes = :bytes, recording_created = :created, recording_expires = :expires"
               " WHERE id = :id",
            soci::use(size), soci::use(from), soci::use(until), soci::use(id.str());
        return {};
    });
}

Result<void> SqlStore::erase_call(const CallId& id) {
    const auto erased = database_->write([&](soci::session& sql) -> Result<void> {
        const auto call = find_call(sql, id);
        if (!call)
            return std::unexpected(call.error());
        if (!is_over(call->status)) {
            Error error{ErrorCode::InvalidState, "the call is still going on: end it first"};
            error.status = to_string(call->status);
            return std::unexpected(std::move(error));
        }
        sql << "DELETE FROM call_texts WHERE call_id = :id", soci::use(id.str());
        sql << "DELETE FROM comments WHERE call_id = :id", soci::use(id.str());
        sql << "DELETE FROM overrides WHERE call_id = :id", soci::use(id.str());
        sql << "UPDATE calls SET erased = 1, recording_bytes = 0, recording_created = NULL, recording_expires = NULL"
               " WHERE id = :id",
            soci::use(id.str());
        return {};
    });
    return erased ? database_->forget_deleted() : erased;
}

Result<std::vector<CallId>> SqlStore::recordings_expired(WallTime now) {
    return database_->read([&](soci::session& sql) -> Result<std::vector<CallId>> {
        const long long until = stored(now);
        std::string id;
        soci::statement select = (sql.prepare << "SELECT id FROM calls WHERE recording_bytes > 0"
                                                 " AND recording_expires <= :now ORDER BY recording_expires",
                                  soci::use(until), soci::into(id));
        std::vector<CallId> ids;
        select.execute();
        while (select.fetch())
            ids.emplace_back(id);
        return ids;
    });
}

Result<void> SqlStore::drop_recording(const CallId& id) {
    return database_->write([&](soci::session& sql) -> Result<void> {
        sql << "UPDATE calls SET recording_bytes = 0, recording_created = NULL, recording_expires = NULL WHERE id = "
               ":id",
            soci::use(id.str());
        return {};
    });
}

}  // namespace mockcall::store
