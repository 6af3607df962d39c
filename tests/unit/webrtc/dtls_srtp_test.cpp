#include <deque>
#include <optional>

#include <gtest/gtest.h>

#include "adapters/webrtc/dtls.hpp"
#include "adapters/webrtc/srtp.hpp"
#include "protocol/rtc/rtp.hpp"

namespace mockcall::webrtc {
namespace {

std::shared_ptr<const DtlsContext> context(DtlsRole role) {
    static const auto server = *DtlsContext::make(DtlsRole::Server);
    static const auto client = *DtlsContext::make(DtlsRole::Client);
    return role == DtlsRole::Server ? server : client;
}

/// Two ends and what is on its way between them.
struct Handshake {
    std::deque<Bytes> to_server, to_client;
    DtlsSession server;
    DtlsSession client;
    std::size_t server_sent = 0;

    explicit Handshake(std::string server_expects = context(DtlsRole::Client)->fingerprint(),
                       std::string client_expects = context(DtlsRole::Server)->fingerprint())
        : server(context(DtlsRole::Server), std::move(server_expects),
                 [this](ByteView d) {
                     ++server_sent;
                     to_client.emplace_back(d.begin(), d.end());
                 }),
          client(context(DtlsRole::Client), std::move(client_expects),
                 [this](ByteView d) { to_server.emplace_back(d.begin(), d.end()); }) {
        client.start();
    }
    void exchange() {
        while (!to_server.empty() || !to_client.empty()) {
            if (!to_server.empty()) {
                const Bytes d = std::move(to_server.front());
                to_server.pop_front();
                server.receive(d);
            }
            if (!to_client.empty()) {
                const Bytes d = std::move(to_client.front());
                to_client.pop_front();
                client.receive(d);
            }
        }
    }
};

TEST(Dtls, BothEndsHaveTheSameKeysAndSaySoToNobodyElse) {
    Handshake h;
    h.exchange();
    ASSERT_EQ(h.server.state(), DtlsSession::State::Established);
    ASSERT_EQ(h.client.state(), DtlsSession::State::Established);
    EXPECT_EQ(h.server.keys()->profile, SrtpProfile::AeadAes128Gcm);
    EXPECT_EQ(h.server.keys()->send, h.client.keys()->receive);
    EXPECT_EQ(h.server.keys()->receive, h.client.keys()->send);
    EXPECT_NE(h.server.keys()->send, h.server.keys()->receive);
    EXPECT_FALSE(h.server.timeout());
}

TEST(Dtls, ACertificateOtherThanTheAnnouncedOneIsRefused) {
    Handshake wrong_client(std::string(64, '0'));
    wrong_client.exchange();
    EXPECT_EQ(wrong_client.server.state(), DtlsSession::State::Failed);
    EXPECT_FALSE(wrong_client.server.keys());
    Handshake wrong_server(context(DtlsRole::Client)->fingerprint(), std::string(64, '0'));
    wrong_server.exchange();
    EXPECT_EQ(wrong_server.client.state(), DtlsSession::State::Failed);
}

TEST(Dtls, AClientWhoseAnswerWasLostGetsItAgain) {
    Handshake h;
    // Up to the server's last flight, which is lost.
    while (h.server.state() == DtlsSession::State::Handshaking) {
        std::deque<Bytes> flight;
        flight.swap(h.to_server);
        const std::deque<Bytes> kept = flight;
        for (const Bytes& d : flight)
            h.server.receive(d);
        if (h.server.state() == DtlsSession::State::Established) {
            h.to_client.clear();
            const std::size_t before = h.server_sent;
            for (const Bytes& d : kept)  // the client's timer: the same again
                h.server.receive(d);
            EXPECT_GT(h.server_sent, before);
        }
        while (!h.to_client.empty()) {
            const Bytes d = std::move(h.to_client.front());
            h.to_client.pop_front();
            h.client.receive(d);
        }
    }
    h.exchange();
    EXPECT_EQ(h.client.state(), DtlsSession::State::Established);
}

TEST(Dtls, TheLastFlightIsNotRepeatedForEver) {
    Handshake h;
    h.exchange();
    const std::size_t before = h.server_sent;
    const Bytes forged{22, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    for (int i = 0; i < 1'000; ++i)
        h.server.receive(forged);
    EXPECT_LE(h.server_sent - before, 40U);
}

TEST(Dtls, RubbishEndsNoHandshake) {
    Handshake h;
    Bytes rubbish(100, 0x17);
    for (std::size_t n = 0; n < rubbish.size(); ++n)
        h.server.receive(ByteView(rubbish).first(n));
    h.exchange();
    EXPECT_EQ(h.server.state(), DtlsSession::State::Established);
}

struct Pair {
    std::unique_ptr<SrtpSession> out, in;
};
Pair pair_of(SrtpProfile profile) {
    Bytes key(profile == SrtpProfile::AeadAes128Gcm ? 28 : 30);
    for (std::size_t i = 0; i < key.size(); ++i)
        key[i] = static_cast<std::uint8_t>(i * 7 + 1);
    return {std::move(*SrtpSession::make(profile, key, SrtpDirection::Send)),
            std::move(*SrtpSession::make(profile, key, SrtpDirection::Receive))};
}
Bytes sound(std::uint16_t sequence, std::size_t size = 60) {
    const Bytes payload(size, static_cast<std::uint8_t>(sequence));
    Bytes packet;
    rtc::append_rtp({111, false, sequence, sequence * 960U, 0xABCD, payload}, packet);
    return packet;
}
Bytes report() {
    Bytes packet;
    rtc::append_rtcp({0xABCD, rtc::SenderInfo{1, 2, 3, 4}, std::nullopt, "who", false}, packet);
    return packet;
}

class Srtp : public testing::TestWithParam<SrtpProfile> {};
INSTANTIATE_TEST_SUITE_P(Profiles, Srtp, testing::Values(SrtpProfile::AeadAes128Gcm, SrtpProfile::AesCm128HmacSha1_80));

TEST_P(Srtp, CarriesSoundAndReportsOverTheWrapOfTheSequence) {
    auto [out, in] = pair_of(GetParam());
    for (int i = 0; i < 2'000; ++i) {
        const auto sequence = static_cast<std::uint16_t>(64'900 + i);
        Bytes packet = sound(sequence);
        const Bytes plain = packet;
        ASSERT_TRUE(out->protect(SrtpKind::Rtp, packet));
        ASSERT_GT(packet.size(), plain.size());
        ASSERT_NE(Bytes(packet.begin() + 12, packet.begin() + 40), Bytes(plain.begin() + 12, plain.begin() + 40));
        ASSERT_TRUE(in->unprotect(SrtpKind::Rtp, packet)) << i;
        ASSERT_EQ(packet, plain);
        if (i % 50 == 0) {
            Bytes rtcp = report();
            ASSERT_TRUE(out->protect(SrtpKind::Rtcp, rtcp));
            ASSERT_TRUE(in->unprotect(SrtpKind::Rtcp, rtcp));
            ASSERT_EQ(rtcp, report());
        }
    }
}

TEST_P(Srtp, AReplayIsRefused) {
    auto [out, in] = pair_of(GetParam());
    std::vector<Bytes> seen;
    for (std::uint16_t i = 0; i < 20; ++i) {
        Bytes packet = sound(i);
        ASSERT_TRUE(out->protect(SrtpKind::Rtp, packet));
        seen.push_back(packet);
        ASSERT_TRUE(in->unprotect(SrtpKind::Rtp, packet));
    }
    for (Bytes packet : seen)
        EXPECT_FALSE(in->unprotect(SrtpKind::Rtp, packet));
    Bytes rtcp = report();
    ASSERT_TRUE(out->protect(SrtpKind::Rtcp, rtcp));
    Bytes again = rtcp;
    EXPECT_TRUE(in->unprotect(SrtpKind::Rtcp, rtcp));
    EXPECT_FALSE(in->unprotect(SrtpKind::Rtcp, again));
}

TEST_P(Srtp, EveryTruncationAndEveryFlippedBitIsRefused) {
    auto [out, in] = pair_of(GetParam());
    Bytes packet = sound(1, 20);
    ASSERT_TRUE(out->protect(SrtpKind::Rtp, packet));
    for (std::size_t n = 0; n < packet.size(); ++n) {
        Bytes cut(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(n));
        EXPECT_FALSE(in->unprotect(SrtpKind::Rtp, cut)) << n;
    }
    for (std::size_t bit = 0; bit < packet.size() * 8; ++bit) {
        Bytes changed = packet;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        EXPECT_FALSE(in->unprotect(SrtpKind::Rtp, changed)) << bit;
    }
    EXPECT_TRUE(in->unprotect(SrtpKind::Rtp, packet)) << "the real one still counts";
}

TEST_P(Srtp, OneNumberIsNotUsedForTwoPackets) {
    auto [out, in] = pair_of(GetParam());
    Bytes first = sound(7);
    Bytes second = sound(7, 33);
    EXPECT_TRUE(out->protect(SrtpKind::Rtp, first));
    EXPECT_FALSE(out->protect(SrtpKind::Rtp, second)) << "the same key stream over two texts gives both away";
}

TEST_P(Srtp, AReportThatIsNotEncryptedIsRefused) {
    auto [out, in] = pair_of(GetParam());
    Bytes rtcp = report();
    ASSERT_TRUE(out->protect(SrtpKind::Rtcp, rtcp));
    const std::size_t flag = rtcp.size() - (GetParam() == SrtpProfile::AeadAes128Gcm ? 4 : 14);
    rtcp[flag] &= 0x7F;
    EXPECT_FALSE(in->unprotect(SrtpKind::Rtcp, rtcp));
}

TEST_P(Srtp, MoreSourcesThanAPeerHasAreRefused) {
    auto [out, in] = pair_of(GetParam());
    int taken = 0;
    for (std::uint32_t ssrc = 0; ssrc < 100; ++ssrc) {
        // Each from a sender of its own: one has its limit as well.
        const auto sender = pair_of(GetParam()).out;
        Bytes packet;
        rtc::append_rtp({111, false, 1, 960, ssrc, Bytes(20, 1)}, packet);
        ASSERT_TRUE(sender->protect(SrtpKind::Rtp, packet));
        taken += in->unprotect(SrtpKind::Rtp, packet) ? 1 : 0;
    }
    EXPECT_EQ(taken, 16);
}

TEST_P(Srtp, RubbishIsRefused) {
    auto [out, in] = pair_of(GetParam());
    for (std::size_t n = 0; n < 80; ++n)
        for (const std::uint8_t first : {0x00, 0x80, 0x90, 0x9F, 0xFF}) {
            Bytes rubbish(n, 0xFF);
            if (n > 0)
                rubbish[0] = first;
            for (const SrtpKind kind : {SrtpKind::Rtp, SrtpKind::Rtcp}) {
                Bytes packet = rubbish;
                EXPECT_FALSE(in->unprotect(kind, packet));
            }
        }
}

TEST_P(Srtp, ReorderedPacketsAreTakenWithinTheWindow) {
    auto [out, in] = pair_of(GetParam());
    std::vector<Bytes> packets;
    for (std::uint16_t i = 0; i < 60; ++i) {
        packets.push_back(sound(i));
        ASSERT_TRUE(out->protect(SrtpKind::Rtp, packets.back()));
    }
    for (std::size_t i = 0; i < 60; i += 2)
        for (const std::size_t which : {i + 1, i})
            EXPECT_TRUE(in->unprotect(SrtpKind::Rtp, packets[which]));
}

}  // namespace
}  // namespace mockcall::webrtc
