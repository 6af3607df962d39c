#include "adapters/store/database.hpp"

#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/adapters/temporary_folder.hpp"

namespace mockcall::store {
namespace {

/// SQLite that does not wait at all: whoever finds it locked fails at once.
class ImpatientSqlite final : public Dialect {
  public:
    explicit ImpatientSqlite(std::shared_ptr<const Dialect> sqlite) : sqlite_(std::move(sqlite)) {}

    void connect(soci::session& sql) const override {
        sqlite_->connect(sql);
        sql << "PRAGMA busy_timeout=0";
    }
    const char* begin_write() const override { return sqlite_->begin_write(); }
    const char* begin_read() const override { return sqlite_->begin_read(); }
    bool one_writer_at_a_time() const override { return sqlite_->one_writer_at_a_time(); }
    void forget_deleted(soci::session& sql) const override { sqlite_->forget_deleted(sql); }
    bool is_unique_violation(const std::exception& e) const override { return sqlite_->is_unique_violation(e); }
    std::string reason(const std::exception& e) const override { return sqlite_->reason(e); }

  private:
    std::shared_ptr<const Dialect> sqlite_;
};

class ADatabase : public testing::Test {
  protected:
    ADatabase() {
        auto opened = Database::open(std::make_shared<const ImpatientSqlite>(*sqlite_dialect(folder / "x.db")));
        EXPECT_TRUE(opened);
        database = std::move(*opened);
    }
    Result<void> count_scenario(const std::string& name) {
        return database->write([&](soci::session& sql) -> Result<void> {
            sql << "INSERT INTO scenario_totals (org, scenario, play_count, score_sum) VALUES ('o', :name, 1, 1)",
                soci::use(name);
            return {};
        });
    }
    int scenarios() {
        const auto count = database->read([](soci::session& sql) -> Result<int> {
            int n = 0;
            sql << "SELECT COUNT(*) FROM scenario_totals", soci::into(n);
            return n;
        });
        return count.value_or(-1);
    }

    test::TemporaryFolder folder;
    std::unique_ptr<Database> database;
};

TEST_F(ADatabase, LetsItsWritersQueueInsteadOfFindingItLocked) {
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 25; ++i) {
                    const auto written = count_scenario(std::to_string(t) + "_" + std::to_string(i));
                    EXPECT_TRUE(written) << written.error().message;
                    EXPECT_GE(scenarios(), 1);
                }
            });
    }
    EXPECT_EQ(scenarios(), 100);
}

TEST_F(ADatabase, KeepsNothingOfATransactionThatEndsInAnErrorOrThrows) {
    const auto refused = database->write([&](soci::session& sql) -> Result<void> {
        sql << "INSERT INTO scenario_totals (org, scenario, play_count, score_sum) VALUES ('o', 's', 1, 1)";
        return fail(ErrorCode::InvalidState, "no");
    });
    EXPECT_EQ(refused.error().code, ErrorCode::InvalidState);
    const auto thrown = database->write([&](soci::session& sql) -> Result<void> {
        sql << "INSERT INTO scenario_totals (org, scenario, play_count, score_sum) VALUES ('o', 's', 1, 1)";
        sql << "INSERT INTO no_such_table VALUES (1)";
        return {};
    });
    EXPECT_EQ(thrown.error().code, ErrorCode::InternalError);
    EXPECT_EQ(scenarios(), 0);
    EXPECT_TRUE(count_scenario("s"));
    EXPECT_EQ(scenarios(), 1);
}

}  // namespace
}  // namespace mockcall::store
