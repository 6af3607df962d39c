#include "protocol/rtc/address.hpp"

#include <algorithm>

#include <arpa/inet.h>

namespace mockcall::rtc {
namespace {

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

}  // namespace

bool Address::is_v4() const { return std::equal(kMapped.begin(), kMapped.end(), ip.begin()); }

std::optional<Address> parse_ip(std::string_view text, std::uint16_t port) {
    const std::string terminated(text);
    Address a;
    a.port = port;
    if (::inet_pton(AF_INET, terminated.c_str(), a.ip.data() + kMapped.size()) == 1) {
        std::ranges::copy(kMapped, a.ip.begin());
        return a;
    }
    if (::inet_pton(AF_INET6, terminated.c_str(), a.ip.data()) == 1)
        return a;
    return std::nullopt;
}

std::string ip_text(const Address& address) {
    char text[INET6_ADDRSTRLEN] = {};
    if (address.is_v4())
        ::inet_ntop(AF_INET, address.ip.data() + kMapped.size(), text, sizeof text);
    else
        ::inet_ntop(AF_INET6, address.ip.data(), text, sizeof text);
    return text;
}

}  // namespace mockcall::rtc
