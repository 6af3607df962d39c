#include <boost/json.hpp>

#include "adapters/store/call_rows.hpp"
#include "adapters/store/sql_store.hpp"

namespace mockcall::store {
namespace {

namespace json = boost::json;

std::string written(const std::vector<std::string>& names) { return json::serialize(json::value_from(names)); }

std::vector<std::string> read_names(const std::string& text) {
    boost::system::error_code error;
    const json::value parsed = json::parse(text, error);
    std::vector<std::string> names;
    if (!error && parsed.is_array())
        for (const json::value& name : parsed.get_array())
            if (name.is_string())
                names.emplace_back(name.get_string());
    return names;
}

void read_totals(soci::session& sql, const OrgId& org, const UserId& user, TraineeHistory& history) {
    sql << "SELECT xp, calls FROM trainees WHERE org = :org AND user_id = :user", soci::use(org.str()),
        soci::use(user.str()), soci::into(history.xp), soci::into(history.calls);
}

void read_scenarios(soci::session& sql, const OrgId& org, const UserId& user, TraineeHistory& history) {
    std::string scenario;
    int attempts = 0, best = 0, last = 0;
    soci::statement select = (sql.prepare << "SELECT scenario, attempts, best, last FROM trainee_scenarios"
                                             " WHERE org = :org AND user_id = :user ORDER BY scenario",
                              soci::use(org.str()), soci::use(user.str()), soci::into(scenario), soci::into(attempts),
                              soci::into(best), soci::into(last));
    select.execute();
    while (select.fetch())
        history.scenarios.push_back({ScenarioId(scenario), attempts, best, last});
}

std::vector<Achievement> read_achievements(soci::session& sql, const OrgId& org, const UserId& user) {
    Achievement one;
    soci::statement select = (sql.prepare << "SELECT name, xp, description FROM achievements"
                                             " WHERE org = :org AND user_id = :user ORDER BY earned, name",
                              soci::use(org.str()), soci::use(user.str()), soci::into(one.name), soci::into(one.xp),
                              soci::into(one.description));
    std::vector<Achievement> all;
    select.execute();
    while (select.fetch())
        all.push_back(one);
    return all;
}

}  // namespace

Result<TraineeHistory> SqlStore::history_of(const OrgId& org, const UserId& user) {
    return database_->read([&](soci::session& sql) -> Result<TraineeHistory> {
        TraineeHistory history;
        read_totals(sql, org, user, history);
        read_scenarios(sql, org, user, history);
        for (Achievement& one : read_achievements(sql, org, user))
            history.achievements.push_back(std::move(one.name));
        return history;
    });
}

Result<std::vector<Achievement>> SqlStore::achievements_of(const OrgId& org, const UserId& user) {
    return database_->read(
        [&](soci::session& sql) -> Result<std::vector<Achievement>> { return read_achievements(sql, org, user); });
}

Result<Preferences> SqlStore::preferences_of(const OrgId& org, const UserId& user) {
    return database_->read([&](soci::session& sql) -> Result<Preferences> {
        std::string categories, industries, difficulty;
        sql << "SELECT categories, industries, difficulty FROM preferences WHERE org = :org AND user_id = :user",
            soci::use(org.str()), soci::use(user.str()), soci::into(categories), soci::into(industries),
            soci::into(difficulty);
        if (!sql.got_data())
            return Preferences{};
        return Preferences{read_names(categories), read_names(industries), difficulty};
    });
}

Result<void> SqlStore::set_preferences(const OrgId& org, const UserId& user, const Preferences& p) {
    return database_->write([&](soci::session& sql) -> Result<void> {
        const std::string categories = written(p.categories), industries = written(p.industries);
        sql << "INSERT INTO preferences (org, user_id, categories, industries, difficulty)"
               " VALUES (:org, :user, :categories, :industries, :difficulty)"
               " ON CONFLICT (org, user_id) DO UPDATE SET categories = excluded.categories,"
               " industries = excluded.industries, difficulty = excluded.difficulty",
            soci::use(org.str()), soci::use(user.str()), soci::use(categories), soci::use(industries),
            soci::use(p.difficulty);
        return {};
    });
}

Result<std::map<std::string, ScenarioStats>> SqlStore::scenario_stats(const OrgId& org) {
    return database_->read([&](soci::session& sql) -> Result<std::map<std::string, ScenarioStats>> {
        std::map<std::string, ScenarioStats> stats;
        std::string scenario;
        long long plays = 0, sum = 0;
        soci::statement select =
            (sql.prepare << "SELECT scenario, play_count, score_sum FROM scenario_totals WHERE org = :org",
             soci::use(org.str()), soci::into(scenario), soci::into(plays), soci::into(sum));
        select.execute();
        while (select.fetch())
            stats[scenario] = {static_cast<int>(plays), static_cast<double>(sum) / static_cast<double>(plays)};
        return stats;
    });
}

}  // namespace mockcall::store
