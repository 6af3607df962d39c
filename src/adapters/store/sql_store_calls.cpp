#include <algorithm>

#include "adapters/store/call_rows.hpp"
#include "adapters/store/schema.hpp"
#include "adapters/store/sealing.hpp"
#include "adapters/store/sql_store.hpp"
#include "protocol/signature.hpp"

namespace mockcall::store {
namespace {

std::optional<CallId> find_live(soci::session& sql, const OrgId& org, const UserId& user) {
    std::string id;
    sql << "SELECT id FROM calls WHERE org = :org AND user_id = :user AND " << kIsLive, soci::use(org.str()),
        soci::use(user.str()), soci::into(id);
    return sql.got_data() ? std::optional(CallId(id)) : std::nullopt;
}

std::optional<StartOutcome> find_start(soci::session& sql, const Sealing& sealing, WallTime forget_before) {
    std::string sealed;
    const long long oldest = stored(forget_before);
    sql << "SELECT sealed FROM idempotent_starts WHERE lookup = :lookup AND created >= :oldest",
        soci::use(sealing.lookup()), soci::use(oldest), soci::into(sealed);
    if (!sql.got_data())
        return std::nullopt;
    auto started = sealing.open(sealed);
    return started ? std::optional(StartOutcome{true, std::move(*started)}) : std::nullopt;
}

void remember_start(soci::session& sql, const Sealing& sealing, const NewCall& call) {
    const std::string sealed = sealing.seal(call.started_json);
    const long long created = stored(call.row.created);
    sql << "INSERT INTO idempotent_starts (lookup, created, sealed) VALUES (:lookup, :created, :sealed)",
        soci::use(sealing.lookup()), soci::use(created), soci::use(sealed);
}

void forget_starts(soci::session& sql, WallTime before) {
    const long long oldest = stored(before);
    sql << "DELETE FROM idempotent_starts WHERE created < :oldest", soci::use(oldest);
}

void read_texts(soci::session& sql, CallRow& row) {
    sql << "SELECT result_json, transcript_json FROM call_texts WHERE call_id = :id", soci::use(row.id.str()),
        soci::into(row.result_json), soci::into(row.transcript_json);
}

}  // namespace

Result<CallRow> find_call(soci::session& sql, const CallId& id) {
    CallQuery query(sql, "WHERE id = :id");
    query.use(id.str());
    query.execute();
    if (!query.next())
        return fail(ErrorCode::SessionNotFound, "there is no such call");
    return query.row();
}

Result<StartOutcome> SqlStore::create_call(const NewCall& call, WallTime forget_before) {
    const CallRow& row = call.row;
    const Sealing sealing(row.org, row.user, call.idempotency_key);
    return database_->write_again_on_conflict([&](soci::session& sql) -> Result<StartOutcome> {
        forget_starts(sql, forget_before);
        if (!call.idempotency_key.empty())
            if (auto before = find_start(sql, sealing, forget_before))
                return *before;
        if (const auto live = find_live(sql, row.org, row.user)) {
            Error error{ErrorCode::AlreadyInCall, "you are already in a call: end it, or join it again"};
            error.session_id = live->str();
            return std::unexpected(std::move(error));
        }
        insert_call(sql, row);
        if (!call.idempotency_key.empty())
            remember_start(sql, sealing, call);
        return StartOutcome{false, call.started_json};
    });
}

Result<std::optional<StartOutcome>> SqlStore::find_idempotent(const OrgId& org, const UserId& user,
                                                              const std::string& key, WallTime forget_before) {
    if (key.empty())
        return std::nullopt;
    return database_->read([&](soci::session& sql) -> Result<std::optional<StartOutcome>> {
        return find_start(sql, Sealing(org, user, key), forget_before);
    });
}

Result<std::optional<CallId>> SqlStore::live_call_of(const OrgId& org, const UserId& user) {
    return database_->read(
        [&](soci::session& sql) -> Result<std::optional<CallId>> { return find_live(sql, org, user); });
}

Result<void> SqlStore::set_status(const CallId& id, CallStatus status, std::optional<WallTime> answered) {
    return database_->write([&](soci::session& sql) -> Result<void> {
        const auto now = find_call(sql, id);
        if (!now)
            return std::unexpected(now.error());
        // A message that comes late must not bring a call back to life, which would shut its user out of the next one.
        if (is_over(now->status) && now->status != status) {
            Error error{ErrorCode::InvalidState, "the call is over"};
            error.status = to_string(now->status);
            return std::unexpected(std::move(error));
        }
        const std::string name(to_string(status));
        Nullable at(now->answered ? now->answered : answered);
        sql << "UPDATE calls SET status = :status, answered = :answered WHERE id = :id", soci::use(name),
            soci::use(at.value, at.state), soci::use(id.str());
        return {};
    });
}

Result<CallRow> SqlStore::call(const CallId& id) {
    return database_->read([&](soci::session& sql) -> Result<CallRow> {
        auto row = find_call(sql, id);
        if (row)
            read_texts(sql, *row);
        return row;
    });
}

Result<CallRow> SqlStore::call_by_token(const SessionToken& token) {
    return database_->read([&](soci::session& sql) -> Result<CallRow> {
        const std::string hash = sha256_hex(token.str());
        CallQuery query(sql, "WHERE token_sha256 = :hash");
        query.use(hash);
        query.execute();
        if (!query.next())
            return fail(ErrorCode::SessionNotFound, "this session token belongs to no call");
        CallRow row = query.row();
        row.token = token;
        read_texts(sql, row);
        return row;
    });
}

Result<std::vector<CallRow>> SqlStore::live_calls() {
    return database_->read([&](soci::session& sql) -> Result<std::vector<CallRow>> {
        std::vector<CallRow> rows;
        std::string tail("WHERE ");
        tail.append(kIsLive).append(" ORDER BY created, id");
        CallQuery query(sql, tail);
        query.execute();
        while (query.next())
            rows.push_back(query.row());
        return rows;
    });
}

Result<Store::Page> SqlStore::calls_of(const OrgId& org, const UserId& user, int limit, int offset) {
    return database_->read([&](soci::session& sql) -> Result<Page> {
        Page page;
        sql << "SELECT COUNT(*) FROM calls WHERE org = :org AND user_id = :user", soci::use(org.str()),
            soci::use(user.str()), soci::into(page.total);
        int count = std::max(0, limit);
        int skipped = std::max(0, offset);
        CallQuery query(
            sql, "WHERE org = :org AND user_id = :user ORDER BY created DESC, id DESC LIMIT :count OFFSET :skipped");
        query.use(org.str());
        query.use(user.str());
        query.use(count);
        query.use(skipped);
        query.execute();
        while (query.next())
            page.rows.push_back(query.row());
        return page;
    });
}

Result<void> SqlStore::ping() {
    return database_->read([](soci::session& sql) -> Result<void> {
        int version = 0;
        sql << "SELECT MAX(version) FROM schema_version", soci::into(version);
        return {};
    });
}

}  // namespace mockcall::store
