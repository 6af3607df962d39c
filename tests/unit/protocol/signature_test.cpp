#include "protocol/signature.hpp"

#include <string>

#include <gtest/gtest.h>

namespace mockcall {
namespace {

std::string hex_of(const Bytes& bytes) {
    std::string out;
    for (const auto b : bytes) {
        out.push_back("0123456789abcdef"[b >> 4]);
        out.push_back("0123456789abcdef"[b & 15]);
    }
    return out;
}

TEST(Hashes, AgreeWithThePublishedVectors) {
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    // RFC 4231, test case 2.
    EXPECT_EQ(hex_of(hmac_sha256("Jefe", "what do ya want for nothing?")),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(Hashes, TurnCredentialIsHmacSha1InBase64) {
    // RFC 2202, test case 2: effcdf6ae5eb2fa2d27416d5f184df9c259a7c79.
    EXPECT_EQ(turn_credential("Jefe", "what do ya want for nothing?"), "7/zfauXrL6LSdBbV8YTfnCWafHk=");
}

struct Link {
    std::string path, expires, signature;
};
Link parts_of(const std::string& link) {
    const auto query = link.find("?expires=");
    const auto signature = link.find("&signature=");
    return {link.substr(0, query), link.substr(query + 9, signature - query - 9), link.substr(signature + 11)};
}

constexpr std::string_view kSecret = "a secret of the server";

TEST(SignedLink, OpensUntilItExpires) {
    const Link link = parts_of(sign_link(kSecret, "/recordings/call_x.webm", 2000));
    EXPECT_EQ(link.path, "/recordings/call_x.webm");
    EXPECT_TRUE(verify_link(kSecret, link.path, link.expires, link.signature, 1999));
    EXPECT_FALSE(verify_link(kSecret, link.path, link.expires, link.signature, 2000));
}

TEST(SignedLink, OpensNothingElseAndNoLonger) {
    const Link link = parts_of(sign_link(kSecret, "/recordings/call_x.webm", 2000));
    EXPECT_FALSE(verify_link(kSecret, "/recordings/call_y.webm", link.expires, link.signature, 1000));
    EXPECT_FALSE(verify_link(kSecret, link.path, "3000", link.signature, 1000));
    EXPECT_FALSE(verify_link(kSecret, link.path, "02000", link.signature, 1000));
    EXPECT_FALSE(verify_link("another secret", link.path, link.expires, link.signature, 1000));
}

TEST(SignedLink, RefusesWhatIsNoSignatureOrNoTime) {
    const Link link = parts_of(sign_link(kSecret, "/x", 2000));
    for (const std::string_view signature : {"", "AAAA", "%", "0"})
        EXPECT_FALSE(verify_link(kSecret, "/x", "2000", signature, 1000)) << signature;
    for (const std::string_view expires : {"", "soon", "2000x", "99999999999999999999999", "-1", " 2000"})
        EXPECT_FALSE(verify_link(kSecret, "/x", expires, link.signature, 1000)) << expires;
}

TEST(SignedLink, WithoutASecretNothingIsSigned) {
    const Link link = parts_of(sign_link("", "/x", 2000));
    EXPECT_FALSE(verify_link("", link.path, link.expires, link.signature, 1000));
}

}  // namespace
}  // namespace mockcall
