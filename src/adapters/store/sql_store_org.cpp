// What supervisors ask of an organisation's calls.
#include <algorithm>
#include <list>
#include <variant>

#include "adapters/store/call_rows.hpp"
#include "adapters/store/schema.hpp"
#include "adapters/store/score_columns.hpp"
#include "adapters/store/sql_store.hpp"

namespace mockcall::store {
namespace {

constexpr long long kDay = 24LL * 3600 * 1000;

/// A WHERE clause and what is bound to it, in order.
class Where {
  public:
    explicit Where(const OrgId& org) { text("org = :v", org.str()); }

    void text(const char* condition, std::string value) {
        add(condition);
        values_.emplace_back(std::move(value));
    }
    void number(const char* condition, long long value) {
        add(condition);
        values_.emplace_back(value);
    }
    void time(const char* condition, std::optional<WallTime> t) {
        if (t)
            number(condition, stored(*t));
    }
    void add(const std::string& condition) { clause_ += (clause_.empty() ? " WHERE " : " AND ") + condition; }
    void one_of(const char* column, const std::vector<ScenarioId>& ids) {
        std::string list;
        for (const ScenarioId& id : ids) {
            list += list.empty() ? ":v" : ", :v";
            values_.emplace_back(id.str());
        }
        add(list.empty() ? "1 = 0" : std::string(column) + " IN (" + list + ")");
    }
    /// The clause with every value's name its own.
    [[nodiscard]] std::string clause() const {
        std::string out;
        int n = 0;
        for (std::size_t at = 0; at < clause_.size(); ++at) {
            out += clause_[at];
            if (clause_[at] == 'v' && at > 0 && clause_[at - 1] == ':')
                out += std::to_string(n++);
        }
        return out;
    }
    void bind(soci::statement& statement) {
        for (auto& value : values_)
            std::visit([&](auto& v) { statement.exchange(soci::use(v)); }, value);
    }

  private:
    std::string clause_;
    std::list<std::variant<long long, std::string>> values_;
};

void run(soci::statement& statement, const std::string& query) {
    statement.alloc();
    statement.prepare(query);
    statement.define_and_bind();
    statement.execute();
}

std::string needs_review() {
    return "(overall IS NOT NULL AND erased = 0 AND reviewed = 0 AND (gates_closed > 0 OR overall < " +
           std::to_string(kReviewBelow) + "))";
}

Where where_of(const OrgId& org, const OrgFilter& f) {
    Where w(org);
    w.add("status <> 'expired'");
    if (f.user)
        w.text("user_id = :v", f.user->str());
    if (f.scenarios)
        w.one_of("scenario", *f.scenarios);
    if (f.state == OrgFilter::State::Live)
        w.add(kIsLive);
    if (f.state == OrgFilter::State::Ended)
        w.add("status = 'ended'");
    w.time("created >= :v", f.from);
    w.time("created < :v", f.until);
    if (f.min_score)
        w.number("overall >= :v", *f.min_score);
    if (f.max_score)
        w.number("overall <= :v", *f.max_score);
    if (f.needs_review)
        w.add(needs_review());
    return w;
}

const char* order_of(OrgFilter::Sort sort) {
    switch (sort) {
        case OrgFilter::Sort::Oldest: return " ORDER BY created, id";
        case OrgFilter::Sort::Highest: return " ORDER BY COALESCE(overall, -1) DESC, created DESC, id DESC";
        case OrgFilter::Sort::Lowest: return " ORDER BY COALESCE(overall, 101), created DESC, id DESC";
        case OrgFilter::Sort::Newest: break;
    }
    return " ORDER BY created DESC, id DESC";
}

/// Reads rows of OrgCall.
class OrgCallQuery {
  public:
    explicit OrgCallQuery(soci::session& sql) : statement_(sql) {
        const auto column = [this](auto& value) { statement_.exchange(soci::into(value)); };
        const auto nullable = [this](Nullable& n) { statement_.exchange(soci::into(n.value, n.state)); };
        column(id_), column(user_), column(name_), column(scenario_), column(status_), column(created_);
        nullable(answered_), nullable(ended_), nullable(overall_);
        for (Nullable& score : breakdown_)
            nullable(score);
        column(bytes_), column(erased_), column(needs_review_), column(comments_), column(overrides_);
    }
    void run(Where& where, const std::string& tail) {
        where.bind(statement_);
        std::string columns;
        for (const char* name : kScoreColumns)
            columns += std::string(name) + ", ";
        store::run(statement_, "SELECT id, user_id, user_name, scenario, status, created, answered, ended, overall, " +
                                   columns + "recording_bytes, erased, CASE WHEN " + needs_review() +
                                   " THEN 1 ELSE 0 END, (SELECT COUNT(*) FROM comments WHERE call_id = calls.id),"
                                   " (SELECT COUNT(*) FROM overrides WHERE call_id = calls.id) FROM calls" +
                                   where.clause() + tail);
    }
    [[nodiscard]] std::vector<OrgCall> rows() {
        std::vector<OrgCall> all;
        while (statement_.fetch())
            all.push_back(row());
        return all;
    }

  private:
    [[nodiscard]] OrgCall row() const {
        OrgCall c;
        c.id = CallId(id_);
        c.user = UserId(user_);
        c.user_name = name_;
        c.scenario = ScenarioId(scenario_);
        c.status = call_status_of(status_).value_or(CallStatus::Ended);
        c.created = wall_time(created_);
        c.answered = answered_.time();
        c.ended = ended_.time();
        if (!overall_.null())
            c.overall = static_cast<int>(overall_.value);
        if (std::ranges::none_of(breakdown_, &Nullable::null)) {
            c.breakdown.emplace();
            for (std::size_t d = 0; d < kDimensionCount; ++d)
                (*c.breakdown)[d] = static_cast<int>(breakdown_[d].value);
        }
        c.recorded = bytes_ > 0 && erased_ == 0;
        c.erased = erased_ != 0;
        c.needs_review = needs_review_ != 0;
        c.comments = comments_;
        c.overrides = overrides_;
        return c;
    }

    soci::statement statement_;
    std::string id_, user_, name_, scenario_, status_;
    long long created_ = 0, bytes_ = 0;
    int erased_ = 0, needs_review_ = 0, comments_ = 0, overrides_ = 0;
    Nullable answered_, ended_, overall_;
    std::array<Nullable, kDimensionCount> breakdown_;
};

int count(soci::session& sql, Where& where) {
    int total = 0;
    soci::statement statement(sql);
    statement.exchange(soci::into(total));
    where.bind(statement);
    run(statement, "SELECT COUNT(*) FROM calls" + where.clause());
    statement.fetch();
    return total;
}

std::string averages() {
    std::string columns = "COUNT(*), COALESCE(AVG(overall), 0)";
    for (const char* name : kScoreColumns)
        columns += std::string(", COALESCE(AVG(") + name + "), 0)";
    return columns;
}

/// Averages of groups: `key` is what they are grouped by.
template <class Key>
class GroupQuery {
  public:
    explicit GroupQuery(soci::session& sql) : statement_(sql) {
        const auto column = [this](auto& value) { statement_.exchange(soci::into(value)); };
        column(key_), column(name_), column(last_), column(average_.calls), column(average_.overall);
        for (double& score : average_.breakdown)
            column(score);
    }
    void run(Where& where, const std::string& key, const std::string& tail) {
        where.bind(statement_);
        store::run(statement_, "SELECT " + key + ", COALESCE(MAX(user_name), ''), COALESCE(MAX(ended), 0), " +
                                   averages() + " FROM calls" + where.clause() + tail);
    }
    template <class Take>
    void each(Take take) {
        while (statement_.fetch())
            take(key_, name_, wall_time(last_), average_);
    }

  private:
    soci::statement statement_;
    Key key_{};
    std::string name_;
    long long last_ = 0;
    Average average_;
};

Where scored(const OrgId& org, std::optional<WallTime> from, std::optional<WallTime> until) {
    Where w(org);
    w.add("overall IS NOT NULL");
    w.time("created >= :v", from);
    w.time("created < :v", until);
    return w;
}

void read_groups(soci::session& sql, Where& where, OrgSummary& out) {
    const std::string most = " ORDER BY COUNT(*) DESC, 1 LIMIT " + std::to_string(OrgSummary::kMostRows);
    GroupQuery<std::string> scenarios(sql);
    scenarios.run(where, "scenario", " GROUP BY scenario" + most);
    scenarios.each([&](const std::string& key, const std::string&, WallTime, const Average& a) {
        out.scenarios.push_back({ScenarioId(key), a});
    });
    GroupQuery<std::string> people(sql);
    people.run(where, "user_id", " GROUP BY user_id" + most);
    people.each([&](const std::string& key, const std::string& name, WallTime last, const Average& a) {
        out.people.push_back({UserId(key), name, a, last});
    });
    GroupQuery<long long> days(sql);
    const std::string day = "created / " + std::to_string(kDay);
    days.run(where, day, " GROUP BY " + day + " ORDER BY 1 DESC LIMIT " + std::to_string(OrgSummary::kMostDays));
    days.each([&](long long key, const std::string&, WallTime, const Average& a) {
        out.days.push_back({wall_time(key * kDay), a});
    });
    std::ranges::reverse(out.days);
}

}  // namespace

Result<OrgPage> SqlStore::org_calls(const OrgId& org, const OrgFilter& filter) {
    return database_->read([&](soci::session& sql) -> Result<OrgPage> {
        Where where = where_of(org, filter);
        OrgPage page;
        page.total = count(sql, where);
        OrgCallQuery query(sql);
        query.run(where, order_of(filter.sort) + std::string(" LIMIT ") + std::to_string(std::max(0, filter.limit)) +
                             " OFFSET " + std::to_string(std::max(0, filter.offset)));
        page.rows = query.rows();
        return page;
    });
}

Result<OrgSummary> SqlStore::org_summary(const OrgId& org, std::optional<WallTime> from,
                                         std::optional<WallTime> until) {
    return database_->read([&](soci::session& sql) -> Result<OrgSummary> {
        OrgSummary out;
        Where where = scored(org, from, until);
        GroupQuery<int> all(sql);
        all.run(where, "COUNT(DISTINCT user_id)", "");
        all.each([&](int trainees, const std::string&, WallTime, const Average& a) {
            out.trainees = trainees;
            out.all = a;
        });
        read_groups(sql, where, out);
        where.add(needs_review());
        out.needs_review = count(sql, where);
        Where live(org);
        live.add(kIsLive);
        out.live = count(sql, live);
        return out;
    });
}

Result<std::vector<OrgCall>> SqlStore::scored_calls_of(const OrgId& org, const UserId& user, int limit) {
    return database_->read([&](soci::session& sql) -> Result<std::vector<OrgCall>> {
        Where where(org);
        where.text("user_id = :v", user.str());
        where.add("overall IS NOT NULL");
        OrgCallQuery query(sql);
        query.run(where, " ORDER BY ended DESC, id DESC LIMIT " + std::to_string(std::max(0, limit)));
        return query.rows();
    });
}

}  // namespace mockcall::store
