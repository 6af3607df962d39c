// The server's DTLS handshake with OpenSSL behind it. The input is what the network does to a real handshake: it
// delivers, drops, repeats, reorders, bends and cuts the client's datagrams, and mixes its own in.
//
// The client's side is the same every time: the dice are loaded, so that a handshake recorded once is right for every
// server that throws them the same. A server's half, and of that only as much as the input reaches, is all that an
// input costs.
#define OPENSSL_SUPPRESS_DEPRECATED  // dice can be loaded in no other way
#include "adapters/webrtc/dtls.hpp"

#include <deque>

#include <openssl/rand.h>

#include "base/random.hpp"
#include "fuzz_input.hpp"
#include "protocol/rtc/wire.hpp"

using namespace mockcall;
using namespace mockcall::fuzz;
using namespace mockcall::webrtc;

namespace {

Random& dice() {
    static Random random{1};
    return random;
}

int throw_dice(unsigned char* out, int size) {
    for (int i = 0; i < size; ++i)
        out[i] = static_cast<unsigned char>(dice().next());
    return 1;
}

void load_dice() {
    static const RAND_METHOD kLoaded{nullptr, throw_dice, nullptr, nullptr, throw_dice, [] { return 1; }};
    RAND_set_rand_method(&kLoaded);
    dice() = Random{7};
}

/// What a client sends and who it is, when nothing goes wrong.
struct Recorded {
    std::shared_ptr<const DtlsContext> server = *DtlsContext::make(DtlsRole::Server);
    std::shared_ptr<const DtlsContext> client = *DtlsContext::make(DtlsRole::Client);
    std::vector<Bytes> datagrams;
    SrtpKeys keys;

    Recorded() {
        std::deque<Bytes> to_server, to_client;
        DtlsSession theirs(client, server->fingerprint(),
                           [&](ByteView d) { to_server.emplace_back(d.begin(), d.end()); });
        theirs.start();
        load_dice();
        DtlsSession ours(server, client->fingerprint(),
                         [&](ByteView d) { to_client.emplace_back(d.begin(), d.end()); });
        while (!to_server.empty() || !to_client.empty()) {
            const bool up = !to_server.empty();
            const Bytes d = std::move((up ? to_server : to_client).front());
            (up ? to_server : to_client).pop_front();
            if (up) {
                ours.receive(d);
                datagrams.push_back(d);
            } else {
                theirs.receive(d);
            }
        }
        require(ours.state() == DtlsSession::State::Established && theirs.keys().has_value());
        keys = *theirs.keys();
    }
};

const Recorded& recorded() {
    static const Recorded kRecorded;
    return kRecorded;
}

std::shared_ptr<const DtlsContext> with_loaded_dice(std::shared_ptr<const DtlsContext> context) {
    load_dice();
    return context;
}

/// A server that has what it takes to answer the recorded client.
struct Handshake {
    std::deque<Bytes> wire{recorded().datagrams.begin(), recorded().datagrams.end()};
    std::size_t answered = 0;
    DtlsSession server{with_loaded_dice(recorded().server), recorded().client->fingerprint(),
                       [this](ByteView) { ++answered; }};

    Bytes next() {
        if (wire.empty())
            return {};
        Bytes d = std::move(wire.front());
        wire.pop_front();
        return d;
    }
};

void network(Handshake& h, Input& input) {
    switch (input.byte() % 9) {
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
            bend(bent, input);
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
            break;
        }
        case 7: h.server.handle_timeout(); break;
        case 8:
            if (h.wire.size() > 1)
                std::swap(h.wire[0], h.wire[1]);
            break;
    }
}

/// Else the inputs would never get past the first flight.
bool replays() {
    Handshake h;
    while (!h.wire.empty())
        h.server.receive(h.next());
    return h.server.state() == DtlsSession::State::Established;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input({data, size});
    static const bool kReplays = replays();
    require(kReplays);
    Handshake h;
    for (int step = 0; step < 100 && !input.empty(); ++step) {
        network(h, input);
        require(h.server.keys().has_value() == (h.server.state() == DtlsSession::State::Established));
        require(h.answered < 1'000);
    }
    if (h.server.keys())
        require(h.server.keys()->receive == recorded().keys.send && h.server.keys()->send == recorded().keys.receive);
    return 0;
}
