#include "protocol/rtc/rtp.hpp"

#include <gtest/gtest.h>

#include "protocol/rtc/wire.hpp"

namespace mockcall::rtc {
namespace {

const Bytes kSound{1, 2, 3, 4, 5};

TEST(Rtp, WhatItWritesItReads) {
    Bytes datagram;
    append_rtp({111, true, 65535, 0xFFFFFF00, 0xCAFE, kSound}, datagram);
    EXPECT_EQ(kind_of(datagram), DatagramKind::Rtp);
    const auto p = parse_rtp(datagram);
    ASSERT_TRUE(p);
    EXPECT_EQ(p->payload_type, 111);
    EXPECT_TRUE(p->marker);
    EXPECT_EQ(p->sequence, 65535);
    EXPECT_EQ(p->timestamp, 0xFFFFFF00U);
    EXPECT_EQ(p->ssrc, 0xCAFEU);
    EXPECT_EQ(Bytes(p->payload.begin(), p->payload.end()), kSound);
}

TEST(Rtp, SkipsSourcesExtensionsAndPadding) {
    Bytes d{0xB1, 0x6F, 0, 9, 0, 0, 0, 1, 0, 0, 0, 2,  // version 2, padding, extension, one contributing source
            9,    9,    9, 9,                          // the source
            0xBE, 0xDE, 0, 1, 1, 2, 3, 4,              // an extension of one word
            7,    8,    0, 0, 3};                      // two bytes of sound, three of padding
    const auto p = parse_rtp(d);
    ASSERT_TRUE(p);
    EXPECT_EQ(Bytes(p->payload.begin(), p->payload.end()), (Bytes{7, 8}));
    d.back() = 6;
    EXPECT_FALSE(parse_rtp(d)) << "more padding than there are bytes";
    for (std::size_t n = 0; n < 24; ++n)
        EXPECT_FALSE(parse_rtp(ByteView(d).first(n))) << n;
}

TEST(Rtcp, ASenderReportWithReceptionDescriptionAndGoodbye) {
    OutgoingReport out;
    out.ssrc = 1;
    out.cname = "who";
    out.bye = true;
    out.sender = SenderInfo{0x0102030405060708, 960, 50, 4000};
    out.reception = ReceptionReport{2, 26, -3, 65536 + 7, 12, 0xAABBCCDD, 65536};
    Bytes datagram;
    append_rtcp(out, datagram);
    EXPECT_EQ(kind_of(datagram), DatagramKind::Rtcp);
    const auto in = parse_rtcp(datagram, 2);
    ASSERT_TRUE(in);
    EXPECT_EQ(in->sender, 1U);
    EXPECT_TRUE(in->bye);
    ASSERT_TRUE(in->sender_info);
    EXPECT_EQ(in->sender_info->ntp, 0x0102030405060708U);
    EXPECT_EQ(in->sender_info->packets, 50U);
    ASSERT_TRUE(in->report);
    EXPECT_EQ(in->report->lost, -3);
    EXPECT_EQ(in->report->fraction_lost, 26);
    EXPECT_EQ(in->report->highest_sequence, 65536U + 7);
    EXPECT_EQ(in->report->last_report, 0xAABBCCDDU);
    EXPECT_FALSE(parse_rtcp(datagram, 3)->report) << "a report about somebody else";
    for (std::size_t n = 1; n < datagram.size(); ++n)
        (void)parse_rtcp(ByteView(datagram).first(n), 2);
    EXPECT_FALSE(parse_rtcp(ByteView(datagram).first(datagram.size() - 1), 2));
}

TEST(ReceptionCounter, ExtendsSequencesOverTheWrapAndCountsWhatIsMissing) {
    ReceptionCounter counter;
    EXPECT_EQ(counter.received(65534, 0, 0), 65534);
    EXPECT_EQ(counter.received(65535, 960, 960), 65535);
    EXPECT_EQ(counter.received(1, 2880, 2880), 65537);
    EXPECT_EQ(counter.received(0, 1920, 3000), 65536) << "late, not lost";
    const auto whole = counter.report(5);
    EXPECT_EQ(whole.ssrc, 5U);
    EXPECT_EQ(whole.lost, 0);
    EXPECT_EQ(whole.highest_sequence, 65537U);
    counter.received(5, 6720, 6720);  // 2, 3, 4 are missing
    const auto holed = counter.report(5);
    EXPECT_EQ(holed.lost, 3);
    EXPECT_EQ(holed.fraction_lost, 3 * 256 / 4);
    EXPECT_EQ(counter.report(5).fraction_lost, 0) << "of what came since";
}

TEST(ReceptionReport, TellsHowLongAgoTheSenderReportCame) {
    using std::chrono::duration;
    ReceptionReport r;
    r.answer(7, duration<double>(1.5));
    EXPECT_EQ(r.last_report, 7U);
    EXPECT_EQ(r.since_last_report, 98'304U);
    r.answer(7, duration<double>(-0.0003));
    EXPECT_EQ(r.since_last_report, 0U) << "it came after the clock was read";
    r.answer(7, duration<double>(1e6));
    EXPECT_EQ(r.since_last_report, 0xFFFFFFFFU) << "longer ago than can be told";
    r.answer(0, duration<double>(5));
    EXPECT_EQ(r.since_last_report, 0U) << "none came";
}

TEST(ReceptionCounter, JitterIsNothingOnASteadyNetworkAndSurvivesTheClocksWrap) {
    ReceptionCounter counter;
    std::uint32_t timestamp = 0xFFFFFF00;
    for (int i = 0; i < 100; ++i, timestamp += 960)
        counter.received(static_cast<std::uint16_t>(i), timestamp, 5'000'000'000LL + i * 960);
    EXPECT_EQ(counter.report(1).jitter, 0U);
}

}  // namespace
}  // namespace mockcall::rtc
