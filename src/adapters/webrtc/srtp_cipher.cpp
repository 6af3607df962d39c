#include "adapters/webrtc/srtp_cipher.hpp"

#include <array>
#include <span>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "protocol/rtc/wire.hpp"

namespace mockcall::webrtc {
namespace {

constexpr std::size_t kKey = 16;
constexpr std::size_t kWord = 4;
constexpr std::uint32_t kEncrypted = 0x8000'0000;  ///< in front of SRTCP's index

struct Free {
    void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
    void operator()(EVP_MAC_CTX* c) const { EVP_MAC_CTX_free(c); }
    void operator()(EVP_MAC* m) const { EVP_MAC_free(m); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Free>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, Free>;

CipherContext cipher_context(const EVP_CIPHER* cipher, const std::uint8_t* key, bool encrypt) {
    CipherContext c(EVP_CIPHER_CTX_new());
    if (c && EVP_CipherInit_ex(c.get(), cipher, nullptr, key, nullptr, encrypt ? 1 : 0) != 1)
        c.reset();
    return c;
}

std::array<std::uint8_t, kWord> big_endian(std::uint32_t v) {
    return {static_cast<std::uint8_t>(v >> 24), static_cast<std::uint8_t>(v >> 16), static_cast<std::uint8_t>(v >> 8),
            static_cast<std::uint8_t>(v)};
}

/// RFC 3711, section 4.3: what AES in counter mode makes of the master key, for one purpose. False: OpenSSL refuses.
enum class Purpose : std::uint8_t { RtpKey, RtpMac, RtpSalt, RtcpKey, RtcpMac, RtcpSalt };
bool derive(ByteView master, Purpose purpose, std::span<std::uint8_t> out) {
    std::array<std::uint8_t, 16> block{};
    std::copy(master.begin() + kKey, master.end(), block.begin());
    block[7] ^= static_cast<std::uint8_t>(purpose);
    const CipherContext c = cipher_context(EVP_aes_128_ctr(), master.data(), true);
    std::fill(out.begin(), out.end(), std::uint8_t{0});
    int n = 0;
    return c && EVP_CipherInit_ex(c.get(), nullptr, nullptr, nullptr, block.data(), 1) == 1 &&
           EVP_EncryptUpdate(c.get(), out.data(), &n, out.data(), static_cast<int>(out.size())) == 1;
}
Purpose purpose_of(Purpose of_rtp, SrtpKind kind) {
    return static_cast<Purpose>(static_cast<int>(of_rtp) + (kind == SrtpKind::Rtcp ? 3 : 0));
}

/// Source and index, `at` bytes from the front, over the salt.
template <std::size_t N, std::size_t S>
std::array<std::uint8_t, N> nonce(const std::array<std::uint8_t, S>& salt, std::size_t at, std::uint32_t ssrc,
                                  std::uint64_t index) {
    std::array<std::uint8_t, N> n{};
    std::copy(salt.begin(), salt.end(), n.begin());
    for (std::size_t i = 0; i < 4; ++i)
        n[at + i] ^= static_cast<std::uint8_t>(ssrc >> (24 - 8 * i));
    for (std::size_t i = 0; i < 6; ++i)
        n[at + 4 + i] ^= static_cast<std::uint8_t>(index >> (40 - 8 * i));
    return n;
}

std::optional<std::uint32_t> encrypted_index(ByteView packet, std::size_t from_end) {
    if (packet.size() < from_end)
        return std::nullopt;
    const std::uint32_t word = rtc::read32(packet.data() + packet.size() - from_end);
    return (word & kEncrypted) != 0 ? std::optional(word & ~kEncrypted) : std::nullopt;
}

/// RFC 7714: AES-GCM. SRTCP's index stands behind the tag.
class GcmCipher final : public SrtpCipher {
  public:
    static constexpr std::size_t kSalt = 12;
    static constexpr std::size_t kTag = 16;

    bool set_up(ByteView master, SrtpDirection direction, SrtpKind kind) {
        std::array<std::uint8_t, kKey> key{};
        const bool ok = derive(master, purpose_of(Purpose::RtpKey, kind), key) &&
                        derive(master, purpose_of(Purpose::RtpSalt, kind), salt_);
        kind_ = kind;
        aes_ = ok ? cipher_context(EVP_aes_128_gcm(), key.data(), direction == SrtpDirection::Send) : nullptr;
        OPENSSL_cleanse(key.data(), key.size());
        return aes_ != nullptr;
    }

    [[nodiscard]] std::size_t overhead() const override { return kTag + (kind_ == SrtpKind::Rtcp ? kWord : 0); }
    [[nodiscard]] std::optional<std::uint32_t> rtcp_index(ByteView packet) const override {
        return encrypted_index(packet, kWord);
    }

    bool seal(Bytes& packet, std::size_t header, std::uint32_t ssrc, std::uint64_t index) override {
        const std::size_t end = packet.size();
        packet.resize(end + overhead());
        int n = 0;
        if (!begin(packet, header, ssrc, index) ||
            EVP_CipherUpdate(aes_.get(), &packet[header], &n, &packet[header], static_cast<int>(end - header)) != 1 ||
            EVP_CipherFinal_ex(aes_.get(), &packet[end], &n) != 1 ||
            EVP_CIPHER_CTX_ctrl(aes_.get(), EVP_CTRL_AEAD_GET_TAG, kTag, &packet[end]) != 1)
            return false;
        if (kind_ == SrtpKind::Rtcp)
            std::ranges::copy(word(index), packet.end() - kWord);
        return true;
    }

    bool open(Bytes& packet, std::size_t header, std::uint32_t ssrc, std::uint64_t index) override {
        const std::size_t end = packet.size() - overhead();
        int n = 0;
        std::uint8_t nothing = 0;
        const bool ok =
            begin(packet, header, ssrc, index) &&
            EVP_CipherUpdate(aes_.get(), &packet[header], &n, &packet[header], static_cast<int>(end - header)) == 1 &&
            EVP_CIPHER_CTX_ctrl(aes_.get(), EVP_CTRL_AEAD_SET_TAG, kTag, &packet[end]) == 1 &&
            EVP_CipherFinal_ex(aes_.get(), &nothing, &n) == 1;
        packet.resize(end);
        return ok;
    }

  private:
    static std::array<std::uint8_t, kWord> word(std::uint64_t index) {
        return big_endian(kEncrypted | static_cast<std::uint32_t>(index));
    }
    /// The nonce, and what is authenticated in the clear.
    bool begin(const Bytes& packet, std::size_t header, std::uint32_t ssrc, std::uint64_t index) {
        const auto iv = nonce<kSalt>(salt_, 2, ssrc, index);
        int n = 0;
        if (EVP_CipherInit_ex(aes_.get(), nullptr, nullptr, nullptr, iv.data(), -1) != 1 ||
            EVP_CipherUpdate(aes_.get(), nullptr, &n, packet.data(), static_cast<int>(header)) != 1)
            return false;
        return kind_ == SrtpKind::Rtp || EVP_CipherUpdate(aes_.get(), nullptr, &n, word(index).data(), kWord) == 1;
    }

    SrtpKind kind_ = SrtpKind::Rtp;
    CipherContext aes_;
    std::array<std::uint8_t, kSalt> salt_{};
};

/// RFC 3711: AES in counter mode, then HMAC-SHA1 over it and, for SRTP, what the sequence's 16 bits leave out. SRTCP's
/// index stands before the tag.
class CounterCipher final : public SrtpCipher {
  public:
    static constexpr std::size_t kSalt = 14;
    static constexpr std::size_t kTag = 10;

    bool set_up(ByteView master, SrtpKind kind) {
        std::array<std::uint8_t, kKey> key{};
        std::array<std::uint8_t, kSha1> mac_key{};
        const bool ok = derive(master, purpose_of(Purpose::RtpKey, kind), key) &&
                        derive(master, purpose_of(Purpose::RtpMac, kind), mac_key) &&
                        derive(master, purpose_of(Purpose::RtpSalt, kind), salt_);
        kind_ = kind;
        aes_ = ok ? cipher_context(EVP_aes_128_ctr(), key.data(), true) : nullptr;
        const std::unique_ptr<EVP_MAC, Free> hmac(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
        mac_.reset(hmac ? EVP_MAC_CTX_new(hmac.get()) : nullptr);
        std::array<char, 5> digest{"SHA1"};
        const std::array<OSSL_PARAM, 2> settings{
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0), OSSL_PARAM_construct_end()};
        const bool keyed = mac_ && EVP_MAC_init(mac_.get(), mac_key.data(), mac_key.size(), settings.data()) == 1;
        OPENSSL_cleanse(key.data(), key.size());
        OPENSSL_cleanse(mac_key.data(), mac_key.size());
        return aes_ != nullptr && keyed;
    }

    [[nodiscard]] std::size_t overhead() const override { return kTag + (kind_ == SrtpKind::Rtcp ? kWord : 0); }
    [[nodiscard]] std::optional<std::uint32_t> rtcp_index(ByteView packet) const override {
        return encrypted_index(packet, kWord + kTag);
    }

    bool seal(Bytes& packet, std::size_t header, std::uint32_t ssrc, std::uint64_t index) override {
        if (!crypt(packet, header, packet.size(), ssrc, index))
            return false;
        if (kind_ == SrtpKind::Rtcp)
            rtc::write32(packet, kEncrypted | static_cast<std::uint32_t>(index));
        const auto tag = tag_of(packet, index);
        if (!tag)
            return false;
        packet.insert(packet.end(), tag->begin(), tag->begin() + kTag);
        return true;
    }

    bool open(Bytes& packet, std::size_t header, std::uint32_t ssrc, std::uint64_t index) override {
        const std::size_t signed_end = packet.size() - kTag;
        const auto tag = tag_of(ByteView(packet).first(signed_end), index);
        if (!tag || CRYPTO_memcmp(tag->data(), &packet[signed_end], kTag) != 0)
            return false;
        packet.resize(packet.size() - overhead());
        return crypt(packet, header, packet.size(), ssrc, index);
    }

  private:
    static constexpr std::size_t kSha1 = 20;

    bool crypt(Bytes& packet, std::size_t header, std::size_t end, std::uint32_t ssrc, std::uint64_t index) {
        const auto iv = nonce<16>(salt_, 4, ssrc, index);
        int n = 0;
        return EVP_CipherInit_ex(aes_.get(), nullptr, nullptr, nullptr, iv.data(), -1) == 1 &&
               EVP_CipherUpdate(aes_.get(), packet.data() + header, &n, packet.data() + header,
                                static_cast<int>(end - header)) == 1;
    }
    std::optional<std::array<std::uint8_t, kSha1>> tag_of(ByteView text, std::uint64_t index) {
        const auto turns = big_endian(static_cast<std::uint32_t>(index >> 16));
        std::array<std::uint8_t, kSha1> tag{};
        std::size_t n = 0;
        const bool ok = EVP_MAC_init(mac_.get(), nullptr, 0, nullptr) == 1 &&
                        EVP_MAC_update(mac_.get(), text.data(), text.size()) == 1 &&
                        (kind_ == SrtpKind::Rtcp || EVP_MAC_update(mac_.get(), turns.data(), turns.size()) == 1) &&
                        EVP_MAC_final(mac_.get(), tag.data(), &n, tag.size()) == 1;
        return ok ? std::optional(tag) : std::nullopt;
    }

    SrtpKind kind_ = SrtpKind::Rtp;
    CipherContext aes_;
    MacContext mac_;
    std::array<std::uint8_t, kSalt> salt_{};
};

}  // namespace

Result<std::unique_ptr<SrtpCipher>> SrtpCipher::make(SrtpProfile profile, ByteView key_and_salt,
                                                     SrtpDirection direction, SrtpKind kind) {
    if (profile == SrtpProfile::AeadAes128Gcm) {
        auto gcm = std::make_unique<GcmCipher>();
        if (key_and_salt.size() == kKey + GcmCipher::kSalt && gcm->set_up(key_and_salt, direction, kind))
            return gcm;
    } else {
        auto counter = std::make_unique<CounterCipher>();
        if (key_and_salt.size() == kKey + CounterCipher::kSalt && counter->set_up(key_and_salt, kind))
            return counter;
    }
    return fail(ErrorCode::InternalError, "WebRTC: SRTP could not be set up.");
}

}  // namespace mockcall::webrtc
