#include "protocol/rtc/sdp.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mockcall::rtc {
namespace {

using testing::HasSubstr;
using testing::Not;

// As Chromium writes it, shortened: audio, video and a data channel.
const std::string kOffer =
    "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2\r\n"
    "a=extmap-allow-mixed\r\na=msid-semantic: WMS abc\r\n"
    "m=audio 9 UDP/TLS/RTP/SAVPF 63 111 9 0\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\n"
    "a=candidate:1 1 udp 2113937151 5b8f6f1c-8d1c-4f4b-a5f3-2c1f3c6d5e4f.local 51472 typ host\r\n"
    "a=candidate:2 1 udp 2113937150 192.0.2.5 51473 typ host\r\n"
    "a=ice-ufrag:ETEn\r\na=ice-pwd:OtSK0WpNtpUjkY4+86js7ZQl\r\na=ice-options:trickle\r\n"
    "a=fingerprint:sha-256 "
    "19:E2:1C:3B:4B:9F:81:E6:B8:5C:F4:A5:A8:D8:73:04:BB:05:2F:70:9F:04:A9:0E:05:E9:26:33:E8:70:88:A2\r\n"
    "a=setup:actpass\r\na=mid:0\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=sendrecv\r\n"
    "a=msid:abc def\r\na=rtcp-mux\r\na=rtpmap:63 red/48000/2\r\na=rtpmap:111 opus/48000/2\r\n"
    "a=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:9 G722/8000\r\na=rtpmap:0 PCMU/8000\r\na=ssrc:1 cname:x\r\n"
    "m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:1\r\na=sendrecv\r\na=rtpmap:96 VP8/90000\r\n"
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:2\r\na=sctp-port:5000\r\n";

std::string without(const std::string& line) {
    std::string text = kOffer;
    const auto at = text.find(line);
    EXPECT_NE(at, std::string::npos) << line;
    return text.erase(at, text.find('\n', at) + 1 - at);
}
std::string with(const std::string& from, const std::string& to) {
    std::string text = kOffer;
    return text.replace(text.find(from), from.size(), to);
}

TEST(Sdp, ReadsABrowsersOffer) {
    const auto offer = parse_offer(kOffer);
    ASSERT_TRUE(offer) << offer.error().message;
    EXPECT_EQ(offer->sections.size(), 3U);
    EXPECT_EQ(offer->audio, 0U);
    EXPECT_EQ(offer->opus, 111);
    EXPECT_EQ(offer->ice.ufrag, "ETEn");
    EXPECT_EQ(offer->fingerprint, "19e21c3b4b9f81e6b85cf4a5a8d87304bb052f709f04a90e05e92633e87088a2");
    EXPECT_TRUE(offer->bundled);
    EXPECT_EQ(offer->origin, "4611731400430051336");
    EXPECT_EQ(offer->direction, Direction::SendRecv);
}

TEST(Sdp, SaysWhatAnOfferLacks) {
    for (const auto& text : {without("a=ice-pwd"), without("a=fingerprint"), without("a=setup"), without("a=rtcp-mux"),
                             without("a=rtpmap:111"), without("m=audio"), std::string("hello"), std::string(),
                             with("actpass", "passive"), with("SAVPF 63", "AVP 63"), with("m=audio 9", "m=audio x")}) {
        const auto offer = parse_offer(text);
        ASSERT_FALSE(offer) << text;
        EXPECT_EQ(offer.error().fields.front().field, "sdp");
    }
    EXPECT_TRUE(parse_offer(without("a=candidate:2"))) << "addresses are learned from checks";
}

TEST(Sdp, CredentialsAndFingerprintMayStandForTheWholeSession) {
    std::string text = kOffer;
    const auto from = text.find("a=ice-ufrag");
    const auto to = text.find("a=mid:0");
    const std::string common = text.substr(from, to - from);
    text.erase(from, to - from);
    text.insert(text.find("m=audio"), common);
    EXPECT_TRUE(parse_offer(text));
}

TEST(Sdp, TheAnswerTakesTheAudioAndRejectsTheRest) {
    const auto offer = parse_offer(kOffer);
    ASSERT_TRUE(offer);
    AnswerParts ours{{"srv1", "server-password-of-24-ch"},
                     offer->fingerprint,
                     {*parse_ip("192.0.2.9", 3000), *parse_ip("2001:db8::9", 3000)},
                     42,
                     "cname",
                     7,
                     1};
    const std::string answer = make_answer(*offer, ours);
    for (const char* line :
         {"a=ice-lite\r\n", "a=group:BUNDLE 0\r\n", "m=audio 3000 UDP/TLS/RTP/SAVPF 111\r\n", "a=setup:passive\r\n",
          "a=rtcp-mux\r\n", "a=sendrecv\r\n", "a=ssrc:42 cname:cname\r\n", "a=end-of-candidates\r\n",
          "m=video 0 UDP/TLS/RTP/SAVPF 96\r\n", "m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n",
          "a=candidate:1 1 udp 2130706431 192.0.2.9 3000 typ host\r\n", "2001:db8::9 3000 typ host\r\n"})
        EXPECT_THAT(answer, HasSubstr(line));
    EXPECT_THAT(answer, Not(HasSubstr("extmap")));
    const auto back = parse_answer(answer);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->ice, ours.ice);
    EXPECT_EQ(back->fingerprint, ours.fingerprint);
    EXPECT_EQ(back->addresses, ours.addresses);
}

TEST(Sdp, WhoeverOnlyListensIsOnlySpokenTo) {
    const auto offer = parse_offer(with("a=sendrecv\r\na=msid", "a=recvonly\r\na=msid"));
    ASSERT_TRUE(offer);
    EXPECT_EQ(offer->direction, Direction::RecvOnly);
    EXPECT_THAT(make_answer(*offer, {}), HasSubstr("a=sendonly\r\n"));
}

TEST(Sdp, OurOwnOfferIsOneThatWeTake) {
    const auto offer = parse_offer(make_offer({{"abcd", "a-password-of-22-chars"}, std::string(64, 'a'), 9}));
    ASSERT_TRUE(offer) << offer.error().fields.front().problem;
    EXPECT_EQ(offer->opus, 111);
}

TEST(Sdp, ABoundOnEverything) {
    std::string many = kOffer;
    for (int i = 0; i < 20; ++i)
        many += "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n";
    EXPECT_FALSE(parse_offer(many));
    std::string lines = kOffer;
    for (int i = 0; i < 2'100; ++i)
        lines += "a=x\r\n";
    EXPECT_FALSE(parse_offer(lines));
}

}  // namespace
}  // namespace mockcall::rtc
