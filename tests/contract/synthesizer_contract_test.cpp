// What every Synthesizer promises, and what the embedded one promises beyond.
#include <cmath>
#include <future>

#include "contract/remote_worlds.hpp"
#include "contract/speech_samples.hpp"
#include "contract/thread_workers.hpp"
#include "fakes/fake_speech.hpp"

namespace mockcall::contract {
namespace {

struct FakeVoice {
    fakes::VirtualWorld world;
    fakes::FakeSynthesizer synthesizer;
};
struct EmbeddedVoice {
    fakes::VirtualWorld world;
    FliteSynthesizer synthesizer{world.pool()};
};

template <class World>
class EverySynthesizer : public testing::Test {
  protected:
    World world_;
    Spoken spoken_;
    void speak(const SpeechRequest& request) {
        const auto session = world_.synthesizer.speak(request, spoken_.listener());
        world_.world.settle();
    }
};
using Worlds = testing::Types<FakeVoice, EmbeddedVoice, RemoteVoice, VoiceThatFallsBack>;
TYPED_TEST_SUITE(EverySynthesizer, Worlds);

TYPED_TEST(EverySynthesizer, IsDoneOnceAfterTheLastSample) {
    this->speak({.text = "I was charged twice.", .voice = {}});
    EXPECT_EQ(this->spoken_.done, 1);
    EXPECT_EQ(this->spoken_.errors, 0);
    EXPECT_GT(this->spoken_.samples.size(), 8000U);
}

TYPED_TEST(EverySynthesizer, TakesAboutAsLongAtEveryRate) {
    std::vector<double> seconds;
    for (const int rate : {8000, 16000, 24000}) {
        this->spoken_ = {};
        this->speak({.text = "I was charged twice.", .voice = {.name = "kal16"}, .sample_rate = rate});
        seconds.push_back(static_cast<double>(this->spoken_.samples.size()) / rate);
    }
    // A telephone's 8000 Hz lose a hissing last sound, which counts as silence then.
    EXPECT_NEAR(seconds[0], seconds[1], 0.1);
    EXPECT_NEAR(seconds[2], seconds[1], 0.02);
}

TYPED_TEST(EverySynthesizer, HandsOutShortChunks) {
    this->speak({.text = "I have been waiting for three weeks now.", .voice = {}});
    for (const auto chunk : this->spoken_.chunks) {
        EXPECT_LE(chunk, 16000U * 250 / 1000);
    }
}

class EmbeddedSynthesizer : public EverySynthesizer<EmbeddedVoice> {
  protected:
    std::size_t length(const SpeechRequest& request) {
        spoken_ = {};
        speak(request);
        return spoken_.samples.size();
    }
    double loudness(const SpeechRequest& request) {
        length(request);
        double sum = 0;
        for (const auto sample : spoken_.samples) {
            sum += static_cast<double>(sample) * sample;
        }
        return std::sqrt(sum / static_cast<double>(spoken_.samples.size()));
    }
};

TEST_F(EmbeddedSynthesizer, TheSameTextIsAboutEquallyLongEachTimeInEveryVoice) {
    for (const char* voice : {"awb", "slt", "rms", "kal16"}) {
        const SpeechRequest request{.text = "My account number is ACC-789456.", .voice = {.name = voice}};
        EXPECT_NEAR(static_cast<double>(length(request)), static_cast<double>(length(request)), 640) << voice;
    }
}

TEST_F(EmbeddedSynthesizer, BeginsWithTheFirstWordAndEndsWithTheLast) {
    constexpr std::size_t frame = 160;  // 10 ms
    for (const char* voice : {"awb", "slt", "rms", "kal16"}) {
        for (const char* text : {"I was charged twice.", "Hello. This is Robert.", "Fine, thanks."}) {
            length({.text = text, .voice = {.name = voice}});
            const auto loud = [&](std::size_t at) {
                double sum = 0;
                for (std::size_t i = at; i < at + frame; ++i) {
                    sum += static_cast<double>(spoken_.samples[i]) * spoken_.samples[i];
                }
                return sum / frame > 250.0 * 250.0;
            };
            std::size_t first = 0;
            while (!loud(first)) {
                first += frame;
            }
            std::size_t last = spoken_.samples.size() - frame;
            while (!loud(last)) {
                last -= frame;
            }
            EXPECT_LE(first, 100U * 16) << voice << ": " << text;
            EXPECT_LE(spoken_.samples.size() - last, 160U * 16) << voice << ": " << text;
        }
    }
}

TEST_F(EmbeddedSynthesizer, Kal16IsTheSameToTheBit) {
    const SpeechRequest request{.text = "Can you help me or not?", .voice = {.name = "kal16"}};
    speak(request);
    const Samples first = std::exchange(spoken_, {}).samples;
    speak(request);
    EXPECT_EQ(spoken_.samples, first);
}

TEST_F(EmbeddedSynthesizer, AnAngryCustomerIsFasterAndLouder) {
    for (const char* voice : {"awb", "slt", "rms"}) {
        const SpeechRequest calm{.text = "Nobody called me back and I am still waiting.", .voice = {.name = voice}};
        SpeechRequest angry = calm;
        angry.emotion = Emotion::Angry;
        EXPECT_LT(static_cast<double>(length(angry)), 0.95 * static_cast<double>(length(calm))) << voice;
        EXPECT_GT(loudness(angry), 1.15 * loudness(calm)) << voice;
    }
}

TEST_F(EmbeddedSynthesizer, ASlowPersonaTakesLonger) {
    const SpeechRequest plain{.text = "I do not understand these computers.", .voice = {}};
    SpeechRequest slow = plain;
    slow.voice.rate = 0.8;
    EXPECT_GT(static_cast<double>(length(slow)), 1.15 * static_cast<double>(length(plain)));
}

TEST_F(EmbeddedSynthesizer, NothingToSayIsDoneAtOnce) {
    speak({.text = "", .voice = {}});
    EXPECT_EQ(spoken_.done, 1);
    EXPECT_EQ(spoken_.errors, 0);
}

TEST_F(EmbeddedSynthesizer, RefusesARateItCannotMake) {
    speak({.text = "Hello.", .voice = {}, .sample_rate = 44100});
    EXPECT_EQ(spoken_.errors, 1);
    EXPECT_EQ(spoken_.done, 0);
}

TEST_F(EmbeddedSynthesizer, SaysSoWhenNoWorkerIsFree) {
    world_.world.pool().full = true;
    speak({.text = "Hello.", .voice = {}});
    EXPECT_EQ(spoken_.errors, 1);
    EXPECT_TRUE(spoken_.samples.empty());
}

TEST_F(EmbeddedSynthesizer, StopsWithinAChunkWhenCancelled) {
    std::unique_ptr<SynthesisSession> session;
    int chunks = 0;
    int done = 0;
    session =
        world_.synthesizer.speak({.text = "This is a long story. It began in January, when I moved.", .voice = {}},
                                 {.on_audio =
                                      [&](const Samples&) {
                                          if (++chunks == 3) {
                                              session->cancel();
                                          }
                                      },
                                  .on_done = [&] { ++done; },
                                  .on_error = {}});
    world_.world.settle();
    EXPECT_EQ(chunks, 3);
    EXPECT_EQ(done, 0);
}

TEST_F(EmbeddedSynthesizer, SaysNothingOnceTheSessionIsGone) {
    world_.synthesizer.speak({.text = "Hello there.", .voice = {}}, spoken_.listener()).reset();
    world_.world.settle();
    EXPECT_TRUE(spoken_.samples.empty());
    EXPECT_EQ(spoken_.done, 0);
}

TEST(EmbeddedSynthesizerOnThreads, CustomersSpeakAtTheSameTimeWithTheSameVoice) {
    fakes::ThreadWorkers workers(2);
    FliteSynthesizer synthesizer(workers);
    constexpr std::size_t customers = 4;
    std::vector<std::promise<std::size_t>> lengths(customers);
    std::vector<std::size_t> so_far(customers, 0);
    std::vector<std::unique_ptr<SynthesisSession>> sessions;
    for (std::size_t i = 0; i < customers; ++i) {
        sessions.push_back(synthesizer.speak({.text = "I want to speak to your supervisor.", .voice = {}},
                                             {.on_audio = [&, i](const Samples& more) { so_far[i] += more.size(); },
                                              .on_done = [&, i] { lengths[i].set_value(so_far[i]); },
                                              .on_error = {}}));
    }
    const auto first = static_cast<double>(lengths[0].get_future().get());
    for (std::size_t i = 1; i < customers; ++i) {
        EXPECT_NEAR(static_cast<double>(lengths[i].get_future().get()), first, 640);
    }
}

}  // namespace
}  // namespace mockcall::contract
