#include "adapters/webrtc/srtp.hpp"

#include <srtp2/srtp.h>

namespace mockcall::webrtc {

struct SrtpSession::Impl {
    srtp_t session = nullptr;
    ~Impl() {
        if (session != nullptr)
            srtp_dealloc(session);
    }
};

SrtpSession::SrtpSession(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SrtpSession::~SrtpSession() = default;

Result<std::unique_ptr<SrtpSession>> SrtpSession::make(SrtpProfile profile, const Bytes& key_and_salt,
                                                       SrtpDirection direction) {
    static const bool ready = srtp_init() == srtp_err_status_ok;
    srtp_policy_t policy{};
    if (profile == SrtpProfile::AeadAes128Gcm) {
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
        srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
    } else {
        srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtp);
        srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy.rtcp);
    }
    Bytes key = key_and_salt;
    policy.key = key.data();
    policy.ssrc.type = direction == SrtpDirection::Send ? ssrc_any_outbound : ssrc_any_inbound;
    policy.window_size = 1024;
    auto impl = std::make_unique<Impl>();
    if (!ready || key.size() != static_cast<std::size_t>(policy.rtp.cipher_key_len) ||
        srtp_create(&impl->session, &policy) != srtp_err_status_ok)
        return fail(ErrorCode::InternalError, "WebRTC: SRTP could not be set up.");
    return std::unique_ptr<SrtpSession>(new SrtpSession(std::move(impl)));
}

bool SrtpSession::protect(SrtpKind kind, Bytes& packet) {
    int size = static_cast<int>(packet.size());
    packet.resize(packet.size() + SRTP_MAX_TRAILER_LEN + 4);
    const auto done = kind == SrtpKind::Rtp ? srtp_protect(impl_->session, packet.data(), &size)
                                            : srtp_protect_rtcp(impl_->session, packet.data(), &size);
    packet.resize(done == srtp_err_status_ok ? static_cast<std::size_t>(size) : 0);
    return done == srtp_err_status_ok;
}

bool SrtpSession::unprotect(SrtpKind kind, Bytes& packet) {
    int size = static_cast<int>(packet.size());
    const auto done = kind == SrtpKind::Rtp ? srtp_unprotect(impl_->session, packet.data(), &size)
                                            : srtp_unprotect_rtcp(impl_->session, packet.data(), &size);
    if (done != srtp_err_status_ok)
        return false;
    packet.resize(static_cast<std::size_t>(size));
    return true;
}

}  // namespace mockcall::webrtc
