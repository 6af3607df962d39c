// A browser's offer read, our answer written (RFC 8866, RFC 8829): one audio section with Opus, everything else
// rejected. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "protocol/rtc/address.hpp"
#include "protocol/rtc/ice_agent.hpp"

namespace mockcall::rtc {

enum class Direction : std::uint8_t { SendRecv, SendOnly, RecvOnly, Inactive };

struct OfferedSection {
    std::string kind;      ///< audio, video, application
    std::string protocol;  ///< "UDP/TLS/RTP/SAVPF"
    std::string formats;   ///< as they stand: "111 63 9"
    std::string mid;
};
struct Offer {
    std::vector<OfferedSection> sections;  ///< in order: the answer has as many
    std::size_t audio = 0;                 ///< the one we take
    int opus = 111;                        ///< its payload type
    Direction direction = Direction::SendRecv;
    IceCredentials ice;
    std::string fingerprint;  ///< SHA-256 of the peer's certificate: 64 lower-case hexadecimal digits
    std::string origin;       ///< names the browser's connection: the same in all its offers
    bool bundled = false;     ///< the audio section is in a BUNDLE group
};
/// Errors: ValidationError at "sdp", saying what is missing.
[[nodiscard]] Result<Offer> parse_offer(std::string_view sdp);

/// Our side. The same for an answer and for each of its candidates.
struct AnswerParts {
    IceCredentials ice;
    std::string fingerprint;  ///< 64 hexadecimal digits
    std::vector<Address> addresses;
    std::uint32_t ssrc = 0;
    std::string cname;
    std::uint64_t session = 0;
    int version = 1;
};
[[nodiscard]] std::string make_answer(const Offer& offer, const AnswerParts& ours);
/// "candidate:1 1 udp 2130706431 192.0.2.1 3000 typ host".
[[nodiscard]] std::string candidate_line(const Address& address, std::size_t index);

/// The same for the controlling side: an offer for one audio section, and what it needs of the answer.
struct OfferParts {
    IceCredentials ice;
    std::string fingerprint;
    std::uint32_t ssrc = 0;
};
[[nodiscard]] std::string make_offer(const OfferParts& ours);
struct Answer {
    IceCredentials ice;
    std::string fingerprint;
    std::vector<Address> addresses;
};
[[nodiscard]] Result<Answer> parse_answer(std::string_view sdp);

}  // namespace mockcall::rtc
