// What becomes of the sound of a call over WebRTC: the recording, those who listen, music on hold, a loudspeaker's
// echo.
#include <algorithm>

#include "audio/recording.hpp"
#include "engine/object_keys.hpp"
#include "sim/webrtc_call.hpp"

namespace mockcall::sim {
namespace {

using fakes::LossyNetwork;
using fakes::NetworkShape;

constexpr std::size_t kRate = 16'000;

/// One side of what is recorded so far, as a player would play it.
Samples recorded(WebRtcCall& call, audio::Channel channel) {
    Samples pcm;
    audio::OpusDecoder decoder(16'000);
    const Bytes log = call.world.disk->objects.all->at(keys::audio_log(call.id));
    const std::size_t whole = audio::read_packet_records(log, [&](const audio::RecordedPacket& packet) {
        if (packet.channel != channel)
            return;
        pcm.resize(std::max<std::size_t>(pcm.size(), packet.frame * 320U));
        EXPECT_EQ(pcm.size(), packet.frame * 320U) << "a frame stands twice";
        EXPECT_TRUE(decoder.decode(packet.opus, pcm));
    });
    EXPECT_EQ(whole, log.size());
    return pcm;
}

std::size_t onset(const Samples& pcm, std::size_t from = 0) {
    for (std::size_t i = from; i < pcm.size(); ++i)
        if (std::abs(pcm[i]) > 1'000)
            return i;
    return pcm.size();
}

struct Match {
    double ms = 0;  ///< where `part` lies in `whole`, counted from `near`
    double likeness = -1;
};

/// The place of `part` in `whole` by normalised correlation, within 200 ms of `near`, at 4 kHz.
Match place_in(const Samples& part, const Samples& whole, std::size_t near) {
    const auto thin = [](const Samples& pcm) {
        std::vector<double> out;
        for (std::size_t i = 0; i + 4 <= pcm.size(); i += 4)
            out.push_back(pcm[i] + pcm[i + 1] + pcm[i + 2] + pcm[i + 3]);
        return out;
    };
    const auto a = thin(part);
    const auto b = thin(whole);
    Match best;
    for (int lag = -800; lag <= 800; ++lag) {
        double product = 0;
        double of_a = 1;
        double of_b = 1;
        for (std::size_t i = 0; i < a.size(); ++i) {
            const auto place = static_cast<std::int64_t>(near / 4 + i) + lag;
            const double y =
                place >= 0 && place < static_cast<std::int64_t>(b.size()) ? b[static_cast<std::size_t>(place)] : 0;
            product += a[i] * y;
            of_a += a[i] * a[i];
            of_b += y * y;
        }
        if (const double likeness = product / std::sqrt(of_a * of_b); likeness > best.likeness)
            best = {lag / 4.0, likeness};
    }
    return best;
}

struct Network {
    const char* name;
    NetworkShape shape;
    double least_likeness;
};

void PrintTo(const Network& network, std::ostream* out) { *out << network.name; }

class RecordedOver : public testing::TestWithParam<Network> {};
INSTANTIATE_TEST_SUITE_P(Networks, RecordedOver,
                         testing::Values(Network{"good", {}, 0.9},
                                         Network{"jitter", {.jitter = Milliseconds{200}, .reorders = true}, 0.8},
                                         Network{"loss", {.loss = 0.05, .jitter = Milliseconds{30}}, 0.7},
                                         Network{"bursts", {.burst_start = 0.05, .burst_end = 0.5}, 0.6}),
                         [](const auto& network) { return std::string(network.param.name); });

TEST_P(RecordedOver, WhatTheAgentSaidStandsInTheRecordingWhereTheTranscriptHasIt) {
    const auto seed = LossyNetwork<RtpLike>::seed_or(3);
    SCOPED_TRACE("replay with: MOCKCALL_SEED=" + std::to_string(seed) +
                 " build/dev/tests/sim/sim --gtest_filter='*RecordedOver*'");
    WebRtcCall call(GetParam().shape, seed);
    call.browser.silence(1'000);
    std::vector<std::pair<std::size_t, std::size_t>> spoken;
    for (int turn = 0; turn < 3; ++turn) {
        const std::size_t from = call.browser.said.size();
        call.browser.speak(2'000);
        spoken.emplace_back(from, call.browser.said.size());
        call.browser.silence(12'000);
    }
    const Samples kept = recorded(call, audio::Channel::Agent);
    const auto finals = call.client->finals("agent");
    ASSERT_GE(finals.size(), spoken.size());
    std::optional<double> first;
    for (const auto& [from, to] : spoken) {
        const Samples part(call.browser.said.begin() + static_cast<std::ptrdiff_t>(from),
                           call.browser.said.begin() + static_cast<std::ptrdiff_t>(to));
        const auto near = from - spoken[0].first;
        const Match match = place_in(part, kept, near);
        EXPECT_GE(match.likeness, GetParam().least_likeness) << "at " << near / 16 << " ms";
        EXPECT_NEAR(match.ms, first.value_or(match.ms), 30) << "the distances are those of the speaking";
        first = first.value_or(match.ms);
        // Some line of the transcript begins where the recording has this one.
        const double begins = static_cast<double>(near) / kRate + match.ms / 1000;
        const auto nearest = std::ranges::min_element(
            finals, {}, [begins](const auto& line) { return std::abs(line.timestamp - begins); });
        EXPECT_NEAR(nearest->timestamp, begins, 0.1);
    }
}

TEST(WebRtcSound, TheCustomerIsRecordedAsTheyWereSentAndWhereTheTranscriptHasThem) {
    WebRtcCall call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(15'000);
    const auto lines = call.client->finals("customer");
    ASSERT_FALSE(lines.empty());
    const Samples kept = recorded(call, audio::Channel::Customer);
    EXPECT_NEAR(static_cast<double>(onset(kept)) / kRate, lines[0].timestamp, 0.1);
    Samples sent;
    audio::OpusDecoder decoder(16'000);
    for (const auto& frame : call.browser.line().sent)
        ASSERT_TRUE(decoder.decode(frame.opus, sent));
    const std::size_t from = onset(sent);
    ASSERT_LT(from + 2 * kRate, sent.size());
    const Samples part(sent.begin() + static_cast<std::ptrdiff_t>(from),
                       sent.begin() + static_cast<std::ptrdiff_t>(from + 2 * kRate));
    EXPECT_GE(place_in(part, kept, onset(kept)).likeness, 0.95);
}

TEST(WebRtcSound, WhatACustomerDidNotGetToSayIsNotInTheRecording) {
    WebRtcCall call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(1'500);
    call.browser.speak(1'500);
    ASSERT_EQ(call.client->all<protocol::AudioClear>().size(), 1u);
    const double stopped = call.client->finals("customer").at(0).timestamp + 1.5;
    call.browser.silence(400);
    const Samples before = recorded(call, audio::Channel::Customer);
    call.browser.silence(4'000);
    const Samples kept = recorded(call, audio::Channel::Customer);
    EXPECT_LT(static_cast<double>(onset(kept)) / kRate, stopped);
    double loud = 0;
    for (std::size_t i = onset(kept); i < std::min<std::size_t>(kept.size(), onset(kept) + 4 * kRate); ++i)
        loud += std::abs(kept[i]) > 300 ? 1 : 0;
    const double whole =
        static_cast<double>(call.world.voice.spoken.at(0).size()) * fakes::FakeSynthesizer::kMsPerCharacter / 1000;
    EXPECT_LT(loud / kRate, whole * 0.8);
}

/// Supervisors hear both sides.
TEST(WebRtcSound, WhoListensHearsBothSidesInTheirPlaces) {
    WebRtcCall call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(8'000);
    const Principal boss{UserId{"boss"}, OrgId{"default"}, Role::Supervisor, "Alex"};
    const auto listener = std::make_shared<Client>();
    World::Got<SessionInfo> got;
    call.world.engine->monitor(boss, call.id, listener, got.reply());
    call.world.time.settle();
    ASSERT_TRUE(got.ok());
    const std::size_t from = call.browser.said.size();
    call.browser.speak(2'000);
    const Samples said(call.browser.said.begin() + static_cast<std::ptrdiff_t>(from), call.browser.said.end());
    call.browser.silence(8'000);
    Samples heard;
    double end = 0;
    for (const auto& piece : listener->all<protocol::AudioAgent>()) {
        if (!heard.empty()) {
            EXPECT_NEAR(piece.timestamp, end, 0.07);
        }
        end = piece.timestamp + static_cast<double>(piece.data.size()) / 2 / kRate;
        for (std::size_t i = 0; i + 1 < piece.data.size(); i += 2)
            heard.push_back(static_cast<std::int16_t>(piece.data[i] | piece.data[i + 1] << 8));
    }
    EXPECT_GE(place_in(said, heard, 0).likeness, 0.9);
    std::size_t customer = 0;
    for (const auto& piece : listener->all<protocol::AudioCustomer>())
        customer += piece.data.size() / 2;
    EXPECT_GT(customer, kRate / 2) << "and the customer's answer";
    EXPECT_TRUE(call.client->all<protocol::AudioCustomer>().empty()) << "which the trainee hears over WebRTC alone";
}

/// The loudest sample of each frame.
std::vector<int> loudness(const std::vector<fakes::FakeMediaServer::Frame>& sent) {
    audio::OpusDecoder decoder(16'000);
    std::vector<int> loud;
    for (const auto& frame : sent) {
        Samples pcm;
        EXPECT_TRUE(decoder.decode(frame.opus, pcm));
        int most = 0;
        for (const std::int16_t s : pcm)
            most = std::max<int>(most, std::abs(s));
        loud.push_back(most);
    }
    return loud;
}

/// The longest stretch of frames from `from` on in which nothing sounds.
int longest_quiet(const std::vector<int>& loud, std::size_t from) {
    int longest = 0;
    int run = 0;
    for (std::size_t i = from; i < loud.size(); ++i)
        longest = std::max(longest, run = loud[i] < 30 ? run + 1 : 0);
    return longest;
}

TEST(WebRtcSound, MusicPlaysOnHoldAndStopsWithIt) {
    WebRtcCall call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(12'000);
    const auto act = [&call](const char* what) {
        protocol::ActionBody body;
        body.action = what;
        call.world.deliver(call.id, call.client, protocol::Action{call.id.str(), body});
    };
    act("hold");
    call.browser.silence(10'000);
    const auto& sent = call.browser.line().sent;
    const std::size_t on_hold = sent.size() - 250;
    const auto music = loudness(sent);
    EXPECT_GT(*std::max_element(music.begin() + static_cast<std::ptrdiff_t>(on_hold), music.end()), 300);
    EXPECT_LT(longest_quiet(music, on_hold), 25);
    act("resume");
    const std::size_t resumed = sent.size();
    call.browser.silence(10'000);
    EXPECT_GT(longest_quiet(loudness(sent), resumed), 50) << "nobody speaks, and no music plays";
    for (std::size_t i = 1; i < sent.size(); ++i)
        ASSERT_EQ(sent[i].timestamp - sent[i - 1].timestamp, 960u) << "and no frame is missing or twice";
}

}  // namespace
}  // namespace mockcall::sim
