// The ICE agent of a server that anyone can reach: lite (RFC 8445, section 2.5), with consent (RFC 7675). It sends no
// checks; it answers those that know its password, learns from them where the peer is, and follows the peer to the pair
// it nominates, also in mid-call. Pure: `now` comes in, what to send comes out. One owner.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "protocol/rtc/address.hpp"
#include "protocol/rtc/stun.hpp"

namespace mockcall::rtc {

struct IceCredentials {
    std::string ufrag;
    std::string password;
    bool operator==(const IceCredentials&) const = default;
};

class IceAgent {
  public:
    IceAgent(IceCredentials local, IceCredentials remote);

    struct Answer {
        Bytes datagram;                 ///< back to where the check came from
        bool first_from_there = false;  ///< the address has been validated by this check
        bool moved = false;             ///< selected() is another than before
    };
    /// A check. Nothing when it deserves no answer: malformed, for somebody else, or with the wrong password.
    [[nodiscard]] std::optional<Answer> check(ByteView datagram, const Address& from, SteadyTime now);

    /// Whoever sent from there knew the password.
    [[nodiscard]] bool validated(const Address& address) const;
    [[nodiscard]] std::vector<Address> addresses() const;
    /// Where to send: the pair that the peer nominated last, before that where it was heard last.
    [[nodiscard]] std::optional<Address> selected() const { return selected_; }

    /// ICE restart: checks of the former credentials are still answered until the first of the new ones.
    void restart(IceCredentials local, IceCredentials remote);
    [[nodiscard]] const IceCredentials& local() const { return local_; }
    [[nodiscard]] const IceCredentials& remote() const { return remote_; }

    /// When consent expires unless another check comes; nothing before the first.
    [[nodiscard]] std::optional<SteadyTime> consent_until() const { return consent_until_; }
    [[nodiscard]] bool consents(SteadyTime now) const { return consent_until_ && now < *consent_until_; }

  private:
    static constexpr Milliseconds kConsent{30'000};
    static constexpr std::size_t kMostAddresses = 16;

    struct Known {
        Address address;
        SteadyTime last;
    };
    [[nodiscard]] const IceCredentials* addressee(const StunMessage& message) const;
    bool learn(const Address& from, SteadyTime now);

    IceCredentials local_, remote_;
    std::optional<IceCredentials> former_;
    std::vector<Known> known_;
    std::optional<Address> selected_;
    bool nominated_ = false;
    std::optional<SteadyTime> consent_until_;
};

/// The part of a check's USERNAME that names who it is for; "" when this is no request with one.
[[nodiscard]] std::string_view check_addressee(ByteView datagram);

}  // namespace mockcall::rtc
