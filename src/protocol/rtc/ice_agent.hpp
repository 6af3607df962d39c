// The ICE agent of a server that anyone can reach: lite (RFC 8445, section 2.5), with consent (RFC 7675). It answers
// the checks that know its password, learns from them where the peer is, and follows the peer to the pair it nominates,
// also in mid-call. Of its own it checks one thing only: an address from which the peer's authentic sound comes before
// any check does, as after a change of network. Pure: `now` comes in, what to send comes out. One owner.
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

    /// Authentic sound came from an address that is not validated. Whoever holds a packet can send it from anywhere, so
    /// the peer itself is asked there, once in 100 ms; nothing: it is not yet time again. `fresh` names the question
    /// unless one to this address is open: asked() tells which name it has.
    [[nodiscard]] std::optional<Bytes> ask(const Address& there, const StunTransaction& fresh, SteadyTime now);
    [[nodiscard]] std::optional<StunTransaction> asked() const;
    /// True: this answers the open question from the address it was sent to. The address is validated and selected.
    [[nodiscard]] bool answered(ByteView datagram, const Address& from, SteadyTime now);

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
    static constexpr Milliseconds kAskEvery{100};

    struct Known {
        Address address;
        SteadyTime last;
    };
    struct Question {
        Address address;
        StunTransaction transaction;
        SteadyTime sent;
    };
    [[nodiscard]] const IceCredentials* addressee(const StunMessage& message) const;
    bool learn(const Address& from, SteadyTime now);

    IceCredentials local_, remote_;
    std::optional<IceCredentials> former_;
    std::vector<Known> known_;
    std::optional<Address> selected_;
    std::optional<Question> question_;
    bool nominated_ = false;
    std::optional<SteadyTime> consent_until_;
};

/// Who a STUN message is for, a view into it: of a check the part of its USERNAME that names the addressee, of an
/// answer its transaction. "" when it is neither, or has no MESSAGE-INTEGRITY.
[[nodiscard]] std::string_view stun_addressee(ByteView datagram);

}  // namespace mockcall::rtc
