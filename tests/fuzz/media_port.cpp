// What reads datagrams of proved addresses: DTLS with OpenSSL behind it, and SRTP. The input is what the network does
// to a real handshake: it delivers, drops, repeats, bends and cuts the client's datagrams, and mixes its own in.
#include <cstdlib>
#include <deque>

#include "adapters/webrtc/dtls.hpp"
#include "adapters/webrtc/srtp.hpp"
#include "protocol/rtc/wire.hpp"

using namespace mockcall;
using namespace mockcall::webrtc;

namespace {

void require(bool right) {
    if (!right)
        std::abort();
}

class Input {
  public:
    explicit Input(ByteView bytes) : rest_(bytes) {}
    [[nodiscard]] bool empty() const { return rest_.empty(); }
    std::uint8_t byte() {
        if (rest_.empty())
            return 0;
        const std::uint8_t b = rest_[0];
        rest_ = rest_.subspan(1);
        return b;
    }
    Bytes bytes(std::size_t n) {
        const ByteView taken = rest_.first(std::min(n, rest_.size()));
        rest_ = rest_.subspan(taken.size());
        return {taken.begin(), taken.end()};
    }

  private:
    ByteView rest_;
};

std::shared_ptr<const DtlsContext> context(DtlsRole role) {
    static const auto server = *DtlsContext::make(DtlsRole::Server);
    static const auto client = *DtlsContext::make(DtlsRole::Client);
    return role == DtlsRole::Server ? server : client;
}

struct Handshake {
    std::deque<Bytes> to_server, to_client;
    std::size_t answered = 0;
    DtlsSession server{context(DtlsRole::Server), context(DtlsRole::Client)->fingerprint(), [this](ByteView d) {
                           ++answered;
                           to_client.emplace_back(d.begin(), d.end());
                       }};
    DtlsSession client{context(DtlsRole::Client), context(DtlsRole::Server)->fingerprint(),
                       [this](ByteView d) { to_server.emplace_back(d.begin(), d.end()); }};

    void let_client_answer() {
        while (!to_client.empty()) {
            const Bytes d = std::move(to_client.front());
            to_client.pop_front();
            client.receive(d);
        }
    }
    Bytes next() {
        if (to_server.empty())
            return {};
        Bytes d = std::move(to_server.front());
        to_server.pop_front();
        return d;
    }
};

/// Nobody but the holder of the key makes anything of it.
void strangers_packet(SrtpSession& in, Bytes datagram) {
    const auto kind = rtc::kind_of(datagram);
    if (kind == rtc::DatagramKind::Rtp)
        require(!in.unprotect(SrtpKind::Rtp, datagram));
    if (kind == rtc::DatagramKind::Rtcp)
        require(!in.unprotect(SrtpKind::Rtcp, datagram));
}

void network(Handshake& h, SrtpSession& gcm, SrtpSession& counter, Input& input) {
    switch (input.byte() % 8) {
        case 0:
        case 1: h.server.receive(h.next()); break;
        case 2: (void)h.next(); break;
        case 3: {
            const Bytes twice = h.next();
            h.server.receive(twice);
            h.server.receive(twice);
            break;
        }
        case 4: {
            Bytes bent = h.next();
            for (int i = input.byte() % 4; i >= 0 && !bent.empty(); --i)
                bent[(input.byte() * 256U + input.byte()) % bent.size()] ^= input.byte();
            h.server.receive(bent);
            break;
        }
        case 5: {
            Bytes cut = h.next();
            cut.resize(std::min<std::size_t>(cut.size(), input.byte() * 8U));
            h.server.receive(cut);
            break;
        }
        case 6: {
            const Bytes strange = input.bytes(input.byte());
            if (rtc::kind_of(strange) == rtc::DatagramKind::Dtls)
                h.server.receive(strange);
            strangers_packet(gcm, strange);
            strangers_packet(counter, strange);
            break;
        }
        case 7:
            h.server.handle_timeout();
            h.client.handle_timeout();
            break;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input({data, size});
    static const Bytes kKey(30, 0x5C);
    const auto gcm =
        *SrtpSession::make(SrtpProfile::AeadAes128Gcm, Bytes(kKey.begin(), kKey.begin() + 28), SrtpDirection::Receive);
    const auto counter = *SrtpSession::make(SrtpProfile::AesCm128HmacSha1_80, kKey, SrtpDirection::Receive);
    Handshake h;
    h.client.start();
    for (int step = 0; step < 100 && !input.empty(); ++step) {
        network(h, *gcm, *counter, input);
        h.let_client_answer();
        require(h.server.keys().has_value() == (h.server.state() == DtlsSession::State::Established));
        require(h.answered < 1'000);
    }
    if (h.server.keys() && h.client.keys())
        require(h.server.keys()->receive == h.client.keys()->send && h.server.keys()->send == h.client.keys()->receive);
    return 0;
}
