#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "audio/input_decoder.hpp"
#include "media.hpp"
#include "signals.hpp"

namespace mockcall::audio {
namespace {

using namespace test;

std::unique_ptr<InputDecoder> decoder_of(Codec codec) { return make_input_decoder({.codec = codec}).value(); }

struct Heard {
    Samples pcm;
    int errors = 0;
};

void feed(InputDecoder& decoder, ByteView chunk, Heard& heard) {
    const auto result = decoder.decode(chunk, heard.pcm);
    heard.errors += result ? 0 : 1;
    if (!result) {
        EXPECT_EQ(result.error().code, ErrorCode::AudioFailure);
    }
}

Heard hear(Codec codec, ByteView bytes, std::size_t chunk = SIZE_MAX) {
    Heard heard;
    auto decoder = decoder_of(codec);
    while (!bytes.empty()) {
        const auto piece = bytes.first(std::min(chunk, bytes.size()));
        feed(*decoder, piece, heard);
        bytes = bytes.subspan(piece.size());
    }
    return heard;
}

Bytes operator+(Bytes a, const Bytes& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

struct Container {
    std::string name;
    Codec codec;
    std::function<Bytes()> make;
    double seconds;  // of sound in it
    friend void PrintTo(const Container& c, std::ostream* out) { *out << c.name; }
};

class InContainer : public testing::TestWithParam<Container> {};

TEST_P(InContainer, TheSoundIsHeardAtItsLengthAndLevel) {
    const Heard heard = hear(GetParam().codec, GetParam().make());
    EXPECT_EQ(heard.errors, 0);
    EXPECT_NEAR(static_cast<double>(heard.pcm.size()) / kPipelineRate, GetParam().seconds, 0.07);
    EXPECT_GT(rms(heard.pcm), 800);
    EXPECT_LT(rms(heard.pcm), 8000);
}

TEST_P(InContainer, ChunksMayHaveAnyLength) {
    const Bytes bytes = GetParam().make();
    const Samples whole = hear(GetParam().codec, bytes).pcm;
    for (const std::size_t chunk : {1u, 2u, 3u, 7u, 64u, 1000u}) {
        const Heard heard = hear(GetParam().codec, bytes, chunk);
        EXPECT_EQ(heard.errors, 0) << chunk;
        EXPECT_TRUE(heard.pcm == whole) << chunk;
    }
}

TEST_P(InContainer, TheCutMayFallOnEveryByte) {
    Bytes bytes = GetParam().make();
    bytes.resize(std::min<std::size_t>(bytes.size(), 1500));
    const Samples whole = hear(GetParam().codec, bytes).pcm;
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
        Heard heard;
        auto decoder = decoder_of(GetParam().codec);
        feed(*decoder, ByteView(bytes).first(cut), heard);
        feed(*decoder, ByteView(bytes).subspan(cut), heard);
        ASSERT_EQ(heard.errors, 0) << cut;
        ASSERT_TRUE(heard.pcm == whole) << cut;
    }
}

TEST_P(InContainer, ARestartedRecorderIsHeardAgain) {
    const Bytes bytes = GetParam().make();
    const Samples once = hear(GetParam().codec, bytes).pcm;
    const Heard twice = hear(GetParam().codec, bytes + bytes, 333);
    EXPECT_EQ(twice.errors, 0);
    EXPECT_NEAR(static_cast<double>(twice.pcm.size()), 2.0 * static_cast<double>(once.size()), 320);
}

TEST_P(InContainer, ARecorderCutOffInMidStreamCanBeRestarted) {
    const Bytes bytes = GetParam().make();
    const Samples once = hear(GetParam().codec, bytes).pcm;
    for (const std::size_t cut : {bytes.size() / 2, bytes.size() / 2 + 1, bytes.size() - 3, bytes.size() / 3}) {
        auto decoder = decoder_of(GetParam().codec);
        Heard first;
        feed(*decoder, ByteView(bytes).first(cut), first);
        Heard second;
        feed(*decoder, bytes, second);
        EXPECT_NEAR(static_cast<double>(second.pcm.size()), static_cast<double>(once.size()), 1300) << cut;
    }
}

TEST_P(InContainer, AnUnknownFormatIsRecognisedByItsFirstBytes) {
    const Bytes bytes = GetParam().make();
    const Samples whole = hear(GetParam().codec, bytes).pcm;
    for (const std::size_t chunk : {1u, 3u, 5u, 1000u}) {
        EXPECT_TRUE(hear(Codec::Unknown, bytes, chunk).pcm == whole) << chunk;
    }
}

TEST_P(InContainer, GarbageIsAnErrorAndAGoodStreamAfterItIsHeard) {
    const Bytes bytes = GetParam().make();
    const Samples whole = hear(GetParam().codec, bytes).pcm;
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        Random random(seed);
        Bytes garbage(20000);
        std::generate(garbage.begin(), garbage.end(), [&] { return static_cast<std::uint8_t>(random.next()); });
        auto decoder = decoder_of(GetParam().codec);
        Heard bad;
        feed(*decoder, ByteView(garbage).first(10000), bad);
        feed(*decoder, ByteView(garbage).subspan(10000), bad);
        EXPECT_TRUE(bad.pcm.empty());
        EXPECT_GT(bad.errors, 0);
        Heard good;
        feed(*decoder, bytes, good);
        EXPECT_TRUE(good.pcm == whole);
    }
}

TEST_P(InContainer, DamageInTheMiddleSparesWhatCameBeforeAndARestart) {
    const Bytes bytes = GetParam().make();
    const Samples whole = hear(GetParam().codec, bytes).pcm;
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        Random random(seed);
        Bytes damaged = bytes;
        damaged[bytes.size() / 2 + random.below(200)] ^= static_cast<std::uint8_t>(1 + random.below(255));
        auto decoder = decoder_of(GetParam().codec);
        Heard heard;
        feed(*decoder, damaged, heard);
        EXPECT_GT(heard.pcm.size(), whole.size() * 4 / 10) << seed;
        EXPECT_LT(heard.pcm.size(), whole.size() * 12 / 10) << seed;
        Heard restarted;
        feed(*decoder, bytes, restarted);
        EXPECT_NEAR(static_cast<double>(restarted.pcm.size()), static_cast<double>(whole.size()), 1300) << seed;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Containers, InContainer,
    testing::Values(
        Container{"ChromiumRecorder", Codec::Webm, [] { return test_file("chromium_recorder.webm"); }, 4.56},
        Container{"WebmKnownSizes", Codec::Webm,
                  [] { return make_webm(opus_packets(tone(300, 1.6)), WebmStyle::Known); }, 1.6},
        Container{"WebmUnknownSizes", Codec::Webm,
                  [] { return make_webm(opus_packets(tone(300, 1.6)), WebmStyle::Live); }, 1.6},
        Container{"WebmBlockGroups", Codec::Webm,
                  [] { return make_webm(opus_packets(tone(300, 1.6)), WebmStyle::Groups); }, 1.6},
        Container{"FfmpegOgg", Codec::Ogg, [] { return test_file("speech.ogg"); }, 4.29},
        Container{"WavPcm16", Codec::Wav, [] { return make_wav({.tag = 1, .rate = 16000}, le_bytes(tone(300, 0.4))); },
                  0.4},
        Container{"WavPcm44100", Codec::Wav,
                  [] { return make_wav({.tag = 1, .rate = 44100}, le_bytes(tone(300, 0.4, 44100))); }, 0.4},
        Container{
            "WavStreamed", Codec::Wav,
            [] { return make_wav({.tag = 1, .rate = 16000, .size = WavSize::AllOnes}, le_bytes(tone(300, 0.4))); },
            0.4},
        Container{"WavSizeZero", Codec::Wav,
                  [] { return make_wav({.tag = 1, .rate = 16000, .size = WavSize::Zero}, le_bytes(tone(300, 0.4))); },
                  0.4},
        Container{"WavMuLaw", Codec::Wav,
                  [] { return make_wav({.tag = 7, .rate = 8000}, mu_law(tone(300, 0.4, 8000))); }, 0.4},
        Container{"WavALawExtensible", Codec::Wav,
                  [] { return make_wav({.tag = 6, .rate = 8000, .extensible = true}, a_law(tone(300, 0.4, 8000))); },
                  0.4}),
    [](const auto& p) { return p.param.name; });

TEST(Webm, WhatChromiumRecordsSoundsLikeWhatWasSaid) {
    const Samples from_webm = hear(Codec::Webm, test_file("chromium_recorder.webm")).pcm;
    const Samples from_ogg = hear(Codec::Ogg, test_file("speech.ogg")).pcm;
    EXPECT_NEAR(rms(from_webm) * std::sqrt(static_cast<double>(from_webm.size())),
                rms(from_ogg) * std::sqrt(static_cast<double>(from_ogg.size())), 60000);
}

TEST(Webm, LacedBlocksHoldSeveralPackets) {
    const auto packets = opus_packets(tone(300, 1));
    const Samples plain = hear(Codec::Webm, make_webm(packets, WebmStyle::Known)).pcm;
    for (const auto style : {WebmStyle::XiphLaced, WebmStyle::EbmlLaced}) {
        const Heard heard = hear(Codec::Webm, make_webm(packets, style));
        EXPECT_EQ(heard.errors, 0);
        EXPECT_TRUE(heard.pcm == plain);
    }
}

TEST(Webm, EmptyFramesInALaceAreNoSound) {
    auto decoder = decoder_of(Codec::Webm);
    Heard heard;
    feed(*decoder, make_webm(std::vector<Bytes>(10), WebmStyle::XiphLaced), heard);
    EXPECT_EQ(heard.errors, 1);
    EXPECT_TRUE(heard.pcm.empty());
}

TEST(Webm, BlocksOfAnotherTrackAreNotHeard) {
    const auto packets = opus_packets(tone(300, 1));
    const Samples plain = hear(Codec::Webm, make_webm(packets, WebmStyle::Known)).pcm;
    const Heard heard = hear(Codec::Webm, make_webm(packets, WebmStyle::WithVideo), 100);
    EXPECT_EQ(heard.errors, 0);
    EXPECT_TRUE(heard.pcm == plain);
}

TEST(Webm, AStreamWithoutItsHeaderSaysSo) {
    const Bytes bytes = test_file("chromium_recorder.webm");
    Samples out;
    const auto result = decoder_of(Codec::Webm)->decode(ByteView(bytes).subspan(0x93), out);
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find("header"), std::string::npos);
    EXPECT_TRUE(out.empty());
}

TEST(Wav, WhatIsNotUnderstoodIsNamed) {
    for (const WavFormat& format :
         {WavFormat{.tag = 3, .rate = 16000, .bits = 32}, WavFormat{.tag = 1, .rate = 16000, .bits = 24},
          WavFormat{.tag = 1, .rate = 96000}, WavFormat{.tag = 1, .rate = 16000, .channels = 6}}) {
        Samples out;
        const auto result = decoder_of(Codec::Wav)->decode(make_wav(format, Bytes(2000, 1)), out);
        ASSERT_FALSE(result);
        EXPECT_NE(result.error().message.find("understood"), std::string::npos) << result.error().message;
        EXPECT_TRUE(out.empty());
    }
}

TEST(Wav, StereoIsMixedDown) {
    Samples both;
    for (const auto s : tone(300, 1)) {
        both.push_back(s);
        both.push_back(0);
    }
    const Heard heard = hear(Codec::Wav, make_wav({.tag = 1, .rate = 16000, .channels = 2}, le_bytes(both)), 777);
    EXPECT_EQ(heard.pcm.size(), 16000u);
    EXPECT_NEAR(amplitude_at(heard.pcm, 300), 4000, 20);
}

TEST(Wav, AFileInEachChunkIsOneStream) {
    const Samples in = tone(300, 1, 48000);
    auto decoder = decoder_of(Codec::Wav);
    Heard heard;
    for (std::size_t at = 0; at < in.size(); at += 4800) {
        feed(*decoder, make_wav({.tag = 1, .rate = 48000}, le_bytes(SampleView(in).subspan(at, 4800))), heard);
    }
    EXPECT_EQ(heard.errors, 0);
    EXPECT_NEAR(static_cast<double>(heard.pcm.size()), 16000, 200);
    EXPECT_NEAR(amplitude_at(heard.pcm, 300), 8000, 100);
}

TEST(Ogg, AVorbisOrOtherStreamSaysThatOpusIsMissing) {
    Bytes bytes = test_file("speech.ogg");
    const std::string_view magic = "OpusHead";
    const auto at = std::search(bytes.begin(), bytes.end(), magic.begin(), magic.end());
    *at = 'X';
    Samples out;
    EXPECT_FALSE(decoder_of(Codec::Ogg)->decode(bytes, out));
    EXPECT_TRUE(out.empty());
}

}  // namespace
}  // namespace mockcall::audio
