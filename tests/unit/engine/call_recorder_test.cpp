#include "engine/call_recorder.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <gtest/gtest.h>

#include "audio/opus.hpp"
#include "fakes/memory_objects.hpp"

namespace mockcall {
namespace {

using audio::Channel;

constexpr CallTime at_ms(int ms) { return CallTime{ticks_of(Milliseconds{ms})}; }

Samples tone(int ms) {
    Samples s(static_cast<std::size_t>(ms) * 16);
    for (std::size_t i = 0; i < s.size(); ++i)
        s[i] =
            static_cast<std::int16_t>(8'000 * std::sin(2 * std::numbers::pi * 440 * static_cast<double>(i) / 16'000));
    return s;
}

class CallRecorderTest : public testing::Test {
  protected:
    fakes::MemoryObjects objects;
    CallRecorder recorder{*objects.open_log("log"), at_ms(10'000)};

    std::vector<std::uint32_t> frames(Channel channel) {
        std::vector<std::uint32_t> found;
        audio::read_packet_records(objects.all->at("log"), [&](const audio::RecordedPacket& p) {
            if (p.channel == channel)
                found.push_back(p.frame);
        });
        return found;
    }
};

TEST_F(CallRecorderTest, WordsThatAStalledNetworkBringsLateAreRecordedInTheirPlace) {
    recorder.agent(at_ms(10'000), tone(1'000));
    for (int ms = 11'000; ms <= 16'000; ms += 1'000)
        ASSERT_TRUE(recorder.settle(at_ms(ms)));
    recorder.agent(at_ms(11'000), tone(1'000));  // five seconds after they were said
    ASSERT_TRUE(recorder.close(at_ms(17'000)));
    const auto agent = frames(Channel::Agent);
    ASSERT_GE(agent.size(), 100u);
    EXPECT_EQ(agent.front(), 0u);
    EXPECT_TRUE(std::ranges::count(agent, 50u) == 1);
    EXPECT_TRUE(std::ranges::count(agent, 99u) == 1);
}

TEST_F(CallRecorderTest, TheCustomersSoundCanBeTakenBackForTwoSecondsAndAHalf) {
    recorder.customer(at_ms(10'000), tone(4'000));
    ASSERT_TRUE(recorder.settle(at_ms(13'500)));
    EXPECT_EQ(frames(Channel::Customer).size(), 50u) << "a second is settled";
    recorder.customer_unheard(at_ms(11'500));
    ASSERT_TRUE(recorder.close(at_ms(15'000)));
    const auto customer = frames(Channel::Customer);
    EXPECT_GE(customer.size(), 75u);
    EXPECT_LE(customer.size(), 77u) << "and the codec's rest";
}

TEST_F(CallRecorderTest, PacketsOfAnyRateAreKeptOneAFrame) {
    audio::OpusEncoder encoder(24'000, 24'000, 3);
    const Samples frame(480, 500);  // 20 ms
    for (int i = 0; i < 20; ++i)    // it moves by nearly a frame once, as after a pause
        recorder.customer(at_ms(10'000 + 20 * i + (i < 3 ? 0 : 18)), frame, encoder.encode(frame));
    ASSERT_TRUE(recorder.close(at_ms(12'000)));
    EXPECT_EQ(frames(Channel::Customer).size(), 20u);
}

TEST_F(CallRecorderTest, WhatTheAgentSaidIsOnDiskHalfASecondLater) {
    recorder.agent(at_ms(10'000), tone(1'500));
    ASSERT_TRUE(recorder.settle(at_ms(11'500)));
    EXPECT_EQ(frames(Channel::Agent).size(), 50u);
}

}  // namespace
}  // namespace mockcall
