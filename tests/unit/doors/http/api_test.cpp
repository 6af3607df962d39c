// What holds for every request: ids, methods, limits, origins, logs, pages.
#include "unit/doors/http/api_fixture.hpp"

namespace mockcall::http {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

constexpr const char* kStart = R"({"scenarioId":"scn_1"})";

class ApiTests : public ApiTest {};

TEST_F(ApiTests, ASaneRequestIdIsKeptAndAnyOtherReplaced) {
    EXPECT_EQ(api("GET", "/me", "", {{{Header::RequestId, "trace-1.a_B"}}}).header("X-Request-ID"), "trace-1.a_B");
    std::string last;
    for (const std::string& odd :
         {std::string(), std::string("a b"), std::string(65, 'x'), std::string("<script>"), std::string("a\r\nb")}) {
        const std::string made = api("GET", "/me", "", {{{Header::RequestId, odd}}}).header("X-Request-ID");
        EXPECT_THAT(made, MatchesRegex("[0-9a-f]+"));
        EXPECT_EQ(made.size(), 16U);
        EXPECT_NE(made, last);
        last = made;
    }
}

TEST_F(ApiTests, UnknownPathsAndUnknownMethodsAreToldApart) {
    for (const char* path : {"/nothing", "/session", "/session/", "/session/a/b/c", "/scenarios/", "/session//end", ""})
        EXPECT_EQ(api("GET", path).code(), "NOT_FOUND") << path;
    const Answer& a = api("DELETE", "/scenarios");
    EXPECT_EQ(a.status, 405);
    EXPECT_EQ(a.code(), "METHOD_NOT_ALLOWED");
    EXPECT_EQ(a.header("Allow"), "GET, HEAD, OPTIONS");
    EXPECT_THAT(api("GET", "/start").header("Allow"), HasSubstr("POST"));
    EXPECT_EQ(api("PATCH", "/me").status, 405);
    EXPECT_EQ(ask("POST", "/index.html").status, 404);
}

TEST_F(ApiTests, HeadIsGetWithoutTheBody) {
    const Answer& a = api("HEAD", "/me");
    EXPECT_EQ(a.status, 200);
    EXPECT_TRUE(a.head_only);
    EXPECT_GT(a.length, 0U);
}

TEST_F(ApiTests, WhatCouldNotBeReadWholeIsToldAndTheConnectionClosed) {
    struct {
        Trouble trouble;
        int status;
        const char* code;
    } const cases[] = {{Trouble::Malformed, 400, "VALIDATION_ERROR"},
                       {Trouble::HeaderTooLarge, 431, "PAYLOAD_TOO_LARGE"},
                       {Trouble::BodyTooLarge, 413, "PAYLOAD_TOO_LARGE"}};
    for (const auto& c : cases) {
        const Answer& a = api("POST", "/start", kStart, {{}, true, c.trouble});
        EXPECT_EQ(a.status, c.status);
        EXPECT_EQ(a.code(), c.code);
        EXPECT_TRUE(a.close);
    }
    EXPECT_TRUE(service_.asked.empty());
}

TEST_F(ApiTests, ATokenIsVerifiedOnceInFiveMinutesAndWheneverTheKeysChange) {
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(api("GET", "/me").status, 200);
    EXPECT_EQ(verifier_->asked, 1);
    world_.run_for(std::chrono::minutes{5});
    EXPECT_EQ(api("GET", "/me").status, 200);
    EXPECT_EQ(verifier_->asked, 2);
    const auto old = verifier_;
    verifier_ = std::make_shared<FakeVerifier>();
    EXPECT_EQ(api("GET", "/me").status, 200);
    EXPECT_EQ(old->asked, 2);
    EXPECT_EQ(verifier_->asked, 1);
}

TEST_F(ApiTests, ATokenIsNotRememberedPastItsEnd) {
    verifier_->life = std::chrono::seconds{30};
    EXPECT_EQ(api("GET", "/me").status, 200);
    world_.run_for(std::chrono::seconds{30});
    EXPECT_EQ(api("GET", "/me").status, 200);
    EXPECT_EQ(verifier_->asked, 2);
}

TEST_F(ApiTests, ManyTokensAreAllVerified) {
    for (int i = 0; i < 6000; ++i) {
        const std::string user = "u" + std::to_string(i);
        ASSERT_EQ(api("GET", "/me", "", {{{Header::Authorization, "Bearer token-" + user}}}).status, 200);
        ASSERT_EQ(service_.asked.back(), "me " + user + " of default");
    }
}

class ApiLimits : public ApiTest {
  protected:
    ApiLimits() {
        options_.limits = {{"scenarios", {3, std::chrono::minutes{1}}},
                           {"start", {2, std::chrono::hours{1}}},
                           {"status", {2, std::chrono::minutes{1}}},
                           {"end", {2, std::chrono::hours{1}}}};
        rebuild();
    }
};

TEST_F(ApiLimits, CountDownRefuseAndOpenAgain) {
    for (const char* left : {"2", "1", "0"}) {
        const Answer& a = api("GET", "/scenarios");
        EXPECT_EQ(a.status, 200);
        EXPECT_EQ(a.header("RateLimit-Limit"), "3");
        EXPECT_EQ(a.header("RateLimit-Remaining"), left);
        EXPECT_EQ(a.header("RateLimit-Reset"), "60");
    }
    world_.run_for(std::chrono::seconds{20});
    const Answer& over = api("GET", "/scenarios");
    EXPECT_EQ(over.status, 429);
    EXPECT_EQ(over.code(), "RATE_LIMIT_EXCEEDED");
    EXPECT_EQ(over.header("Retry-After"), "40");
    EXPECT_EQ(over.header("RateLimit-Remaining"), "0");
    EXPECT_EQ(api("GET", "/scenarios", "", {{{Header::Authorization, "Bearer token-user_2"}}}).status, 200);
    EXPECT_EQ(api("GET", "/me").header("RateLimit-Limit"), "");
    world_.run_for(std::chrono::seconds{40});
    EXPECT_EQ(api("GET", "/scenarios").status, 200);
}

TEST_F(ApiLimits, AStartCountsOnlyWhenItMadeACall) {
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(api("POST", "/start", "{}").status, 400);
    service_.failure = Error{ErrorCode::AlreadyInCall, "You are in a call.", {}, "", "call_9"};
    for (int i = 0; i < 5; ++i) {
        const Answer& a = api("POST", "/start", kStart);
        EXPECT_EQ(a.status, 409);
        EXPECT_EQ(a.header("RateLimit-Remaining"), "2");
    }
    service_.failure.reset();
    EXPECT_EQ(api("POST", "/start", kStart).header("RateLimit-Remaining"), "1");
    service_.repeated = true;
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(api("POST", "/start", kStart).header("RateLimit-Remaining"), "1");
    service_.repeated = false;
    EXPECT_EQ(api("POST", "/start", kStart).status, 201);
    EXPECT_EQ(api("POST", "/start", kStart).status, 429);
}

TEST_F(ApiLimits, AStartInProgressHoldsItsPlace) {
    service_.hold = true;
    for (int i = 0; i < 2; ++i)
        send("POST", "/api/ai/mock-call/start", kStart, {});
    EXPECT_EQ(api("POST", "/start", kStart).status, 429);
    service_.failure.reset();
    service_.release();
}

TEST_F(ApiLimits, StatusAndEndCountWhateverTheEngineSays) {
    service_.failure = Error{ErrorCode::InvalidState, "Not now.", {}, "initializing"};
    for (const int status : {409, 409, 429})
        EXPECT_EQ(api("PUT", "/session/call_1/status", R"({"action":"hold"})").status, status);
    for (const int status : {409, 409, 429})
        EXPECT_EQ(api("POST", "/session/call_1/end", R"({"endReason":"failed"})").status, status);
}

TEST_F(ApiTests, PagesOfOtherOriginsGetNothingUnlessTheyAreNamed) {
    EXPECT_EQ(api("GET", "/me", "", {{{Header::Origin, "https://evil.example"}}}).header("Access-Control-Allow-Origin"),
              "");
    options_.allowed_origins = {"https://app.example"};
    rebuild();
    const Answer& a = api("GET", "/me", "", {{{Header::Origin, "https://app.example"}}});
    EXPECT_EQ(a.header("Access-Control-Allow-Origin"), "https://app.example");
    EXPECT_THAT(a.header("Access-Control-Expose-Headers"), HasSubstr("RateLimit-Remaining"));
    EXPECT_EQ(a.header("Vary"), "Origin");
    EXPECT_EQ(api("GET", "/me", "", {{{Header::Origin, "https://evil.example"}}}).header("Access-Control-Allow-Origin"),
              "");
    const Answer& preflight = api(
        "OPTIONS", "/start", "", {{{Header::Origin, "https://app.example"}, {Header::PreflightMethod, "POST"}}, false});
    EXPECT_EQ(preflight.status, 204);
    EXPECT_THAT(preflight.header("Access-Control-Allow-Headers"), HasSubstr("Authorization"));
    EXPECT_THAT(preflight.header("Access-Control-Allow-Methods"), HasSubstr("POST"));
    EXPECT_EQ(preflight.header("Access-Control-Allow-Origin"), "https://app.example");
    EXPECT_EQ(api("OPTIONS", "/start", "",
                  {{{Header::Origin, "https://evil.example"}, {Header::PreflightMethod, "POST"}}, false})
                  .header("Access-Control-Allow-Methods"),
              "");
}

TEST_F(ApiTests, SocketsAreForOwnAndAllowedPagesAndForThoseThatAreNoPages) {
    options_.allowed_origins = {"https://app.example"};
    options_.public_url = "https://calls.example/";
    rebuild();
    const auto refused = [&](const char* origin, const char* path = "/ws/mock-call") {
        HttpRequest r;
        r.method = "GET";
        r.target = path;
        r.header(Header::Host) = "127.0.0.1:3000";
        r.header(Header::Origin) = origin;
        const auto answer = api_->refuse_upgrade(r);
        return answer ? answer->status : 101;
    };
    EXPECT_EQ(refused(""), 101);
    EXPECT_EQ(refused("http://127.0.0.1:3000"), 101);
    EXPECT_EQ(refused("https://app.example"), 101);
    EXPECT_EQ(refused("https://calls.example"), 101);
    EXPECT_EQ(refused("https://evil.example"), 403);
    EXPECT_EQ(refused("null"), 403);
    EXPECT_EQ(refused("http://127.0.0.1:3001"), 403);
    EXPECT_EQ(refused("", "/elsewhere"), 404);
    EXPECT_EQ(ask("GET", "/ws/mock-call").code(), "WEBSOCKET_ERROR");
}

TEST_F(ApiTests, HealthReadinessAndMetricsNeedNoToken) {
    EXPECT_EQ(ask("GET", "/healthz", "", {{}, false}).body, R"({"success":true,"data":{"status":"ok"}})");
    EXPECT_EQ(ask("GET", "/readyz", "", {{}, false}).status, 200);
    service_.failure = Error{ErrorCode::AiServiceError, "The recogniser is not ready."};
    EXPECT_EQ(ask("GET", "/readyz", "", {{}, false}).status, 503);
    service_.failure.reset();
    api("GET", "/session/call_secret");
    figures_->sockets = 3;
    const Answer& a = ask("GET", "/metrics", "", {{}, false});
    EXPECT_THAT(a.header("Content-Type"), HasSubstr("text/plain"));
    EXPECT_THAT(a.body, HasSubstr(R"(mockcall_http_requests_total{route="/session/:id",status="200"} 1)"));
    EXPECT_THAT(a.body, HasSubstr("mockcall_websocket_connections 3"));
    EXPECT_THAT(a.body, HasSubstr(R"(mockcall_http_request_seconds_count{route="/healthz"} 1)"));
    EXPECT_THAT(a.body, Not(HasSubstr("call_secret")));
}

TEST_F(ApiTests, TheLogNamesRoutesAndNobody) {
    service_.failure = Error{ErrorCode::SessionNotFound, "There is no call of that id."};
    api("GET", "/session/call_secret?token=hidden", "", {{{Header::RequestId, "trace-1"}}});
    ASSERT_EQ(log_.size(), 1U);
    EXPECT_THAT(
        log_[0],
        MatchesRegex(
            R"(\{"event":"request","method":"GET","route":"/session/:id","status":404,"ms":[0-9.]+,"request":"trace-1","error":"SESSION_NOT_FOUND"\})"));
    api("POST", "/start", R"({"scenarioId":"scn_hidden"})");
    ask("GET", "/secret-path", "", {{}, false});
    ask("GE\"T", "/x", "", {{}, false});
    EXPECT_THAT(log_, Each(Not(HasSubstr("hidden"))));
    EXPECT_THAT(log_, Each(Not(HasSubstr("secret"))));
    EXPECT_THAT(log_, Each(Not(HasSubstr("user_1"))));
    for (const std::string& line : log_)
        EXPECT_NO_THROW((void)boost::json::parse(line)) << line;
}

TEST_F(ApiTests, ThePageIsServedWithAStrictPolicy) {
    const Answer& page = ask("GET", "/", "", {{}, false});
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.body, "<p>hello");
    EXPECT_EQ(page.header("Content-Type"), "text/html; charset=utf-8");
    EXPECT_THAT(page.header("Content-Security-Policy"),
                HasSubstr("default-src 'none'; script-src 'self'; style-src 'self'"));
    EXPECT_THAT(page.header("Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_EQ(page.header("Cache-Control"), "no-cache");
    EXPECT_THAT(page.header("Content-Security-Policy"), Not(HasSubstr("unsafe")));
    EXPECT_EQ(page.header("X-Content-Type-Options"), "nosniff");
    EXPECT_THAT(ask("GET", "/main.mjs", "", {{}, false}).header("Content-Type"), HasSubstr("text/javascript"));
    const std::string etag = ask("GET", "/index.html", "", {{}, false}).header("ETag");
    const Answer& again = ask("GET", "/", "", {{{Header::IfNoneMatch, etag}}, false});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    for (const char* path : {"/..%2f..%2fCMakeLists.txt", "/../CMakeLists.txt", "/nothing.html", "//", "/main.mjs/"})
        EXPECT_EQ(ask("GET", path, "", {{}, false}).code(), "NOT_FOUND") << path;
}

TEST_F(ApiTests, FilesNamedByTheirHashAreKeptForEver) {
    EXPECT_EQ(ask("GET", "/assets/app-1a2b.js", "", {{}, false}).header("Cache-Control"),
              "public, max-age=31536000, immutable");
}

TEST_F(ApiTests, WhoTakesGzipGetsThePackedFile) {
    const Answer& packed = ask("GET", "/assets/app-1a2b.js", "", {{{Header::AcceptEncoding, "gzip, br"}}, false});
    EXPECT_EQ(packed.body, "(packed)");
    EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
    EXPECT_EQ(packed.header("Vary"), "Accept-Encoding");
    EXPECT_THAT(packed.header("Content-Type"), HasSubstr("text/javascript"));
    const std::string etag = packed.header("ETag");
    const Answer& plain = ask("GET", "/assets/app-1a2b.js", "", {{{Header::AcceptEncoding, "br"}}, false});
    EXPECT_EQ(plain.body, "export {}");
    EXPECT_EQ(plain.header("Content-Encoding"), "");
    EXPECT_EQ(plain.header("Vary"), "Accept-Encoding");
    EXPECT_NE(plain.header("ETag"), etag);
    EXPECT_EQ(ask("GET", "/assets/app-1a2b.js.gz", "", {{}, false}).code(), "NOT_FOUND");
}

}  // namespace
}  // namespace mockcall::http
