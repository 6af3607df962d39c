#include "protocol/rtc/stun.hpp"

#include <algorithm>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "protocol/rtc/wire.hpp"
#include "protocol/signature.hpp"

namespace mockcall::rtc {
namespace {

constexpr std::size_t kHeader = 20;
constexpr std::uint32_t kCookie = 0x2112A442;
constexpr std::uint32_t kFingerprintMask = 0x5354554E;
constexpr std::size_t kIntegrity = 20;
constexpr std::size_t kLongestUsername = 513;

enum Attribute : std::uint16_t {
    kUsername = 0x0006,
    kMessageIntegrity = 0x0008,
    kErrorCode = 0x0009,
    kXorMappedAddress = 0x0020,
    kPriority = 0x0024,
    kUseCandidate = 0x0025,
    kFingerprint = 0x8028,
    kIceControlled = 0x8029,
    kIceControlling = 0x802A,
};
constexpr std::uint16_t kFirstOptional = 0x8000;

std::uint32_t crc32(ByteView bytes) {
    static constexpr auto table = [] {
        std::array<std::uint32_t, 256> t{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t c = i;
            for (int k = 0; k < 8; ++k)
                c = (c & 1) != 0 ? 0xEDB88320U ^ (c >> 1) : c >> 1;
            t[i] = c;
        }
        return t;
    }();
    std::uint32_t c = 0xFFFFFFFFU;
    for (const std::uint8_t b : bytes)
        c = table[(c ^ b) & 0xFF] ^ (c >> 8);
    return c ^ 0xFFFFFFFFU;
}

using Digest = std::array<std::uint8_t, kIntegrity>;
Digest hmac_sha1(std::string_view key, ByteView bytes) {
    Digest digest{};
    unsigned int size = kIntegrity;
    ::HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), bytes.data(), bytes.size(), digest.data(), &size);
    return digest;
}

/// The message's bytes before `end`, its length field saying that it ends `tail` bytes after `end` (RFC 8489, 14.5).
Bytes covered(ByteView datagram, std::size_t end, std::size_t tail) {
    Bytes bytes(datagram.begin(), datagram.begin() + static_cast<std::ptrdiff_t>(end));
    const auto length = static_cast<std::uint16_t>(end + tail - kHeader);
    bytes[2] = static_cast<std::uint8_t>(length >> 8);
    bytes[3] = static_cast<std::uint8_t>(length);
    return bytes;
}

std::optional<Address> read_xor_address(ByteView value, const StunTransaction& transaction) {
    if (value.size() < 8)
        return std::nullopt;
    const bool v6 = value[1] == 2;
    if ((!v6 && value[1] != 1) || value.size() != (v6 ? 20U : 8U))
        return std::nullopt;
    Address a;
    a.port = static_cast<std::uint16_t>(read16(value.data() + 2) ^ (kCookie >> 16));
    std::array<std::uint8_t, 16> mask{0x21, 0x12, 0xA4, 0x42};
    std::ranges::copy(transaction, mask.begin() + 4);
    const std::size_t first = v6 ? 0 : 12;
    if (!v6)
        a.ip[10] = a.ip[11] = 0xFF;
    for (std::size_t i = first; i < 16; ++i)
        a.ip[i] = static_cast<std::uint8_t>(value[4 + i - first] ^ mask[i - first]);
    return a;
}

bool read_attribute(StunMessage& m, std::uint16_t type, ByteView value) {
    switch (type) {
        case kUsername: m.username = text_of(value); return value.size() <= kLongestUsername;
        case kPriority:
            if (value.size() != 4)
                return false;
            m.priority = read32(value.data());
            return true;
        case kUseCandidate: m.use_candidate = true; return true;
        case kIceControlled: m.controlled = true; return value.size() == 8;
        case kIceControlling: return value.size() == 8;
        case kXorMappedAddress: m.mapped = read_xor_address(value, m.transaction); return m.mapped.has_value();
        case kErrorCode:
            if (value.size() < 4)
                return false;
            m.error_code = (value[2] & 7) * 100 + value[3];
            return true;
        default: m.has_unknown_required = m.has_unknown_required || type < kFirstOptional; return true;
    }
}

void append(Bytes& out, std::uint16_t type, ByteView value) {
    write16(out, type);
    write16(out, static_cast<std::uint16_t>(value.size()));
    out.insert(out.end(), value.begin(), value.end());
    out.resize((out.size() + 3) / 4 * 4);
}

void set_length(Bytes& out, std::size_t length) {
    out[2] = static_cast<std::uint8_t>(length >> 8);
    out[3] = static_cast<std::uint8_t>(length);
}

Bytes begin(std::uint16_t type, const StunTransaction& transaction) {
    Bytes out;
    out.reserve(128);
    write16(out, type);
    write16(out, 0);
    write32(out, kCookie);
    out.insert(out.end(), transaction.begin(), transaction.end());
    return out;
}

void seal(Bytes& out, std::string_view password) {
    set_length(out, out.size() + 4 + kIntegrity - kHeader);
    append(out, kMessageIntegrity, hmac_sha1(password, out));
    set_length(out, out.size() + 8 - kHeader);
    const std::uint32_t crc = crc32(out) ^ kFingerprintMask;
    Bytes value;
    write32(value, crc);
    append(out, kFingerprint, value);
}

}  // namespace

std::optional<StunMessage> parse_stun(ByteView d) {
    if (d.size() < kHeader || d.size() % 4 != 0 || read32(d.data() + 4) != kCookie)
        return std::nullopt;
    const std::uint16_t type = read16(d.data());
    if ((type & ~0x0110U) != 0x0001 || read16(d.data() + 2) != d.size() - kHeader)
        return std::nullopt;
    StunMessage m;
    m.datagram = d;
    m.kind = static_cast<StunClass>(((type >> 7) & 2) | ((type >> 4) & 1));
    std::copy_n(d.begin() + 8, m.transaction.size(), m.transaction.begin());
    std::size_t at = kHeader;
    while (at + 4 <= d.size()) {
        const std::uint16_t kind = read16(d.data() + at);
        const std::size_t length = read16(d.data() + at + 2);
        if (at + 4 + length > d.size())
            return std::nullopt;
        const ByteView value = d.subspan(at + 4, length);
        if (kind == kFingerprint) {
            // It is the last attribute, and covers all before it.
            const bool right =
                length == 4 && at + 8 == d.size() && (crc32(d.first(at)) ^ kFingerprintMask) == read32(value.data());
            return right ? std::optional(m) : std::nullopt;
        }
        if (kind == kMessageIntegrity && m.integrity_at == 0) {
            if (length != kIntegrity)
                return std::nullopt;
            m.integrity_at = at;
        } else if (m.integrity_at == 0 && !read_attribute(m, kind, value)) {
            return std::nullopt;  // what follows MESSAGE-INTEGRITY is not covered and not read
        }
        at += 4 + (length + 3) / 4 * 4;
    }
    return at == d.size() ? std::optional(m) : std::nullopt;
}

bool verify_integrity(const StunMessage& m, std::string_view password) {
    if (m.integrity_at == 0)
        return false;
    const Digest right = hmac_sha1(password, covered(m.datagram, m.integrity_at, 4 + kIntegrity));
    return equal_in_constant_time(text_of(right), text_of(m.datagram.subspan(m.integrity_at + 4, kIntegrity)));
}

Bytes stun_success(const StunMessage& request, const Address& from, std::string_view password) {
    Bytes out = begin(0x0101, request.transaction);
    Bytes value{0, static_cast<std::uint8_t>(from.is_v4() ? 1 : 2)};
    write16(value, static_cast<std::uint16_t>(from.port ^ (kCookie >> 16)));
    std::array<std::uint8_t, 16> mask{0x21, 0x12, 0xA4, 0x42};
    std::ranges::copy(request.transaction, mask.begin() + 4);
    const std::size_t first = from.is_v4() ? 12 : 0;
    for (std::size_t i = first; i < 16; ++i)
        value.push_back(static_cast<std::uint8_t>(from.ip[i] ^ mask[i - first]));
    append(out, kXorMappedAddress, value);
    seal(out, password);
    return out;
}

Bytes stun_request(const StunRequest& request, std::string_view password) {
    Bytes out = begin(0x0001, request.transaction);
    append(out, kUsername, bytes_of(request.username));
    Bytes number;
    write32(number, request.priority);
    append(out, kPriority, number);
    number.clear();
    write32(number, static_cast<std::uint32_t>(request.tie_breaker >> 32));
    write32(number, static_cast<std::uint32_t>(request.tie_breaker));
    append(out, request.controlled ? kIceControlled : kIceControlling, number);
    if (request.use_candidate)
        append(out, kUseCandidate, {});
    seal(out, password);
    return out;
}

}  // namespace mockcall::rtc
