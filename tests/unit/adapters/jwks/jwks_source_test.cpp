#include "adapters/jwks/jwks_source.hpp"

#include <condition_variable>
#include <mutex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/jwks/fetch.hpp"
#include "unit/adapters/jwks/loopback_server.hpp"
#include "unit/adapters/temporary_folder.hpp"
#include "unit/protocol/jwt_keys.hpp"

namespace mockcall {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using test::LoopbackServer;
using test::SigningKey;
using testing::HasSubstr;
using testing::Not;

constexpr WallTime kNow{Milliseconds{1'700'000'000'000}};
const std::string kPayload = R"({"sub":"ana","exp":1700000600})";

std::string set_of(const std::string& keys) { return R"({"keys":[)" + keys + "]}"; }
std::string token_of(const SigningKey& key, const std::string& id) {
    return key.sign(R"({"alg":"ES256","kid":")" + id + "\"}", kPayload);
}

/// A place where key sets are published; it counts how often they were fetched.
class Publisher {
  public:
    void publish(Result<std::string> set) {
        const std::lock_guard lock(mutex_);
        set_ = std::move(set);
    }
    Result<std::string> fetch() {
        const std::lock_guard lock(mutex_);
        ++fetched_;
        changed_.notify_all();
        return set_;
    }
    void wait_for_fetch(int number) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return fetched_ >= number; });
    }
    int fetched() {
        const std::lock_guard lock(mutex_);
        return fetched_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    Result<std::string> set_;
    int fetched_ = 0;
};

class Jwks : public testing::Test {
  protected:
    JwksOptions options(Milliseconds at_least) {
        JwksOptions o;
        o.location = "https://id.example/jwks";
        o.refresh_every = hours(1);
        o.refresh_at_least = at_least;
        o.fetch = [this](const std::string&) { return publisher.fetch(); };
        return o;
    }

    Publisher publisher;
    SigningKey first = SigningKey::ec();
    SigningKey second = SigningKey::ec();
};

TEST_F(Jwks, AFileOfKeysIsRead) {
    test::TemporaryFolder folder;
    test::write_file(folder / "jwks.json", set_of(first.jwk(R"("kid":"1")")));
    JwksOptions o;
    o.location = folder / "jwks.json";
    const auto source = JwksSource::open(o);
    ASSERT_TRUE(source) << source.error().message;
    EXPECT_TRUE((*source)->current()->verify(token_of(first, "1"), kNow));

    test::write_file(folder / "jwks.json", set_of(second.jwk(R"("kid":"2")")));
    EXPECT_FALSE((*source)->current()->verify(token_of(second, "2"), kNow));
    ASSERT_TRUE((*source)->refresh());
    EXPECT_TRUE((*source)->current()->verify(token_of(second, "2"), kNow));
    EXPECT_FALSE((*source)->current()->verify(token_of(first, "1"), kNow));
}

TEST_F(Jwks, ASecretNeedsNoKeySet) {
    JwksOptions o;
    o.jwt.hs256_secret = "0123456789abcdef0123456789abcdef";
    const auto source = JwksSource::open(o);
    ASSERT_TRUE(source);
    EXPECT_TRUE((*source)->current()->verify(test::hs256(o.jwt.hs256_secret, kPayload), kNow));
}

TEST_F(Jwks, WithoutReadableKeysItDoesNotOpen) {
    test::TemporaryFolder folder;
    test::write_file(folder / "empty", "");
    test::write_file(folder / "text", "these are no keys");
    test::write_file(folder / "large", std::string(300 * 1024, ' '));
    for (const std::string& location :
         {folder / "missing", folder / "empty", folder / "text", folder / "large", folder.path().string()}) {
        JwksOptions o;
        o.location = location;
        const auto source = JwksSource::open(o);
        ASSERT_FALSE(source) << location;
        EXPECT_EQ(source.error().code, ErrorCode::ValidationError);
        EXPECT_THAT(source.error().message, HasSubstr("auth.jwks"));
        EXPECT_THAT(source.error().message, Not(HasSubstr(folder.path().string())));
    }
    EXPECT_FALSE(JwksSource::open({}));
}

TEST_F(Jwks, TheLastGoodSetStaysWhileNoneCanBeRead) {
    publisher.publish(set_of(first.jwk(R"("kid":"1")")));
    const auto source = *JwksSource::open(options(minutes(1)));
    publisher.publish(fail(ErrorCode::InternalError, "unreachable"));
    EXPECT_FALSE(source->refresh());
    publisher.publish("{}");
    EXPECT_FALSE(source->refresh());
    EXPECT_TRUE(source->current()->verify(token_of(first, "1"), kNow));
}

TEST_F(Jwks, ATokenWithAnUnknownKeyBringsTheNewSet) {
    publisher.publish(set_of(first.jwk(R"("kid":"1")")));
    const auto source = *JwksSource::open(options(Milliseconds{0}));
    const auto verifier = JwksSource::following(source);
    publisher.publish(set_of(first.jwk(R"("kid":"1")") + "," + second.jwk(R"("kid":"2")")));
    EXPECT_FALSE(verifier->verify(token_of(second, "2"), kNow));
    publisher.wait_for_fetch(2);
    // By the time of a third fetch the second's keys are in place.
    EXPECT_FALSE(verifier->verify(token_of(second, "3"), kNow));
    publisher.wait_for_fetch(3);
    EXPECT_TRUE(verifier->verify(token_of(second, "2"), kNow));
}

TEST_F(Jwks, AKeyThatIsMissedDuringAFetchIsAskedForAgain) {
    publisher.publish(set_of(first.jwk(R"("kid":"1")")));
    JwksOptions o = options(Milliseconds{0});
    std::weak_ptr<JwksSource> during;
    o.fetch = [&](const std::string&) {
        if (const auto source = during.lock(); source && publisher.fetched() == 1)
            source->unknown_key_seen();
        return publisher.fetch();
    };
    const auto source = *JwksSource::open(o);
    during = source;
    source->unknown_key_seen();
    publisher.wait_for_fetch(3);
}

TEST_F(Jwks, TokensThatAreOnlyBadFetchNothing) {
    publisher.publish(set_of(first.jwk(R"("kid":"1")")));
    const auto source = *JwksSource::open(options(Milliseconds{0}));
    const auto verifier = JwksSource::following(source);
    EXPECT_FALSE(verifier->verify(token_of(second, "1"), kNow));
    EXPECT_FALSE(verifier->verify(token_of(first, "1"), kNow + hours(1)));
    EXPECT_FALSE(verifier->verify("no token at all", kNow));
    EXPECT_EQ(publisher.fetched(), 1);
}

TEST(JwksRefresh, ComesEverySoOftenAndSoonerForUnknownKeysButNeverAllTheTime) {
    const SteadyTime start{hours(5)};
    RefreshPlan plan(minutes(15), minutes(1), start);
    EXPECT_FALSE(plan.due(start + minutes(15) - Milliseconds{1}));
    EXPECT_TRUE(plan.due(start + minutes(15)));
    plan.unknown_key_seen();
    EXPECT_FALSE(plan.due(start + Milliseconds{59'999}));
    EXPECT_TRUE(plan.due(start + minutes(1)));
    plan.fetching(start + minutes(2));
    EXPECT_EQ(plan.next(), start + minutes(17));
    plan.unknown_key_seen();
    plan.unknown_key_seen();
    EXPECT_EQ(plan.next(), start + minutes(3));
}

std::string answer(const std::string& status, const std::string& body, const std::string& headers = {}) {
    return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           headers + "\r\n" + body;
}

TEST(JwksFetch, ReadsFromAServerAndFollowsARedirect) {
    const LoopbackServer server({answer("302 Found", "", "Location: /moved\r\n"), answer("200 OK", "the keys")});
    EXPECT_EQ(*fetch_jwks(server.url()), "the keys");
}

TEST(JwksFetch, RefusesOtherAnswersOtherProtocolsAndTooMuch) {
    const LoopbackServer server({answer("500 Oops", "the keys"), answer("200 OK", std::string(300 * 1024, 'x')),
                                 answer("302 Found", "", "Location: file:///etc/hostname\r\n"),
                                 "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"});
    for (const char* const why : {"500", "256 KiB", "", ""}) {
        const auto fetched = fetch_jwks(server.url());
        ASSERT_FALSE(fetched) << *fetched;
        EXPECT_THAT(fetched.error().message, HasSubstr(why));
        EXPECT_THAT(fetched.error().message, Not(HasSubstr("127.0.0.1")));
    }
    EXPECT_FALSE(fetch_jwks("file:///etc/hostname"));
}

}  // namespace
}  // namespace mockcall
