// The same transport behind TLS, with a certificate made for the test.
#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "adapters/http/transport.hpp"
#include "unit/doors/http/loopback.hpp"

namespace mockcall::http {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class OnePage final : public HttpHandler {
  public:
    void handle(HttpRequest r, Respond respond) override {
        respond({.own = "secret " + r.target + std::string(100'000, '.')});
    }
    std::optional<HttpResponse> refuse_upgrade(const HttpRequest&) override { return std::nullopt; }
};

class Upper final : public SocketOwner {
  public:
    explicit Upper(std::shared_ptr<SocketPeer> peer) : peer_(std::move(peer)) {}
    void on_frame(FrameKind kind, ByteView) override {
        peer_->send(kind, "HELLO");
        peer_->close(1000, "");
    }
    void on_closed() override {}

  private:
    std::shared_ptr<SocketPeer> peer_;
};

/// A P-256 key and its self-signed certificate, in a folder that goes with the test.
struct Certificate {
    Certificate() : folder(std::filesystem::temp_directory_path() / ("mockcall-tls-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(folder);
        EVP_PKEY* pkey = EVP_EC_gen("P-256");
        X509* x509 = X509_new();
        ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
        X509_gmtime_adj(X509_getm_notBefore(x509), -60);
        X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
        X509_set_pubkey(x509, pkey);
        X509_sign(x509, pkey, EVP_sha256());
        FILE* file = std::fopen(key().c_str(), "w");
        PEM_write_PrivateKey(file, pkey, nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(file);
        file = std::fopen(chain().c_str(), "w");
        PEM_write_X509(file, x509);
        std::fclose(file);
        X509_free(x509);
        EVP_PKEY_free(pkey);
    }
    ~Certificate() { std::filesystem::remove_all(folder); }
    [[nodiscard]] std::string key() const { return (folder / "key.pem").string(); }
    [[nodiscard]] std::string chain() const { return (folder / "chain.pem").string(); }

    std::filesystem::path folder;
};

class TlsLine {
  public:
    explicit TlsLine(std::uint16_t port)
        : line_(port), context_(SSL_CTX_new(TLS_client_method())), ssl_(SSL_new(context_)) {
        SSL_set_fd(ssl_, line_.fd());
        ok_ = SSL_connect(ssl_) == 1;
    }
    ~TlsLine() {
        SSL_free(ssl_);
        SSL_CTX_free(context_);
    }
    [[nodiscard]] bool ok() const { return ok_; }
    void send(std::string_view bytes) { SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())); }
    std::string rest() {
        std::string got;
        char bytes[16384];
        for (int n = 0; (n = SSL_read(ssl_, bytes, sizeof bytes)) > 0;)
            got.append(bytes, static_cast<std::size_t>(n));
        return got;
    }

  private:
    Line line_;
    SSL_CTX* context_;
    SSL* ssl_;
    bool ok_ = false;
};

TEST(Tls, CarriesRequestsAndSocketsAndRefusesPlainText) {
    Certificate certificate;
    TransportOptions options;
    options.tls_certificate = certificate.chain();
    options.tls_key = certificate.key();
    IoLoops loops(1);
    OnePage page;
    TransportFigures figures;
    auto transport = Transport::listen(
        loops, options, page, [](std::shared_ptr<SocketPeer> peer) { return std::make_shared<Upper>(std::move(peer)); },
        figures);
    ASSERT_TRUE(transport) << transport.error().message;
    loops.start();
    {
        TlsLine line((*transport)->port());
        ASSERT_TRUE(line.ok());
        line.send("GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        const std::string both = line.rest();
        EXPECT_THAT(both, StartsWith("HTTP/1.1 200 OK"));
        EXPECT_THAT(both, HasSubstr("secret /a."));
        EXPECT_THAT(both, HasSubstr("secret /b."));
        EXPECT_GT(both.size(), 200'000U);
    }
    {
        TlsLine socket((*transport)->port());
        ASSERT_TRUE(socket.ok());
        socket.send(
            "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        // The handshake's answer comes before the frame is read.
        socket.send(std::string_view("\x81\x85\0\0\0\0hello", 11));
        socket.send(std::string_view("\x88\x82\0\0\0\0\x03\xe8", 8));
        const std::string got = socket.rest();
        EXPECT_THAT(got, StartsWith("HTTP/1.1 101"));
    }
    Line plain((*transport)->port());
    plain.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_EQ(plain.rest().find("secret"), std::string::npos);
    (*transport)->stop();
    loops.stop();
}

}  // namespace
}  // namespace mockcall::http
