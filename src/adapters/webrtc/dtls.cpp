#include "adapters/webrtc/dtls.hpp"

#include <algorithm>
#include <utility>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/time.h>

namespace mockcall::webrtc {
namespace {

template <auto free_it>
struct Free {
    template <class T>
    void operator()(T* p) const {
        free_it(p);
    }
};
template <class T, auto free_it>
using Owned = std::unique_ptr<T, Free<free_it>>;

constexpr long kMtu = 1'200;
constexpr std::size_t kKey = 16;
constexpr unsigned char kHandshake = 22;

Result<void> fail_tls(const char* what) {
    ERR_clear_error();
    return fail(ErrorCode::InternalError, std::string("WebRTC: ") + what + " failed.");
}

std::string hex_digest(const X509* certificate) {
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest, &size) != 1)
        return {};
    std::string hex;
    for (unsigned int i = 0; i < size; ++i) {
        hex += "0123456789abcdef"[digest[i] >> 4];
        hex += "0123456789abcdef"[digest[i] & 15];
    }
    return hex;
}

Owned<X509, X509_free> self_signed(EVP_PKEY* key) {
    Owned<X509, X509_free> x(X509_new());
    if (!x)
        return nullptr;
    const Owned<BIGNUM, BN_free> number(BN_new());
    BN_rand(number.get(), 64, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY);
    BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(x.get()));
    X509_set_version(x.get(), 2);
    X509_gmtime_adj(X509_getm_notBefore(x.get()), -24L * 3600);
    X509_gmtime_adj(X509_getm_notAfter(x.get()), 365L * 24 * 3600);
    X509_set_pubkey(x.get(), key);
    X509_NAME* name = X509_get_subject_name(x.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("mockcall"), -1, -1, 0);
    X509_set_issuer_name(x.get(), name);
    return X509_sign(x.get(), key, EVP_sha256()) > 0 ? std::move(x) : nullptr;
}

/// Anybody's certificate is taken here; peer_is_right() asks whether it is the announced one.
int take_any(int, X509_STORE_CTX*) { return 1; }

}  // namespace

struct DtlsContext::Impl {
    Owned<SSL_CTX, SSL_CTX_free> ssl;
    Owned<BIO_METHOD, BIO_meth_free> bio;
    DtlsRole role = DtlsRole::Server;
};

struct DtlsSession::Impl {
    Owned<SSL, SSL_free> ssl;
    ByteView incoming;  ///< the datagram being read; empty: none
};

/// OpenSSL's way out: one write is one datagram.
int dtls_write(void* session, const char* bytes, int size) {
    auto* self = static_cast<DtlsSession*>(session);
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes);
    self->last_flight_.emplace_back(begin, begin + size);
    self->send_({begin, static_cast<std::size_t>(size)});
    return size;
}

namespace {

struct Pipe {
    DtlsSession* session;
    ByteView* incoming;
};

int bio_write(BIO* bio, const char* bytes, int size) {
    BIO_clear_retry_flags(bio);
    return dtls_write(static_cast<Pipe*>(BIO_get_data(bio))->session, bytes, size);
}

int bio_read(BIO* bio, char* out, int size) {
    BIO_clear_retry_flags(bio);
    ByteView& incoming = *static_cast<Pipe*>(BIO_get_data(bio))->incoming;
    if (incoming.empty()) {
        BIO_set_retry_read(bio);
        return -1;
    }
    const auto n = std::min(static_cast<std::size_t>(size), incoming.size());
    std::copy_n(incoming.begin(), n, reinterpret_cast<std::uint8_t*>(out));
    incoming = {};
    return static_cast<int>(n);
}

long bio_ctrl(BIO*, int command, long, void*) {
    switch (command) {
        case BIO_CTRL_FLUSH: return 1;
        case BIO_CTRL_DGRAM_QUERY_MTU: return kMtu;
        case BIO_CTRL_DGRAM_GET_MTU_OVERHEAD: return 48;
        default: return 0;
    }
}

int bio_free(BIO* bio) {
    delete static_cast<Pipe*>(BIO_get_data(bio));
    return 1;
}

}  // namespace

DtlsContext::DtlsContext(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
DtlsContext::~DtlsContext() = default;

Result<std::shared_ptr<const DtlsContext>> DtlsContext::make(DtlsRole role) {
    auto impl = std::make_unique<Impl>();
    impl->role = role;
    impl->ssl.reset(SSL_CTX_new(role == DtlsRole::Server ? DTLS_server_method() : DTLS_client_method()));
    impl->bio.reset(BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "datagram"));
    const Owned<EVP_PKEY, EVP_PKEY_free> key(EVP_EC_gen("P-256"));
    if (!impl->ssl || !impl->bio || !key)
        return std::unexpected(fail_tls("making its key").error());
    BIO_meth_set_write(impl->bio.get(), bio_write);
    BIO_meth_set_read(impl->bio.get(), bio_read);
    BIO_meth_set_ctrl(impl->bio.get(), bio_ctrl);
    BIO_meth_set_destroy(impl->bio.get(), bio_free);
    const auto certificate = self_signed(key.get());
    SSL_CTX* c = impl->ssl.get();
    SSL_CTX_set_min_proto_version(c, DTLS1_2_VERSION);
    SSL_CTX_set_max_proto_version(c, DTLS1_2_VERSION);
    SSL_CTX_set_options(c, SSL_OP_NO_QUERY_MTU | SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(c, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(c, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(c, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, take_any);
    const bool right = certificate && SSL_CTX_use_certificate(c, certificate.get()) == 1 &&
                       SSL_CTX_use_PrivateKey(c, key.get()) == 1 &&
                       SSL_CTX_set_cipher_list(c, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
                       SSL_CTX_set1_groups_list(c, "X25519:P-256") == 1 &&
                       SSL_CTX_set_tlsext_use_srtp(c, "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80") == 0;
    if (!right)
        return std::unexpected(fail_tls("setting up DTLS").error());
    std::shared_ptr<DtlsContext> made(new DtlsContext(std::move(impl)));
    made->fingerprint_ = hex_digest(certificate.get());
    return made;
}

DtlsSession::DtlsSession(std::shared_ptr<const DtlsContext> context, std::string peer, Send send)
    : context_(std::move(context)), peer_(std::move(peer)), send_(std::move(send)), impl_(std::make_unique<Impl>()) {
    impl_->ssl.reset(SSL_new(context_->impl_->ssl.get()));
    BIO* bio = BIO_new(context_->impl_->bio.get());
    if (!impl_->ssl || bio == nullptr) {
        BIO_free(bio);
        close(State::Failed);
        return;
    }
    BIO_set_data(bio, new Pipe{this, &impl_->incoming});
    BIO_set_init(bio, 1);
    SSL_set_bio(impl_->ssl.get(), bio, bio);
    DTLS_set_link_mtu(impl_->ssl.get(), kMtu);
    if (context_->impl_->role == DtlsRole::Server)
        SSL_set_accept_state(impl_->ssl.get());
    else
        SSL_set_connect_state(impl_->ssl.get());
}

DtlsSession::~DtlsSession() = default;

void DtlsSession::start() {
    if (state_ == State::Handshaking)
        advance();
}

DtlsSession::State DtlsSession::receive(ByteView datagram) {
    if (state_ == State::Established)
        // The session is gone; a handshake message can only be the peer's last flight again, whose answer was lost.
        if (!datagram.empty() && datagram[0] == kHandshake)
            repeat_last_flight();
    if (state_ != State::Handshaking)
        return state_;
    impl_->incoming = datagram;
    last_flight_.clear();
    advance();
    if (impl_)
        impl_->incoming = {};
    return state_;
}

void DtlsSession::advance() {
    ERR_clear_error();
    const int done = SSL_do_handshake(impl_->ssl.get());
    if (done == 1) {
        if (!peer_is_right())
            return close(State::Failed);
        take_keys();
        return close(keys_ ? State::Established : State::Failed);
    }
    const int why = SSL_get_error(impl_->ssl.get(), done);
    ERR_clear_error();
    if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
        close(State::Failed);
}

bool DtlsSession::peer_is_right() const {
    const Owned<X509, X509_free> certificate(SSL_get1_peer_certificate(impl_->ssl.get()));
    return certificate && hex_digest(certificate.get()) == peer_;
}

void DtlsSession::take_keys() {
    SSL* ssl = impl_->ssl.get();
    const SRTP_PROTECTION_PROFILE* chosen = SSL_get_selected_srtp_profile(ssl);
    if (chosen == nullptr)
        return;
    SrtpKeys keys;
    keys.profile = chosen->id == SRTP_AEAD_AES_128_GCM ? SrtpProfile::AeadAes128Gcm : SrtpProfile::AesCm128HmacSha1_80;
    const std::size_t salt = keys.profile == SrtpProfile::AeadAes128Gcm ? 12 : 14;
    constexpr std::string_view kLabel = "EXTRACTOR-dtls_srtp";
    Bytes material(2 * (kKey + salt));
    if (SSL_export_keying_material(ssl, material.data(), material.size(), kLabel.data(), kLabel.size(), nullptr, 0,
                                   0) != 1)
        return;
    // RFC 5764, section 4.2: client's key, server's key, client's salt, server's salt.
    const auto side = [&](std::size_t i) {
        const auto key = material.begin() + static_cast<std::ptrdiff_t>(i * kKey);
        const auto salted = material.begin() + static_cast<std::ptrdiff_t>(2 * kKey + i * salt);
        Bytes both(key, key + kKey);
        both.insert(both.end(), salted, salted + static_cast<std::ptrdiff_t>(salt));
        return both;
    };
    const std::size_t own = context_->impl_->role == DtlsRole::Client ? 0 : 1;
    keys.send = side(own);
    keys.receive = side(1 - own);
    keys_ = std::move(keys);
}

/// The session takes 47 KB that nobody needs after the handshake.
void DtlsSession::close(State state) {
    state_ = state;
    impl_.reset();
}

void DtlsSession::repeat_last_flight() {
    if (repeats_++ >= kMostRepeats)
        return;
    for (const Bytes& datagram : last_flight_)
        send_(datagram);
}

std::optional<Milliseconds> DtlsSession::timeout() const {
    timeval left{};
    if (state_ != State::Handshaking || DTLSv1_get_timeout(impl_->ssl.get(), &left) != 1)
        return std::nullopt;
    return Milliseconds{left.tv_sec * 1000 + left.tv_usec / 1000 + 1};
}

void DtlsSession::handle_timeout() {
    if (state_ != State::Handshaking)
        return;
    last_flight_.clear();
    if (DTLSv1_handle_timeout(impl_->ssl.get()) < 0)
        close(State::Failed);
}

}  // namespace mockcall::webrtc
