#include "engine/transport_switch.hpp"

#include <gtest/gtest.h>

namespace mockcall {
namespace {

using Sign = TransportSwitch::Sign;

CallTime at(int ms) { return CallTime{} + ticks_of(Milliseconds{ms}); }

TEST(TransportSwitch, SoundGoesOverWebRtcOnceThePathIsBuilt) {
    TransportSwitch s;
    EXPECT_FALSE(s.webrtc());
    EXPECT_TRUE(s.note(Sign::Up, at(100)));
    EXPECT_TRUE(s.webrtc());
    EXPECT_TRUE(s.note(Sign::Down, at(200)));
    EXPECT_FALSE(s.webrtc());
}

TEST(TransportSwitch, APathThatIsSilentIsLeftAndTrustedAgainWhenItFlows) {
    TransportSwitch s;
    s.note(Sign::Up, at(0));
    int t = 0;
    for (; t < 1'000; t += 20)
        s.note(Sign::Packet, at(t));
    EXPECT_FALSE(s.update(at(t + 1'400)));
    EXPECT_TRUE(s.update(at(980) + TransportSwitch::kStalled));
    EXPECT_FALSE(s.webrtc());
    EXPECT_EQ(s.last_alive(), at(980));
    EXPECT_FALSE(s.note(Sign::Packet, at(4'000))) << "one packet is no path";
    int packets = 1;
    for (t = 4'020; !s.webrtc(); t += 20, ++packets)
        s.note(Sign::Packet, at(t));
    EXPECT_EQ(packets, TransportSwitch::kTrusted);
}

TEST(TransportSwitch, WhoeverNeverSpeaksIsNotMissed) {
    TransportSwitch s;
    s.note(Sign::Up, at(0));
    s.note(Sign::Alive, at(2'500));
    EXPECT_FALSE(s.next_deadline());
    EXPECT_TRUE(s.webrtc());
}

TEST(TransportSwitch, ChecksAndReportsAreSignsOfLifeToo) {
    TransportSwitch s;
    s.note(Sign::Up, at(0));
    s.note(Sign::Packet, at(20));
    s.note(Sign::Alive, at(1'000));
    EXPECT_FALSE(s.update(at(2'000)));
    EXPECT_EQ(s.next_deadline(), at(1'000) + TransportSwitch::kStalled);
}

TEST(TransportSwitch, AClientThatWentBackToTheSocketStaysThereUntilItOffersAnew) {
    TransportSwitch s;
    s.note(Sign::Up, at(0));
    EXPECT_TRUE(s.note(Sign::Refused, at(10)));
    for (int t = 20; t < 2'000; t += 20)
        EXPECT_FALSE(s.note(Sign::Packet, at(t)));
    EXPECT_FALSE(s.webrtc());
    EXPECT_TRUE(s.note(Sign::Up, at(3'000)));
}

TEST(TransportSwitch, AClientThatFollowsToTheSocketComesBackWithThePath) {
    TransportSwitch s;
    s.note(Sign::Up, at(0));
    s.note(Sign::Packet, at(20));
    ASSERT_TRUE(s.update(at(20) + TransportSwitch::kStalled));
    EXPECT_FALSE(s.note(Sign::Refused, at(1'600))) << "told of the stall it speaks over the socket";
    for (int t = 4'000; t < 5'000; t += 20)
        s.note(Sign::Packet, at(t));
    EXPECT_TRUE(s.webrtc());
}

}  // namespace
}  // namespace mockcall
