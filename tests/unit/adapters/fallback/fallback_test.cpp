#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/fallback/fallback_recognizer.hpp"
#include "adapters/fallback/fallback_synthesizer.hpp"
#include "fakes/fake_speech.hpp"

namespace mockcall {
namespace {

using Told = std::vector<std::string>;

/// A remote recogniser that fails when the test says so.
class Remote final : public Recognizer {
  public:
    bool refuses = false;
    bool fails_at_finish = false;
    RecognizerSession::Listener newest;
    int cancelled = 0;
    std::size_t fed = 0;

    std::unique_ptr<CallRecognizer> for_call(const RecognizerVocabulary&) override {
        return std::make_unique<OfCall>(*this);
    }
    bool ready() const override { return false; }
    void fail() const { newest.on_error({ErrorCode::AiServiceError, "no"}); }

  private:
    class Session final : public RecognizerSession {
      public:
        explicit Session(Remote& r) : r_(r) {}
        void feed(SampleView pcm) override { r_.fed += pcm.size(); }
        void finish() override {
            if (r_.fails_at_finish)
                r_.fail();
        }
        void cancel() override { ++r_.cancelled; }

      private:
        Remote& r_;
    };
    class OfCall final : public CallRecognizer {
      public:
        explicit OfCall(Remote& r) : r_(r) {}
        Result<std::unique_ptr<RecognizerSession>> open(RecognizerSearch,
                                                        RecognizerSession::Listener listener) override {
            if (r_.refuses)
                return mockcall::fail(ErrorCode::AiServiceError, "no line");
            r_.newest = std::move(listener);
            return std::make_unique<Session>(r_);
        }

      private:
        Remote& r_;
    };
};

struct Hearing {
    Remote remote;
    fakes::FakeRecognizer embedded;
    FallbackRecognizer both{remote, embedded};
    std::unique_ptr<CallRecognizer> call = both.for_call({});
    Told told;
    std::unique_ptr<RecognizerSession> session;

    void open() {
        embedded.script.words = {"hello"};
        session = std::move(*call->open(
            RecognizerSearch::Free,
            {.on_partial = [this](const Hypothesis& h) { told.push_back("partial " + h.text); },
             .on_final = [this](const Hypothesis& h) { told.push_back("final " + h.text); },
             .on_error = [this](const Error& e) { told.push_back("error " + e.message); },
             .on_began = [this](std::string_view engine) { told.push_back("began " + std::string(engine)); },
             .on_handover = [this](const Error&) { told.push_back("handover"); }}));
    }
};

TEST(FallbackRecognizer, WhileTheFirstAnswersTheSecondHearsNothing) {
    Hearing h;
    h.open();
    h.session->feed(Samples(800));
    h.session->finish();
    h.remote.newest.on_final({"from afar", {}, 1});
    EXPECT_EQ(h.told, Told{"final from afar"});
    EXPECT_TRUE(h.embedded.script.samples.empty());
    EXPECT_EQ(h.remote.fed, 800u);
}

TEST(FallbackRecognizer, TheSecondHearsTheSameUtteranceFromItsFirstSample) {
    Hearing h;
    h.remote.fails_at_finish = true;
    h.open();
    for (int i = 0; i < 10; ++i)
        h.session->feed(Samples(320));
    h.session->finish();
    EXPECT_EQ(h.told, (Told{"handover", "began fake", "final hello"}));
    EXPECT_EQ(h.embedded.script.samples, std::vector<std::size_t>{3200});
}

TEST(FallbackRecognizer, WhatIsSpokenAfterTheHandoverGoesToTheSecond) {
    Hearing h;
    h.open();
    h.session->feed(Samples(320));
    h.remote.fail();
    h.session->feed(Samples(640));
    h.session->finish();
    EXPECT_EQ(h.told, (Told{"handover", "began fake", "final hello"}));
    EXPECT_EQ(h.embedded.script.samples, std::vector<std::size_t>{960});
}

TEST(FallbackRecognizer, WhereTheFirstCannotBeginTheSecondDoes) {
    Hearing h;
    h.remote.refuses = true;
    h.open();
    h.session->feed(Samples(320));
    h.session->finish();
    EXPECT_EQ(h.told, (Told{"handover", "began fake", "final hello"}));
}

TEST(FallbackRecognizer, FailsWhenBothDo) {
    Hearing h;
    h.open();
    h.embedded.script.no_capacity = true;
    h.remote.fail();
    EXPECT_EQ(h.told, (Told{"handover", "error nobody can listen"}));
}

TEST(FallbackRecognizer, ACancelledUtteranceIsNotHandedOver) {
    Hearing h;
    h.open();
    h.session->feed(Samples(320));
    h.session->cancel();
    EXPECT_EQ(h.remote.cancelled, 1);
    EXPECT_EQ(h.told, Told{});
}

TEST(FallbackRecognizer, KeepsAMinuteAndNoMore) {
    Hearing h;
    h.open();
    for (int second = 0; second < 90; ++second)
        h.session->feed(Samples(16'000));
    h.remote.fail();
    EXPECT_EQ(h.embedded.script.samples, std::vector<std::size_t>{62 * 16'000});
}

// --- The voice

/// Speaks so many milliseconds, then ends as the test says.
class RemoteVoice final : public Synthesizer {
  public:
    int ms = 0;
    bool fails = true;
    SpeechRequest asked;
    std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                            SynthesisSession::Listener listener) override {
        class Session final : public SynthesisSession {
            void cancel() override {}
        };
        asked = request;
        for (int done = 0; done < ms; done += 20)
            listener.on_audio(Samples(static_cast<std::size_t>(request.sample_rate / 50)));
        if (fails)
            listener.on_error({ErrorCode::AiServiceError, "no"});
        else
            listener.on_done();
        return std::make_unique<Session>();
    }
    bool ready() const override { return false; }
};

struct Speaking {
    RemoteVoice remote;
    fakes::FakeSynthesizer embedded;
    FallbackSynthesizer both{remote, embedded};
    Told told;

    void speak(const std::string& text) {
        told.clear();
        const auto session =
            both.speak({.text = text, .voice = {}},
                       {.on_audio = [](const Samples&) {},
                        .on_done = [this] { told.push_back("done"); },
                        .on_error = [this](const Error&) { told.push_back("error"); },
                        .on_began = [this](std::string_view engine) { told.push_back("began " + std::string(engine)); },
                        .on_handover = [this](const Error&) { told.push_back("handover"); }});
    }
};
const std::string kLine = "I have been charged twice for the same month, and I want it back.";  // 65 characters

TEST(FallbackSynthesizer, ALineThatNeverBeganIsSaidWhole) {
    Speaking s;
    s.speak(kLine);
    EXPECT_EQ(s.embedded.spoken, std::vector<std::string>{kLine});
    EXPECT_EQ(s.told, (Told{"handover", "began fake", "done"}));
}

TEST(FallbackSynthesizer, InTheMiddleTheSecondGoesOnWithTheNextWord) {
    Speaking s;
    s.remote.ms = 2'060;  // 30 characters at 15 a second: within "the"
    s.speak(kLine);
    ASSERT_EQ(s.embedded.spoken.size(), 1u);
    EXPECT_EQ(s.embedded.spoken[0], "same month, and I want it back.");
}

TEST(FallbackSynthesizer, NearTheEndNothingIsLeftToSay) {
    Speaking s;
    s.remote.ms = 4'300;
    s.speak(kLine);
    EXPECT_TRUE(s.embedded.spoken.empty());
    EXPECT_EQ(s.told, (Told{"handover", "done"}));
}

TEST(FallbackSynthesizer, LearnsHowFastAVoiceSpeaks) {
    Speaking s;
    s.remote.fails = false;
    s.remote.ms = 6'500;  // ten characters a second
    for (int i = 0; i < 30; ++i)
        s.speak(kLine);
    s.remote.fails = true;
    s.remote.ms = 3'060;
    s.speak(kLine);
    EXPECT_EQ(s.embedded.spoken, std::vector<std::string>{"same month, and I want it back."});
}

}  // namespace
}  // namespace mockcall
