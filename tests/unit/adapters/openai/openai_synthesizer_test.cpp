#include "adapters/openai/openai_synthesizer.hpp"

#include <cmath>

#include <boost/json.hpp>

#include "unit/adapters/openai/speech_fixture.hpp"

namespace mockcall::openai {
namespace {

namespace json = boost::json;

/// A tone of `ms` at `rate`, as the service sends it.
std::string pcm_of(int ms, int rate = 24000) {
    std::string bytes;
    for (int i = 0; i < rate * ms / 1000; ++i) {
        const auto s = static_cast<std::int16_t>(8000 * std::sin(2 * M_PI * 300 * i / rate));
        bytes += static_cast<char>(s & 0xFF);
        bytes += static_cast<char>((s >> 8) & 0xFF);
    }
    return bytes;
}

std::vector<std::string> cut(const std::string& bytes, std::size_t size) {
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at < bytes.size(); at += size)
        pieces.push_back(bytes.substr(at, size));
    return pieces;
}

struct Voice : RemoteWorld {
    Ears ears;
    std::shared_ptr<Service> remote = service("synthesizer");
    VoiceOptions options;
    std::unique_ptr<SynthesisSession> session;

    void speak(SpeechRequest request = {.text = "I was charged twice.", .voice = {}, .call = CallId{"call_1"}}) {
        OpenAiSynthesizer voice(remote, options);
        session = voice.speak(request, ears.voice());
        world.settle();
    }
    json::value asked() { return json::parse(http.requests.at(0).body); }
};

TEST(OpenAiSynthesizer, SpeaksWhatComesWhereverItIsCut) {
    Samples whole;
    for (const std::size_t size : {100'000u, 1u, 7u, 4801u}) {
        Voice v;
        v.answer.pieces = cut(pcm_of(500), size);
        v.speak();
        EXPECT_EQ(v.ears.told.front(), "began openai");
        EXPECT_EQ(v.ears.told.back(), "done");
        EXPECT_NEAR(static_cast<double>(v.ears.samples.size()), 8000, 20) << "half a second at 16 kHz";
        if (whole.empty())
            whole = v.ears.samples;
        EXPECT_EQ(v.ears.samples, whole) << "in pieces of " << size;
    }
    const auto loudest = *std::ranges::max_element(whole);
    EXPECT_NEAR(loudest, 8000, 400) << "resampled, not mangled";
}

TEST(OpenAiSynthesizer, GivesEveryRateThatIsAskedForInShortChunks) {
    for (const int rate : {8000, 16000, 24000}) {
        Voice v;
        v.answer.pieces = cut(pcm_of(1000), 9001);
        v.speak({.text = "Hello.", .voice = {}, .sample_rate = rate});
        EXPECT_NEAR(static_cast<double>(v.ears.samples.size()), rate, rate / 400.0);
        EXPECT_GE(v.ears.count("audio"), 24);
    }
}

TEST(OpenAiSynthesizer, TakesAWavForWhatItSays) {
    Voice v;
    std::string wav = "RIFF" + std::string("\xFF\xFF\xFF\xFF", 4) + "WAVEfmt " +
                      std::string("\x10\0\0\0\x01\0\x01\0", 8) + std::string("\x80\x3E\0\0\0\x7D\0\0\x02\0\x10\0", 12) +
                      "data" + std::string("\xFF\xFF\xFF\xFF", 4) + pcm_of(500, 16000);
    v.answer.pieces = cut(wav, 33);
    v.speak();
    EXPECT_NEAR(static_cast<double>(v.ears.samples.size()), 8000, 20);
    EXPECT_EQ(v.ears.told.back(), "done");
}

TEST(OpenAiSynthesizer, AsksForTheVoiceOfThePersonaAndTheEmotionInWords) {
    Voice v;
    v.answer.pieces = {pcm_of(100)};
    v.speak({.text = "No!", .voice = {.name = "slt", .rate = 1.2}, .emotion = Emotion::Angry});
    EXPECT_EQ(v.http.requests.at(0).url, "http://127.0.0.1:1/v1/audio/speech");
    EXPECT_EQ(v.asked().at("voice"), "coral");
    EXPECT_EQ(v.asked().at("model"), "some-model");
    EXPECT_EQ(v.asked().at("input"), "No!");
    EXPECT_EQ(v.asked().at("response_format"), "pcm");
    EXPECT_THAT(std::string(v.asked().at("instructions").as_string()),
                testing::AllOf(testing::HasSubstr("angry"), testing::HasSubstr("fast")));
    EXPECT_FALSE(v.asked().as_object().contains("speed"));
}

TEST(OpenAiSynthesizer, WithoutInstructionsThePersonasPaceIsTheSpeed) {
    Voice v;
    v.options.instructions = false;
    v.options.voices = {{"awb", "am_michael"}};
    v.answer.pieces = {pcm_of(100)};
    v.speak({.text = "No!", .voice = {.name = "awb", .rate = 1.2}, .emotion = Emotion::Angry});
    EXPECT_EQ(v.asked().at("voice"), "am_michael");
    EXPECT_EQ(v.asked().at("speed"), 1.2);
    EXPECT_FALSE(v.asked().as_object().contains("instructions"));
}

TEST(OpenAiSynthesizer, AFailureIsTheContractsAndNamesNoKey) {
    Voice v;
    v.answer = {.status = 500, .pieces = {R"({"error":{"message":"sk-secret","code":null}})"}};
    v.speak();
    EXPECT_EQ(v.ears.told, (Told{"began openai", "error"}));
    EXPECT_EQ(v.ears.error.code, ErrorCode::AiServiceError);
    EXPECT_EQ(v.ears.error.message.find("sk-"), std::string::npos);
}

TEST(OpenAiSynthesizer, WhatBreaksInTheMiddleKeepsWhatWasSpoken) {
    Voice v;
    v.answer = {.pieces = cut(pcm_of(400), 1111), .failure = HttpFailureKind::IdleTimeout};
    v.meter.open(CallId{"call_1"});
    v.speak();
    EXPECT_GT(v.ears.samples.size(), 5000u);
    EXPECT_EQ(v.ears.told.back(), "error");
    EXPECT_EQ(v.ears.count("done"), 0);
    EXPECT_GT(v.meter.of(CallId{"call_1"}).at("synthesizer").seconds, 0.3) << "what was spoken is to be paid for";
}

TEST(OpenAiSynthesizer, AnAnswerWithoutSoundIsTheServicesFault) {
    Voice v;
    for (int i = 0; i < 3; ++i)
        v.speak();
    EXPECT_EQ(v.ears.count("error"), 3);
    EXPECT_FALSE(v.remote->up()) << "three in a row open the breaker";
}

TEST(OpenAiSynthesizer, IsSilentOnceCancelled) {
    Voice v;
    v.answer.pieces = cut(pcm_of(1000), 960);
    OpenAiSynthesizer voice(v.remote, {});
    auto session = voice.speak({.text = "Hello.", .voice = {}}, v.ears.voice());
    session->cancel();
    v.world.settle();
    EXPECT_EQ(v.ears.told, Told{});
}

TEST(OpenAiSynthesizer, AListenerMayCancelItsOwnLine) {
    Voice v;
    v.answer.pieces = cut(pcm_of(1000), 9600);
    OpenAiSynthesizer voice(v.remote, {});
    std::unique_ptr<SynthesisSession> session;
    auto listener = v.ears.voice();
    listener.on_audio = [&](const Samples&) {
        v.ears.told.push_back("audio");
        session->cancel();
    };
    session = voice.speak({.text = "Hello.", .voice = {}}, std::move(listener));
    v.world.settle();
    EXPECT_EQ(v.ears.told, (Told{"began openai", "audio"}));
}

TEST(OpenAiSynthesizer, CountsWhatItUsed) {
    Voice v;
    v.meter.open(CallId{"call_1"});
    v.answer.pieces = {pcm_of(2000)};
    v.speak();
    const auto used = v.meter.of(CallId{"call_1"}).at("synthesizer");
    EXPECT_NEAR(used.seconds, 2.0, 0.01);
    EXPECT_EQ(used.characters, 20);
}

}  // namespace
}  // namespace mockcall::openai
