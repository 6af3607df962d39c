#include "protocol/jwt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/protocol/jwt_keys.hpp"

namespace mockcall {
namespace {

using test::hs256;
using test::SigningKey;
using testing::HasSubstr;
using testing::Not;

const std::string kSecret = "0123456789abcdef0123456789abcdef";
constexpr WallTime kNow{Milliseconds{1'700'000'000'000}};
const std::string kPayload = R"({"sub":"ana","exp":1700000600})";

std::shared_ptr<const JwtVerifier> verifier(JwtOptions options) {
    auto made = JwtVerifier::make(options);
    EXPECT_TRUE(made) << made.error().message;
    return *made;
}
std::shared_ptr<const JwtVerifier> with_secret() { return verifier({.hs256_secret = kSecret}); }
std::string set_of(const std::string& keys) { return R"({"keys":[)" + keys + "]}"; }

/// "" when accepted; else the refusal, which must be Unauthorized.
std::string refusal(const JwtVerifier& v, std::string_view token, WallTime now = kNow) {
    const auto claims = v.verify(token, now);
    if (claims)
        return "";
    EXPECT_EQ(claims.error().code, ErrorCode::Unauthorized);
    return claims.error().message.empty() ? "(no message)" : claims.error().message;
}
std::string refusal_of_payload(const std::string& payload) { return refusal(*with_secret(), hs256(kSecret, payload)); }

TEST(Jwt, TheExampleOfTheStandardIsSignedWithItsKey) {
    // RFC 7515 appendix A.1: its payload lacks `sub`, so the signature passes and the claims do not.
    Bytes key;
    ASSERT_TRUE(
        base64_decode("AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ+EstJQLr/T+1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow", key));
    const auto v = verifier({.hs256_secret = std::string(text_of(key))});
    const std::string token =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv"
        "bS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    EXPECT_THAT(refusal(*v, token, WallTime{Milliseconds{1'300'819'379'000}}), HasSubstr("sub"));
    EXPECT_THAT(refusal(*v, token, WallTime{Milliseconds{1'300'819'380'000}}), HasSubstr("expired"));
}

TEST(Jwt, WhatWeSignWeAccept) {
    const Claims claims{{UserId("ana"), OrgId("acme"), Role::Supervisor, "Ana Köhler"}, kNow + std::chrono::hours(1)};
    const auto v = verifier({.hs256_secret = kSecret, .issuer = "us", .audience = "mock-call"});
    const auto back = v->verify(sign_hs256(claims, kSecret, kNow, "us", "mock-call"), kNow);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->who.user, claims.who.user);
    EXPECT_EQ(back->who.org, claims.who.org);
    EXPECT_EQ(back->who.role, Role::Supervisor);
    EXPECT_EQ(back->who.name, "Ana Köhler");
    EXPECT_EQ(back->expires, claims.expires);
}

TEST(Jwt, WithoutRoleAndOrgOneIsATraineeOfTheDefaultTenant) {
    const auto claims = with_secret()->verify(hs256(kSecret, kPayload), kNow);
    ASSERT_TRUE(claims);
    EXPECT_EQ(claims->who.role, Role::Trainee);
    EXPECT_EQ(claims->who.org.str(), "default");
}

TEST(Jwt, AcceptsRs256AndEs256OfTheKeySet) {
    const auto rsa = SigningKey::rsa();
    const auto ec = SigningKey::ec();
    const auto v =
        verifier({.jwks = set_of(rsa.jwk(R"("kid":"r","use":"sig","alg":"RS256")") + "," + ec.jwk(R"("kid":"e")"))});
    EXPECT_EQ(refusal(*v, rsa.sign(R"({"alg":"RS256","kid":"r"})", kPayload)), "");
    EXPECT_EQ(refusal(*v, ec.sign(R"({"alg":"ES256","kid":"e"})", kPayload)), "");
}

TEST(Jwt, TheKeyIdChoosesTheKey) {
    const auto first = SigningKey::ec();
    const auto second = SigningKey::ec();
    const auto v = verifier({.jwks = set_of(first.jwk(R"("kid":"1")") + "," + second.jwk(R"("kid":"2")"))});
    EXPECT_EQ(refusal(*v, second.sign(R"({"alg":"ES256","kid":"2"})", kPayload)), "");
    EXPECT_THAT(refusal(*v, second.sign(R"({"alg":"ES256","kid":"1"})", kPayload)), HasSubstr("signature"));
    const std::string unknown = second.sign(R"({"alg":"ES256","kid":"3"})", kPayload);
    EXPECT_THAT(refusal(*v, unknown), HasSubstr("unknown"));
    EXPECT_FALSE(v->has_key_for(unknown));
    EXPECT_TRUE(v->has_key_for(second.sign(R"({"alg":"ES256","kid":"1"})", kPayload)));
}

TEST(Jwt, WithoutAKeyIdEveryKeyOfThatTypeIsTried) {
    const auto rsa = SigningKey::rsa();
    const auto first = SigningKey::ec();
    const auto second = SigningKey::ec();
    const auto v =
        verifier({.jwks = set_of(rsa.jwk(R"("kid":"r")") + "," + first.jwk(R"("kid":"1")") + "," + second.jwk())});
    EXPECT_EQ(refusal(*v, first.sign(R"({"alg":"ES256"})", kPayload)), "");
    EXPECT_EQ(refusal(*v, second.sign(R"({"alg":"ES256"})", kPayload)), "");
    EXPECT_THAT(refusal(*v, SigningKey::ec().sign(R"({"alg":"ES256"})", kPayload)), HasSubstr("signature"));
}

TEST(Jwt, NoneAndOtherAlgorithmsDoNotExist) {
    const auto v = with_secret();
    const std::string body = base64url_encode(bytes_of(kPayload));
    for (const std::string alg : {"none", "None", "NONE", "HS384", "HS512", "PS256", "RS512", "dir", ""}) {
        const std::string header = base64url_encode(bytes_of(R"({"alg":")" + alg + "\"}"));
        for (const std::string_view signature : {"", "AAAA"})
            EXPECT_NE(refusal(*v, header + "." + body + "." + std::string(signature)), "") << alg;
    }
    EXPECT_NE(refusal(*v, base64url_encode(bytes_of(R"({"alg":256})")) + "." + body + ".AAAA"), "");
    EXPECT_NE(refusal(*v, base64url_encode(bytes_of(R"({"typ":"JWT"})")) + "." + body + ".AAAA"), "");
}

TEST(Jwt, APublicKeyIsNoSharedSecret) {
    // The classic confusion: HS256 with the text of the public key as the secret.
    const auto rsa = SigningKey::rsa();
    const std::string set = set_of(rsa.jwk(R"("kid":"r")"));
    const std::vector<std::shared_ptr<const JwtVerifier>> verifiers{verifier({.jwks = set}),
                                                                    verifier({.hs256_secret = kSecret, .jwks = set})};
    for (const auto& v : verifiers)
        for (const std::string& secret : {set, rsa.jwk(R"("kid":"r")"), rsa.jwk(), std::string()})
            EXPECT_NE(refusal(*v, hs256(secret, kPayload, R"({"alg":"HS256","kid":"r"})")), "");
}

TEST(Jwt, AKeyServesItsOwnAlgorithmOnly) {
    const auto rsa = SigningKey::rsa();
    const auto ec = SigningKey::ec();
    const auto v = verifier({.hs256_secret = kSecret, .jwks = set_of(rsa.jwk(R"("kid":"k")"))});
    EXPECT_NE(refusal(*v, ec.sign(R"({"alg":"ES256","kid":"k"})", kPayload)), "");
    EXPECT_NE(refusal(*v, rsa.sign(R"({"alg":"HS256","kid":"k"})", kPayload)), "");
    EXPECT_NE(refusal(*v, hs256(kSecret, kPayload, R"({"alg":"RS256","kid":"k"})")), "");
}

TEST(Jwt, SharedSecretsInsideAKeySetAreNotUsed) {
    const auto ec = SigningKey::ec();
    const std::string oct = R"({"kty":"oct","kid":"o","k":")" + base64url_encode(bytes_of(kSecret)) + "\"}";
    const auto v = verifier({.jwks = set_of(oct + "," + ec.jwk())});
    EXPECT_NE(refusal(*v, hs256(kSecret, kPayload, R"({"alg":"HS256","kid":"o"})")), "");
    EXPECT_FALSE(JwtVerifier::make({.jwks = set_of(oct)}));
}

TEST(Jwt, AnyChangedByteSpoilsTheSignature) {
    const auto v = with_secret();
    const std::string good = hs256(kSecret, kPayload);
    ASSERT_EQ(refusal(*v, good), "");
    // The last character carries two bits beyond the signature's 256, which decoders may drop.
    for (std::size_t i = 0; i + 1 < good.size(); ++i) {
        std::string changed = good;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_NE(refusal(*v, changed), "") << i;
    }
}

TEST(Jwt, EveryShorterPieceIsRefused) {
    const std::string good = hs256(kSecret, kPayload);
    const auto v = with_secret();
    for (std::size_t n = 0; n < good.size(); ++n)
        EXPECT_NE(refusal(*v, std::string_view(good).substr(0, n)), "") << n;
}

TEST(Jwt, RefusesWhatIsNotInCompactForm) {
    const auto v = with_secret();
    const std::string good = hs256(kSecret, kPayload);
    for (const std::string& token :
         {good + ".", good + ".AAAA", good + "=", good + "\n", " " + good, "." + good, good + "+", std::string("..."),
          std::string("a.b.c"), good + std::string(1, '\0'), std::string("Bearer ") + good})
        EXPECT_NE(refusal(*v, token), "") << token;
}

TEST(Jwt, RefusesOversizeTokensBeforeReadingThem) {
    const std::string payload = R"({"sub":"ana","exp":1700000600,"pad":")" + std::string(8000, 'x') + "\"}";
    EXPECT_THAT(refusal_of_payload(payload), HasSubstr("8 KiB"));
    EXPECT_EQ(refusal_of_payload(R"({"sub":"ana","exp":1700000600,"pad":")" + std::string(5000, 'x') + "\"}"), "");
}

TEST(Jwt, RefusesCriticalExtensions) {
    EXPECT_THAT(refusal(*with_secret(), hs256(kSecret, kPayload, R"({"alg":"HS256","crit":["b64"],"b64":false})")),
                HasSubstr("critical"));
}

TEST(Jwt, ExpiresToTheSecondPlusLeeway) {
    const std::string token = hs256(kSecret, kPayload);
    const WallTime end{Milliseconds{1'700'000'600'000}};
    EXPECT_EQ(refusal(*with_secret(), token, end - Milliseconds{1}), "");
    EXPECT_THAT(refusal(*with_secret(), token, end), HasSubstr("expired"));
    const auto lenient = verifier({.hs256_secret = kSecret, .leeway_s = 30});
    EXPECT_EQ(refusal(*lenient, token, end + Milliseconds{29'999}), "");
    EXPECT_NE(refusal(*lenient, token, end + Milliseconds{30'000}), "");
}

TEST(Jwt, ExpMustBeANumberInSeconds) {
    EXPECT_THAT(refusal_of_payload(R"({"sub":"ana"})"), HasSubstr("no exp"));
    for (const std::string exp : {"\"1700000600\"", "null", "true", "[]", "{}"})
        EXPECT_THAT(refusal_of_payload(R"({"sub":"ana","exp":)" + exp + "}"), HasSubstr("not a number")) << exp;
    // In milliseconds the token would live for fifty thousand years.
    for (const std::string exp : {"1700000600000", "1e300", "-1", "18446744073709551615"})
        EXPECT_THAT(refusal_of_payload(R"({"sub":"ana","exp":)" + exp + "}"), HasSubstr("seconds")) << exp;
    EXPECT_EQ(refusal_of_payload(R"({"sub":"ana","exp":1.7000006e9})"), "");
}

TEST(Jwt, IsNotValidBeforeItsTime) {
    EXPECT_EQ(refusal_of_payload(R"({"sub":"ana","exp":1700000600,"nbf":1700000000})"), "");
    EXPECT_THAT(refusal_of_payload(R"({"sub":"ana","exp":1700000600,"nbf":1700000001})"), HasSubstr("not valid yet"));
    EXPECT_NE(refusal_of_payload(R"({"sub":"ana","exp":1700000600,"nbf":"soon"})"), "");
}

TEST(Jwt, NeedsASubject) {
    EXPECT_THAT(refusal_of_payload(R"({"exp":1700000600})"), HasSubstr("no sub"));
    EXPECT_THAT(refusal_of_payload(R"({"sub":"","exp":1700000600})"), HasSubstr("no sub"));
    EXPECT_NE(refusal_of_payload(R"({"sub":7,"exp":1700000600})"), "");
    EXPECT_NE(refusal_of_payload(R"({"sub":"a\u0000b","exp":1700000600})"), "");
    EXPECT_NE(refusal_of_payload(R"({"sub":")" + std::string(256, 'a') + R"(","exp":1700000600})"), "");
}

TEST(Jwt, RefusesRolesItDoesNotKnow) {
    for (const std::string role : {"\"root\"", "\"Admin\"", "\"\"", "1", "[\"admin\"]"})
        EXPECT_THAT(refusal_of_payload(R"({"sub":"ana","exp":1700000600,"role":)" + role + "}"), HasSubstr("role"))
            << role;
}

TEST(Jwt, RefusesATenantThatIsNoName) {
    for (const std::string org : {"\"\"", "3", "{}"})
        EXPECT_THAT(refusal_of_payload(R"({"sub":"ana","exp":1700000600,"org":)" + org + "}"), HasSubstr("org")) << org;
}

TEST(Jwt, ChecksIssuerAndAudienceWhenConfigured) {
    const auto v = verifier({.hs256_secret = kSecret, .issuer = "https://id.example", .audience = "mock-call"});
    const auto with = [&](const std::string& members) {
        return refusal(*v, hs256(kSecret, R"({"sub":"ana","exp":1700000600)" + members + "}"));
    };
    EXPECT_EQ(with(R"(,"iss":"https://id.example","aud":"mock-call")"), "");
    EXPECT_EQ(with(R"(,"iss":"https://id.example","aud":["other","mock-call"])"), "");
    EXPECT_THAT(with(R"(,"iss":"https://id.example","aud":["other"])"), HasSubstr("audience"));
    EXPECT_THAT(with(R"(,"iss":"https://id.example","aud":{"mock-call":1})"), HasSubstr("audience"));
    EXPECT_THAT(with(R"(,"iss":"https://id.example")"), HasSubstr("audience"));
    EXPECT_THAT(with(R"(,"iss":"https://id.example.evil","aud":"mock-call")"), HasSubstr("issuer"));
    EXPECT_THAT(with(R"(,"aud":"mock-call")"), HasSubstr("issuer"));
}

TEST(Jwt, PayloadMustBeAnObject) {
    for (const std::string payload : {"", "[]", "\"ana\"", "{", "{}x", "\xFF"})
        EXPECT_NE(refusal_of_payload(payload), "") << payload;
}

TEST(Jwt, RefusalsTellNothingOfWhatWasExpected) {
    const auto v = verifier({.hs256_secret = kSecret, .issuer = "hidden-issuer", .audience = "hidden-audience"});
    EXPECT_THAT(refusal(*v, hs256(kSecret, kPayload)), Not(HasSubstr("hidden")));
    EXPECT_THAT(refusal(*v, hs256("wrong", kPayload)), Not(HasSubstr(kSecret)));
}

TEST(JwtKeys, SaysWhatIsWrongWithAKeySet) {
    for (const std::string set :
         {"", "x", "[]", "{}", R"({"keys":{}})", R"({"keys":[]})", R"({"keys":[1,null,"k",{}]})",
          R"({"keys":[{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]})",
          R"({"keys":[{"kty":"RSA","n":"!","e":"AQAB"}]})"}) {
        const auto made = JwtVerifier::make({.jwks = set});
        ASSERT_FALSE(made) << set;
        EXPECT_EQ(made.error().code, ErrorCode::ValidationError);
    }
}

TEST(JwtKeys, PassesOverKeysThatAreNotForUs) {
    const auto good = SigningKey::ec();
    const auto other = SigningKey::ec();
    const auto v = verifier(
        {.jwks = set_of(other.jwk(R"("kid":"enc","use":"enc")") + "," + other.jwk(R"("kid":"alg","alg":"ES384")") +
                        "," + other.jwk(R"("kid":"ops","key_ops":["sign"])") + "," + SigningKey::ec("P-384").jwk() +
                        "," + good.jwk(R"("kid":"ops2","key_ops":["verify"])"))});
    for (const std::string kid : {"enc", "alg", "ops"})
        EXPECT_THAT(refusal(*v, other.sign(R"({"alg":"ES256","kid":")" + kid + "\"}", kPayload)), HasSubstr("unknown"))
            << kid;
    EXPECT_EQ(refusal(*v, good.sign(R"({"alg":"ES256","kid":"ops2"})", kPayload)), "");
}

TEST(JwtKeys, NumbersThatAreNotBase64urlAreRefused) {
    // cjose aborts the process over padding in the middle.
    for (const std::string& n :
         {std::string(340, 'A') + "-=s", std::string(341, 'A'), std::string(340, 'A') + "==", std::string(340, '+')})
        EXPECT_FALSE(JwtVerifier::make({.jwks = set_of(R"({"kty":"RSA","e":"AQAB","n":")" + n + "\"}")})) << n;
}

TEST(JwtKeys, WeakRsaKeysAreRefused) { EXPECT_FALSE(JwtVerifier::make({.jwks = set_of(SigningKey::rsa(1024).jwk())})); }

}  // namespace
}  // namespace mockcall
