#include "audio/input_decoder.hpp"

#include <gtest/gtest.h>

#include "audio/g711.hpp"
#include "media.hpp"
#include "signals.hpp"

namespace mockcall::audio {
namespace {

using namespace test;

Samples decode_all(const InputFormat& format, ByteView bytes, std::size_t chunk) {
    auto decoder = make_input_decoder(format).value();
    Samples out;
    while (!bytes.empty()) {
        const auto piece = bytes.first(std::min(chunk, bytes.size()));
        EXPECT_TRUE(decoder->decode(piece, out));
        bytes = bytes.subspan(piece.size());
    }
    return out;
}

TEST(Codecs, EveryWireNameComesBack) {
    for (const char* name : {"pcm_s16le", "opus", "pcmu", "pcma", "webm", "ogg", "wav"}) {
        ASSERT_TRUE(codec_of(name)) << name;
        EXPECT_EQ(to_string(*codec_of(name)), name);
    }
    EXPECT_FALSE(codec_of("mp3"));
    EXPECT_FALSE(codec_of("unknown"));
    EXPECT_FALSE(codec_of(""));
}

TEST(InputDecoder, RatesAndChannelsThatAreNotSupportedAreNamed) {
    for (const int rate : {-1, 1, 7999, 48001, 96000}) {
        const auto made = make_input_decoder({.codec = Codec::PcmS16le, .sample_rate = rate});
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().code, ErrorCode::ValidationError);
        EXPECT_EQ(made.error().fields.at(0).field, "format.sampleRate");
    }
    for (const int channels : {0, 3, -1}) {
        const auto made = make_input_decoder({.codec = Codec::PcmS16le, .channels = channels});
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().fields.at(0).field, "format.channels");
    }
}

TEST(InputDecoder, PcmAtThePipelineRatePassesUnchangedHoweverItIsCut) {
    const Samples in = white_noise(3000, 0.1, 1);
    for (const std::size_t chunk : {1u, 3u, 5u, 640u}) {
        EXPECT_EQ(decode_all({.codec = Codec::PcmS16le}, le_bytes(in), chunk), in);
    }
}

TEST(InputDecoder, StereoPcmIsMixedDownHoweverItIsCut) {
    const Samples in{100, 300, -32768, -32768, 32767, 32767, -5, 5};
    for (const std::size_t chunk : {1u, 2u, 3u, 7u, 100u}) {
        EXPECT_EQ(decode_all({.codec = Codec::PcmS16le, .channels = 2}, le_bytes(in), chunk),
                  (Samples{200, -32768, 32767, 0}));
    }
}

TEST(InputDecoder, OtherRatesComeOutAt16kHz) {
    for (const int rate : {8000, 11025, 24000, 44100, 48000}) {
        const Samples out =
            decode_all({.codec = Codec::PcmS16le, .sample_rate = rate}, le_bytes(tone(500, 1, rate)), 1001);
        EXPECT_NEAR(static_cast<double>(out.size()), 16000, 200) << rate;
        EXPECT_NEAR(amplitude_at(SampleView(out).subspan(1600, 12800), 500), 8000, 100) << rate;
    }
}

// The corner points of ITU-T G.711's tables, scaled to 16 bits.
TEST(G711, DecodesTheStandardsCornerPoints) {
    EXPECT_EQ(decode_mu_law(0x00), -32124);
    EXPECT_EQ(decode_mu_law(0x80), 32124);
    EXPECT_EQ(decode_mu_law(0xFF), 0);
    EXPECT_EQ(decode_mu_law(0x7F), 0);
    EXPECT_EQ(decode_mu_law(0xFE), 8);
    EXPECT_EQ(decode_a_law(0xD5), 8);
    EXPECT_EQ(decode_a_law(0x55), -8);
    EXPECT_EQ(decode_a_law(0xAA), 32256);
    EXPECT_EQ(decode_a_law(0x2A), -32256);
}

TEST(G711, EveryCodeSurvivesARoundTripAndErrorsAreAStep) {
    for (int code = 0; code < 256; ++code) {
        const auto c = static_cast<std::uint8_t>(code);
        EXPECT_EQ(decode_mu_law(encode_mu_law(decode_mu_law(c))), decode_mu_law(c));
        EXPECT_EQ(encode_a_law(decode_a_law(c)), c);
    }
    for (int s = -32768; s <= 32767; s += 13) {
        const auto sample = static_cast<std::int16_t>(s);
        const int allowed = std::abs(s) / 16 + 16;
        EXPECT_NEAR(decode_mu_law(encode_mu_law(sample)), s, allowed + (std::abs(s) > 32000 ? 700 : 0));
        EXPECT_NEAR(decode_a_law(encode_a_law(sample)), s, allowed);
    }
}

TEST(InputDecoder, TelephoneCodecsDefaultTo8kHz) {
    const Samples in = tone(500, 1, 8000);
    for (const Codec codec : {Codec::Pcmu, Codec::Pcma}) {
        const Samples out = decode_all({.codec = codec}, codec == Codec::Pcmu ? mu_law(in) : a_law(in), 160);
        EXPECT_NEAR(static_cast<double>(out.size()), 16000, 200);
        EXPECT_NEAR(amplitude_at(SampleView(out).subspan(1600, 12800), 500), 8000, 200);
    }
}

TEST(InputDecoder, AnOpusChunkIsOnePacket) {
    auto decoder = make_input_decoder({.codec = Codec::Opus}).value();
    Samples out;
    for (const Bytes& packet : opus_packets(tone(500, 1))) {
        ASSERT_TRUE(decoder->decode(packet, out));
    }
    EXPECT_EQ(out.size(), 16000u);
    EXPECT_NEAR(amplitude_at(SampleView(out).subspan(3200, 9600), 500), 8000, 1500);
    EXPECT_EQ(decoder->decode(Bytes{0xFF, 0x00}, out).error().code, ErrorCode::AudioFailure);
    EXPECT_EQ(out.size(), 16000u);
}

TEST(Sniffing, WhatIsNoContainerIsPcmFromTheFirstByteOn) {
    const Samples in = white_noise(3000, 0.1, 5);
    for (const std::size_t chunk : {1u, 2u, 640u}) {
        EXPECT_EQ(decode_all({}, le_bytes(in), chunk), in);
    }
    const Samples starts_like_riff{0x4952, 0x4646 + 1, 5, 6, 7};  // "RIGF"
    EXPECT_EQ(decode_all({}, le_bytes(starts_like_riff), 1), starts_like_riff);
}

TEST(Sniffing, AClientMayChangeFromPcmToAContainerAndOn) {
    auto decoder = make_input_decoder({}).value();
    Samples out;
    ASSERT_TRUE(decoder->decode(le_bytes(tone(300, 0.5)), out));
    EXPECT_EQ(out.size(), 8000u);
    ASSERT_TRUE(decoder->decode(test_file("chromium_recorder.webm"), out));
    EXPECT_NEAR(static_cast<double>(out.size()), 8000 + 4.56 * 16000, 1200);
    const std::size_t before = out.size();
    ASSERT_TRUE(decoder->decode(test_file("speech.ogg"), out));
    EXPECT_NEAR(static_cast<double>(out.size() - before), 4.29 * 16000, 500);
}

}  // namespace
}  // namespace mockcall::audio
