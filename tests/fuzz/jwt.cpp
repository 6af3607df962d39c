// Three doors into the verifier: a token as it comes, a payload and header that are signed properly, and a key set.
#include "protocol/jwt.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "protocol/signature.hpp"

namespace {

using namespace mockcall;

const std::string kSecret = "0123456789abcdef0123456789abcdef";
constexpr WallTime kNow{Milliseconds{1'700'000'000'000}};
// The examples of RFC 7517, appendix A.1.
constexpr std::string_view kKeys =
    R"({"keys":[{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","kid":"1"},)"
    R"({"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","kid":"2"}]})";

const JwtVerifier& verifier() {
    static const auto made = JwtVerifier::make({kSecret, std::string(kKeys), "", "mock-call", 30});
    return **made;
}

void check(const Result<Claims>& claims) {
    if (claims
            ? claims->who.user.empty() || claims->who.org.empty() || claims->expires + std::chrono::seconds(30) <= kNow
            : claims.error().code != ErrorCode::Unauthorized || claims.error().message.empty())
        std::abort();
}

void token(std::string_view text) {
    const auto claims = verifier().verify(text, kNow);
    check(claims);
    (void)verifier().has_key_for(text);
}

/// `text`: the header up to the first newline, then the payload; signed here, so that what stands behind the signature
/// is reached.
void signed_token(std::string_view text) {
    const std::size_t line = text.find('\n');
    std::string signed_part =
        base64url_encode(bytes_of(line == text.npos ? R"({"alg":"HS256"})" : text.substr(0, line)));
    signed_part += '.';
    signed_part += base64url_encode(bytes_of(line == text.npos ? text : text.substr(line + 1)));
    const std::string signature = base64url_encode(hmac_sha256(kSecret, signed_part));
    token(signed_part + "." + signature);
}

void key_set(std::string_view text) {
    const auto made = JwtVerifier::make({"", std::string(text), "", "", 0});
    if (made)
        check((*made)->verify("eyJhbGciOiJFUzI1NiIsImtpZCI6IjEifQ.e30.AAAA", kNow));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 3) {
        case 0: token(text); break;
        case 1: signed_token(text); break;
        default: key_set(text); break;
    }
    return 0;
}
