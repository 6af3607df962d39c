#include "audio/opus.hpp"

#include <gtest/gtest.h>

#include "audio/opus_format.hpp"
#include "signals.hpp"

namespace mockcall::audio {
namespace {

using namespace test;

class OpusAt : public testing::TestWithParam<int> {};

TEST_P(OpusAt, ATonePassesThroughWithItsPitchAndLevel) {
    const int rate = GetParam();
    OpusEncoder encoder(rate, 24000, 5);
    OpusDecoder decoder(rate);
    const Samples in = tone(440, 1, rate);
    Samples out;
    const auto frame = static_cast<std::size_t>(rate / 50);
    for (std::size_t at = 0; at < in.size(); at += frame) {
        ASSERT_TRUE(decoder.decode(encoder.encode(SampleView(in).subspan(at, frame)), out));
    }
    ASSERT_EQ(out.size(), in.size());
    const SampleView settled = SampleView(out).subspan(out.size() / 2);
    EXPECT_NEAR(amplitude_at(settled, 440, rate), 8000, 1500);
    EXPECT_LT(amplitude_at(settled, 880, rate), 500);
}
INSTANTIATE_TEST_SUITE_P(Rates, OpusAt, testing::Values(8000, 16000, 24000));

TEST(Opus, ALostPacketIsConcealedWithAsManySamplesAsAsked) {
    OpusEncoder encoder(16000, 24000, 5);
    OpusDecoder decoder(16000);
    const Samples in = tone(200, 0.2);
    Samples out;
    for (std::size_t at = 0; at < in.size(); at += 320) {
        ASSERT_TRUE(decoder.decode(encoder.encode(SampleView(in).subspan(at, 320)), out));
    }
    const std::size_t before = out.size();
    decoder.conceal(320, out);
    ASSERT_EQ(out.size(), before + 320);
    EXPECT_GT(rms(SampleView(out).subspan(before)), 1000) << "the voice goes on through one lost packet";
    decoder.conceal(16000 + 7, out);
    EXPECT_EQ(out.size(), before + 320 + 16007);
    EXPECT_LT(rms(SampleView(out).last(3200)), 200) << "and fades when nothing comes";
    decoder.conceal(-5, out);
    EXPECT_EQ(out.size(), before + 320 + 16007);
}

TEST(Opus, ABrokenPacketIsAnErrorAndTheNextOneIsHeard) {
    OpusEncoder encoder(16000, 24000, 5);
    OpusDecoder decoder(16000);
    Samples out;
    EXPECT_EQ(decoder.decode(Bytes{}, out).error().code, ErrorCode::AudioFailure);
    EXPECT_EQ(decoder.decode(Bytes{0xFF, 0xFF}, out).error().code, ErrorCode::AudioFailure);
    EXPECT_TRUE(out.empty());
    EXPECT_TRUE(decoder.decode(encoder.encode(Samples(320)), out));
    EXPECT_EQ(out.size(), 320u);
}

TEST(Opus, AFrameOfAnotherLengthIsRefused) {
    OpusEncoder encoder(16000, 24000, 5);
    EXPECT_THROW((void)encoder.encode(Samples(160)), std::invalid_argument);
    EXPECT_THROW(OpusEncoder(11025, 24000, 5), std::invalid_argument);
    EXPECT_THROW(OpusDecoder(44100), std::invalid_argument);
}

TEST(Opus, AfterAResetTheSameInputGivesTheSamePackets) {
    OpusEncoder encoder(16000, 24000, 5);
    const Samples frame = tone(300, 0.02);
    const Bytes first = encoder.encode(frame);
    (void)encoder.encode(frame);
    encoder.reset();
    EXPECT_EQ(encoder.encode(frame), first);
}

// A sender may say that a packet is missing between two that leave no time for it.
TEST(OpusCodec, AMissingPacketOfNoLengthIsRepairedByNothing) {
    OpusDecoder decoder(16'000);
    Samples out;
    decoder.repair(Bytes{0xbb, 0xdf, 0xff}, 0, out);
    EXPECT_TRUE(out.empty());
    decoder.repair({}, 320, out);
    EXPECT_EQ(out.size(), 320U);
}

TEST(OpusFormat, AHeadIsReadAsItWasWritten) {
    const Bytes bytes = write_opus_head({.channels = 2, .pre_skip = 3840, .input_rate = 44100});
    const auto head = parse_opus_head(bytes);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->channels, 2);
    EXPECT_EQ(head->pre_skip, 3840);
    EXPECT_EQ(head->input_rate, 44100u);
    for (std::size_t n = 0; n < bytes.size(); ++n) {
        EXPECT_FALSE(parse_opus_head(ByteView(bytes).first(n))) << n;
    }
}

TEST(OpusFormat, AHeadOfSeveralStreamsIsRefused) {
    EXPECT_FALSE(
        parse_opus_head(write_opus_head({.channels = 2, .mapping_family = 1, .streams = 2, .mapping = {0, 1}})));
    EXPECT_FALSE(parse_opus_head(write_opus_head({.channels = 6, .mapping_family = 1, .mapping = {0, 1, 2, 3, 4, 5}})));
}

// RFC 6716 section 3.2.1: 1-251 in one byte, 252-1275 in two: first + 4 * second.
TEST(OpusFormat, SelfDelimitingLengthsTakeTheirTwoForms) {
    for (const std::size_t length : {0u, 1u, 251u, 252u, 253u, 255u, 256u, 1275u}) {
        Bytes packet(length + 1, 0x55);
        packet[0] = 0x48;
        Bytes out;
        append_self_delimited(packet, out);
        EXPECT_EQ(out.size(), self_delimited_size(packet)) << length;
        const bool two = out[1] >= 252;
        EXPECT_EQ(two ? out[1] + 4u * out[2] : out[1], length);
        EXPECT_EQ(out.size(), 1 + (two ? 2 : 1) + length);
    }
}

}  // namespace
}  // namespace mockcall::audio
