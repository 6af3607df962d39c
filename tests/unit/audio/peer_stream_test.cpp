#include "audio/peer_stream.hpp"

#include <cmath>
#include <cstdio>
#include <vector>

#include <gtest/gtest.h>

#include "fakes/lossy_network.hpp"

namespace mockcall::audio {
namespace {

using fakes::LossyNetwork;
using fakes::NetworkShape;

constexpr Ticks kFrame = ticks_of(Milliseconds{20});

struct Sent {
    std::uint16_t sequence;
    std::uint32_t timestamp;
    Bytes payload;
};

/// Twenty seconds of a voice-like buzz whose loudness swells twice a second, encoded as a browser would.
struct Speech {
    Samples pcm;
    std::vector<Bytes> packets;
    explicit Speech(int seconds = 20, int fec_percent = 10) {
        OpusEncoder encoder(16'000, 32'000, 5);
        encoder.expect_loss(fec_percent);
        double phase = 0;
        for (int i = 0; i < seconds * 16'000; ++i) {
            phase += 130.0 / 16'000;
            const double pulse = std::exp(-8 * (phase - std::floor(phase))) * std::sin(2 * M_PI * 4 * phase);
            const double loud = 0.55 - 0.45 * std::cos(2 * M_PI * 2 * i / 16'000.0);
            pcm.push_back(static_cast<std::int16_t>(9'000 * pulse * loud));
        }
        for (std::size_t at = 0; at + 320 <= pcm.size(); at += 320)
            packets.push_back(encoder.encode(SampleView(pcm).subspan(at, 320)));
    }
};

struct Heard {
    std::vector<PlacedSamples> pieces;
    Ticks worst_delay{};  ///< from when a sample was spoken to when it came out
    std::int64_t lost = 0;
    StreamCounts counts;

    [[nodiscard]] Samples whole() const {
        Samples all;
        for (const auto& p : pieces)
            all.insert(all.end(), p.pcm.begin(), p.pcm.end());
        return all;
    }
};

/// `ppm`: how much faster the sender's crystal runs than ours.
Heard through(const std::vector<Bytes>& packets, NetworkShape shape, std::uint64_t seed, double ppm = 0) {
    LossyNetwork<Sent> network(shape, seed);
    PeerStream stream;
    Heard heard;
    const auto drain = [&](CallTime now) {
        while (auto piece = stream.take(now)) {
            heard.worst_delay = std::max(heard.worst_delay, now - piece->at);
            heard.pieces.push_back(std::move(*piece));
        }
    };
    CallTime now{};
    std::size_t next = 0;
    const CallTime end =
        CallTime{} + kFrame * static_cast<std::int64_t>(packets.size()) + ticks_of(Milliseconds{2'000});
    for (; now < end; now += ticks_of(Milliseconds{1})) {
        // A frame leaves once it has been spoken.
        while (next < packets.size() &&
               static_cast<double>((kFrame * static_cast<std::int64_t>(next + 1)).count()) / (1 + ppm * 1e-6) <=
                   static_cast<double>(now.time_since_epoch().count())) {
            const auto n = static_cast<std::uint32_t>(next);
            network.send({static_cast<std::uint16_t>(65'500 + n), 0xFFFFF000U + n * 960, packets[next]}, now);
            ++next;
        }
        while (auto arrived = network.receive(now)) {
            const Sent& p = arrived->second;
            stream.insert(7, p.sequence, p.timestamp, p.payload, now);
            drain(now);
        }
        drain(now);
    }
    heard.lost = network.lost();
    heard.counts = stream.buffer().counts();
    return heard;
}

/// No sample overlaps another, and what is not a jump is seamless.
void expect_in_order(const Heard& heard) {
    for (std::size_t i = 1; i < heard.pieces.size(); ++i) {
        const auto& before = heard.pieces[i - 1];
        const CallTime end = before.at + ticks_of_samples(static_cast<std::int64_t>(before.pcm.size()), 16'000);
        ASSERT_GE(heard.pieces[i].at, end) << i;
    }
}

/// How alike two signals are in their loudness over time, -1 to 1: concealment is not sample-exact and need not be.
double likeness(const Samples& a, const Samples& b) {
    constexpr std::size_t kBlock = 640;
    std::vector<double> x;
    std::vector<double> y;
    const auto loudness = [](const Samples& s, std::size_t at) {
        double sum = 0;
        for (std::size_t i = at; i < at + kBlock; ++i)
            sum += std::abs(static_cast<double>(s[i]));
        return sum;
    };
    for (std::size_t at = kBlock * 4; at + kBlock * 5 < std::min(a.size(), b.size()); at += kBlock) {
        x.push_back(loudness(a, at));
        y.push_back(loudness(b, at));
    }
    double mx = 0, my = 0, xy = 0, xx = 0, yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        mx += x[i] / static_cast<double>(x.size());
        my += y[i] / static_cast<double>(y.size());
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - mx) * (y[i] - my);
        xx += (x[i] - mx) * (x[i] - mx);
        yy += (y[i] - my) * (y[i] - my);
    }
    return xy / std::sqrt(xx * yy);
}

TEST(PeerStream, AGoodNetworkCostsNoDelayAndNoSample) {
    const Speech speech;
    const Heard heard = through(speech.packets, {.delay = Milliseconds{20}}, 1);
    expect_in_order(heard);
    EXPECT_EQ(heard.whole().size(), speech.packets.size() * 320);
    EXPECT_LE(heard.worst_delay, ticks_of(Milliseconds{21})) << "a frame comes out when it comes in";
    EXPECT_EQ(heard.counts.concealed + heard.counts.repaired + heard.counts.late, 0);
}

Samples on_a_good_network(const Speech& speech) { return through(speech.packets, {}, 1).whole(); }

class BadNetwork : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Seeds, BadNetwork, testing::Range(1, 6));

std::uint64_t seed() { return LossyNetwork<Sent>::seed_or(static_cast<std::uint64_t>(BadNetwork::GetParam())); }
#define REPLAY(name)                                                      \
    SCOPED_TRACE("replay with: MOCKCALL_SEED=" + std::to_string(seed()) + \
                 " build/dev/tests/unit/audio/unit_audio --gtest_filter='*BadNetwork." name "*'")

TEST_P(BadNetwork, FivePercentLossIsRepairedFromTheNextPacket) {
    REPLAY("FivePercentLossIsRepairedFromTheNextPacket");
    const Speech speech;
    const Heard heard = through(speech.packets, {.loss = 0.05, .jitter = Milliseconds{10}}, seed());
    expect_in_order(heard);
    EXPECT_GT(heard.lost, 20);
    EXPECT_GE(heard.counts.repaired + heard.counts.concealed + heard.counts.skipped, heard.lost - 3);
    EXPECT_GT(heard.counts.repaired, heard.lost * 8 / 10);
    EXPECT_GT(likeness(on_a_good_network(speech), heard.whole()), 0.97);
}

TEST_P(BadNetwork, BurstsOfLossAreBridgedAndMoveNothing) {
    REPLAY("BurstsOfLossAreBridgedAndMoveNothing");
    const Speech speech;
    const Heard heard =
        through(speech.packets, {.burst_start = 0.04, .burst_end = 0.4, .jitter = Milliseconds{10}}, seed());
    expect_in_order(heard);
    const CallTime end = heard.pieces.back().at + kFrame;
    EXPECT_NEAR(static_cast<double>((end - heard.pieces.front().at).count()),
                static_cast<double>((kFrame * static_cast<std::int64_t>(speech.packets.size())).count()), 48.0 * 60);
}

TEST_P(BadNetwork, JitterOf200MsWithReorderingLosesNothingOnceItIsKnown) {
    REPLAY("JitterOf200MsWithReorderingLosesNothingOnceItIsKnown");
    const Speech speech;
    const Heard heard = through(speech.packets, {.jitter = Milliseconds{200}, .reorders = true}, seed());
    expect_in_order(heard);
    EXPECT_LE(heard.counts.late, static_cast<std::int64_t>(speech.packets.size()) * 3 / 100);
    EXPECT_LE(heard.worst_delay, ticks_of(Milliseconds{520}));
}

TEST_P(BadNetwork, WordsThatAStalledNetworkBringsLateAreHeardInTheirPlace) {
    REPLAY("WordsThatAStalledNetworkBringsLateAreHeardInTheirPlace");
    const Speech speech;
    const Heard heard = through(speech.packets,
                                {.jitter = Milliseconds{5},
                                 .outage_at = Milliseconds{8'000},
                                 .outage_for = Milliseconds{3'000},
                                 .outage_keeps = true},
                                seed());
    expect_in_order(heard);
    EXPECT_NEAR(static_cast<double>(heard.whole().size()), static_cast<double>(speech.packets.size() * 320), 320);
    EXPECT_GT(likeness(on_a_good_network(speech), heard.whole()), 0.97);
}

TEST_P(BadNetwork, AnOutageOfThreeSecondsIsAHoleInItsPlace) {
    REPLAY("AnOutageOfThreeSecondsIsAHoleInItsPlace");
    const Speech speech;
    const Heard heard = through(
        speech.packets,
        {.jitter = Milliseconds{5}, .outage_at = Milliseconds{8'000}, .outage_for = Milliseconds{3'000}}, seed());
    expect_in_order(heard);
    Ticks widest{};
    for (std::size_t i = 1; i < heard.pieces.size(); ++i)
        widest = std::max(widest, heard.pieces[i].at - heard.pieces[i - 1].at - kFrame);
    EXPECT_NEAR(seconds_of(widest), 3.0, 0.05);
}

TEST(PeerStream, ACrystalThatRunsAwayIsFollowedWithoutASeam) {
    const Speech minute(60);
    for (const double ppm : {-150.0, 150.0}) {
        const Heard heard = through(minute.packets, {.jitter = Milliseconds{3}}, 1, ppm);
        expect_in_order(heard);
        const auto length = heard.pieces.back().at + kFrame - heard.pieces.front().at;
        const double true_length = 60 / (1 + ppm * 1e-6);
        EXPECT_NEAR(seconds_of(length), true_length, 0.004) << ppm << ": the first packet's jitter is in it";
        for (std::size_t i = 1; i < heard.pieces.size(); ++i) {
            const auto& b = heard.pieces[i - 1];
            ASSERT_EQ(heard.pieces[i].at, b.at + ticks_of_samples(static_cast<std::int64_t>(b.pcm.size()), 16'000));
        }
    }
}

/// The whole way of the samples: the jitter buffer, the decoder and the samples that are added or left out.
TEST(PeerStream, AnHourOfSoundStandsWithinAMillisecondOfWhereItWasSpoken) {
    constexpr std::int64_t kFrames = 3'600 * 50;
    const Speech speech(2);
    for (const double ppm : {-150.0, 150.0}) {
        Random dice(7);
        PeerStream stream;
        CallTime arrival{};
        std::int64_t taken = 0;
        double least = 1e9;
        double most = -1e9;
        for (std::int64_t i = 0; i < kFrames; ++i) {
            const double spoken = static_cast<double>(i) * 960 / (1 + ppm * 1e-6);  // true time of the sender's frame
            const double delay = 48 * (20 - 5 * std::log(1 - dice.unit()));
            arrival = std::max(arrival, CallTime{Ticks{std::llround(spoken + 960 + delay)}});
            if (i > 0 && dice.unit() < 0.01)
                continue;
            stream.insert(1, static_cast<std::uint16_t>(i), static_cast<std::uint32_t>(i * 960),
                          speech.packets[static_cast<std::size_t>(i) % speech.packets.size()], arrival);
            for (CallTime now = arrival; const auto piece = stream.take(now); ++taken) {
                if (taken < kFrames / 60)
                    continue;  // the first minute teaches what the network is like
                const double place = static_cast<double>(piece->at.time_since_epoch().count());
                const double error = (place - static_cast<double>(taken) * 960 / (1 + ppm * 1e-6)) / 48;
                least = std::min(least, error);
                most = std::max(most, error);
            }
            if (const auto deadline = stream.next_deadline(); deadline && *deadline < arrival + kFrame)
                arrival = std::max(arrival, *deadline);
        }
        std::printf("%+.0f ppm, 1 %% loss: %lld frames, of an hour, moved by %.3f ms\n", ppm,
                    static_cast<long long>(taken), most - least);
        EXPECT_GT(taken, kFrames - 50);
        EXPECT_LT(most - least, 1.0);
    }
}

TEST(PeerStream, DiscontinuousTransmissionIsSilenceInRealTime) {
    const Speech speech(2);
    PeerStream stream;
    CallTime now{};
    std::uint32_t timestamp = 0;
    std::uint16_t sequence = 0;
    const auto send = [&](const Bytes& payload) { stream.insert(1, sequence++, timestamp, payload, now); };
    Ticks heard{};
    const auto run = [&](Milliseconds d) {
        for (const CallTime end = now + ticks_of(d); now < end; now += ticks_of(Milliseconds{1}))
            while (const auto piece = stream.take(now))
                heard += ticks_of_samples(static_cast<std::int64_t>(piece->pcm.size()), 16'000);
    };
    for (int i = 0; i < 50; ++i, timestamp += 960) {
        run(Milliseconds{20});
        send(speech.packets[static_cast<std::size_t>(i)]);
    }
    const Bytes empty_frame{0x08};
    for (int i = 0; i < 3; ++i, timestamp += 19'200) {  // an empty frame, then nothing for 400 ms
        send(empty_frame);
        run(Milliseconds{400});
    }
    EXPECT_NEAR(seconds_of(heard), 1 + 1.2, 0.15) << "the listener hears the pause while it lasts";
    send(speech.packets[50]);
    run(Milliseconds{40});
    EXPECT_NEAR(seconds_of(heard), 1 + 1.2, 0.1);
}

TEST(PeerStream, ANewSourceGoesOnWhereTheFormerEnded) {
    const Speech speech(2);
    PeerStream stream;
    CallTime now = CallTime{} + kFrame;
    CallTime end{};
    for (std::uint16_t i = 0; i < 40; ++i, now += kFrame) {
        const bool second = i >= 20;
        stream.insert(second ? 2 : 1, static_cast<std::uint16_t>(second ? 500 + i : i),
                      second ? 77 + i * 960U : i * 960U, speech.packets[i], now);
        while (const auto piece = stream.take(now)) {
            EXPECT_GE(piece->at, end);
            end = piece->at + ticks_of_samples(static_cast<std::int64_t>(piece->pcm.size()), 16'000);
        }
    }
    EXPECT_NEAR(seconds_of(end - CallTime{}), 0.8, 0.03);
    EXPECT_EQ(stream.counts().received, 40) << "of both";
}

TEST(PeerStream, RepeatedBrokenAndPrematurePacketsDoNoHarm) {
    const Speech speech(2);
    PeerStream stream;
    CallTime now = CallTime{} + kFrame;
    std::size_t heard = 0;
    for (std::uint16_t i = 0; i < 50; ++i, now += kFrame) {
        for (int copies = 0; copies < 3; ++copies)
            stream.insert(1, i, i * 960U, speech.packets[i], now);
        stream.insert(1, static_cast<std::uint16_t>(i + 20'000), i * 960U, Bytes{}, now);
        while (const auto piece = stream.take(now))
            heard += piece->pcm.size();
    }
    EXPECT_EQ(heard, 50U * 320);
}

TEST(PeerStream, NobodySpeaksFasterThanTime) {
    const Speech speech(20);
    PeerStream stream;
    const CallTime now = CallTime{} + ticks_of(Milliseconds{1'000});
    for (std::uint16_t i = 0; i < 900; ++i)
        stream.insert(1, i, i * 960U, speech.packets[i], now);
    CallTime last{};
    while (const auto piece = stream.take(now))
        last = piece->at;
    EXPECT_LE(last, now + ticks_of(Milliseconds{500}));
}

}  // namespace
}  // namespace mockcall::audio
