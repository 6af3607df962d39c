// A recogniser that hears what the test says was spoken, and a voice that makes a steady tone of 60 ms a character.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ports/speech.hpp"

namespace mockcall::fakes {

class FakeRecognizer final : public Recognizer {
  public:
    struct Script {
        std::vector<std::string> words;  ///< one for each utterance, in order
        std::size_t next = 0;
        bool no_capacity = false;
        bool silent = false;               ///< never answers
        bool partials = false;             ///< tells the words as they come, three a second
        std::vector<std::size_t> samples;  ///< fed to each utterance
    };
    Script script;

    std::unique_ptr<CallRecognizer> for_call(const RecognizerVocabulary&) override {
        return std::make_unique<OfCall>(script);
    }
    bool ready() const override { return true; }

  private:
    class Session final : public RecognizerSession {
      public:
        Session(Script& script, Listener listener)
            : script_(script), listener_(std::move(listener)), index_(script.next++) {
            script_.samples.push_back(0);
        }
        void feed(SampleView pcm) override {
            script_.samples.back() += pcm.size();
            heard_ += pcm.size();
            if (!script_.partials || index_ >= script_.words.size())
                return;
            constexpr std::size_t kWord = 16000 / 3;
            const std::string& all = script_.words[index_];
            std::size_t end = 0;
            for (std::size_t n = heard_ / kWord; n > 0 && end != std::string::npos; --n)
                end = all.find(' ', end + 1);
            const std::string now = end == 0 ? std::string{} : all.substr(0, end);
            if (now == told_)
                return;
            told_ = now;
            listener_.on_partial({now, {}, 0.9F});
        }
        void finish() override {
            if (listener_.on_began)
                listener_.on_began("fake");
            if (!script_.silent)
                listener_.on_final({index_ < script_.words.size() ? script_.words[index_] : std::string{}, {}, 0.9F});
        }
        void cancel() override { listener_ = {}; }

      private:
        Script& script_;
        Listener listener_;
        std::size_t index_;
        std::size_t heard_ = 0;
        std::string told_;
    };
    class OfCall final : public CallRecognizer {
      public:
        explicit OfCall(Script& script) : script_(script) {}
        Result<std::unique_ptr<RecognizerSession>> open(RecognizerSearch,
                                                        RecognizerSession::Listener listener) override {
            if (script_.no_capacity)
                return fail(ErrorCode::AiServiceError, "nobody can listen");
            return std::make_unique<Session>(script_, std::move(listener));
        }

      private:
        Script& script_;
    };
};

class FakeSynthesizer final : public Synthesizer {
  public:
    static constexpr int kMsPerCharacter = 60;
    bool broken = false;
    std::vector<std::string> spoken;

    std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                            SynthesisSession::Listener listener) override {
        class Session final : public SynthesisSession {
            void cancel() override {}
        };
        spoken.push_back(request.text);
        if (listener.on_began)
            listener.on_began("fake");
        if (broken) {
            listener.on_error({ErrorCode::AiServiceError, "no voice"});
            return std::make_unique<Session>();
        }
        const std::size_t samples =
            request.text.size() * kMsPerCharacter * static_cast<std::size_t>(request.sample_rate) / 1000;
        for (std::size_t done = 0; done < samples; done += 4000) {
            Samples chunk(std::min<std::size_t>(4000, samples - done));
            for (std::size_t i = 0; i < chunk.size(); ++i)
                chunk[i] = static_cast<std::int16_t>((done + i) % 40 < 20 ? 6000 : -6000);
            listener.on_audio(std::move(chunk));
        }
        listener.on_done();
        return std::make_unique<Session>();
    }
    bool ready() const override { return true; }
};

}  // namespace mockcall::fakes
