#pragma once

#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/store/open_store.hpp"
#include "unit/adapters/temporary_folder.hpp"

namespace mockcall::test {

inline const OrgId kOrg{"acme"};
inline const UserId kAna{"ana"};
inline const ScenarioId kBilling{"scn_billing"};
constexpr WallTime kNow{Milliseconds{1'760'000'000'000}};
constexpr WallTime kDayAgo = kNow - std::chrono::hours(24);

inline NewCall new_call(const std::string& id, const UserId& user = kAna, const OrgId& org = kOrg) {
    NewCall call;
    call.row.id = CallId("call_" + id);
    call.row.token = SessionToken("sess_" + id + "_0123456789abcdef");
    call.row.org = org;
    call.row.user = user;
    call.row.scenario = kBilling;
    call.row.created = kNow;
    call.started_json = R"({"sessionToken":")" + call.row.token.str() + "\"}";
    return call;
}

inline FinishedCall finished_call(const std::string& id, int overall = 82, int xp = 50) {
    FinishedCall f;
    f.id = CallId("call_" + id);
    f.ended = kNow + std::chrono::minutes(5);
    f.result_json = R"({"overall":)" + std::to_string(overall) + "}";
    f.transcript_json = R"([{"text":"my account number is 4711"}])";
    f.overall = overall;
    f.xp = xp;
    return f;
}

class StoreTest : public testing::Test {
  protected:
    StoreTest() { reopen(); }

    void reopen() {
        store.reset();
        auto opened = open_store(url());
        ASSERT_TRUE(opened) << opened.error().message;
        store = std::move(*opened);
    }
    [[nodiscard]] std::string path() const { return folder / "mock call=1.db"; }
    [[nodiscard]] std::string url() const { return "sqlite:" + path(); }

    void start(const std::string& id, const UserId& user = kAna, const OrgId& org = kOrg) {
        const auto created = store->create_call(new_call(id, user, org), kDayAgo);
        ASSERT_TRUE(created) << created.error().message;
        ASSERT_FALSE(created->repeated);
    }
    void finish(const FinishedCall& f) {
        const auto done = store->finish_call(f);
        ASSERT_TRUE(done) << done.error().message;
    }
    void play(const std::string& id, int overall, int xp = 0) {
        start(id);
        finish(finished_call(id, overall, xp));
    }
    /// Everything that lies on the disk, logs included.
    [[nodiscard]] std::string files() const {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            all += content_of(entry.path());
        return all;
    }

    TemporaryFolder folder;
    std::unique_ptr<Store> store;
};

template <class T>
ErrorCode code_of(const Result<T>& result) {
    EXPECT_FALSE(result.has_value());
    return result ? ErrorCode::InternalError : result.error().code;
}

}  // namespace mockcall::test
