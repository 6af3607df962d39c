// Where a datagram comes from or goes to, as a value: IPv4 or IPv6, without anything of the socket's. Pure.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mockcall::rtc {

struct Address {
    /// IPv4 as an IPv4-mapped IPv6 address (RFC 4291, section 2.5.5.2), so that both kinds compare alike.
    std::array<std::uint8_t, 16> ip{};
    std::uint16_t port = 0;

    [[nodiscard]] bool is_v4() const;
    auto operator<=>(const Address&) const = default;
};

/// "192.0.2.1" or "2001:db8::1"; nothing else.
[[nodiscard]] std::optional<Address> parse_ip(std::string_view text, std::uint16_t port);
/// Without the port.
[[nodiscard]] std::string ip_text(const Address& address);

struct AddressHash {
    std::size_t operator()(const Address& a) const {
        return std::hash<std::string_view>{}({reinterpret_cast<const char*>(a.ip.data()), a.ip.size()}) * 31 + a.port;
    }
};

}  // namespace mockcall::rtc
