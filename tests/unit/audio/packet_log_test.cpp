#include <gtest/gtest.h>

#include "audio/recording.hpp"
#include "base/random.hpp"

namespace mockcall::audio {
namespace {

struct Log {
    Bytes bytes;
    std::vector<RecordedPacket> packets;
    std::vector<std::size_t> ends{0};  // of the records
};

Log make_log(int records) {
    Log log;
    Random random(5);
    for (int i = 0; i < records; ++i) {
        RecordedPacket p{.frame = static_cast<std::uint32_t>(random.next()),
                         .channel = i % 3 == 0 ? Channel::Customer : Channel::Agent,
                         .opus = Bytes(random.below(90))};
        for (auto& b : p.opus) {
            b = static_cast<std::uint8_t>(random.next());
        }
        append_packet_record(p, log.bytes);
        log.packets.push_back(p);
        log.ends.push_back(log.bytes.size());
    }
    return log;
}

std::vector<RecordedPacket> read(ByteView bytes, std::size_t& whole) {
    std::vector<RecordedPacket> out;
    whole = read_packet_records(bytes, [&](const RecordedPacket& p) { out.push_back(p); });
    return out;
}

void expect_same(const RecordedPacket& a, const RecordedPacket& b) {
    EXPECT_EQ(a.frame, b.frame);
    EXPECT_EQ(a.channel, b.channel);
    EXPECT_EQ(a.opus, b.opus);
}

TEST(PacketLog, WhatIsAppendedIsRead) {
    const Log log = make_log(100);
    std::size_t whole = 0;
    const auto packets = read(log.bytes, whole);
    EXPECT_EQ(whole, log.bytes.size());
    ASSERT_EQ(packets.size(), log.packets.size());
    for (std::size_t i = 0; i < packets.size(); ++i) {
        expect_same(packets[i], log.packets[i]);
    }
}

TEST(PacketLog, TornAnywhereItIsReadUpToTheLastWholeRecord) {
    const Log log = make_log(12);
    for (std::size_t cut = 0; cut <= log.bytes.size(); ++cut) {
        std::size_t whole = 0;
        const auto packets = read(ByteView(log.bytes).first(cut), whole);
        const auto expected = std::upper_bound(log.ends.begin(), log.ends.end(), cut) - log.ends.begin() - 1;
        ASSERT_EQ(packets.size(), static_cast<std::size_t>(expected)) << cut;
        EXPECT_EQ(whole, log.ends[packets.size()]);
    }
}

TEST(PacketLog, ADamagedRecordEndsTheReading) {
    const Log log = make_log(12);
    for (std::size_t at = 0; at < log.bytes.size(); ++at) {
        Bytes damaged = log.bytes;
        damaged[at] ^= 0x10;
        std::size_t whole = 0;
        const auto packets = read(damaged, whole);
        ASSERT_LE(whole, at);
        ASSERT_EQ(log.ends[packets.size()], whole);
    }
}

TEST(PacketLog, ATailOfZerosAsAFileSystemLeavesIsTorn) {
    Log log = make_log(3);
    log.bytes.resize(log.bytes.size() + 4096);
    std::size_t whole = 0;
    EXPECT_EQ(read(log.bytes, whole).size(), 3u);
    EXPECT_EQ(whole, log.ends.back());
}

TEST(PacketLog, AfterTheTornTailIsCutOffItCanBeAppendedTo) {
    const Log log = make_log(5);
    std::size_t whole = 0;
    (void)read(ByteView(log.bytes).first(log.bytes.size() - 1), whole);
    Bytes mended(log.bytes.begin(), log.bytes.begin() + static_cast<std::ptrdiff_t>(whole));
    append_packet_record(log.packets[0], mended);
    const auto packets = read(mended, whole);
    ASSERT_EQ(packets.size(), 5u);
    expect_same(packets.back(), log.packets[0]);
}

TEST(PacketLog, APacketThatCannotBeOneIsNotWritten) {
    Bytes out;
    append_packet_record({.frame = 1, .opus = Bytes(70000)}, out);
    EXPECT_TRUE(out.empty());
}

}  // namespace
}  // namespace mockcall::audio
