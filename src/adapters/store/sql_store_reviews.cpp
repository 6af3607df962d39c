#include <algorithm>
#include <cmath>

#include "adapters/store/call_rows.hpp"
#include "adapters/store/score_columns.hpp"
#include "adapters/store/sql_store.hpp"

namespace mockcall::store {
namespace {

std::vector<CallComment> read_comments(soci::session& sql, const CallId& call) {
    std::string id, author, name, text;
    Nullable at;
    long long created = 0;
    soci::statement select = (sql.prepare << "SELECT id, author, author_name, at_ms, text, created FROM comments"
                                             " WHERE call_id = :call ORDER BY created, id",
                              soci::use(call.str()), soci::into(id), soci::into(author), soci::into(name),
                              soci::into(at.value, at.state), soci::into(text), soci::into(created));
    std::vector<CallComment> all;
    select.execute();
    while (select.fetch()) {
        const auto timestamp = at.null() ? std::nullopt : std::optional(static_cast<double>(at.value) / 1000);
        all.push_back({id, UserId(author), name, timestamp, text, wall_time(created)});
    }
    return all;
}

std::vector<CallOverride> read_overrides(soci::session& sql, const CallId& call) {
    std::string criterion, reason, author, name;
    int met = 0;
    double score = 0;
    long long made = 0;
    soci::statement select =
        (sql.prepare << "SELECT criterion, met, score, reason, author, author_name, made FROM overrides"
                        " WHERE call_id = :call ORDER BY criterion",
         soci::use(call.str()), soci::into(criterion), soci::into(met), soci::into(score), soci::into(reason),
         soci::into(author), soci::into(name), soci::into(made));
    std::vector<CallOverride> all;
    select.execute();
    while (select.fetch())
        all.push_back({{criterion, met != 0, score}, reason, UserId(author), name, wall_time(made)});
    return all;
}

void write_overrides(soci::session& sql, const CallId& call, const std::vector<CallOverride>& all) {
    sql << "DELETE FROM overrides WHERE call_id = :call", soci::use(call.str());
    for (const CallOverride& o : all) {
        const int met = o.verdict.met ? 1 : 0;
        const long long made = stored(o.at);
        sql << "INSERT INTO overrides (call_id, criterion, met, score, reason, author, author_name, made)"
               " VALUES (:call, :criterion, :met, :score, :reason, :author, :name, :made)",
            soci::use(call.str()), soci::use(o.verdict.criterion), soci::use(met), soci::use(o.verdict.score),
            soci::use(o.reason), soci::use(o.by.str()), soci::use(o.by_name), soci::use(made);
    }
}

/// A call counts as reviewed while something is left of what supervisors said to it.
void mark_reviewed(soci::session& sql, const CallId& call) {
    sql << "UPDATE calls SET reviewed = CASE WHEN EXISTS (SELECT 1 FROM comments WHERE call_id = calls.id)"
           " OR EXISTS (SELECT 1 FROM overrides WHERE call_id = calls.id) THEN 1 ELSE 0 END WHERE id = :id",
        soci::use(call.str());
}

/// The trainee's and the scenario's figures follow a score that changed.
void count_again(soci::session& sql, const CallRow& call, int before, int after) {
    const int more = after - before;
    sql << "UPDATE scenario_totals SET score_sum = score_sum + :more WHERE org = :org AND scenario = :scenario",
        soci::use(more), soci::use(call.org.str()), soci::use(call.scenario.str());
    int best = 0, last = 0;
    sql << "SELECT MAX(overall) FROM calls WHERE org = :org AND user_id = :user AND scenario = :scenario AND overall IS"
           " NOT NULL",
        soci::use(call.org.str()), soci::use(call.user.str()), soci::use(call.scenario.str()), soci::into(best);
    sql << "SELECT overall FROM calls WHERE org = :org AND user_id = :user AND scenario = :scenario AND overall IS NOT"
           " NULL ORDER BY ended DESC, id DESC LIMIT 1",
        soci::use(call.org.str()), soci::use(call.user.str()), soci::use(call.scenario.str()), soci::into(last);
    sql << "UPDATE trainee_scenarios SET best = :best, last = :last WHERE org = :org AND user_id = :user AND scenario ="
           " :scenario",
        soci::use(best), soci::use(last), soci::use(call.org.str()), soci::use(call.user.str()),
        soci::use(call.scenario.str());
}

int gates_closed_of(soci::session& sql, const CallId& call) {
    int gates = 0;
    sql << "SELECT gates_closed FROM calls WHERE id = :id", soci::use(call.str()), soci::into(gates);
    return gates;
}

}  // namespace

Result<Review> SqlStore::review_of(const CallId& call) {
    return database_->read([&](soci::session& sql) -> Result<Review> {
        return Review{read_comments(sql, call), read_overrides(sql, call)};
    });
}

Result<void> SqlStore::add_comment(const CallId& id, const CallComment& c, int most) {
    return database_->write([&](soci::session& sql) -> Result<void> {
        const auto call = find_call(sql, id);
        if (!call)
            return std::unexpected(call.error());
        if (call->erased)
            return fail(ErrorCode::RecordingNotFound, "this call was erased: there is nothing left to comment on");
        int count = 0;
        sql << "SELECT COUNT(*) FROM comments WHERE call_id = :call", soci::use(id.str()), soci::into(count);
        if (count >= most)
            return fail_validation("text", "is one comment too many: a call takes " + std::to_string(most));
        Nullable at;
        if (c.timestamp) {
            at.value = std::llround(*c.timestamp * 1000);
            at.state = soci::i_ok;
        }
        const long long created = stored(c.created);
        sql << "INSERT INTO comments (id, call_id, author, author_name, at_ms, text, created)"
               " VALUES (:id, :call, :author, :name, :at, :text, :created)",
            soci::use(c.id), soci::use(id.str()), soci::use(c.author.str()), soci::use(c.author_name),
            soci::use(at.value, at.state), soci::use(c.text), soci::use(created);
        mark_reviewed(sql, id);
        return {};
    });
}

Result<void> SqlStore::remove_comment(const CallId& call, const std::string& comment, const UserId& author) {
    const auto removed = database_->write([&](soci::session& sql) -> Result<void> {
        std::string wrote;
        sql << "SELECT author FROM comments WHERE id = :id AND call_id = :call", soci::use(comment),
            soci::use(call.str()), soci::into(wrote);
        if (!sql.got_data())
            return fail(ErrorCode::NotFound, "There is no such comment.");
        if (wrote != author.str())
            return fail(ErrorCode::Forbidden, "This comment was written by somebody else.");
        sql << "DELETE FROM comments WHERE id = :id", soci::use(comment);
        mark_reviewed(sql, call);
        return {};
    });
    return removed ? database_->forget_deleted() : removed;
}

Result<void> SqlStore::change_overrides(const CallId& id, const ChangeOverrides& change) {
    return database_->write([&](soci::session& sql) -> Result<void> {
        const auto call = find_call(sql, id);
        if (!call)
            return std::unexpected(call.error());
        std::string result;
        sql << "SELECT result_json FROM call_texts WHERE call_id = :id", soci::use(id.str()), soci::into(result);
        if (!sql.got_data())
            result.clear();
        auto overrides = read_overrides(sql, id);
        const auto scores = change(result, overrides);
        if (!scores)
            return std::unexpected(scores.error());
        write_overrides(sql, id, overrides);
        set_scores(sql, id.str(), *scores, gates_closed_of(sql, id));
        count_again(sql, *call, call->overall.value_or(scores->overall), scores->overall);
        mark_reviewed(sql, id);
        return {};
    });
}

Result<int> SqlStore::forget_reviews(WallTime ended_before) {
    const long long before = stored(ended_before);
    auto forgotten = database_->write([&](soci::session& sql) -> Result<int> {
        soci::statement comments =
            (sql.prepare << "DELETE FROM comments WHERE call_id IN"
                            " (SELECT id FROM calls WHERE ended IS NOT NULL AND ended < :before)",
             soci::use(before));
        comments.execute(true);
        soci::statement reasons = (sql.prepare << "UPDATE overrides SET reason = '' WHERE reason <> '' AND call_id IN"
                                                  " (SELECT id FROM calls WHERE ended IS NOT NULL AND ended < :before)",
                                   soci::use(before));
        reasons.execute(true);
        return static_cast<int>(comments.get_affected_rows() + reasons.get_affected_rows());
    });
    if (forgotten && *forgotten > 0)
        if (const auto gone = database_->forget_deleted(); !gone)
            return std::unexpected(gone.error());
    return forgotten;
}

}  // namespace mockcall::store
