// Every route: what it asks of the engine, and how answers and errors look.
#include "protocol/signature.hpp"
#include "unit/doors/http/api_fixture.hpp"

namespace mockcall::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kSuccess = R"({"success":true,"data":{"answer":42}})";
constexpr const char* kEnd = R"({"endReason":"resolved"})";

struct RouteCase {
    const char* method;
    const char* path;
    const char* body;
    int status;
    const char* asked;
};

class ApiRoutes : public ApiTest {
  protected:
    const std::vector<RouteCase> cases{
        {"GET", "/scenarios", "", 200, "list by user_1"},
        {"GET", "/scenarios/scn_abc123", "", 200, "scenario scn_abc123 by user_1"},
        {"GET", "/kb/billing-disputes", "", 200, "kb billing-disputes"},
        {"GET", "/scripts/retention", "", 200, "script retention"},
        {"POST", "/start", R"({"scenarioId":"scn_abc123"})", 201, "start scn_abc123 by user_1"},
        {"PUT", "/session/call_1/status", R"({"action":"hold"})", 200, "status call_1 by user_1: hold"},
        {"POST", "/session/call_1/end", kEnd, 200, "end call_1 by user_1: resolved"},
        {"GET", "/session/call_1/recording", "", 200, "recording call_1 by user_1"},
        {"GET", "/session/call_1/crm", "", 200, "record call_1 by user_1"},
        {"POST", "/session/call_1/crm", R"({"operation":"credit","amount":5})", 200, "crm call_1 by user_1: credit"},
        {"GET", "/session/call_1", "", 200, "session call_1 by user_1"},
        {"GET", "/session/call_1/timings", "", 200, "timings call_1 by user_1"},
        {"DELETE", "/session/call_1", "", 200, "erase call_1 by user_1"},
        {"GET", "/sessions?limit=5&offset=10", "", 200, "sessions by user_1: 5+10"},
        {"GET", "/me", "", 200, "me user_1 of default"},
        {"GET", "/me/progress", "", 200, "progress of user_1"},
        {"GET", "/org/sessions", "", 200, "calls of default by user_1"},
        {"GET", "/org/summary?from=2026-01-01", "", 200, "summary of default by user_1"},
        {"GET", "/session/call_1/comments", "", 200, "comments on call_1 by user_1"},
        {"POST", "/session/call_1/comments", R"({"text":"Well done."})", 201,
         "comment on call_1 by user_1: Well done."},
        {"DELETE", "/session/call_1/comments/cmt_2", "", 200, "uncomment cmt_2 of call_1 by user_1"},
        {"PUT", "/session/call_1/evaluation/criteria/empathy.acknowledges", R"({"met":true,"reason":"It was said."})",
         200, "override empathy.acknowledges of call_1 by user_1: It was said."},
        {"DELETE", "/session/call_1/evaluation/criteria/solution.problem%201", "", 200,
         "withdraw solution.problem 1 of call_1 by user_1"},
        {"PUT", "/me/preferences",
         R"({"categories":["billing","billing"],"industries":["telecom"],"difficulty":"expert"})", 200,
         "preferences of user_1: billing telecom expert"}};
};

TEST_F(ApiRoutes, AskTheEngineAndWrapItsAnswer) {
    for (const RouteCase& c : cases) {
        service_.asked.clear();
        const Answer& a = api(c.method, c.path, c.body);
        EXPECT_EQ(a.status, c.status) << c.path;
        EXPECT_EQ(a.body, kSuccess) << c.path;
        EXPECT_EQ(a.header("Content-Type"), "application/json");
        EXPECT_EQ(a.header("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(a.header("Cache-Control"), "no-store");
        EXPECT_THAT(service_.asked, ElementsAre(c.asked));
    }
}

TEST_F(ApiRoutes, WrapTheEnginesErrors) {
    struct {
        ErrorCode code;
        int status;
    } const errors[] = {
        {ErrorCode::ScenarioNotFound, 404}, {ErrorCode::SessionNotFound, 404},   {ErrorCode::Forbidden, 403},
        {ErrorCode::AudioInitFailed, 500},  {ErrorCode::AiServiceError, 503},    {ErrorCode::EvaluationFailed, 500},
        {ErrorCode::SessionExpired, 410},   {ErrorCode::RecordingNotFound, 404}, {ErrorCode::InternalError, 500}};
    for (const RouteCase& c : cases) {
        for (const auto& e : errors) {
            service_.failure = Error{e.code, "So it is."};
            const Answer& a = api(c.method, c.path, c.body);
            EXPECT_EQ(a.status, e.status) << c.path;
            EXPECT_EQ(a.body, R"({"success":false,"error":{"code":")" + std::string(to_string(e.code)) +
                                  R"(","message":"So it is."}})");
        }
    }
}

TEST_F(ApiRoutes, LetInNobodyWithoutAToken) {
    for (const RouteCase& c : cases) {
        for (const char* authorization : {"", "Bearer", "Bearer ", "Basic dXNlcjpw", "token-user_1", "Bearer bad"}) {
            const Answer& a = api(c.method, c.path, c.body, {{{Header::Authorization, authorization}}});
            EXPECT_EQ(a.status, 401) << c.path;
            EXPECT_EQ(a.code(), "UNAUTHORIZED");
            EXPECT_EQ(a.header("WWW-Authenticate"), "Bearer");
        }
    }
    EXPECT_TRUE(service_.asked.empty());
}

TEST_F(ApiRoutes, AnswerLaterWhenTheEngineDoes) {
    service_.hold = true;
    send("GET", "/api/ai/mock-call/me", "", {});
    EXPECT_FALSE(answer_);
    service_.release();
    ASSERT_TRUE(answer_);
    EXPECT_EQ(answer_->body, kSuccess);
}

TEST_F(ApiRoutes, AnErrorsDetailsTellWhatHelps) {
    service_.failure = Error{ErrorCode::InvalidState, "The call has ended.", {}, "ended"};
    EXPECT_THAT(api("PUT", "/session/call_1/status", R"({"action":"hold"})").body,
                HasSubstr(R"("details":{"status":"ended"})"));
    service_.failure = Error{ErrorCode::AlreadyInCall, "You are in a call.", {}, "", "call_9"};
    EXPECT_THAT(api("POST", "/start", R"({"scenarioId":"s"})").body, HasSubstr(R"("details":{"sessionId":"call_9"})"));
    service_.failure = Error{ErrorCode::AiServiceError, "All lines are busy.", {}, "", "", 10};
    EXPECT_EQ(api("POST", "/start", R"({"scenarioId":"s"})").header("Retry-After"), "10");
}

TEST_F(ApiRoutes, AStartCarriesItsSettingsKeyAndPlace) {
    const Answer& a = api(
        "POST", "/start",
        R"({"scenarioId":"scn_1","userId":"user_1","colour":1,"settings":{"recordCall":false,)"
        R"("difficultyAdjustment":"fixed","audioQuality":"high","backgroundNoise":true,"allowInterruptions":false}})",
        {{{Header::IdempotencyKey, "key 1"}}});
    EXPECT_EQ(a.header("Location"), "/api/ai/mock-call/session/call_1");
    ASSERT_TRUE(service_.started);
    const CallSettings& s = service_.started->settings;
    EXPECT_FALSE(s.record);
    EXPECT_FALSE(s.dynamic_difficulty);
    EXPECT_EQ(s.audio_quality, "high");
    EXPECT_TRUE(s.background_noise);
    EXPECT_FALSE(s.allow_interruptions);
    EXPECT_EQ(service_.started->idempotency_key, "key 1");
    ASSERT_TRUE(service_.started->user);
    EXPECT_EQ(service_.started->user->str(), "user_1");
}

TEST_F(ApiRoutes, AStartWithoutSettingsHasTheContractsDefaults) {
    api("POST", "/start", R"({"scenarioId":"scn_1","settings":null,"userId":null})");
    const CallSettings& s = service_.started->settings;
    EXPECT_TRUE(s.record && s.dynamic_difficulty && s.allow_interruptions);
    EXPECT_FALSE(s.background_noise);
    EXPECT_EQ(s.audio_quality, "standard");
    EXPECT_FALSE(service_.started->user);
}

TEST_F(ApiRoutes, FiltersOfAnOrganisationsCallsReachTheEngine) {
    api("GET",
        "/org/sessions?user=ana%20b&scenario=scn_1&category=billing&difficulty=expert&status=ended&from=2026-01-02&"
        "to=2026-01-03T04:05:06.7Z&minScore=0&maxScore=59&needsReview=true&sort=lowest&limit=7&offset=14");
    const OrgFilter& f = service_.org_query.calls;
    ASSERT_TRUE(f.user && f.from && f.until && f.min_score && f.max_score);
    EXPECT_EQ(f.user->str(), "ana b");
    EXPECT_EQ(iso8601(*f.from), "2026-01-02T00:00:00Z");
    EXPECT_EQ(f.until->time_since_epoch().count() % 1000, 700);
    EXPECT_EQ(*f.min_score, 0);
    EXPECT_EQ(*f.max_score, 59);
    EXPECT_TRUE(f.needs_review);
    EXPECT_EQ(f.state, OrgFilter::State::Ended);
    EXPECT_EQ(f.sort, OrgFilter::Sort::Lowest);
    EXPECT_EQ(f.limit, 7);
    EXPECT_EQ(f.offset, 14);
    EXPECT_EQ(service_.org_query.scenario->str(), "scn_1");
    EXPECT_EQ(service_.org_query.category, Category::Billing);
    EXPECT_EQ(service_.org_query.difficulty, Difficulty::Expert);
    EXPECT_THAT(api("GET",
                    "/org/sessions?category=war&status=dead&from=yesterday&to=2026-13-01&minScore=-1&maxScore=101&"
                    "needsReview=maybe&sort=random&limit=0")
                    .fields(),
                ::testing::UnorderedElementsAre("category", "status", "from", "to", "minScore", "maxScore",
                                                "needsReview", "sort", "limit"));
    EXPECT_THAT(api("GET", "/org/summary?from=x").fields(), ElementsAre("from"));
}

TEST_F(ApiRoutes, CommentsAndOverridesAreChecked) {
    const auto fields = [&](const char* method, const char* path, const std::string& body) {
        return api(method, path, body).fields();
    };
    const char* comments = "/session/call_1/comments";
    const char* criterion = "/session/call_1/evaluation/criteria/a";
    EXPECT_THAT(fields("POST", comments, "{}"), ElementsAre("text"));
    EXPECT_THAT(fields("POST", comments, R"({"text":"","timestamp":-1})"), ElementsAre("timestamp", "text"));
    EXPECT_THAT(fields("POST", comments, R"({"text":")" + std::string(4001, 'x') + "\"}"), ElementsAre("text"));
    EXPECT_THAT(fields("PUT", criterion, R"({"reason":"because"})"), ElementsAre("met"));
    EXPECT_THAT(fields("PUT", criterion, R"({"met":"yes","reason":7})"), ElementsAre("met", "reason"));
    EXPECT_THAT(fields("PUT", criterion, R"({"score":101})"), ElementsAre("score", "reason"));
    EXPECT_TRUE(service_.asked.empty());
    api("PUT", criterion, R"({"score":35.5,"met":null,"reason":"Half of it."})");
    EXPECT_EQ(service_.override_body.score, 35.5);
    EXPECT_EQ(service_.override_body.met, std::nullopt);
    api("POST", comments, R"({"text":"x","timestamp":12.5})");
    EXPECT_EQ(service_.comment.timestamp, 12.5);
}

TEST_F(ApiRoutes, ASecondVariableIsOneSegment) {
    EXPECT_EQ(api("DELETE", "/session/call_1/comments/").status, 404);
    EXPECT_EQ(api("DELETE", "/session/call_1/comments/a/b").status, 404);
    EXPECT_EQ(api("GET", "/session/call_1/comments/a").header("Allow"), "DELETE, OPTIONS");
}

TEST_F(ApiRoutes, NobodyStartsACallForSomebodyElse) {
    EXPECT_EQ(api("POST", "/start", R"({"scenarioId":"scn_1","userId":"user_2"})").code(), "FORBIDDEN");
    EXPECT_FALSE(service_.started);
}

TEST_F(ApiRoutes, BodiesThatAreWrongAreNamed) {
    const auto fields = [&](const char* method, const char* path, const char* body) {
        return api(method, path, body).fields();
    };
    EXPECT_THAT(fields("POST", "/start", "{}"), ElementsAre("scenarioId"));
    EXPECT_THAT(fields("POST", "/start", R"({"scenarioId":7,"userId":{}})"), ElementsAre("scenarioId", "userId"));
    EXPECT_THAT(fields("POST", "/start", R"({"scenarioId":"s","settings":"loud"})"), ElementsAre("settings"));
    EXPECT_THAT(fields("POST", "/start", R"({"scenarioId":"s","settings":{"audioQuality":"best","recordCall":"yes"}})"),
                ElementsAre("settings.recordCall", "settings.audioQuality"));
    EXPECT_THAT(fields("PUT", "/session/call_1/status", R"({"action":"mute"})"), ElementsAre("action"));
    EXPECT_THAT(fields("POST", "/session/call_1/end", R"({"endReason":"bored"})"), ElementsAre("endReason"));
    EXPECT_THAT(fields("PUT", "/me/preferences", R"({"categories":["war"],"industries":"telecom","difficulty":"x"})"),
                ElementsAre("categories", "industries", "difficulty"));
    EXPECT_THAT(fields("POST", "/auth/guest", R"({"name":7})"), ElementsAre("name"));
    for (const char* body : {"[]", "7", "null", "{\"scenarioId\": ", "{\"scenarioId\":\"s\"} {}", "{\"s\xff\":1}"}) {
        const Answer& a = api("POST", "/start", body);
        EXPECT_EQ(a.status, 400) << body;
        EXPECT_EQ(a.code(), "VALIDATION_ERROR");
    }
    EXPECT_EQ(api("POST", "/start", "", {{{Header::ContentType, "application/json"}}}).code(), "VALIDATION_ERROR");
    EXPECT_TRUE(service_.asked.empty());
}

TEST_F(ApiRoutes, QueriesAreReadAndChecked) {
    api("GET",
        "/scenarios?category=billing&difficulty=expert&industry=banking&limit=7&offset=3&sort=avgScore&colour=blue");
    EXPECT_EQ(service_.query.category, Category::Billing);
    EXPECT_EQ(service_.query.difficulty, Difficulty::Expert);
    EXPECT_EQ(service_.query.industry, Industry::Banking);
    EXPECT_EQ(service_.query.limit, 7);
    EXPECT_EQ(service_.query.offset, 3);
    EXPECT_EQ(service_.query.sort, "avgScore");
    EXPECT_THAT(api("GET", "/scenarios?category=war&difficulty=&industry=x&limit=0&offset=-1&sort=size").fields(),
                ElementsAre("category", "difficulty", "industry", "limit", "offset", "sort"));
    for (const char* limit : {"101", "1e1", "x", "", "99999999999999", "1%00"})
        EXPECT_EQ(api("GET", "/scenarios?limit=" + std::string(limit)).status, 400) << limit;
    EXPECT_EQ(api("GET", "/sessions?limit=0").status, 400);
}

TEST_F(ApiRoutes, OnlyJsonIsTakenAsABody) {
    for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"}) {
        const Answer& a = api("POST", "/start", R"({"scenarioId":"s"})", {{{Header::ContentType, type}}});
        EXPECT_EQ(a.status, 415) << type;
        EXPECT_EQ(a.code(), "UNSUPPORTED_MEDIA_TYPE");
    }
    EXPECT_EQ(
        api("POST", "/start", R"({"scenarioId":"s"})", {{{Header::ContentType, "Application/JSON; charset=utf-8"}}})
            .status,
        201);
}

TEST_F(ApiRoutes, TheSessionsHeaderMustBeThePathsOnTheSessionsOwnRoutesOnly) {
    const ApiTest::Extra other{{{Header::SessionId, "call_2"}}};
    EXPECT_THAT(api("GET", "/session/call_1", "", other).fields(), ElementsAre("X-Session-ID"));
    EXPECT_EQ(api("POST", "/session/call_1/end", kEnd, other).status, 400);
    EXPECT_EQ(api("GET", "/me", "", other).status, 200);
    EXPECT_EQ(api("GET", "/session/call_1", "", {{{Header::SessionId, "call_1"}}}).status, 200);
}

TEST_F(ApiRoutes, AnIdempotencyKeyIsShortAndPrintable) {
    for (const std::string& key : {std::string(256, 'k'), std::string("a\tb"), std::string("k\xc3\xa9y")}) {
        const Answer& a = api("POST", "/start", R"({"scenarioId":"s"})", {{{Header::IdempotencyKey, key}}});
        EXPECT_THAT(a.fields(), ElementsAre("Idempotency-Key"));
    }
}

TEST_F(ApiRoutes, AGuestGetsATokenForTwelveHours) {
    const Answer& a = api("POST", "/auth/guest", R"({"name":"Sam"})", {{}, false});
    ASSERT_EQ(a.status, 200);
    const auto data = boost::json::parse(a.body).at("data");
    EXPECT_THAT(std::string(data.at("userId").as_string()), HasSubstr("guest_"));
    EXPECT_EQ(data.at("expiresAt").as_string(), "2026-01-01T12:16:40Z");
    auto verifier = JwtVerifier::make({.hs256_secret = options_.guests->hs256_secret});
    ASSERT_TRUE(verifier);
    const auto claims = (*verifier)->verify(std::string(data.at("token").as_string()), world_.wall());
    ASSERT_TRUE(claims) << claims.error().message;
    EXPECT_EQ(claims->who.user.str(), std::string(data.at("userId").as_string()));
    EXPECT_EQ(claims->who.name, "Sam");
    EXPECT_EQ(api("POST", "/auth/guest", "", {{}, false}).status, 200);
    EXPECT_EQ(api("POST", "/auth/guest", "name=Sam", {{{Header::ContentType, "text/plain"}}, false}).status, 415);
}

TEST_F(ApiRoutes, WithoutGuestsThereIsNoGuestSignIn) {
    options_.guests.reset();
    rebuild();
    EXPECT_EQ(api("POST", "/auth/guest", "{}", {{}, false}).code(), "NOT_FOUND");
}

class ApiFiles : public ApiTest {
  protected:
    ApiFiles() {
        for (int i = 0; i < 700'000; ++i)
            service_.recorded += static_cast<char>(i * 7);
    }
    std::string link(const std::string& path, Milliseconds life = std::chrono::hours{1}) {
        const auto until = std::chrono::floor<std::chrono::seconds>(world_.wall() + life).time_since_epoch().count();
        return sign_link(options_.links_secret, path, until);
    }
    static std::string drain(Answer& a) {
        std::string all;
        while (a.stream && all.size() < a.length) {
            a.stream->pull([&](Result<std::string> piece) {
                ASSERT_TRUE(piece);
                ASSERT_FALSE(piece->empty());
                all += *piece;
            });
        }
        return all;
    }
    const std::string path_ = "/api/ai/mock-call/recordings/call_1.webm";
};

TEST_F(ApiFiles, ARecordingIsServedWholeInPieces) {
    Answer& a = ask("GET", link(path_), "", {{}, false});
    EXPECT_EQ(a.status, 200);
    EXPECT_EQ(a.header("Content-Type"), "audio/webm");
    EXPECT_EQ(a.header("Accept-Ranges"), "bytes");
    EXPECT_EQ(a.length, service_.recorded.size());
    service_.most_a_piece = 100'000;
    EXPECT_EQ(drain(a), service_.recorded);
}

TEST_F(ApiFiles, ARecordingIsServedInParts) {
    Answer& a = ask("GET", link(path_), "", {{{Header::Range, "bytes=300000-699998"}}, false});
    EXPECT_EQ(a.status, 206);
    EXPECT_EQ(a.header("Content-Range"), "bytes 300000-699998/700000");
    EXPECT_EQ(drain(a), service_.recorded.substr(300'000, 399'999));
    Answer& none = ask("GET", link(path_), "", {{{Header::Range, "bytes=700000-"}}, false});
    EXPECT_EQ(none.status, 416);
    EXPECT_EQ(none.header("Content-Range"), "bytes */700000");
    EXPECT_EQ(none.length, 0U);
}

TEST_F(ApiFiles, HeadTellsTheSizeOnly) {
    Answer& a = ask("HEAD", link(path_), "", {{}, false});
    EXPECT_EQ(a.status, 200);
    EXPECT_TRUE(a.head_only);
    EXPECT_EQ(a.length, 700'000U);
    EXPECT_FALSE(a.stream);
}

TEST_F(ApiFiles, BentOldAndUnsignedLinksAreForbidden) {
    const std::string good = link(path_);
    std::string bent = good;
    bent.back() = bent.back() == 'A' ? 'B' : 'A';
    std::string other = good;
    other.replace(other.find("call_1"), 6, "call_2");
    for (const std::string& target :
         {bent, other, path_, path_ + "?expires=1&signature=", link(path_, -std::chrono::seconds{1}),
          path_ + link("/api/ai/mock-call/transcripts/call_1.json").substr(41)}) {
        service_.asked.clear();
        EXPECT_EQ(ask("GET", target, "", {{}, false}).code(), "FORBIDDEN") << target;
        EXPECT_TRUE(service_.asked.empty());
    }
}

TEST_F(ApiFiles, AMissingRecordingIsNotFound) {
    service_.failure = Error{ErrorCode::RecordingNotFound, "This call's recording has expired."};
    EXPECT_EQ(ask("GET", link(path_), "", {{}, false}).code(), "RECORDING_NOT_FOUND");
}

TEST_F(ApiFiles, ATranscriptFileHasNoEnvelope) {
    const std::string path = "/api/ai/mock-call/transcripts/call_1.json";
    const Answer& a = ask("GET", link(path), "", {{}, false});
    EXPECT_EQ(a.body, R"({"answer":42})");
    EXPECT_EQ(a.header("Content-Type"), "application/json");
    EXPECT_EQ(ask("GET", path, "", {{}, false}).status, 403);
}

}  // namespace
}  // namespace mockcall::http
