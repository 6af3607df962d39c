#include <barrier>
#include <thread>
#include <vector>

#include "unit/adapters/store/store_fixture.hpp"

namespace mockcall {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class StoredCalls : public StoreTest {};

TEST_F(StoredCalls, ComeBackAsTheyWereAlsoFromANewProcess) {
    NewCall call = new_call("a");
    call.row.scenario_version = 7;
    call.row.seed = 0xFFFFFFFFFFFFFFF1ULL;
    call.row.settings = {false, false, "high", true, false};
    call.row.trainee_skill = 0.1 + 0.2;
    ASSERT_TRUE(store->create_call(call, kDayAgo));
    ASSERT_TRUE(store->set_status(call.row.id, CallStatus::Active, kNow + Milliseconds{1234}));
    reopen();
    const auto back = store->call(call.row.id);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->org, kOrg);
    EXPECT_EQ(back->user, kAna);
    EXPECT_EQ(back->scenario, kBilling);
    EXPECT_EQ(back->scenario_version, 7);
    EXPECT_EQ(back->seed, call.row.seed);
    EXPECT_FALSE(back->settings.record);
    EXPECT_FALSE(back->settings.dynamic_difficulty);
    EXPECT_EQ(back->settings.audio_quality, "high");
    EXPECT_TRUE(back->settings.background_noise);
    EXPECT_FALSE(back->settings.allow_interruptions);
    EXPECT_EQ(back->trainee_skill, 0.1 + 0.2);
    EXPECT_EQ(back->status, CallStatus::Active);
    EXPECT_EQ(back->created, kNow);
    EXPECT_EQ(back->answered, kNow + Milliseconds{1234});
    EXPECT_EQ(back->ended, std::nullopt);
    EXPECT_EQ(back->overall, std::nullopt);
    EXPECT_EQ(back->recording_bytes, 0u);
    EXPECT_TRUE(back->token.empty());
    EXPECT_FALSE(back->erased);
}

TEST_F(StoredCalls, AreFoundByTheirTokenOnly) {
    start("a");
    const SessionToken token = new_call("a").row.token;
    const auto found = store->call_by_token(token);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id.str(), "call_a");
    EXPECT_EQ(found->token, token);
    EXPECT_EQ(code_of(store->call_by_token(SessionToken("sess_other"))), ErrorCode::SessionNotFound);
    EXPECT_EQ(code_of(store->call(CallId("call_other"))), ErrorCode::SessionNotFound);
}

TEST_F(StoredCalls, TheDatabaseHoldsNoSessionToken) {
    NewCall call = new_call("a");
    call.idempotency_key = "3f8c2d1e-key-of-the-client";
    ASSERT_TRUE(store->create_call(call, kDayAgo));
    EXPECT_THAT(files(), HasSubstr("call_a"));
    EXPECT_THAT(files(), Not(HasSubstr("0123456789abcdef")));
    EXPECT_THAT(files(), Not(HasSubstr(call.idempotency_key)));
}

TEST_F(StoredCalls, AUserIsInOneCallAtATime) {
    start("a");
    const auto second = store->create_call(new_call("b"), kDayAgo);
    ASSERT_EQ(code_of(second), ErrorCode::AlreadyInCall);
    EXPECT_EQ(second.error().session_id, "call_a");
    start("c", UserId("ben"));
    start("d", kAna, OrgId("another tenant"));
    EXPECT_EQ(**store->live_call_of(kOrg, kAna), CallId("call_a"));
    EXPECT_EQ(*store->live_call_of(kOrg, UserId("nobody")), std::nullopt);
}

TEST_F(StoredCalls, AnEndedOrExpiredCallFreesItsUser) {
    start("a");
    ASSERT_TRUE(store->set_status(CallId("call_a"), CallStatus::Expired, std::nullopt));
    EXPECT_EQ(*store->live_call_of(kOrg, kAna), std::nullopt);
    start("b");
    ASSERT_TRUE(store->set_status(CallId("call_b"), CallStatus::Ended, std::nullopt));
    start("c");
    finish(finished_call("c"));
    start("d");
}

TEST_F(StoredCalls, OfEightThreadsOneGetsTheCallAndTheOthersItsId) {
    constexpr int kThreads = 8, kRounds = 12;
    std::barrier together(kThreads);
    std::vector<Result<StartOutcome>> outcomes(kThreads * kRounds, StartOutcome{});
    {
        std::vector<std::jthread> threads;
        for (int t = 0; t < kThreads; ++t)
            threads.emplace_back([&, t] {
                for (int round = 0; round < kRounds; ++round) {
                    together.arrive_and_wait();
                    const UserId user("user" + std::to_string(round));
                    const std::string id = std::to_string(round) + "_" + std::to_string(t);
                    outcomes[static_cast<std::size_t>(round * kThreads + t)] =
                        store->create_call(new_call(id, user), kDayAgo);
                }
            });
    }
    for (int round = 0; round < kRounds; ++round) {
        const auto live = *store->live_call_of(kOrg, UserId("user" + std::to_string(round)));
        ASSERT_TRUE(live);
        int created = 0;
        for (int t = 0; t < kThreads; ++t) {
            const auto& outcome = outcomes[static_cast<std::size_t>(round * kThreads + t)];
            created += outcome.has_value();
            if (!outcome) {
                EXPECT_EQ(outcome.error().code, ErrorCode::AlreadyInCall) << outcome.error().message;
                EXPECT_EQ(outcome.error().session_id, live->str());
            }
        }
        EXPECT_EQ(created, 1) << "round " << round;
    }
}

TEST_F(StoredCalls, TheSameKeyRepeatsTheSameAnswerAlsoWhenRacing) {
    constexpr int kThreads = 8;
    std::barrier together(kThreads);
    std::vector<Result<StartOutcome>> outcomes(kThreads, StartOutcome{});
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < kThreads; ++t)
            threads.emplace_back([&, t] {
                NewCall call = new_call(std::to_string(t));
                call.idempotency_key = "same";
                together.arrive_and_wait();
                outcomes[t] = store->create_call(call, kDayAgo);
            });
    }
    int created = 0;
    for (const auto& outcome : outcomes) {
        ASSERT_TRUE(outcome) << outcome.error().message;
        created += !outcome->repeated;
        EXPECT_EQ(outcome->started_json, outcomes[0]->started_json);
    }
    EXPECT_EQ(created, 1);
}

TEST_F(StoredCalls, AKeyIsItsUsersOwnAndIsForgottenAfterADay) {
    NewCall call = new_call("a");
    call.idempotency_key = "k";
    ASSERT_TRUE(store->create_call(call, kDayAgo));
    finish(finished_call("a"));
    const auto found = store->find_idempotent(kOrg, kAna, "k", kDayAgo);
    ASSERT_TRUE(found && *found);
    EXPECT_TRUE((*found)->repeated);
    EXPECT_EQ((*found)->started_json, call.started_json);
    EXPECT_EQ(*store->find_idempotent(kOrg, kAna, "other", kDayAgo), std::nullopt);
    EXPECT_EQ(*store->find_idempotent(kOrg, UserId("ben"), "k", kDayAgo), std::nullopt);
    EXPECT_EQ(*store->find_idempotent(OrgId("other"), kAna, "k", kDayAgo), std::nullopt);
    EXPECT_EQ(*store->find_idempotent(kOrg, kAna, "k", kNow + Milliseconds{1}), std::nullopt);
    EXPECT_EQ(*store->find_idempotent(kOrg, kAna, "", kDayAgo), std::nullopt);

    NewCall later = new_call("b");
    later.idempotency_key = "k";
    later.row.created = kNow + std::chrono::hours(25);
    const auto again = store->create_call(later, kNow + std::chrono::hours(1));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_FALSE(again->repeated);
}

TEST_F(StoredCalls, ARefusedStartLeavesItsKeyUnused) {
    start("a");
    NewCall call = new_call("b");
    call.idempotency_key = "k";
    EXPECT_EQ(code_of(store->create_call(call, kDayAgo)), ErrorCode::AlreadyInCall);
    finish(finished_call("a"));
    const auto now = store->create_call(call, kDayAgo);
    ASSERT_TRUE(now);
    EXPECT_FALSE(now->repeated);
}

TEST_F(StoredCalls, AnIdThatIsTakenIsAnErrorAndNotAnotherCall) {
    start("a");
    const auto same_id = store->create_call(new_call("a", UserId("ben")), kDayAgo);
    EXPECT_EQ(code_of(same_id), ErrorCode::InternalError);
    EXPECT_THAT(same_id.error().message, Not(HasSubstr("INSERT")));
    EXPECT_THAT(same_id.error().message, Not(HasSubstr("calls")));
}

TEST_F(StoredCalls, ALateMessageDoesNotBringACallBackToLife) {
    start("a");
    finish(finished_call("a"));
    const auto late = store->set_status(CallId("call_a"), CallStatus::OnHold, std::nullopt);
    ASSERT_EQ(code_of(late), ErrorCode::InvalidState);
    EXPECT_EQ(late.error().status, "ended");
    EXPECT_TRUE(store->set_status(CallId("call_a"), CallStatus::Ended, std::nullopt));
    EXPECT_EQ(code_of(store->set_status(CallId("call_x"), CallStatus::Active, std::nullopt)),
              ErrorCode::SessionNotFound);
}

TEST_F(StoredCalls, TheFirstAnswerCounts) {
    start("a");
    ASSERT_TRUE(store->set_status(CallId("call_a"), CallStatus::Active, kNow));
    ASSERT_TRUE(store->set_status(CallId("call_a"), CallStatus::OnHold, std::nullopt));
    ASSERT_TRUE(store->set_status(CallId("call_a"), CallStatus::Active, kNow + Milliseconds{5000}));
    EXPECT_EQ(store->call(CallId("call_a"))->answered, kNow);
}

TEST_F(StoredCalls, LiveOnesAreListedForRecovery) {
    start("a");
    start("b", UserId("ben"));
    start("c", UserId("cem"));
    finish(finished_call("b"));
    ASSERT_TRUE(store->set_status(CallId("call_c"), CallStatus::OnHold, std::nullopt));
    const auto live = store->live_calls();
    ASSERT_TRUE(live);
    ASSERT_EQ(live->size(), 2u);
    EXPECT_EQ((*live)[0].id.str(), "call_a");
    EXPECT_EQ((*live)[1].status, CallStatus::OnHold);
}

TEST_F(StoredCalls, AUsersOwnAreListedNewestFirstInPages) {
    for (int i = 0; i < 5; ++i) {
        NewCall call = new_call(std::to_string(i));
        call.row.created = kNow + std::chrono::minutes(i);
        ASSERT_TRUE(store->create_call(call, kDayAgo));
        finish(finished_call(std::to_string(i)));
    }
    start("other", UserId("ben"));
    const auto ids = [](const Store::Page& page) {
        std::vector<std::string> out;
        for (const auto& row : page.rows)
            out.push_back(row.id.str());
        return out;
    };
    const auto first = store->calls_of(kOrg, kAna, 2, 0);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->total, 5);
    EXPECT_THAT(ids(*first), ElementsAre("call_4", "call_3"));
    EXPECT_TRUE(first->rows[0].result_json.empty());
    EXPECT_EQ(first->rows[0].overall, 82);
    EXPECT_THAT(ids(*store->calls_of(kOrg, kAna, 2, 4)), ElementsAre("call_0"));
    EXPECT_THAT(ids(*store->calls_of(kOrg, kAna, 2, 99)), IsEmpty());
    EXPECT_THAT(ids(*store->calls_of(kOrg, kAna, -1, -1)), IsEmpty());
}

TEST_F(StoredCalls, TextsOfTheWorldAreKeptAndNeverRunAsSql) {
    const UserId odd("Robert'); DROP TABLE calls;-- \"Ä中🙂");
    start("a", odd);
    const auto back = store->call(CallId("call_a"));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->user, odd);
    EXPECT_EQ(code_of(store->call(CallId("' OR '1'='1"))), ErrorCode::SessionNotFound);
}

}  // namespace
}  // namespace mockcall
