// Whole calls over WebRTC in virtual time: the agent's packets go through a seeded network.
#include "sim/webrtc_call.hpp"

namespace mockcall::sim {
namespace {

using Call = WebRtcCall;

/// The customer's frames that hold sound.
std::vector<fakes::FakeMediaServer::Frame> loud(const fakes::FakeMediaServer::Line& line) {
    std::vector<fakes::FakeMediaServer::Frame> found;
    audio::OpusDecoder decoder(16'000);
    for (const auto& frame : line.sent) {
        Samples pcm;
        if (decoder.decode(frame.opus, pcm) &&
            std::ranges::any_of(pcm, [](std::int16_t s) { return std::abs(s) > 1'000; }))
            found.push_back(frame);
    }
    return found;
}

TEST(WebRtcCall, AnOfferIsAnsweredWithTheServersCandidates) {
    Call call;
    ASSERT_EQ(call.client->all<protocol::Answer>().size(), 1u);
    EXPECT_EQ(call.client->all<protocol::Answer>()[0].sdp, "v=0 answer");
    const auto candidates = call.client->all<protocol::IceCandidate>();
    ASSERT_EQ(candidates.size(), 2u);
    EXPECT_EQ(candidates.back().candidate_json, "null") << "and no more of them";
    EXPECT_EQ(call.ways(), std::vector<std::string>{"webrtc"});
}

TEST(WebRtcCall, AnOfferThatCannotBeTakenLeavesTheCallOnTheSocket) {
    Call call;
    call.world.deliver(call.id, call.client, protocol::Offer{call.id.str(), "v=0 video only"});
    const auto errors = call.client->all<protocol::ErrorEvent>();
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].code, ErrorCode::AudioInitFailed);
    EXPECT_TRUE(errors[0].recoverable);
}

TEST(WebRtcCall, TheAgentIsHeardAndTheCustomerAnswersWithoutASoundOnTheSocket) {
    Call call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(2'500);
    ASSERT_EQ(call.client->finals("agent").size(), 1u);
    EXPECT_FALSE(loud(call.browser.line()).empty());
    EXPECT_TRUE(call.client->all<protocol::AudioCustomer>().empty());
}

TEST(WebRtcCall, AFrameLeavesEvery20MsWhetherAnybodySpeaksOrNot) {
    Call call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(4'000);
    const auto& sent = call.browser.line().sent;
    ASSERT_GT(sent.size(), 300u);
    for (std::size_t i = 1; i < sent.size(); ++i) {
        ASSERT_EQ(sent[i].timestamp - sent[i - 1].timestamp, 960u) << i;
        ASSERT_LE(sent[i].at - sent[i - 1].at, Milliseconds{40}) << i;
    }
}

TEST(WebRtcCall, SpeakingOverTheCustomerStopsThemWithinAQuarterOfASecond) {
    Call call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(1'500);
    ASSERT_FALSE(loud(call.browser.line()).empty());
    const SteadyTime begun = call.world.time.steady();
    call.browser.speak(900);
    call.browser.silence(1'500);
    ASSERT_EQ(call.client->all<protocol::AudioClear>().size(), 1u);
    SteadyTime last{};
    for (const auto& frame : loud(call.browser.line()))
        if (frame.at < begun + Milliseconds{900})
            last = std::max(last, frame.at);
    EXPECT_LE(last - begun, Milliseconds{450});
    const std::string whole = call.world.voice.spoken.at(0);
    const auto said = call.client->finals("customer");
    ASSERT_FALSE(said.empty());
    EXPECT_LT(said[0].text.size(), whole.size());
    EXPECT_TRUE(whole.starts_with(said[0].text));
}

TEST(WebRtcCall, APathThatDiesIsReplacedByTheSocketAndWhatWasLostIsSaidAgain) {
    Call call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(1'200);
    const auto before = loud(call.browser.line()).size();
    ASSERT_GT(before, 5u);
    call.world.time.run_for(Milliseconds{8'000});  // nothing comes any more, and nothing arrives there
    EXPECT_EQ(call.ways(), (std::vector<std::string>{"webrtc", "websocket"}));
    const auto event = call.client->all<protocol::TransportEvent>().back();
    ASSERT_TRUE(event.missed_ms);
    EXPECT_NEAR(*event.missed_ms, 1'500, 100) << "what the agent said meanwhile is asked for again";
    // Everything from the last sign of life on comes over the socket: the whole line is heard.
    std::size_t over_socket = 0;
    for (const auto& piece : call.client->all<protocol::AudioCustomer>())
        over_socket += piece.data.size() / 2;
    const std::size_t whole = call.world.voice.spoken.at(0).size() * fakes::FakeSynthesizer::kMsPerCharacter * 16;
    EXPECT_GE(over_socket + before * 320, whole);
    EXPECT_LE(over_socket + before * 320, whole + 16 * 300) << "and little of it twice";
}

TEST(WebRtcCall, AnOutageOfThreeSecondsIsSurvivedAndTheSoundGoesBack) {
    Call call({.outage_at = Milliseconds{4'000}, .outage_for = Milliseconds{3'000}});
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(8'000);
    EXPECT_EQ(call.ways(), (std::vector<std::string>{"webrtc", "websocket", "webrtc"}));
    call.browser.speak(1'500);
    call.browser.silence(3'000);
    EXPECT_GE(call.client->finals("agent").size(), 2u);
    EXPECT_EQ(call.client->closed, 0);
}

TEST(WebRtcCall, MissedWordsThatComeOverTheSocketStandWhereTheyWereSpoken) {
    Call call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(6'000);
    call.world.time.run_for(Milliseconds{1'600});
    ASSERT_EQ(call.ways().back(), "websocket");
    const double now = seconds_of(ticks_of(Milliseconds{500 + 2'000 + 6'000 + 1'600}));
    protocol::AudioStart start{call.id.str(), protocol::AudioFormat{"pcm_s16le", 16'000, 1}, 1'600.0};
    call.world.deliver(call.id, call.client, start);
    call.world.speak_at_once(call.id, call.client, 1'600);
    call.world.silence(call.id, call.client, 2'500);
    const auto said = call.client->finals("agent");
    ASSERT_EQ(said.size(), 2u);
    EXPECT_NEAR(said[1].timestamp, now - 1.6 - 0.5, 0.3);
}

TEST(WebRtcCall, WordsSaidInAnOutageOfBothWaysStandWhereTheyWereSpoken) {
    Call call({.outage_at = Milliseconds{9'000}, .outage_for = Milliseconds{3'000}});
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(6'700);
    call.browser.speak(1'500);  // from 9.2 s on: nobody hears it
    call.browser.silence(1'400);
    // Packets flow again already when the client, whom nothing reached either, says the lost three seconds again.
    ASSERT_EQ(call.ways().back(), "websocket");
    const Samples& said = call.browser.said;
    const auto lost = SampleView(said).subspan(9'000 * 16);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(lost.data());
    const auto age = static_cast<double>(lost.size()) / 16;
    call.world.deliver(call.id, call.client,
                       protocol::AudioStart{call.id.str(), protocol::AudioFormat{"pcm_s16le", 16'000, 1}, age});
    constexpr std::size_t kPiece = 640;  // bytes of 20 ms
    for (std::size_t at = 0; at + kPiece <= lost.size() * 2; at += kPiece)
        call.world.deliver(
            call.id, call.client,
            protocol::AudioData{call.id.str(), Bytes(bytes + at, bytes + at + kPiece), static_cast<double>(at) / 32});
    call.browser.silence(3'000);
    const auto heard = call.client->finals("agent");
    ASSERT_EQ(heard.size(), 2u);
    EXPECT_NEAR(heard[1].timestamp, 9.2 - 0.5, 0.15);
    EXPECT_EQ(call.ways(), (std::vector<std::string>{"webrtc", "websocket", "webrtc"}));
}

TEST(WebRtcCall, AClientThatGoesBackToTheSocketIsHeardThere) {
    Call call;
    call.browser.silence(500);
    call.world.deliver(call.id, call.client, protocol::AudioStart{call.id.str(), std::nullopt, std::nullopt});
    EXPECT_EQ(call.ways(), (std::vector<std::string>{"webrtc", "websocket"}));
    call.world.speak(call.id, call.client, 2'000);
    call.world.silence(call.id, call.client, 2'000);
    EXPECT_EQ(call.client->finals("agent").size(), 1u);
    EXPECT_FALSE(call.client->all<protocol::AudioCustomer>().empty());
}

TEST(WebRtcCall, WhoJoinsAgainIsToldWhichWaySoundGoes) {
    Call call;
    call.browser.silence(500);
    const auto again = call.world.join(call.id);
    ASSERT_EQ(again->all<protocol::Joined>().size(), 1u);
    EXPECT_EQ(again->all<protocol::Joined>()[0].transport, "webrtc");
}

TEST(WebRtcCall, TheCustomersLastWordsEndTheCallAndTheMedia) {
    Call call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    const auto line = call.world.media.line;
    for (int s = 0; s < 300 && line->listener != nullptr; ++s)
        call.browser.silence(1'000);  // nobody answers: the customer gives up
    EXPECT_EQ(line->listener, nullptr);
    EXPECT_EQ(call.client->all<protocol::CallEnded>().size(), 1u);
}

TEST(WebRtcCall, TheMediaEndsWithTheCall) {
    Call call;
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(1'000);
    const auto line = call.world.media.line;
    call.world.end(call.id);
    EXPECT_EQ(line->listener, nullptr);
}

TEST(WebRtcCall, WhatBecameOfTheAgentsPacketsIsToldOnceWhenTheMediaEnds) {
    Call call({.loss = 0.1});
    call.browser.silence(500);
    call.browser.speak(2'000);
    call.browser.silence(1'000);
    EXPECT_TRUE(call.counted.empty());
    call.world.end(call.id);
    ASSERT_EQ(call.counted.size(), 1u);
    const auto& c = call.counted[0];
    EXPECT_GT(c.repaired, 0);
    EXPECT_NEAR(static_cast<double>(c.received + c.repaired + c.concealed + c.skipped), 175, 5);
}

class BadNetworkCall : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Seeds, BadNetworkCall, testing::Range(1, 4));

TEST_P(BadNetworkCall, ACallGoesOnOverEveryBadNetwork) {
    const auto seed = LossyNetwork<RtpLike>::seed_or(static_cast<std::uint64_t>(GetParam()));
    SCOPED_TRACE("replay with: MOCKCALL_SEED=" + std::to_string(seed) +
                 " build/dev/tests/sim/sim --gtest_filter='*BadNetworkCall*'");
    const NetworkShape shapes[] = {{.loss = 0.05, .jitter = Milliseconds{30}},
                                   {.burst_start = 0.05, .burst_end = 0.5},
                                   {.jitter = Milliseconds{200}, .reorders = true},
                                   {.loss = 0.05, .jitter = Milliseconds{200}}};
    for (const NetworkShape& shape : shapes) {
        Call call(shape, seed);
        call.browser.silence(1'000);
        call.browser.speak(2'000);
        call.browser.silence(2'500);
        // A hole may be taken for the end of a turn; nothing is heard twice for it, and little is lost.
        ASSERT_GE(call.client->finals("agent").size(), 1u);
        EXPECT_LT(call.client->finals("agent")[0].timestamp, 0.1) << "the answer is where it was spoken";
        EXPECT_FALSE(loud(call.browser.line()).empty());
        double heard_ms = 0;
        for (const std::size_t samples : call.world.recognizer.script.samples)
            heard_ms += static_cast<double>(samples) / 16;
        EXPECT_NEAR(heard_ms, 2'600, 900);
        EXPECT_EQ(call.ways(), std::vector<std::string>{"webrtc"});
    }
}

}  // namespace
}  // namespace mockcall::sim
