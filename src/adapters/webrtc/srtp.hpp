// SRTP and SRTCP (RFC 3711, RFC 7714), one direction each: replays, forgeries and truncations come out as false. One
// owner.
#pragma once

#include <memory>

#include "adapters/webrtc/dtls.hpp"
#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::webrtc {

enum class SrtpDirection : std::uint8_t { Send, Receive };
enum class SrtpKind : std::uint8_t { Rtp, Rtcp };

class SrtpSession {
  public:
    [[nodiscard]] static Result<std::unique_ptr<SrtpSession>> make(SrtpProfile profile, const Bytes& key_and_salt,
                                                                   SrtpDirection direction);
    ~SrtpSession();
    SrtpSession(const SrtpSession&) = delete;
    SrtpSession& operator=(const SrtpSession&) = delete;
    /// Encrypts in place. False: this packet cannot be sent.
    [[nodiscard]] bool protect(SrtpKind kind, Bytes& packet);
    /// Decrypts in place. False: it is not authentic or was here before.
    [[nodiscard]] bool unprotect(SrtpKind kind, Bytes& packet);

  private:
    struct Impl;
    explicit SrtpSession(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace mockcall::webrtc
