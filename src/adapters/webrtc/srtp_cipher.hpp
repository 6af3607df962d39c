// The ciphers of SRTP and SRTCP, one key and direction each (RFC 3711, sections 4.1 to 4.3; RFC 7714). They know where
// in a packet the tag and SRTCP's index stand, and nothing of order and replay. One owner.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "adapters/webrtc/dtls.hpp"
#include "base/bytes.hpp"
#include "base/error.hpp"

namespace mockcall::webrtc {

enum class SrtpDirection : std::uint8_t { Send, Receive };
enum class SrtpKind : std::uint8_t { Rtp, Rtcp };

class SrtpCipher {
  public:
    /// `key_and_salt`: the master's. Errors: InternalError.
    [[nodiscard]] static Result<std::unique_ptr<SrtpCipher>> make(SrtpProfile profile, ByteView key_and_salt,
                                                                  SrtpDirection direction, SrtpKind kind);
    virtual ~SrtpCipher() = default;
    SrtpCipher(const SrtpCipher&) = delete;
    SrtpCipher& operator=(const SrtpCipher&) = delete;

    /// What a packet grows by.
    [[nodiscard]] virtual std::size_t overhead() const = 0;
    /// The index that stands in an SRTCP packet; none: it is too short, or not encrypted.
    [[nodiscard]] virtual std::optional<std::uint32_t> rtcp_index(ByteView packet) const = 0;
    /// Encrypts what stands behind the first `header` bytes, in place; `packet` grows.
    [[nodiscard]] virtual bool seal(Bytes& packet, std::size_t header, std::uint32_t ssrc, std::uint64_t index) = 0;
    /// The reverse; `packet` has its header and overhead at least. False: not authentic, and of no use any more.
    [[nodiscard]] virtual bool open(Bytes& packet, std::size_t header, std::uint32_t ssrc, std::uint64_t index) = 0;

  protected:
    SrtpCipher() = default;
};

}  // namespace mockcall::webrtc
