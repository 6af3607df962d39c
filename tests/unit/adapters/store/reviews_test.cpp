// What supervisors see and write.
#include <sqlite3.h>

#include "unit/adapters/store/store_fixture.hpp"

namespace mockcall {
namespace {

using namespace test;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const UserId kBen{"ben"};
const UserId kBoss{"boss"};
const OrgId kOther{"other"};
const CallId kCall{"call_a"};

CallComment comment(const std::string& id, const std::string& text, std::optional<double> at = std::nullopt,
                    WallTime created = kNow) {
    return {id, kBoss, "Alex", at, text, created};
}
CallOverride overruled(const std::string& criterion, const std::string& reason = "It was said.") {
    return {{criterion, true, 100}, reason, kBoss, "Alex", kNow};
}

class StoredReviews : public StoreTest {
  protected:
    struct Played {
        std::string id;
        int overall = 80;
        UserId user = kAna;
        OrgId org = kOrg;
        Milliseconds later{0};
        int gates_closed = 0;
        ScenarioId scenario = kBilling;
    };
    void play(const Played& p) {
        NewCall call = new_call(p.id, p.user, p.org);
        call.row.created = kNow + p.later;
        call.row.scenario = p.scenario;
        call.row.user_name = "Name of " + p.user.str();
        ASSERT_TRUE(store->create_call(call, kDayAgo));
        FinishedCall f = finished_call(p.id, p.overall);
        f.ended = call.row.created + std::chrono::minutes(5);
        f.breakdown = {p.overall, p.overall, p.overall, p.overall, p.overall, p.overall - 6};
        f.gates_closed = p.gates_closed;
        finish(f);
    }
    std::vector<std::string> found(const OrgFilter& filter, const OrgId& org = kOrg) {
        const auto page = store->org_calls(org, filter);
        std::vector<std::string> ids;
        if (!page) {
            ADD_FAILURE() << page.error().message;
            return ids;
        }
        for (const OrgCall& c : page->rows)
            ids.push_back(c.id.str().substr(5));
        return ids;
    }
    void overrule(const std::string& id, int overall, std::vector<CallOverride> now) {
        const auto done = store->change_overrides(CallId("call_" + id), [&](const std::string&, auto& all) {
            all = now;
            return Result<Scores>(Scores{overall, {overall, overall, overall, overall, overall, overall}});
        });
        ASSERT_TRUE(done) << done.error().message;
    }
};

TEST_F(StoredReviews, AnOrganisationSeesItsOwnCallsOnly) {
    play({.id = "a", .overall = 82});
    play({.id = "b", .user = kBen, .org = kOther});
    start("c", UserId("cleo"));
    const auto page = store->org_calls(kOrg, {});
    ASSERT_TRUE(page);
    EXPECT_EQ(page->total, 2);
    const OrgCall& a = page->rows[1].id == kCall ? page->rows[1] : page->rows[0];
    EXPECT_EQ(a.user_name, "Name of ana");
    EXPECT_EQ(a.overall, 82);
    ASSERT_TRUE(a.breakdown);
    EXPECT_THAT(*a.breakdown, ElementsAre(82, 82, 82, 82, 82, 76));
    EXPECT_EQ(a.status, CallStatus::Ended);
    EXPECT_EQ(a.ended, kNow + std::chrono::minutes(5));
    EXPECT_THAT(found({}, kOther), ElementsAre("b"));
}

TEST_F(StoredReviews, FiltersCombine) {
    using std::chrono::hours;
    play({.id = "a", .overall = 40});
    play({.id = "b", .overall = 75, .user = kBen, .later = hours(1)});
    play({.id = "c", .overall = 90, .later = hours(2), .gates_closed = 1, .scenario = ScenarioId("scn_x")});
    start("d", UserId("cleo"));
    ASSERT_TRUE(store->set_status(CallId("call_d"), CallStatus::Active, kNow));
    start("e", UserId("never joined"));
    ASSERT_TRUE(store->set_status(CallId("call_e"), CallStatus::Expired, std::nullopt));

    EXPECT_THAT(found({.user = kAna}), ElementsAre("c", "a"));
    EXPECT_THAT(found({.scenarios = {{ScenarioId("scn_x")}}}), ElementsAre("c"));
    EXPECT_THAT(found({.scenarios = {{}}}), IsEmpty());
    EXPECT_THAT(found({.state = OrgFilter::State::Live}), ElementsAre("d"));
    EXPECT_THAT(found({.state = OrgFilter::State::Ended}), ElementsAre("c", "b", "a"));
    EXPECT_THAT(found({.from = kNow + hours(1)}), ElementsAre("c", "b"));
    EXPECT_THAT(found({.from = kNow + hours(1), .until = kNow + hours(2)}), ElementsAre("b"));
    EXPECT_THAT(found({.min_score = 75}), ElementsAre("c", "b"));
    EXPECT_THAT(found({.min_score = 41, .max_score = 75}), ElementsAre("b"));
    EXPECT_THAT(found({.needs_review = true}), ElementsAre("c", "a"));
    EXPECT_THAT(found({.user = kAna, .needs_review = true, .sort = OrgFilter::Sort::Lowest}), ElementsAre("a", "c"));
}

TEST_F(StoredReviews, PagesAreSortedAndTellTheWholeNumber) {
    for (int i = 0; i < 5; ++i)
        play({.id = std::string(1, static_cast<char>('a' + i)), .overall = i * 7 % 5 * 10, .later = Milliseconds{i}});
    EXPECT_THAT(found({.limit = 2}), ElementsAre("e", "d"));
    EXPECT_THAT(found({.limit = 2, .offset = 4}), ElementsAre("a"));
    EXPECT_THAT(found({.sort = OrgFilter::Sort::Oldest, .limit = 2}), ElementsAre("a", "b"));
    EXPECT_THAT(found({.sort = OrgFilter::Sort::Highest}), ElementsAre("c", "e", "b", "d", "a"));
    EXPECT_EQ(store->org_calls(kOrg, {.limit = 2})->total, 5);
}

TEST_F(StoredReviews, AveragesAreOfThePeriodAndTheOrganisation) {
    using std::chrono::hours;
    play({.id = "a", .overall = 60});
    play({.id = "b", .overall = 90, .user = kBen, .later = hours(24)});
    play({.id = "c", .overall = 30, .user = kBen, .later = hours(48), .scenario = ScenarioId("scn_x")});
    play({.id = "d", .overall = 0, .user = kBoss, .org = kOther});
    start("e", UserId("cleo"));
    const auto all = store->org_summary(kOrg, std::nullopt, std::nullopt);
    ASSERT_TRUE(all) << all.error().message;
    EXPECT_EQ(all->all.calls, 3);
    EXPECT_EQ(all->trainees, 2);
    EXPECT_EQ(all->live, 1);
    EXPECT_EQ(all->needs_review, 1);
    EXPECT_THAT(all->all.overall, DoubleNear(60, 0.001));
    EXPECT_THAT(all->all.breakdown[5], DoubleNear(54, 0.001));
    ASSERT_THAT(all->scenarios, SizeIs(2));
    EXPECT_EQ(all->scenarios[0].scenario, kBilling);
    EXPECT_THAT(all->scenarios[0].scores.overall, DoubleNear(75, 0.001));
    ASSERT_THAT(all->people, SizeIs(2));
    EXPECT_EQ(all->people[0].user, kBen);
    EXPECT_EQ(all->people[0].name, "Name of ben");
    EXPECT_EQ(all->people[0].last_ended, kNow + hours(48) + std::chrono::minutes(5));
    ASSERT_THAT(all->days, SizeIs(3));
    EXPECT_LT(all->days[0].day, all->days[1].day);
    EXPECT_EQ(all->days[0].day, std::chrono::floor<std::chrono::days>(kNow));

    const auto one = store->org_summary(kOrg, kNow + hours(24), kNow + hours(48));
    EXPECT_EQ(one->all.calls, 1);
    EXPECT_THAT(one->all.overall, DoubleNear(90, 0.001));
    const auto none = store->org_summary(OrgId("nobody"), std::nullopt, std::nullopt);
    ASSERT_TRUE(none) << none.error().message;
    EXPECT_EQ(none->all.calls, 0);
    EXPECT_THAT(none->people, IsEmpty());
}

TEST_F(StoredReviews, CommentsAreKeptInOrderAlsoForANewProcess) {
    play({.id = "a"});
    ASSERT_TRUE(store->add_comment(kCall, comment("cmt_2", "second", 12.25, kNow + Milliseconds{5}), 9));
    ASSERT_TRUE(store->add_comment(kCall, comment("cmt_1", "first"), 9));
    reopen();
    const auto review = store->review_of(kCall);
    ASSERT_TRUE(review);
    ASSERT_THAT(review->comments, SizeIs(2));
    EXPECT_EQ(review->comments[0].text, "first");
    EXPECT_EQ(review->comments[0].timestamp, std::nullopt);
    EXPECT_EQ(review->comments[1].timestamp, 12.25);
    EXPECT_EQ(review->comments[1].author, kBoss);
    EXPECT_EQ(review->comments[1].author_name, "Alex");
    EXPECT_EQ(review->comments[1].created, kNow + Milliseconds{5});
    EXPECT_EQ(store->org_calls(kOrg, {})->rows[0].comments, 2);
}

TEST_F(StoredReviews, ACallTakesSoManyComments) {
    play({.id = "a"});
    ASSERT_TRUE(store->add_comment(kCall, comment("cmt_1", "one"), 2));
    ASSERT_TRUE(store->add_comment(kCall, comment("cmt_2", "two"), 2));
    EXPECT_EQ(code_of(store->add_comment(kCall, comment("cmt_3", "three"), 2)), ErrorCode::ValidationError);
    EXPECT_EQ(code_of(store->add_comment(CallId("call_x"), comment("cmt_4", "x"), 2)), ErrorCode::SessionNotFound);
}

TEST_F(StoredReviews, ACommentIsTakenBackByItsAuthorOnlyAndThenGone) {
    play({.id = "a"});
    ASSERT_TRUE(store->add_comment(kCall, comment("cmt_1", "what I should not have said"), 9));
    EXPECT_EQ(code_of(store->remove_comment(kCall, "cmt_1", UserId("another"))), ErrorCode::Forbidden);
    EXPECT_EQ(code_of(store->remove_comment(kCall, "cmt_x", kBoss)), ErrorCode::NotFound);
    EXPECT_EQ(code_of(store->remove_comment(CallId("call_x"), "cmt_1", kBoss)), ErrorCode::NotFound);
    ASSERT_TRUE(store->remove_comment(kCall, "cmt_1", kBoss));
    EXPECT_THAT(store->review_of(kCall)->comments, IsEmpty());
    EXPECT_THAT(files(), Not(HasSubstr("should not have said")));
}

TEST_F(StoredReviews, OverridesChangeTheScoresThatListsAndFiguresGoBy) {
    play({.id = "a", .overall = 50});
    play({.id = "b", .overall = 70, .later = Milliseconds{1}});
    overrule("a", 90, {overruled("empathy.acknowledges"), overruled("closing.recap")});
    reopen();
    const auto review = store->review_of(kCall);
    ASSERT_THAT(review->overrides, SizeIs(2));
    EXPECT_EQ(review->overrides[0].verdict.criterion, "closing.recap");
    EXPECT_TRUE(review->overrides[0].verdict.met);
    EXPECT_EQ(review->overrides[0].reason, "It was said.");
    EXPECT_EQ(store->call(kCall)->overall, 90);
    EXPECT_THAT(store->call(kCall)->result_json, HasSubstr("50")) << "the machine's result is kept";
    EXPECT_EQ(found({.min_score = 90}), std::vector<std::string>{"a"});
    EXPECT_DOUBLE_EQ(*store->scenario_stats(kOrg)->at("scn_billing").avg_score, 80);
    const auto history = store->history_of(kOrg, kAna);
    EXPECT_EQ(history->scenarios[0].best, 90);
    EXPECT_EQ(history->scenarios[0].last, 70);
    overrule("a", 50, {});
    EXPECT_EQ(store->history_of(kOrg, kAna)->scenarios[0].best, 70);
    EXPECT_DOUBLE_EQ(*store->scenario_stats(kOrg)->at("scn_billing").avg_score, 60);
}

TEST_F(StoredReviews, ARefusedChangeLeavesEverything) {
    play({.id = "a", .overall = 50});
    overrule("a", 60, {overruled("x")});
    const auto refused = store->change_overrides(kCall, [](const std::string&, auto& all) -> Result<Scores> {
        all.clear();
        return fail(ErrorCode::NotFound, "no");
    });
    EXPECT_EQ(code_of(refused), ErrorCode::NotFound);
    EXPECT_THAT(store->review_of(kCall)->overrides, SizeIs(1));
    EXPECT_EQ(store->call(kCall)->overall, 60);
}

TEST_F(StoredReviews, ACallWaitsForReviewUntilSomethingWasSaidToIt) {
    play({.id = "a", .overall = 20});
    play({.id = "b", .overall = 30, .later = Milliseconds{1}});
    EXPECT_THAT(found({.needs_review = true}), ElementsAre("b", "a"));
    ASSERT_TRUE(store->add_comment(kCall, comment("cmt_1", "seen"), 9));
    overrule("b", 35, {overruled("x")});
    EXPECT_THAT(found({.needs_review = true}), IsEmpty());
    ASSERT_TRUE(store->remove_comment(kCall, "cmt_1", kBoss));
    EXPECT_THAT(found({.needs_review = true}), ElementsAre("a"));
}

TEST_F(StoredReviews, ErasingACallErasesWhatWasSaidToItAndKeepsItsNumbers) {
    play({.id = "a", .overall = 50});
    ASSERT_TRUE(store->add_comment(kCall, comment("cmt_1", "a comment to forget"), 9));
    overrule("a", 77, {overruled("x", "a reason to forget")});
    ASSERT_TRUE(store->erase_call(kCall));
    EXPECT_THAT(store->review_of(kCall)->comments, IsEmpty());
    EXPECT_THAT(store->review_of(kCall)->overrides, IsEmpty());
    EXPECT_THAT(files(), Not(HasSubstr("to forget")));
    EXPECT_EQ(store->org_calls(kOrg, {})->rows[0].overall, 77);
    EXPECT_TRUE(store->org_calls(kOrg, {})->rows[0].erased);
    EXPECT_EQ(code_of(store->add_comment(kCall, comment("cmt_2", "late"), 9)), ErrorCode::RecordingNotFound);
}

TEST_F(StoredReviews, TimePassesOverWhatWasSaidAndLeavesTheScores) {
    play({.id = "a", .overall = 50});
    ASSERT_TRUE(store->add_comment(kCall, comment("cmt_1", "a comment to forget"), 9));
    overrule("a", 77, {overruled("x", "a reason to forget")});
    EXPECT_EQ(*store->forget_reviews(kNow), 0);
    EXPECT_EQ(*store->forget_reviews(kNow + std::chrono::hours(1)), 2);
    EXPECT_EQ(*store->forget_reviews(kNow + std::chrono::hours(1)), 0);
    EXPECT_THAT(store->review_of(kCall)->comments, IsEmpty());
    ASSERT_THAT(store->review_of(kCall)->overrides, SizeIs(1));
    EXPECT_EQ(store->review_of(kCall)->overrides[0].reason, "");
    EXPECT_THAT(files(), Not(HasSubstr("to forget")));
    EXPECT_EQ(store->call(kCall)->overall, 77);
}

TEST_F(StoredReviews, ScoredCallsOfATraineeComeNewestFirst) {
    play({.id = "a", .overall = 50});
    play({.id = "b", .overall = 60, .later = Milliseconds{5}});
    play({.id = "c", .overall = 70, .user = kBen});
    start("d");
    const auto calls = store->scored_calls_of(kOrg, kAna, 10);
    ASSERT_THAT(*calls, SizeIs(2));
    EXPECT_EQ((*calls)[0].id.str(), "call_b");
    EXPECT_THAT(*store->scored_calls_of(kOrg, kAna, 1), SizeIs(1));
}

TEST_F(StoredReviews, ADatabaseOfTheFirstVersionGetsItsScoresFromTheKeptResults) {
    play({.id = "a", .overall = 82});
    store.reset();
    std::string downgrade =
        R"(UPDATE call_texts SET result_json = '{"evaluation":{"overallScore":82,"breakdown":{"greeting":95,)"
        R"("listening":78,"solution":85,"communication":80,"empathy":75,"closing":85},"gates":[{"passed":false},)"
        R"({"passed":true}]}}'; DROP INDEX calls_by_org; DROP TABLE comments; DROP TABLE overrides;)"
        "UPDATE schema_version SET version = 1;";
    for (const char* column : {"user_name", "greeting", "listening", "solution", "communication", "empathy", "closing",
                               "gates_closed", "reviewed"})
        downgrade += std::string("ALTER TABLE calls DROP COLUMN ") + column + ";";
    sqlite3* db = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &db), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(db, downgrade.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
    reopen();
    const auto page = store->org_calls(kOrg, {.needs_review = true});
    ASSERT_TRUE(page) << page.error().message;
    ASSERT_THAT(page->rows, SizeIs(1)) << "its gate is closed";
    ASSERT_TRUE(page->rows[0].breakdown);
    EXPECT_THAT(*page->rows[0].breakdown, ElementsAre(95, 78, 85, 80, 75, 85));
}

}  // namespace
}  // namespace mockcall
