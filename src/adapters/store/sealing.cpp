#include "adapters/store/sealing.hpp"

#include <array>
#include <memory>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/bytes.hpp"
#include "protocol/signature.hpp"

namespace mockcall::store {
namespace {

constexpr std::size_t kNonce = 12;
constexpr std::size_t kTag = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
Context new_context() { return {EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free}; }

const unsigned char* raw(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

/// Lengths in front, so that no two of them can be read as another two.
std::string owner(const OrgId& org, const UserId& user) {
    return std::to_string(org.str().size()) + ":" + org.str() + std::to_string(user.str().size()) + ":" + user.str();
}

}  // namespace

Sealing::Sealing(const OrgId& org, const UserId& user, const std::string& idempotency_key)
    : lookup_(sha256_hex(text_of(hmac_sha256(idempotency_key, "lookup " + owner(org, user))))),
      key_(text_of(hmac_sha256(idempotency_key, "seal " + owner(org, user)))) {}

std::string Sealing::seal(const std::string& text) const {
    Bytes out(kNonce + kTag + text.size());
    if (RAND_bytes(out.data(), kNonce) != 1)
        throw std::runtime_error("no random bytes");
    const Context context = new_context();
    int size = 0;
    const bool sealed = EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, raw(key_), out.data()) == 1 &&
                        EVP_EncryptUpdate(context.get(), out.data() + kNonce + kTag, &size, raw(text),
                                          static_cast<int>(text.size())) == 1 &&
                        EVP_EncryptFinal_ex(context.get(), out.data() + kNonce + kTag + size, &size) == 1 &&
                        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTag, out.data() + kNonce) == 1;
    if (!sealed)
        throw std::runtime_error("encryption failed");
    return base64_encode(out);
}

std::optional<std::string> Sealing::open(const std::string& sealed) const {
    Bytes in;
    if (!base64_decode(sealed, in) || in.size() < kNonce + kTag)
        return std::nullopt;
    std::string text(in.size() - kNonce - kTag, '\0');
    auto* const to = reinterpret_cast<unsigned char*>(text.data());
    const Context context = new_context();
    int size = 0;
    const bool opened =
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, raw(key_), in.data()) == 1 &&
        EVP_DecryptUpdate(context.get(), to, &size, in.data() + kNonce + kTag, static_cast<int>(text.size())) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTag, in.data() + kNonce) == 1 &&
        EVP_DecryptFinal_ex(context.get(), to + size, &size) == 1;
    return opened ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace mockcall::store
