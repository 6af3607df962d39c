// The server's port over real sockets on loopback, against our own client.
#include "adapters/webrtc/webrtc_server.hpp"

#include <array>
#include <cstring>
#include <optional>
#include <thread>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "adapters/webrtc/client_peer.hpp"
#include "base/random.hpp"
#include "protocol/rtc/wire.hpp"
#include "unit/webrtc/live_loop.hpp"

namespace mockcall::webrtc {
namespace {

const Bytes kOpus{0x08, 1, 2, 3, 4, 5, 6, 7};
constexpr Milliseconds kPatience{20'000};

/// Different enough for names that must be unique.
class Dice final : public Entropy {
  public:
    std::uint64_t seed() override { return random_.next(); }
    std::string token(std::size_t bytes) override {
        Bytes raw(bytes);
        for (auto& b : raw)
            b = static_cast<std::uint8_t>(random_.next());
        return base64url_encode(raw);
    }

  private:
    ::mockcall::Random random_{1};
};

struct Ear final : MediaListener {
    int ups = 0, downs = 0, alive = 0;
    std::vector<Bytes> heard;
    void on_media_up() override { ++ups; }
    void on_media_packet(const MediaPacket& p) override { heard.emplace_back(p.payload.begin(), p.payload.end()); }
    void on_media_alive(SteadyTime) override { ++alive; }
    void on_media_down() override { ++downs; }
};

class Socket {
  public:
    explicit Socket(const std::string& ip = "127.0.0.1") : v6_(ip.find(':') != std::string::npos) {
        fd_ = ::socket(v6_ ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
        if (!v6_) {
            sockaddr_in a{};
            a.sin_family = AF_INET;
            ::inet_pton(AF_INET, ip.c_str(), &a.sin_addr);
            EXPECT_EQ(::bind(fd_, reinterpret_cast<sockaddr*>(&a), sizeof a), 0) << ip;
        }
    }
    ~Socket() { ::close(fd_); }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    void send(const rtc::Address& to, ByteView d) const {
        sockaddr_storage s{};
        socklen_t size = sizeof(sockaddr_in);
        if (v6_) {
            auto& a = reinterpret_cast<sockaddr_in6&>(s);
            a.sin6_family = AF_INET6;
            a.sin6_port = htons(to.port);
            std::memcpy(&a.sin6_addr, to.ip.data(), 16);
            size = sizeof a;
        } else {
            auto& a = reinterpret_cast<sockaddr_in&>(s);
            a.sin_family = AF_INET;
            a.sin_port = htons(to.port);
            std::memcpy(&a.sin_addr, to.ip.data() + 12, 4);
        }
        (void)::sendto(fd_, d.data(), d.size(), 0, reinterpret_cast<sockaddr*>(&s), size);
    }
    std::optional<Bytes> receive() const {
        Bytes d(2'000);
        const ssize_t n = ::recv(fd_, d.data(), d.size(), 0);
        if (n < 0)
            return std::nullopt;
        d.resize(static_cast<std::size_t>(n));
        return d;
    }

  private:
    bool v6_;
    int fd_ = -1;
};

/// One call on the server and the client that talks to it.
struct Line {
    LiveLoop& loop;
    LiveClock& clock;
    std::shared_ptr<const DtlsContext> dtls = *DtlsContext::make(DtlsRole::Client);
    Ear ear;
    std::unique_ptr<MediaSession> session;
    std::unique_ptr<Socket> socket;
    bool checks = true;       ///< the client sends checks
    std::vector<Bytes> sent;  ///< by the client
    std::vector<Bytes> heard;
    ClientPeer client;

    Line(WebRtcServer& server, LiveLoop& l, LiveClock& c, Entropy& dice, const std::string& ip = "127.0.0.1")
        : loop(l),
          clock(c),
          session(server.open(l, ear)),
          socket(std::make_unique<Socket>(ip)),
          client(dtls, dice,
                 {[this](const rtc::Address& to, ByteView d) {
                      sent.emplace_back(d.begin(), d.end());
                      socket->send(to, d);
                  },
                  [] {}, [this](const rtc::RtpPacket& p) { heard.emplace_back(p.payload.begin(), p.payload.end()); }}) {
    }

    void offer() {
        const auto answer = session->accept(client.offer());
        ASSERT_TRUE(answer) << answer.error().message;
        ASSERT_TRUE(client.accept(answer->sdp));
    }
    void step() {
        const SteadyTime now = clock.steady();
        if (checks)
            client.tick(now);
        while (const auto d = socket->receive())
            client.receive(*d, now);
    }
    bool until(const std::function<bool()>& done) {
        return loop.run_until(done, kPatience, [this] { step(); });
    }
    bool connect() {
        offer();
        return until([this] { return client.up() && ear.ups > 0; });
    }
};

class WebRtc : public testing::Test {
  protected:
    LiveClock clock_;
    Dice dice_;
    LiveLoop loop_;
    std::unique_ptr<WebRtcServer> server_ = *WebRtcServer::make({}, clock_, dice_);
};

TEST_F(WebRtc, SoundGoesBothWaysAfterTheHandshake) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    line.client.send(kOpus, 960);
    line.session->send(kOpus, 960);
    EXPECT_TRUE(line.until([&] { return !line.ear.heard.empty() && !line.heard.empty(); }));
    EXPECT_EQ(line.ear.heard.front(), kOpus);
    EXPECT_EQ(line.heard.front(), kOpus);
    EXPECT_EQ(line.ear.downs, 0);
}

TEST_F(WebRtc, BothFamiliesOnOnePort) {
    auto both = WebRtcServer::make({"::", 0, {"127.0.0.1", "::1"}}, clock_, dice_);
    ASSERT_TRUE(both) << both.error().message;
    Line v4(**both, loop_, clock_, dice_);
    ASSERT_TRUE(v4.connect());
    Line v6(**both, loop_, clock_, dice_, "::1");
    const auto answer = v6.session->accept(v6.client.offer());
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->candidates.size(), 2U);
    ASSERT_TRUE(v6.client.accept(answer->sdp, 1));
    EXPECT_TRUE(v6.until([&] { return v6.client.up() && v6.ear.ups > 0; }));
}

TEST_F(WebRtc, AClientThatChangesItsNetworkIsFollowed) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    line.socket = std::make_unique<Socket>("127.0.0.9");
    line.session->send(kOpus, 960);
    EXPECT_TRUE(line.until([&] {
        if (line.heard.empty())
            line.session->send(kOpus, 960);
        return !line.heard.empty();
    })) << "the next check moves the server's sound to the new address";
    line.client.send(kOpus, 1'920);
    EXPECT_TRUE(line.until([&] { return !line.ear.heard.empty(); }));
    EXPECT_EQ(line.ear.ups, 1) << "without another handshake";
}

TEST_F(WebRtc, AClientWhoseAddressChangesUnderItLosesNoPacketUntilItsNextCheck) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    line.client.send(kOpus, 960);
    ASSERT_TRUE(line.until([&] { return line.ear.heard.size() == 1; }));
    line.socket = std::make_unique<Socket>("127.0.0.9");
    line.checks = false;
    for (std::uint32_t i = 2; i <= 6; ++i)
        line.client.send(kOpus, 960 * i);
    EXPECT_TRUE(line.until([&] { return line.ear.heard.size() == 6; })) << "heard from where nobody has checked";
    EXPECT_TRUE(line.until([&] {
        line.session->send(kOpus, 960);
        return !line.heard.empty();
    })) << "and answered there";
    EXPECT_EQ(server_->figures().dropped(UdpDrop::Unknown), 0U);
    EXPECT_EQ(line.ear.ups, 1) << "without another handshake";
}

TEST_F(WebRtc, AForgedSourceFromElsewhereIsNotHeardAndTakesNothingFromThePeer) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    line.sent.clear();
    line.client.send(kOpus, 960);
    Bytes forged = line.sent.back();
    ASSERT_TRUE(line.until([&] { return line.ear.heard.size() == 1; }));
    const Socket thief("127.0.0.9");
    const auto dropped = [&](UdpDrop why) { return server_->figures().dropped(why); };
    for (std::uint16_t i = 1; i <= 1'500; ++i) {
        forged[2] = static_cast<std::uint8_t>(i >> 8);
        forged[3] = static_cast<std::uint8_t>(i);
        thief.send(*line.client.server(), forged);
    }
    ASSERT_TRUE(line.until([&] { return dropped(UdpDrop::OverRate) > 0; }));
    EXPECT_GT(dropped(UdpDrop::Unauthentic), 0U);
    EXPECT_FALSE(thief.receive()) << "nothing is asked of whoever cannot sign a packet";
    for (std::uint32_t i = 2; i <= 101; ++i)
        line.client.send(kOpus, 960 * i);
    EXPECT_TRUE(line.until([&] { return line.ear.heard.size() == 101; }));
}

TEST_F(WebRtc, AnIceRestartFromAnotherNetworkGoesOnWithTheSameKeys) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    line.socket = std::make_unique<Socket>("127.0.0.9");
    line.client.restart();
    line.offer();
    std::uint32_t timestamp = 0;
    EXPECT_TRUE(line.until([&] {
        line.client.send(kOpus, timestamp += 960);
        line.session->send(kOpus, timestamp);
        return !line.heard.empty() && !line.ear.heard.empty();
    }));
    EXPECT_EQ(line.ear.ups, 1) << "without another handshake";
    EXPECT_EQ(line.ear.downs, 0);
}

TEST_F(WebRtc, PacketsFromAnotherAddressDoNotStealTheCall) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    const Socket thief("127.0.0.9");
    const auto server = *line.client.server();
    // All that was ever on the wire, from elsewhere: sound that was not heard yet, the handshake, and a check with the
    // right names that was tampered with.
    line.sent.clear();
    line.client.send(kOpus, 960);
    line.client.restart();  // what it checks with is known to the server no more
    line.client.tick(clock_.steady());
    for (const Bytes& d : line.sent)
        thief.send(server, d);
    ASSERT_TRUE(line.until([&] { return server_->figures().dropped(UdpDrop::BadCheck) > 0; }));
    line.ear.heard.clear();
    line.session->send(kOpus, 960);
    ASSERT_TRUE(line.until([&] { return !line.heard.empty(); })) << "the sound still goes to the peer";
    while (const auto told = thief.receive())
        EXPECT_EQ(rtc::kind_of(*told), rtc::DatagramKind::Stun) << "the thief is asked what it cannot answer";
    line.client.send(kOpus, 1'920);
    EXPECT_TRUE(line.until([&] { return !line.ear.heard.empty(); })) << "and comes from the peer";
}

TEST_F(WebRtc, WhatIsDroppedIsCountedByItsReason) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    const auto server = *line.client.server();
    const auto dropped = [&](UdpDrop why) { return server_->figures().dropped(why); };
    const Socket stranger("127.0.0.9");
    stranger.send(server, Bytes(200, 0x80));
    EXPECT_TRUE(line.until([&] { return dropped(UdpDrop::Unknown) == 1; }));
    stranger.send(server, Bytes(4'000, 0x80));
    EXPECT_TRUE(line.until([&] { return dropped(UdpDrop::TooLong) == 1; }));
    line.sent.clear();
    line.client.send(kOpus, 960);
    line.socket->send(server, line.sent.back());
    EXPECT_TRUE(line.until([&] { return dropped(UdpDrop::Unauthentic) == 1; })) << "the same packet once more";
    for (int i = 0; i < 1'100; ++i)
        line.client.send(kOpus, 960);
    EXPECT_TRUE(line.until([&] { return dropped(UdpDrop::OverRate) > 0; })) << "22 s of sound at once";
    EXPECT_EQ(dropped(UdpDrop::BadCheck), 0U);
    EXPECT_EQ(dropped(UdpDrop::Shed), 0U);
    EXPECT_GT(server_->figures().sent, 0U);
    EXPECT_EQ(server_->figures().unsent, 0U);
}

/// Stops whoever asks it for the time, while it is told to.
class Turnstile final : public Clock {
  public:
    SteadyTime steady() const override {
        const std::lock_guard lock(mutex_);
        return std::chrono::steady_clock::now();
    }
    WallTime wall() const override { return LiveClock{}.wall(); }
    [[nodiscard]] std::unique_lock<std::mutex> shut() const { return std::unique_lock(mutex_); }

  private:
    mutable std::mutex mutex_;
};

TEST(UdpPortOverflow, WhatCameWhileTheBufferWasFullIsCounted) {
    const Turnstile clock;
    const auto port = UdpPort::open("127.0.0.1", 0, clock).value();
    const auto to = *rtc::parse_ip("127.0.0.1", port->port());
    const Socket sender;
    constexpr std::uint64_t kMany = 12'000;  // of 1400 bytes: more than any buffer that the port asks for
    {
        const auto shut = clock.shut();
        for (std::uint64_t i = 0; i < kMany; ++i)
            sender.send(to, Bytes(1'400, 0x80));
    }
    LiveLoop waiting;
    const auto all = [&] {
        const UdpFigures f = port->figures();
        return f.received + f.overflowed;
    };
    std::uint64_t sent = kMany;
    EXPECT_TRUE(waiting.run_until([&] { return all() == sent; }, kPatience,
                                  [&] {
                                      sender.send(to, Bytes(20, 0x80));  // the count comes with what is received after
                                      ++sent;
                                  }))
        << all() << " of " << sent;
    EXPECT_GT(port->figures().overflowed, 0U);
    EXPECT_LT(port->figures().overflowed, kMany);
}

TEST_F(WebRtc, ReplayedForgedAndCutPacketsReachNobody) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    line.sent.clear();
    line.client.send(kOpus, 960);
    const Bytes real = line.sent.back();
    ASSERT_TRUE(line.until([&] { return line.ear.heard.size() == 1; }));
    for (int i = 0; i < 50; ++i)
        line.socket->send(*line.client.server(), real);
    for (std::size_t n = 0; n < real.size(); ++n)
        line.socket->send(*line.client.server(), ByteView(real).first(n));
    for (std::size_t byte = 1; byte < real.size(); ++byte) {
        Bytes forged = real;
        forged[byte] ^= 0x55;
        line.socket->send(*line.client.server(), forged);
    }
    line.client.send(kOpus, 1'920);
    ASSERT_TRUE(line.until([&] { return line.ear.heard.size() >= 2; }));
    EXPECT_EQ(line.ear.heard.size(), 2U);
    EXPECT_EQ(line.ear.downs, 0);
}

TEST_F(WebRtc, NothingIsAnsweredToStrangers) {
    Line line(*server_, loop_, clock_, dice_);
    line.offer();
    Socket stranger;
    const auto to = *rtc::parse_ip("127.0.0.1", server_->port());
    Bytes hello{22, 0xFE, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50};
    hello.resize(63, 1);
    stranger.send(to, hello);
    stranger.send(to, rtc::stun_request({{1}, "somebody:me", 1, 1, true}, "a password"));
    stranger.send(to, Bytes(1'400, 0x80));
    stranger.send(to, Bytes{});
    ASSERT_TRUE(line.connect());
    EXPECT_FALSE(stranger.receive());
}

TEST_F(WebRtc, AFloodFromTenThousandAddressesLeavesARunningCallGood) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    const auto to = *rtc::parse_ip("127.0.0.1", server_->port());
    const Bytes check = rtc::stun_request({{1}, "nobody:me", 1, 1, true}, "a password");
    Bytes hello{22, 0xFE, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50};
    hello.resize(63, 1);
    const Bytes noise(200, 0x80);
    std::uint32_t timestamp = 0;
    std::size_t sent = 0;
    for (int i = 0; i < 10'000; ++i) {
        const Socket stranger("127." + std::to_string(1 + i / 62'500) + "." + std::to_string(i / 250 % 250) + "." +
                              std::to_string(1 + i % 250));
        for (const ByteView d : {ByteView(check), ByteView(hello), ByteView(noise)})
            stranger.send(to, d);
        if (i % 100 == 0) {
            line.client.send(kOpus, timestamp += 960);
            line.session->send(kOpus, timestamp);
            ++sent;
            line.until([&] { return line.ear.heard.size() == sent; });
        }
    }
    EXPECT_EQ(line.ear.heard.size(), sent);
    EXPECT_TRUE(line.until([&] { return line.heard.size() == sent; }));
    EXPECT_GT(server_->figures().dropped(UdpDrop::Unknown), 20'000U);
    EXPECT_EQ(server_->figures().dropped(UdpDrop::Shed), 0U);
    EXPECT_EQ(line.ear.ups, 1);
}

TEST_F(WebRtc, ACallCannotTakeAnothersAddressWithAForgedSender) {
    Line victim(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(victim.connect());
    // The attacker has a call of their own and lets its checks come from the victim's address.
    Line attacker(*server_, loop_, clock_, dice_);
    attacker.offer();
    attacker.client.tick(clock_.steady());
    ASSERT_FALSE(attacker.sent.empty());
    victim.socket->send(*victim.client.server(), attacker.sent.back());
    ASSERT_TRUE(victim.until([&] {
        victim.client.send(kOpus, 960);
        return !victim.ear.heard.empty();
    }));
    EXPECT_TRUE(attacker.ear.heard.empty());
}

TEST_F(WebRtc, ACallThatEndsWithDatagramsStillWaitingLeavesNothingBehind) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    const auto before = server_->figures().received;
    line.client.send(kOpus, 960);
    while (server_->figures().received == before)  // the loop is not run again: what came stays in its inbox
        std::this_thread::yield();
}

TEST_F(WebRtc, TheSamePeersNewOfferKeepsTheConnectionAndAnotherPeersStartsAnew) {
    Line line(*server_, loop_, clock_, dice_);
    ASSERT_TRUE(line.connect());
    const auto again = line.session->accept(line.client.offer());
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->fresh);
    line.client.send(kOpus, 960);
    EXPECT_TRUE(line.until([&] { return !line.ear.heard.empty(); }));
    Line other(*server_, loop_, clock_, dice_);
    EXPECT_TRUE(line.session->accept(other.client.offer())->fresh);
}

TEST_F(WebRtc, AnOfferThatCannotBeTakenSaysWhy) {
    Line line(*server_, loop_, clock_, dice_);
    const auto refused = line.session->accept("v=0\r\n");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::AudioInitFailed);
    EXPECT_NE(refused.error().message.find("audio"), std::string::npos);
}

TEST_F(WebRtc, AnAddressThatIsNoneStopsTheStart) {
    EXPECT_FALSE(WebRtcServer::make({"127.0.0.1", 0, {"calls.example.com"}}, clock_, dice_));
    EXPECT_FALSE(WebRtcServer::make({"localhost", 0, {}}, clock_, dice_));
    EXPECT_TRUE(WebRtcServer::make({"127.0.0.1", 0, {"192.0.2.1:4000", "[2001:db8::1]:4000"}}, clock_, dice_));
}

}  // namespace
}  // namespace mockcall::webrtc
