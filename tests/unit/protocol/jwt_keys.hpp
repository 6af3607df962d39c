// Keys and tokens made with OpenSSL alone, so that what signs here shares no code with what verifies.
#pragma once

#include <memory>
#include <string>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include "base/bytes.hpp"
#include "protocol/signature.hpp"

namespace mockcall::test {

class SigningKey {
  public:
    static SigningKey rsa(unsigned bits = 2048) { return SigningKey("RSA", EVP_RSA_gen(bits)); }
    static SigningKey ec(const char* curve = "P-256") { return SigningKey("EC", EVP_EC_gen(curve)); }

    /// The public key as a JWK; `members` are further ones, e.g. R"("kid":"a")".
    [[nodiscard]] std::string jwk(const std::string& members = {}) const {
        std::string out = R"({"kty":")" + type_ + "\"";
        if (type_ == "RSA") {
            out += number("n", OSSL_PKEY_PARAM_RSA_N, 0) + number("e", OSSL_PKEY_PARAM_RSA_E, 0);
        } else {
            const std::string curve = EVP_PKEY_get_bits(key_.get()) == 256 ? "P-256" : "P-384";
            const int size = EVP_PKEY_get_bits(key_.get()) / 8;
            out += R"(,"crv":")" + curve + "\"" + number("x", OSSL_PKEY_PARAM_EC_PUB_X, size) +
                   number("y", OSSL_PKEY_PARAM_EC_PUB_Y, size);
        }
        return out + (members.empty() ? "" : "," + members) + "}";
    }

    [[nodiscard]] std::string sign(const std::string& header, const std::string& payload) const {
        const std::string signed_part = base64url_encode(bytes_of(header)) + "." + base64url_encode(bytes_of(payload));
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
        EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
        std::size_t size = 0;
        const ByteView bytes = bytes_of(signed_part);
        EVP_DigestSign(context.get(), nullptr, &size, bytes.data(), bytes.size());
        Bytes signature(size);
        EVP_DigestSign(context.get(), signature.data(), &size, bytes.data(), bytes.size());
        signature.resize(size);
        return signed_part + "." + base64url_encode(type_ == "EC" ? raw(signature) : signature);
    }

  private:
    SigningKey(std::string type, EVP_PKEY* key) : type_(std::move(type)), key_(key, EVP_PKEY_free) {}

    [[nodiscard]] std::string number(const char* member, const char* parameter, int size) const {
        BIGNUM* value = nullptr;
        EVP_PKEY_get_bn_param(key_.get(), parameter, &value);
        Bytes bytes(static_cast<std::size_t>(size == 0 ? BN_num_bytes(value) : size));
        BN_bn2binpad(value, bytes.data(), static_cast<int>(bytes.size()));
        BN_free(value);
        return std::string(",\"") + member + "\":\"" + base64url_encode(bytes) + "\"";
    }

    /// JOSE wants r and s side by side, OpenSSL gives DER.
    static Bytes raw(const Bytes& der) {
        const unsigned char* at = der.data();
        const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(
            d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())), ECDSA_SIG_free);
        Bytes out(64);
        BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out.data(), 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out.data() + 32, 32);
        return out;
    }

    std::string type_;
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
};

inline std::string hs256(const std::string& secret, const std::string& payload,
                         const std::string& header = R"({"alg":"HS256","typ":"JWT"})") {
    const std::string signed_part = base64url_encode(bytes_of(header)) + "." + base64url_encode(bytes_of(payload));
    return signed_part + "." + base64url_encode(hmac_sha256(secret, signed_part));
}

}  // namespace mockcall::test
