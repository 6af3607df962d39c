#include <map>

#include <gtest/gtest.h>

#include "audio/opus.hpp"
#include "audio/recording.hpp"
#include "signals.hpp"

namespace mockcall::audio {
namespace {

using namespace test;

constexpr std::size_t kFrameSamples = 320;
constexpr std::size_t kLookAhead = 104;  // libopus at 16 kHz: what it decodes comes this much later

Ticks at_ms(int ms) { return ticks_of(Milliseconds{ms}); }

// Plays the packets on the grid as a player of the recording does, look-ahead taken off.
Samples play(const std::vector<RecordedPacket>& packets, std::size_t frames) {
    OpusDecoder decoder(16000);
    OpusEncoder quiet(16000, 16000, 0);
    Bytes silence;
    for (int i = 0; i < 5; ++i) {
        silence = quiet.encode(Samples(kFrameSamples));
    }
    std::map<std::uint32_t, Bytes> by_frame;
    for (const auto& p : packets) {
        EXPECT_TRUE(by_frame.emplace(p.frame, p.opus).second) << "frame " << p.frame << " came twice";
    }
    Samples out;
    for (std::uint32_t f = 0; f <= frames; ++f) {
        EXPECT_TRUE(decoder.decode(by_frame.contains(f) ? by_frame[f] : silence, out));
    }
    out.erase(out.begin(), out.begin() + kLookAhead);
    out.resize(frames * kFrameSamples);
    return out;
}

Samples part(const Samples& s, int from_ms, int to_ms) { return {s.begin() + from_ms * 16, s.begin() + to_ms * 16}; }

class Timeline : public testing::Test {
  protected:
    ChannelTimeline timeline{Channel::Agent, 24000, 5};
    std::vector<RecordedPacket> packets;
    Samples settled(int ms) {
        timeline.settle(at_ms(ms), packets);
        return play(packets, static_cast<std::size_t>(ms / 20));
    }
};

TEST_F(Timeline, SoundStandsWhereItWasWritten) {
    timeline.write(at_ms(500), tone(440, 0.3));
    const Samples heard = settled(1500);
    EXPECT_NEAR(static_cast<double>(onset(heard, 1500)), 8000, 60);
    EXPECT_GT(rms(part(heard, 550, 780)), 4000);
    EXPECT_LT(peak(part(heard, 0, 490)), 30);
    EXPECT_LT(peak(part(heard, 830, 1500)), 300);
}

TEST_F(Timeline, SilenceCostsNoPackets) {
    timeline.write(at_ms(0), Samples(16000 * 5));
    timeline.write(at_ms(5000), tone(440, 0.1));
    timeline.write(at_ms(5100), Samples(16000 * 5));
    (void)settled(10000);
    EXPECT_GE(packets.size(), 5u);
    EXPECT_LE(packets.size(), 8u);
    EXPECT_EQ(packets.front().frame, 250u);
    EXPECT_EQ(packets.front().channel, Channel::Agent);
}

TEST_F(Timeline, OnlyWholeFramesBeforeTheLineAreSettled) {
    timeline.write(at_ms(0), tone(440, 1));
    timeline.settle(at_ms(30), packets);
    EXPECT_EQ(packets.size(), 1u);
    timeline.settle(at_ms(39), packets);
    EXPECT_EQ(packets.size(), 1u);
    timeline.settle(at_ms(40), packets);
    EXPECT_EQ(packets.size(), 2u);
    timeline.settle(at_ms(20), packets);
    EXPECT_EQ(packets.size(), 2u);
}

TEST_F(Timeline, SettlingInSmallStepsGivesTheSamePackets) {
    ChannelTimeline other{Channel::Agent, 24000, 5};
    for (ChannelTimeline* t : {&timeline, &other}) {
        t->write(at_ms(100), tone(440, 0.25));
        t->write(at_ms(700), tone(700, 0.15));
    }
    std::vector<RecordedPacket> stepwise;
    for (int ms = 0; ms <= 2000; ms += 7) {
        other.settle(at_ms(ms), stepwise);
    }
    timeline.settle(at_ms(2000), packets);
    ASSERT_EQ(stepwise.size(), packets.size());
    for (std::size_t i = 0; i < packets.size(); ++i) {
        EXPECT_EQ(stepwise[i].frame, packets[i].frame);
        EXPECT_EQ(stepwise[i].opus, packets[i].opus);
    }
}

TEST_F(Timeline, OverlappingSoundsAreMixed) {
    timeline.write(at_ms(0), tone(440, 1, 16000, 6000));
    timeline.write(at_ms(0), tone(1000, 1, 16000, 6000));
    timeline.write(at_ms(0), Samples(16000, 0));
    const Samples heard = part(settled(1000), 200, 900);
    EXPECT_GT(amplitude_at(heard, 440), 3500);
    EXPECT_GT(amplitude_at(heard, 1000), 3500);
}

TEST_F(Timeline, MixingSaturates) {
    timeline.write(at_ms(0), Samples(320, 30000));
    timeline.write(at_ms(0), Samples(320, 30000));
    timeline.write(at_ms(0), Samples(320, -30000));
    ChannelTimeline plain{Channel::Agent, 24000, 5};
    plain.write(at_ms(0), Samples(320, 2767));
    std::vector<RecordedPacket> expected;
    plain.settle(at_ms(20), expected);
    timeline.settle(at_ms(20), packets);
    EXPECT_EQ(packets.at(0).opus, expected.at(0).opus);
}

TEST_F(Timeline, WhatWasNotHeardIsErased) {
    timeline.write(at_ms(0), tone(440, 2));
    timeline.erase_from(at_ms(700));
    const Samples heard = settled(2000);
    EXPECT_GT(rms(part(heard, 100, 690)), 4000);
    EXPECT_LT(peak(part(heard, 730, 2000)), 300);
}

TEST_F(Timeline, WhatIsSettledCannotBeErasedNorOverwritten) {
    timeline.write(at_ms(0), tone(440, 1));
    timeline.settle(at_ms(500), packets);
    timeline.erase_from(at_ms(0));
    timeline.write(at_ms(300), tone(900, 0.4));
    const Samples heard = settled(1000);
    EXPECT_GT(amplitude_at(part(heard, 100, 490), 440), 4000);
    EXPECT_LT(amplitude_at(part(heard, 100, 490), 900), 200) << "came too late";
    EXPECT_GT(amplitude_at(part(heard, 520, 690), 900), 4000);
    EXPECT_LT(amplitude_at(part(heard, 520, 690), 440), 500) << "was erased";
}

TEST_F(Timeline, WhatIsEncodedEarlyIsTheSameAndTakesNothingMore) {
    ChannelTimeline other{Channel::Agent, 24000, 5};
    for (int ms = 100; ms < 1000; ms += 100) {
        const Samples piece = tone(400 + ms, ms == 600 ? 0.05 : 0.1);  // a gap between two lines
        timeline.write(at_ms(ms), piece);
        other.write(at_ms(ms), piece);
        timeline.encode(at_ms(ms + 100));
    }
    timeline.write(at_ms(150), tone(900, 0.3));  // too late
    std::vector<RecordedPacket> plain;
    other.settle(at_ms(2000), plain);
    timeline.settle(at_ms(2000), packets);
    ASSERT_EQ(packets.size(), plain.size());
    for (std::size_t i = 0; i < packets.size(); ++i) {
        EXPECT_EQ(packets[i].frame, plain[i].frame);
        EXPECT_EQ(packets[i].opus, plain[i].opus);
    }
}

TEST_F(Timeline, WhatIsEncodedCanStillBeErasedAndGoneOnFrom) {
    timeline.write(at_ms(0), tone(440, 2));
    timeline.encode(at_ms(2000));
    timeline.settle(at_ms(400), packets);
    timeline.erase_from(at_ms(707));  // within a frame, nearer to its beginning
    timeline.write(at_ms(1207), tone(900, 0.5));
    timeline.encode(at_ms(1707));
    timeline.erase_from(at_ms(1495));  // nearer to its end
    const Samples heard = settled(2500);
    EXPECT_GT(amplitude_at(part(heard, 100, 690), 440), 4000);
    EXPECT_LT(peak(part(heard, 730, 1200)), 300);
    EXPECT_NEAR(static_cast<double>(onset(part(heard, 800, 2500), 1500)), 407 * 16, 60);
    EXPECT_GT(amplitude_at(part(heard, 1230, 1480), 900), 4000);
    EXPECT_LT(peak(part(heard, 1530, 2500)), 300);
}

/// Packets of a tone from `from_ms` on, as another encoder made them.
void place_tone(ChannelTimeline& timeline, double hertz, int from_ms, int frames, int skewed_ms = 0) {
    OpusEncoder encoder(16000, 32000, 5);
    const Samples sound = tone(hertz, frames * 0.02);
    for (int i = 0; i < frames; ++i)
        timeline.place(at_ms(from_ms + 20 * i + (i >= frames / 2 ? skewed_ms : 0)),
                       encoder.encode(SampleView(sound).subspan(static_cast<std::size_t>(i) * 320, 320)));
}

TEST_F(Timeline, PacketsAreKeptAsTheyAreOnTheNearestFrame) {
    place_tone(timeline, 440, 508, 20);
    const Samples heard = settled(1500);
    ASSERT_EQ(packets.size(), 20u) << "nothing is encoded beside them";
    EXPECT_EQ(packets.front().frame, 25u);
    EXPECT_GT(amplitude_at(part(heard, 520, 880), 440), 3500);
    EXPECT_LT(peak(part(heard, 940, 1500)), 300);
}

TEST_F(Timeline, AStreamThatMovesByPartsOfAFrameStaysWhole) {
    place_tone(timeline, 440, 509, 20, 4);
    const Samples heard = settled(1500);
    ASSERT_EQ(packets.size(), 20u);
    EXPECT_EQ(packets.back().frame, 44u);
    EXPECT_GT(amplitude_at(part(heard, 520, 880), 440), 3500);
}

TEST_F(Timeline, WhatIsMissingBetweenPacketsIsEncoded) {
    place_tone(timeline, 440, 200, 10);
    timeline.write(at_ms(400), tone(440, 0.1));
    place_tone(timeline, 440, 500, 10);
    const Samples heard = settled(1000);
    EXPECT_EQ(packets.size(), 25u);
    EXPECT_GT(rms(part(heard, 420, 490)), 3000);
    EXPECT_GT(rms(part(heard, 520, 690)), 3000);
}

TEST_F(Timeline, PacketsThatWereNotHeardAreErasedAndWhatIsSettledIsNot) {
    place_tone(timeline, 440, 0, 50);
    timeline.settle(at_ms(400), packets);
    timeline.erase_from(at_ms(600));
    place_tone(timeline, 900, 0, 10);  // too late
    const Samples heard = settled(1000);
    EXPECT_EQ(packets.size(), 30u);
    EXPECT_GT(amplitude_at(part(heard, 50, 580), 440), 3500);
    EXPECT_LT(peak(part(heard, 640, 1000)), 300);
}

TEST_F(Timeline, AnythingButAFrameOf20MsIsNoPacketOfTheRecording) {
    timeline.place(at_ms(0), Bytes{});
    timeline.place(at_ms(0), Bytes{0xFF, 0xFF, 0xFF});
    timeline.place(at_ms(-4000), OpusEncoder(16000, 24000, 0).encode(Samples(320)));
    timeline.settle(at_ms(1000), packets);
    EXPECT_TRUE(packets.empty());
}

TEST_F(Timeline, PacketsFarAheadTakeNeitherTimeNorMemory) {
    place_tone(timeline, 440, 0, 5);
    timeline.place(ticks_of_seconds(3600.0 * 24), OpusEncoder(16000, 24000, 0).encode(Samples(320)));
    timeline.settle(ticks_of_seconds(3600.0 * 24 * 3), packets);
    ASSERT_EQ(packets.size(), 6u);
    EXPECT_EQ(packets.back().frame / 50, 3600u * 24);
}

TEST_F(Timeline, TimesBeforeTheBeginningAreCutOff) {
    timeline.write(at_ms(-100), tone(440, 0.3));
    timeline.write(at_ms(-5000), tone(440, 0.3));
    const Samples heard = settled(1000);
    EXPECT_GT(rms(part(heard, 50, 190)), 4000);
    EXPECT_LT(peak(part(heard, 240, 1000)), 300);
}

TEST_F(Timeline, MoreThanAMinuteUnsettledIsSettledByItself) {
    for (int s = 0; s < 90; ++s) {
        timeline.write(at_ms(s * 1000), tone(440, 1));
    }
    timeline.erase_from(at_ms(0));  // reaches the last minute only
    timeline.settle(at_ms(90000), packets);
    EXPECT_GE(packets.size(), 30u * 50);
    EXPECT_LE(packets.size(), 30u * 50 + 4);
}

TEST_F(Timeline, ALeapFarAheadTakesNeitherTimeNorMemory) {
    timeline.write(at_ms(0), tone(440, 0.1));
    timeline.write(ticks_of_seconds(3600.0 * 24), tone(440, 0.1));
    timeline.settle(ticks_of_seconds(3600.0 * 24 * 3), packets);
    ASSERT_GE(packets.size(), 10u);
    EXPECT_LE(packets.size(), 16u);
    EXPECT_EQ(packets.front().frame, 0u);
    EXPECT_EQ(packets.back().frame / 50, 3600u * 24);
}

}  // namespace
}  // namespace mockcall::audio
