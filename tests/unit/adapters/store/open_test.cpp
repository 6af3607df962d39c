#include <thread>
#include <vector>

#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit/adapters/store/store_fixture.hpp"

namespace mockcall {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::Not;

class OpenedStore : public StoreTest {
  protected:
    /// As another program would, past our own code.
    int run(const std::string& sql) const {
        sqlite3* db = nullptr;
        sqlite3_open(path().c_str(), &db);
        const int result = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
        sqlite3_close(db);
        return result;
    }
};

TEST_F(OpenedStore, RefusesUrlsItCannotUseAndSaysWhatItCan) {
    for (const std::string url : {"", "postgresql://localhost/x", "mysql://x", "/a/path", "SQLITE:x",
                                  "sqlite:", "sqlite://", "sqlite::memory:", "sqlite:a\"b"}) {
        const auto opened = open_store(url);
        ASSERT_EQ(code_of(opened), ErrorCode::ValidationError) << url;
        EXPECT_THAT(opened.error().message, HasSubstr("store.url")) << url;
        EXPECT_THAT(opened.error().message, HasSubstr("sqlite:")) << url;
    }
}

TEST_F(OpenedStore, MakesTheFolderAndAFileForItsOwnerAlone) {
    const std::string file = folder / "new/deeper/x.db";
    ASSERT_TRUE(open_store("sqlite://" + file));
    struct stat info{};
    ASSERT_EQ(::stat(file.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(OpenedStore, SaysSoWhenTheFileCannotBeUsed) {
    const auto not_a_folder = open_store("sqlite:" + path() + "/below/x.db");
    EXPECT_EQ(code_of(not_a_folder), ErrorCode::ValidationError);
    EXPECT_THAT(not_a_folder.error().message, Not(HasSubstr(folder.path().string())));

    write_file(folder / "notes.txt", std::string(5000, 'x'));
    const auto not_a_database = open_store("sqlite:" + (folder / "notes.txt"));
    ASSERT_EQ(code_of(not_a_database), ErrorCode::InternalError);
    EXPECT_THAT(not_a_database.error().message, HasSubstr("not a database"));
    EXPECT_THAT(not_a_database.error().message, Not(HasSubstr(folder.path().string())));
    EXPECT_EQ(content_of(folder / "notes.txt"), std::string(5000, 'x'));
}

TEST_F(OpenedStore, RefusesADatabaseOfANewerVersionAndLeavesItAlone) {
    start("a");
    store.reset();
    ASSERT_EQ(run("UPDATE schema_version SET version = version + 1000"), SQLITE_OK);
    const auto opened = open_store(url());
    ASSERT_EQ(code_of(opened), ErrorCode::InternalError);
    EXPECT_THAT(opened.error().message, HasSubstr("100"));
    EXPECT_THAT(opened.error().message, HasSubstr("newer"));
    ASSERT_EQ(run("UPDATE schema_version SET version = version - 1000"), SQLITE_OK);
    reopen();
    EXPECT_TRUE(store->call(CallId("call_a")));
}

TEST_F(OpenedStore, AMigrationThatFailsLeavesNothingBehind) {
    const std::string other = folder / "other.db";
    sqlite3* db = nullptr;
    sqlite3_open(other.c_str(), &db);
    // A table in the way of one of the later statements.
    ASSERT_EQ(sqlite3_exec(db, "CREATE TABLE scenario_totals (x)", nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_FALSE(open_store("sqlite:" + other));
    EXPECT_NE(sqlite3_exec(db, "SELECT * FROM calls", nullptr, nullptr, nullptr), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(db, "DROP TABLE scenario_totals", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(db);
    EXPECT_TRUE(open_store("sqlite:" + other));
}

TEST_F(OpenedStore, SeveralMayOpenANewDatabaseAtOnce) {
    std::vector<Result<std::unique_ptr<Store>>> stores(4);
    {
        std::vector<std::jthread> threads;
        for (auto& one : stores)
            threads.emplace_back([&] { one = open_store("sqlite:" + (folder / "shared.db")); });
    }
    for (const auto& one : stores) {
        ASSERT_TRUE(one) << one.error().message;
        EXPECT_TRUE((*one)->ping());
    }
}

TEST_F(OpenedStore, KillingTheProcessLosesNothingThatHadReturned) {
    int ready[2];
    ASSERT_EQ(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        auto mine = open_store("sqlite:" + (folder / "killed.db"));
        const bool done =
            mine && (*mine)->create_call(new_call("a"), kDayAgo) && (*mine)->finish_call(finished_call("a"));
        const char answer = done ? 'y' : 'n';
        if (::write(ready[1], &answer, 1) == 1)
            ::pause();
        ::_exit(1);
    }
    char answer = 0;
    ASSERT_EQ(::read(ready[0], &answer, 1), 1);
    ASSERT_EQ(answer, 'y');
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(ready[0]);
    ::close(ready[1]);
    auto after = open_store("sqlite:" + (folder / "killed.db"));
    ASSERT_TRUE(after) << after.error().message;
    const auto call = (*after)->call(CallId("call_a"));
    ASSERT_TRUE(call);
    EXPECT_EQ(call->overall, 82);
    EXPECT_EQ(call->transcript_json, finished_call("a").transcript_json);
}

TEST_F(OpenedStore, WhatItDidNotForeseeIsAnErrorWithoutSqlOrPaths) {
    ASSERT_EQ(run("DROP TABLE preferences"), SQLITE_OK);
    const auto p = store->preferences_of(kOrg, kAna);
    ASSERT_EQ(code_of(p), ErrorCode::InternalError);
    for (const std::string& secret :
         {std::string("SELECT"), std::string("preferences"), folder.path().string(), std::string("ana")})
        EXPECT_THAT(p.error().message, Not(HasSubstr(secret)));
    EXPECT_TRUE(store->ping());
}

TEST_F(OpenedStore, ReadersAndWritersDoNotStandInEachOthersWay) {
    start("a");
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i < 15; ++i) {
                const std::string id = std::to_string(t) + "_" + std::to_string(i);
                const UserId user("u" + std::to_string(t));
                EXPECT_TRUE(store->create_call(new_call(id, user), kDayAgo));
                EXPECT_TRUE(store->live_calls());
                EXPECT_TRUE(store->finish_call(finished_call(id)));
                EXPECT_TRUE(store->history_of(kOrg, user));
            }
        });
    threads.clear();
    EXPECT_EQ(store->scenario_stats(kOrg)->at("scn_billing").play_count, 60);
}

}  // namespace
}  // namespace mockcall
