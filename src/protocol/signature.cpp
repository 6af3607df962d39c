#include "protocol/signature.hpp"

#include <array>
#include <charconv>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace mockcall {
namespace {

Bytes hmac(const EVP_MD* hash, std::string_view secret, std::string_view message) {
    Bytes out(EVP_MAX_MD_SIZE);
    unsigned int size = 0;
    const ByteView bytes = bytes_of(message);
    // OpenSSL takes a null key for "the key of before": an empty secret still needs an address.
    const char* const key = secret.empty() ? "" : secret.data();
    if (HMAC(hash, key, static_cast<int>(secret.size()), bytes.data(), bytes.size(), out.data(), &size) == nullptr)
        size = 0;
    out.resize(size);
    return out;
}

// The first word keeps a link's signature from standing for anything else signed with the same secret.
std::string link_signature(std::string_view secret, std::string_view path, std::string_view expires) {
    std::string message = "mockcall link\n";
    message.append(path).append("\n").append(expires);
    return base64url_encode(hmac_sha256(secret, message));
}

}  // namespace

Bytes hmac_sha256(std::string_view secret, std::string_view message) { return hmac(EVP_sha256(), secret, message); }

std::string sha256_hex(std::string_view text) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(bytes_of(text).data(), text.size(), digest.data());
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    out.reserve(digest.size() * 2);
    for (const unsigned char byte : digest) {
        out.push_back(kDigits[byte >> 4]);
        out.push_back(kDigits[byte & 15]);
    }
    return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::string sign_link(std::string_view secret, std::string_view path, std::int64_t expires_unix) {
    const std::string expires = std::to_string(expires_unix);
    std::string link(path);
    link.append("?expires=").append(expires).append("&signature=").append(link_signature(secret, path, expires));
    return link;
}

bool verify_link(std::string_view secret, std::string_view path, std::string_view expires, std::string_view signature,
                 std::int64_t now_unix) {
    if (secret.empty())
        return false;
    std::int64_t until = 0;
    const auto [end, error] = std::from_chars(expires.data(), expires.data() + expires.size(), until);
    if (error != std::errc{} || end != expires.data() + expires.size() || until <= now_unix)
        return false;
    return equal_in_constant_time(link_signature(secret, path, expires), signature);
}

std::string turn_credential(std::string_view secret, std::string_view username) {
    return base64_encode(hmac(EVP_sha1(), secret, username));
}

}  // namespace mockcall
