#include "adapters/store/schema.hpp"

#include <array>
#include <span>
#include <string>

#include <soci/soci.h>

#include "adapters/store/score_columns.hpp"

namespace mockcall::store {
namespace {

// Times are milliseconds since the epoch, flags 0 or 1. Long texts stand in a table of their own, so that lists of
// calls stay cheap.
constexpr std::array kFirst = {
    "CREATE TABLE calls ("
    " id TEXT PRIMARY KEY,"
    " token_sha256 TEXT NOT NULL UNIQUE,"
    " org TEXT NOT NULL,"
    " user_id TEXT NOT NULL,"
    " scenario TEXT NOT NULL,"
    " scenario_version INTEGER NOT NULL,"
    " seed BIGINT NOT NULL,"
    " record INTEGER NOT NULL,"
    " dynamic_difficulty INTEGER NOT NULL,"
    " audio_quality TEXT NOT NULL,"
    " background_noise INTEGER NOT NULL,"
    " allow_interruptions INTEGER NOT NULL,"
    " trainee_skill DOUBLE PRECISION NOT NULL,"
    " status TEXT NOT NULL,"
    " created BIGINT NOT NULL,"
    " answered BIGINT,"
    " ended BIGINT,"
    " overall INTEGER,"  // NULL until the call is finished: its being set is what makes finishing idempotent
    " recording_bytes BIGINT NOT NULL DEFAULT 0,"
    " recording_created BIGINT,"
    " recording_expires BIGINT,"
    " erased INTEGER NOT NULL DEFAULT 0)",
    "CREATE UNIQUE INDEX calls_one_live_per_user ON calls (org, user_id) WHERE status <> 'ended' AND status <> "
    "'expired'",
    "CREATE INDEX calls_by_user ON calls (org, user_id, created, id)",
    "CREATE INDEX calls_by_expiry ON calls (recording_expires) WHERE recording_bytes > 0",
    "CREATE TABLE call_texts ("
    " call_id TEXT PRIMARY KEY REFERENCES calls (id),"
    " result_json TEXT NOT NULL,"
    " transcript_json TEXT NOT NULL)",
    // `sealed` is readable only with the client's key, of which `lookup` is a hash: the answer holds a session token.
    "CREATE TABLE idempotent_starts (lookup TEXT PRIMARY KEY, created BIGINT NOT NULL, sealed TEXT NOT NULL)",
    "CREATE INDEX idempotent_starts_by_age ON idempotent_starts (created)",
    "CREATE TABLE trainees ("
    " org TEXT NOT NULL, user_id TEXT NOT NULL, xp BIGINT NOT NULL, calls INTEGER NOT NULL,"
    " PRIMARY KEY (org, user_id))",
    "CREATE TABLE trainee_scenarios ("
    " org TEXT NOT NULL, user_id TEXT NOT NULL, scenario TEXT NOT NULL,"
    " attempts INTEGER NOT NULL, best INTEGER NOT NULL, last INTEGER NOT NULL, last_ended BIGINT NOT NULL,"
    " PRIMARY KEY (org, user_id, scenario))",
    "CREATE TABLE achievements ("
    " org TEXT NOT NULL, user_id TEXT NOT NULL, name TEXT NOT NULL, xp INTEGER NOT NULL, description TEXT NOT NULL,"
    " earned BIGINT NOT NULL, call_id TEXT NOT NULL REFERENCES calls (id),"
    " PRIMARY KEY (org, user_id, name))",
    "CREATE TABLE preferences ("
    " org TEXT NOT NULL, user_id TEXT NOT NULL, categories TEXT NOT NULL, industries TEXT NOT NULL, difficulty TEXT "
    "NOT NULL,"
    " PRIMARY KEY (org, user_id))",
    "CREATE TABLE scenario_totals ("
    " org TEXT NOT NULL, scenario TEXT NOT NULL, play_count BIGINT NOT NULL, score_sum BIGINT NOT NULL,"
    " PRIMARY KEY (org, scenario))",
};

// Supervisors see an organisation's calls and write about them. The scores stand in columns, so that the database
// computes averages; a comment's and a reason's text stand apart from the call's own, which nobody but its end writes.
constexpr std::array kReviews = {
    "ALTER TABLE calls ADD COLUMN user_name TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE calls ADD COLUMN greeting INTEGER",
    "ALTER TABLE calls ADD COLUMN listening INTEGER",
    "ALTER TABLE calls ADD COLUMN solution INTEGER",
    "ALTER TABLE calls ADD COLUMN communication INTEGER",
    "ALTER TABLE calls ADD COLUMN empathy INTEGER",
    "ALTER TABLE calls ADD COLUMN closing INTEGER",
    "ALTER TABLE calls ADD COLUMN gates_closed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE calls ADD COLUMN reviewed INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX calls_by_org ON calls (org, created, id)",
    "CREATE TABLE comments ("
    " id TEXT PRIMARY KEY,"
    " call_id TEXT NOT NULL REFERENCES calls (id),"
    " author TEXT NOT NULL, author_name TEXT NOT NULL,"
    " at_ms BIGINT,"  // since the answer; NULL: of the call as a whole
    " text TEXT NOT NULL,"
    " created BIGINT NOT NULL)",
    "CREATE INDEX comments_by_call ON comments (call_id, created, id)",
    "CREATE TABLE overrides ("
    " call_id TEXT NOT NULL REFERENCES calls (id), criterion TEXT NOT NULL,"
    " met INTEGER NOT NULL, score DOUBLE PRECISION NOT NULL, reason TEXT NOT NULL,"
    " author TEXT NOT NULL, author_name TEXT NOT NULL, made BIGINT NOT NULL,"
    " PRIMARY KEY (call_id, criterion))",
};

struct Migration {
    std::span<const char* const> statements;
    void (*then)(soci::session&) = nullptr;
};

/// The n-th entry makes version n+1 out of version n.
constexpr std::array kMigrations = {Migration{kFirst}, Migration{kReviews, &fill_scores}};

void run(soci::session& sql, const Migration& migration) {
    for (const char* const statement : migration.statements)
        sql << statement;
    if (migration.then != nullptr)
        migration.then(sql);
}

}  // namespace

Result<void> migrate(soci::session& sql) {
    sql << "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)";
    int version = 0;
    soci::indicator any = soci::i_null;
    sql << "SELECT MAX(version) FROM schema_version", soci::into(version, any);
    if (any != soci::i_ok)
        version = 0;
    const int newest = static_cast<int>(kMigrations.size());
    if (version > newest)
        return fail(ErrorCode::InternalError, "the database has schema version " + std::to_string(version) +
                                                  " and this program knows versions up to " + std::to_string(newest) +
                                                  ": start the newer program, or restore a backup");
    if (version == newest)
        return {};
    for (int next = version; next < newest; ++next)
        run(sql, kMigrations[static_cast<std::size_t>(next)]);
    sql << "DELETE FROM schema_version";
    sql << "INSERT INTO schema_version (version) VALUES (:version)", soci::use(newest);
    return {};
}

}  // namespace mockcall::store
