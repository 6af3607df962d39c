// DTLS 1.2 (RFC 6347) with the keys of SRTP (RFC 5764): one handshake, then nothing but its keys are left. One owner.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace mockcall::webrtc {

enum class DtlsRole : std::uint8_t { Server, Client };
enum class SrtpProfile : std::uint8_t { AesCm128HmacSha1_80, AeadAes128Gcm };

/// What both directions of SRTP are made of: master key and salt, one after the other.
struct SrtpKeys {
    SrtpProfile profile = SrtpProfile::AeadAes128Gcm;
    Bytes send;
    Bytes receive;
};

/// The certificate (self-signed, P-256) and settings that all sessions share. Thread-safe once made.
class DtlsContext {
  public:
    [[nodiscard]] static Result<std::shared_ptr<const DtlsContext>> make(DtlsRole role);
    ~DtlsContext();
    DtlsContext(const DtlsContext&) = delete;
    DtlsContext& operator=(const DtlsContext&) = delete;
    /// SHA-256 of the certificate: 64 lower-case hexadecimal digits.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

  private:
    friend class DtlsSession;
    struct Impl;
    explicit DtlsContext(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
    std::string fingerprint_;
};

class DtlsSession {
  public:
    enum class State : std::uint8_t { Handshaking, Established, Failed };
    using Send = std::function<void(ByteView datagram)>;

    /// `peer`: the fingerprint its certificate must have.
    DtlsSession(std::shared_ptr<const DtlsContext> context, std::string peer, Send send);
    ~DtlsSession();
    DtlsSession(const DtlsSession&) = delete;
    DtlsSession& operator=(const DtlsSession&) = delete;

    /// The client's first flight.
    void start();
    State receive(ByteView datagram);
    [[nodiscard]] State state() const { return state_; }
    /// Once, after Established.
    [[nodiscard]] const std::optional<SrtpKeys>& keys() const { return keys_; }
    /// How long until the last flight must be sent again; nothing when no answer is waited for.
    [[nodiscard]] std::optional<Milliseconds> timeout() const;
    void handle_timeout();

  private:
    struct Impl;
    friend int dtls_write(void* session, const char* bytes, int size);

    void advance();
    [[nodiscard]] bool peer_is_right() const;
    void take_keys();
    void close(State state);
    void repeat_last_flight();

    static constexpr int kMostRepeats = 8;

    std::shared_ptr<const DtlsContext> context_;
    std::string peer_;
    Send send_;
    State state_ = State::Handshaking;
    std::unique_ptr<Impl> impl_;
    std::optional<SrtpKeys> keys_;
    std::vector<Bytes> last_flight_;  ///< since the peer was last heard
    int repeats_ = 0;
};

}  // namespace mockcall::webrtc
