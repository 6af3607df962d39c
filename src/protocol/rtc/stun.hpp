// STUN binding requests and their answers (RFC 8489), as ICE uses them (RFC 8445). Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "protocol/rtc/address.hpp"

namespace mockcall::rtc {

enum class StunClass : std::uint8_t { Request, Indication, Success, Error };
using StunTransaction = std::array<std::uint8_t, 12>;

/// A binding message. It views into the datagram, which must live as long.
struct StunMessage {
    StunClass kind = StunClass::Request;
    StunTransaction transaction{};
    std::string_view username;              ///< "" none
    std::optional<std::uint32_t> priority;  ///< ICE
    bool use_candidate = false;             ///< ICE
    bool controlled = false;                ///< ICE: the sender says that it is the controlled side
    std::optional<Address> mapped;          ///< XOR-MAPPED-ADDRESS
    int error_code = 0;                     ///< 300-699 in an Error
    std::size_t integrity_at = 0;           ///< offset of MESSAGE-INTEGRITY; 0 none
    bool has_unknown_required = false;      ///< a comprehension-required attribute that we do not know
    ByteView datagram;
};

/// Nothing when this is no well-formed binding message, or when its FINGERPRINT is wrong. Without MESSAGE-INTEGRITY
/// nothing in it may be believed.
[[nodiscard]] std::optional<StunMessage> parse_stun(ByteView datagram);
/// MESSAGE-INTEGRITY against a short-term password. False when there is none.
[[nodiscard]] bool verify_integrity(const StunMessage& message, std::string_view password);

/// The success answer with XOR-MAPPED-ADDRESS, MESSAGE-INTEGRITY and FINGERPRINT.
[[nodiscard]] Bytes stun_success(const StunMessage& request, const Address& from, std::string_view password);

struct StunRequest {
    StunTransaction transaction{};
    std::string username;
    std::uint32_t priority = 0;
    std::uint64_t tie_breaker = 0;
    bool use_candidate = false;
    bool controlled = false;  ///< the sender's role; else it is the controlling side
};
[[nodiscard]] Bytes stun_request(const StunRequest& request, std::string_view password);

}  // namespace mockcall::rtc
