#include <algorithm>
#include <array>
#include <bit>
#include <memory>

#include <gtest/gtest.h>
#include <opus/opus_multistream.h>

#include "audio/container/ebml.hpp"
#include "audio/opus.hpp"
#include "audio/opus_format.hpp"
#include "audio/recording.hpp"
#include "signals.hpp"

namespace mockcall::audio {
namespace {

using namespace test;
using namespace ebml;

// A strict reader: every size must be known and lead exactly to the next element.
struct Element {
    std::uint32_t id = 0;
    std::size_t at = 0;  // in the file
    ByteView payload;
    std::vector<Element> children;

    [[nodiscard]] const Element& child(std::uint32_t wanted) const {
        for (const Element& e : children) {
            if (e.id == wanted) {
                return e;
            }
        }
        throw std::runtime_error("an element is missing");
    }
    [[nodiscard]] std::uint64_t number() const {
        std::uint64_t v = 0;
        for (const auto b : payload) {
            v = v << 8 | b;
        }
        return v;
    }
};

bool is_master(std::uint32_t id) {
    constexpr std::array kMasters{
        kEbml, kSegment,  kSeekHead,          kSeek,    kInfo,      kTracks, kTrackEntry, kAudio,
        kCues, kCuePoint, kCueTrackPositions, kCluster, kBlockGroup};
    return std::find(kMasters.begin(), kMasters.end(), id) != kMasters.end();
}

std::vector<Element> parse(ByteView bytes, std::size_t at) {
    std::vector<Element> out;
    while (!bytes.empty()) {
        const std::size_t id_bytes = vint_length(bytes[0]);
        Element e{.at = at, .payload = {}, .children = {}};
        for (std::size_t i = 0; i < id_bytes; ++i) {
            e.id = e.id << 8 | bytes[i];
        }
        const auto size = read_vint(bytes.subspan(id_bytes)).value();
        if (size.unknown || size.value > bytes.size() - id_bytes - size.length) {
            throw std::runtime_error("a size is wrong");
        }
        const std::size_t head = id_bytes + size.length;
        e.payload = bytes.subspan(head, static_cast<std::size_t>(size.value));
        if (is_master(e.id)) {
            e.children = parse(e.payload, at + head);
        }
        bytes = bytes.subspan(head + e.payload.size());
        at += head + e.payload.size();
        out.push_back(std::move(e));
    }
    return out;
}

struct File {
    Bytes bytes;
    std::vector<Element> top;
    std::size_t segment_at = 0;  // its payload
    [[nodiscard]] const Element& segment() const { return top.at(1); }
};

File write(const std::vector<RecordedPacket>& packets, Ticks length) {
    File f;
    write_webm(packets, length, [&](ByteView b) { f.bytes.insert(f.bytes.end(), b.begin(), b.end()); });
    f.top = parse(f.bytes, 0);
    f.segment_at = static_cast<std::size_t>(f.segment().payload.data() - f.bytes.data());
    return f;
}

struct Played {
    Samples left;
    Samples right;
};

// Decodes as a player does: pre-skip off the front, the last block's padding off the end.
Played play(const File& f) {
    const Bytes head = [&] {
        const ByteView b = f.segment().child(kTracks).child(kTrackEntry).child(kCodecPrivate).payload;
        return Bytes(b.begin(), b.end());
    }();
    const std::size_t pre_skip = head[10] | static_cast<std::size_t>(head[11]) << 8;
    int error = 0;
    const std::unique_ptr<OpusMSDecoder, void (*)(OpusMSDecoder*)> decoder(
        opus_multistream_decoder_create(48000, head[9], head[19], head[20], head.data() + 21, &error),
        opus_multistream_decoder_destroy);
    Samples pcm;
    std::uint64_t padding_ns = 0;
    const auto block = [&](ByteView b) {
        Samples frame(5760 * 2);
        const int n =
            opus_multistream_decode(decoder.get(), b.data() + 4, static_cast<int>(b.size()) - 4, frame.data(), 5760, 0);
        EXPECT_EQ(n, 960);
        pcm.insert(pcm.end(), frame.begin(), frame.begin() + 2 * std::max(n, 0));
    };
    for (const Element& cluster : f.segment().children) {
        for (const Element& e : cluster.children) {
            if (cluster.id == kCluster && e.id == kSimpleBlock) {
                block(e.payload);
            } else if (cluster.id == kCluster && e.id == kBlockGroup) {
                block(e.child(kBlock).payload);
                padding_ns = e.child(kDiscardPadding).number();
            }
        }
    }
    const std::size_t padding = static_cast<std::size_t>(std::llround(static_cast<double>(padding_ns) * 48e-6));
    Played p;
    for (std::size_t i = pre_skip; i < pcm.size() / 2 - padding; ++i) {
        p.left.push_back(pcm[2 * i]);
        p.right.push_back(pcm[2 * i + 1]);
    }
    return p;
}

std::vector<RecordedPacket> record(Channel channel, Ticks at, const Samples& pcm) {
    ChannelTimeline timeline(channel, 24000, 5);
    std::vector<RecordedPacket> out;
    timeline.write(at, pcm);
    timeline.settle(at + ticks_of_samples(static_cast<std::int64_t>(pcm.size()), 16000) + ticks_of_seconds(1), out);
    return out;
}

std::vector<RecordedPacket> merged(std::vector<RecordedPacket> a, const std::vector<RecordedPacket>& b) {
    a.insert(a.end(), b.begin(), b.end());
    std::sort(a.begin(), a.end(), [](const auto& x, const auto& y) { return x.frame < y.frame; });
    return a;
}

SampleView part(const Samples& s, double from, double to) {
    return SampleView(s).subspan(static_cast<std::size_t>(from * 48000), static_cast<std::size_t>((to - from) * 48000));
}

TEST(WebmWriter, LeftIsTheAgentAndRightTheCustomerEachInItsPlace) {
    const File f = write(merged(record(Channel::Agent, ticks_of_seconds(1.013), tone(440, 0.5)),
                                record(Channel::Customer, ticks_of_seconds(3.5), tone(900, 0.5))),
                         ticks_of_seconds(6));
    const Played p = play(f);
    EXPECT_NEAR(static_cast<double>(onset(p.left, 1500)), 1.013 * 48000, 96) << "within 2 ms";
    EXPECT_NEAR(static_cast<double>(onset(p.right, 1500)), 3.5 * 48000, 96);
    EXPECT_GT(amplitude_at(part(p.left, 1.1, 1.5), 440, 48000), 5000);
    EXPECT_GT(amplitude_at(part(p.right, 3.6, 3.9), 900, 48000), 5000);
    EXPECT_LT(peak(part(p.right, 0, 3.4)), 30);
    EXPECT_LT(peak(part(p.left, 1.6, 6)), 30);
}

TEST(WebmWriter, BothMaySpeakAtOnce) {
    const Played p = play(
        write(merged(record(Channel::Agent, Ticks{0}, tone(440, 1)), record(Channel::Customer, Ticks{0}, tone(900, 1))),
              ticks_of_seconds(1)));
    EXPECT_GT(amplitude_at(part(p.left, 0.2, 0.9), 440, 48000), 5000);
    EXPECT_LT(amplitude_at(part(p.left, 0.2, 0.9), 900, 48000), 100);
    EXPECT_GT(amplitude_at(part(p.right, 0.2, 0.9), 900, 48000), 5000);
    EXPECT_LT(amplitude_at(part(p.right, 0.2, 0.9), 440, 48000), 100);
}

TEST(WebmWriter, TheLengthIsExactToTheSample) {
    for (const std::int64_t ticks : {0, 1, 647, 648, 649, 960, 48000, 48001, 47999, 11 * 48000 + 17}) {
        const File f = write({}, Ticks{ticks});
        EXPECT_EQ(play(f).left.size(), static_cast<std::size_t>(ticks));
        const double duration = std::bit_cast<double>(f.segment().child(kInfo).child(kDuration).number());
        EXPECT_DOUBLE_EQ(duration, static_cast<double>(ticks) / 48);
    }
}

TEST(WebmWriter, NobodyFilledMeansSilence) {
    const Played p = play(write({}, ticks_of_seconds(3)));
    EXPECT_LE(peak(p.left), 2);
    EXPECT_LE(peak(p.right), 2);
}

TEST(WebmWriter, EveryCuePointsAtItsCluster) {
    const File f = write(record(Channel::Agent, ticks_of_seconds(7), tone(440, 4)), ticks_of_seconds(61.5));
    std::vector<const Element*> clusters;
    for (const Element& e : f.segment().children) {
        if (e.id == kCluster) {
            clusters.push_back(&e);
        }
    }
    const auto& points = f.segment().child(kCues).children;
    ASSERT_EQ(points.size(), clusters.size());
    EXPECT_EQ(points.size(), 13u);
    for (std::size_t i = 0; i < points.size(); ++i) {
        EXPECT_EQ(points[i].child(kCueTime).number(), clusters[i]->child(kTimestamp).number());
        EXPECT_EQ(points[i].child(kCueTime).number(), i * 5000);
        EXPECT_EQ(f.segment_at + points[i].child(kCueTrackPositions).child(kCueClusterPosition).number(),
                  clusters[i]->at);
    }
    for (const Element& seek : f.segment().child(kSeekHead).children) {
        const auto id = static_cast<std::uint32_t>(seek.child(kSeekId).number());
        EXPECT_EQ(f.segment_at + seek.child(kSeekPosition).number(), f.segment().child(id).at);
    }
}

TEST(WebmWriter, ItComesInPiecesOfAClusterEach) {
    std::size_t pieces = 0;
    std::size_t largest = 0;
    write_webm(record(Channel::Agent, Ticks{0}, white_noise(5000, 30, 3)), ticks_of_seconds(30), [&](ByteView b) {
        ++pieces;
        largest = std::max(largest, b.size());
    });
    EXPECT_EQ(pieces, 8u);
    EXPECT_LT(largest, 60000u);
}

TEST(WebmWriter, PacketsThatDoNotFitTheGridBecomeSilence) {
    std::vector<RecordedPacket> packets{
        {.frame = 0, .opus = {}},
        {.frame = 1, .opus = {0xFF, 0x41, 1, 2, 3}},        // stereo, 40 ms
        {.frame = 2, .opus = Bytes(2000, 0x48)},            // too long
        {.frame = 4'000'000'000u, .opus = {0x48, 1, 2, 3}}  // after the end
    };
    const Played p = play(write(packets, ticks_of_seconds(1)));
    EXPECT_EQ(p.left.size(), 48000u);
    EXPECT_LE(peak(p.left), 2);
}

TEST(WebmWriter, LongPacketsTakeTheLongFormOfTheirLength) {
    OpusEncoder encoder(16000, 510000, 5);
    const Samples noise = white_noise(8000, 0.4, 9);
    std::vector<RecordedPacket> packets;
    for (std::uint32_t i = 0; i < 20; ++i) {
        packets.push_back({.frame = i, .opus = encoder.encode(SampleView(noise).subspan(i * 320, 320))});
    }
    ASSERT_GT(packets.back().opus.size(), 260u);
    const Played p = play(write(packets, ticks_of_seconds(0.4)));
    EXPECT_GT(rms(part(p.left, 0.1, 0.3)), 2000);
    EXPECT_LE(peak(p.right), 2);
}

}  // namespace
}  // namespace mockcall::audio
