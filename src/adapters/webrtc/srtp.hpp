// SRTP and SRTCP (RFC 3711, RFC 7714), one direction each: replays, forgeries and truncations come out as false. One
// owner.
//
// OpenSSL's ciphers, and the few rules around them here: libsrtp2 as Debian builds it looks each packet's key up in a
// list of all keys of the process, which at some hundred calls takes ten times as long as the cipher.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "adapters/webrtc/srtp_cipher.hpp"
#include "base/bytes.hpp"
#include "base/error.hpp"
#include "protocol/rtc/packet_index.hpp"

namespace mockcall::webrtc {

class SrtpSession {
  public:
    [[nodiscard]] static Result<std::unique_ptr<SrtpSession>> make(SrtpProfile profile, const Bytes& key_and_salt,
                                                                   SrtpDirection direction);
    /// Encrypts in place. False: this packet cannot be sent: it is none, or one of its number was sent.
    [[nodiscard]] bool protect(SrtpKind kind, Bytes& packet);
    /// Decrypts in place. False: it is not authentic or was here before.
    [[nodiscard]] bool unprotect(SrtpKind kind, Bytes& packet);

  private:
    struct Source {
        std::uint32_t ssrc = 0;
        rtc::ReplayWindow sound, reports;
    };
    /// Of more sources than a peer has, nothing is taken.
    static constexpr std::size_t kMostSources = 16;

    SrtpSession(std::unique_ptr<SrtpCipher> sound, std::unique_ptr<SrtpCipher> reports)
        : sound_(std::move(sound)), reports_(std::move(reports)) {}
    [[nodiscard]] bool protect_sound(Bytes& packet);
    [[nodiscard]] bool protect_report(Bytes& packet);
    [[nodiscard]] bool unprotect_sound(Bytes& packet);
    [[nodiscard]] bool unprotect_report(Bytes& packet);
    /// A source that is not known has nothing accepted; it is kept once something is.
    [[nodiscard]] const Source& look_up(std::uint32_t ssrc) const;
    [[nodiscard]] Source* keep(std::uint32_t ssrc);

    std::unique_ptr<SrtpCipher> sound_, reports_;
    std::vector<Source> sources_;
};

}  // namespace mockcall::webrtc
