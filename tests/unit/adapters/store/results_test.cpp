#include <vector>

#include "unit/adapters/store/store_fixture.hpp"

namespace mockcall {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class StoredResults : public StoreTest {};

TEST_F(StoredResults, AFinishedCallKeepsItsResultAndTranscript) {
    start("a");
    finish(finished_call("a"));
    reopen();
    const auto call = store->call(CallId("call_a"));
    ASSERT_TRUE(call);
    EXPECT_EQ(call->status, CallStatus::Ended);
    EXPECT_EQ(call->ended, finished_call("a").ended);
    EXPECT_EQ(call->overall, 82);
    EXPECT_EQ(call->result_json, finished_call("a").result_json);
    EXPECT_EQ(call->transcript_json, finished_call("a").transcript_json);
    EXPECT_EQ(store->call_by_token(new_call("a").row.token)->result_json, finished_call("a").result_json);
}

TEST_F(StoredResults, FinishingTwiceChangesNothing) {
    start("a");
    FinishedCall f = finished_call("a", 82, 50);
    f.achievements = {{"First call", 20, "Your first one"}};
    finish(f);
    f.overall = 10;
    f.xp = 999;
    f.result_json = "{}";
    f.achievements.push_back({"Another", 5, ""});
    finish(f);
    EXPECT_EQ(store->call(f.id)->overall, 82);
    EXPECT_THAT(store->call(f.id)->result_json, HasSubstr("82"));
    const auto history = store->history_of(kOrg, kAna);
    EXPECT_EQ(history->xp, 50);
    EXPECT_EQ(history->calls, 1);
    EXPECT_THAT(history->achievements, ElementsAre("First call"));
    EXPECT_EQ(store->scenario_stats(kOrg)->at("scn_billing").play_count, 1);
}

TEST_F(StoredResults, ACallThatEndedUnevaluatedCanBeFinishedLater) {
    start("a");
    ASSERT_TRUE(store->set_status(CallId("call_a"), CallStatus::Ended, std::nullopt));
    finish(finished_call("a", 70, 5));
    EXPECT_EQ(store->call(CallId("call_a"))->overall, 70);
    EXPECT_EQ(store->history_of(kOrg, kAna)->xp, 5);
    EXPECT_EQ(code_of(store->finish_call(finished_call("x"))), ErrorCode::SessionNotFound);
}

TEST_F(StoredResults, HistoryCountsAttemptsBestAndLast) {
    play("a", 60, 10);
    play("b", 90, 30);
    play("c", 75, 15);
    const auto history = store->history_of(kOrg, kAna);
    ASSERT_TRUE(history);
    EXPECT_EQ(history->xp, 55);
    EXPECT_EQ(history->calls, 3);
    ASSERT_EQ(history->scenarios.size(), 1u);
    EXPECT_EQ(history->scenarios[0].id, kBilling);
    EXPECT_EQ(history->scenarios[0].attempts, 3);
    EXPECT_EQ(history->scenarios[0].best, 90);
    EXPECT_EQ(history->scenarios[0].last, 75);
    EXPECT_EQ(store->history_of(kOrg, UserId("ben"))->calls, 0);
    EXPECT_EQ(store->history_of(OrgId("other"), kAna)->calls, 0);
}

TEST_F(StoredResults, TheLastScoreIsThatOfTheCallThatEndedLast) {
    start("early");
    ASSERT_TRUE(store->set_status(CallId("call_early"), CallStatus::Ended, std::nullopt));
    start("late");
    FinishedCall late = finished_call("late", 90);
    late.ended = kNow + std::chrono::hours(2);
    finish(late);
    finish(finished_call("early", 40));
    EXPECT_EQ(store->history_of(kOrg, kAna)->scenarios[0].last, 90);
    EXPECT_EQ(store->history_of(kOrg, kAna)->scenarios[0].best, 90);
}

TEST_F(StoredResults, AnAchievementIsEarnedAndPaidOnce) {
    for (const std::string id : {"a", "b"}) {
        start(id);
        FinishedCall f = finished_call(id, 80, 10 + 20);
        f.achievements = {{"Calm voice", 20, "Kept calm"}};
        finish(f);
    }
    EXPECT_EQ(store->history_of(kOrg, kAna)->xp, 30 + 10);
    const auto earned = store->achievements_of(kOrg, kAna);
    ASSERT_EQ(earned->size(), 1u);
    EXPECT_EQ((*earned)[0].name, "Calm voice");
    EXPECT_EQ((*earned)[0].xp, 20);
    EXPECT_EQ((*earned)[0].description, "Kept calm");
    EXPECT_THAT(*store->achievements_of(kOrg, UserId("ben")), IsEmpty());
}

TEST_F(StoredResults, StatisticsCountEvaluatedCallsOfTheTenant) {
    play("a", 60);
    play("b", 81);
    start("running");
    start("else", UserId("ben"), OrgId("other"));
    const auto stats = store->scenario_stats(kOrg);
    ASSERT_TRUE(stats);
    ASSERT_EQ(stats->size(), 1u);
    EXPECT_EQ(stats->at("scn_billing").play_count, 2);
    EXPECT_DOUBLE_EQ(*stats->at("scn_billing").avg_score, 70.5);
    EXPECT_THAT(*store->scenario_stats(OrgId("other")), IsEmpty());
}

TEST_F(StoredResults, PreferencesAreTheLastOnesSet) {
    EXPECT_THAT(store->preferences_of(kOrg, kAna)->categories, IsEmpty());
    ASSERT_TRUE(store->set_preferences(kOrg, kAna, {{"billing"}, {}, "expert"}));
    ASSERT_TRUE(store->set_preferences(kOrg, kAna, {{"sales", "a, \"b\"\n"}, {"telecom"}, ""}));
    const auto p = store->preferences_of(kOrg, kAna);
    EXPECT_THAT(p->categories, ElementsAre("sales", "a, \"b\"\n"));
    EXPECT_THAT(p->industries, ElementsAre("telecom"));
    EXPECT_EQ(p->difficulty, "");
    EXPECT_THAT(store->preferences_of(kOrg, UserId("ben"))->categories, IsEmpty());
}

TEST_F(StoredResults, RecordingsExpireAtTheirTime) {
    play("a", 80);
    play("b", 80);
    ASSERT_TRUE(store->set_recording(CallId("call_a"), 1000, kNow, kNow + Milliseconds{10}));
    ASSERT_TRUE(store->set_recording(CallId("call_b"), 2000, kNow, kNow + Milliseconds{20}));
    EXPECT_EQ(store->call(CallId("call_a"))->recording_bytes, 1000u);
    EXPECT_EQ(store->call(CallId("call_a"))->recording_created, kNow);
    EXPECT_EQ(store->call(CallId("call_a"))->recording_expires, kNow + Milliseconds{10});
    EXPECT_THAT(*store->recordings_expired(kNow + Milliseconds{9}), IsEmpty());
    EXPECT_THAT(*store->recordings_expired(kNow + Milliseconds{10}), ElementsAre(CallId("call_a")));
    ASSERT_TRUE(store->drop_recording(CallId("call_a")));
    EXPECT_THAT(*store->recordings_expired(kNow + Milliseconds{20}), ElementsAre(CallId("call_b")));
    EXPECT_EQ(store->call(CallId("call_a"))->recording_bytes, 0u);
    EXPECT_EQ(store->call(CallId("call_a"))->recording_expires, std::nullopt);
    EXPECT_EQ(code_of(store->set_recording(CallId("call_x"), 1, kNow, kNow)), ErrorCode::SessionNotFound);
}

TEST_F(StoredResults, AnErasedCallsTextIsGoneFromTheDiskAndItsScoreCounts) {
    play("a", 80, 25);
    ASSERT_TRUE(store->set_recording(CallId("call_a"), 1000, kNow, kNow + Milliseconds{10}));
    ASSERT_THAT(files(), HasSubstr("account number is 4711"));
    ASSERT_TRUE(store->erase_call(CallId("call_a")));
    EXPECT_THAT(files(), Not(HasSubstr("account number is 4711")));
    const auto call = store->call(CallId("call_a"));
    EXPECT_TRUE(call->erased);
    EXPECT_EQ(call->result_json, "");
    EXPECT_EQ(call->transcript_json, "");
    EXPECT_EQ(call->recording_bytes, 0u);
    EXPECT_EQ(call->overall, 80);
    EXPECT_EQ(store->history_of(kOrg, kAna)->xp, 25);
    EXPECT_TRUE(store->erase_call(CallId("call_a")));
}

TEST_F(StoredResults, WhatIsErasedStaysErased) {
    start("a");
    ASSERT_TRUE(store->set_status(CallId("call_a"), CallStatus::Ended, std::nullopt));
    ASSERT_TRUE(store->erase_call(CallId("call_a")));
    finish(finished_call("a", 80));
    EXPECT_EQ(store->call(CallId("call_a"))->transcript_json, "");
    EXPECT_EQ(store->call(CallId("call_a"))->overall, 80);
    EXPECT_EQ(code_of(store->set_recording(CallId("call_a"), 1, kNow, kNow)), ErrorCode::RecordingNotFound);
}

TEST_F(StoredResults, ARunningCallCannotBeErased) {
    start("a");
    const auto erased = store->erase_call(CallId("call_a"));
    ASSERT_EQ(code_of(erased), ErrorCode::InvalidState);
    EXPECT_EQ(erased.error().status, "initializing");
    EXPECT_EQ(code_of(store->erase_call(CallId("call_x"))), ErrorCode::SessionNotFound);
}

}  // namespace
}  // namespace mockcall
