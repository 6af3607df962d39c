#include "adapters/speech/scripted.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <string_view>
#include <utility>

namespace mockcall {
namespace {

constexpr std::array<std::string_view, 8> kSaid = {
    "thank you for calling my name is sam how may i help you today",
    "i am sorry to hear that let me look into this for you right away",
    "may i have your account number please",
    "i can see the charge on your bill and i understand why you are upset",
    "could you tell me when the problem started",
    "please give me a moment while i check",
    "is there anything else i can help you with",
    "thank you for your patience and have a good day"};
constexpr int kMsPerCharacter = 60;

class Utterance final : public RecognizerSession {
  public:
    Utterance(std::string_view text, Listener listener) : text_(text), listener_(std::move(listener)) {}
    void feed(SampleView) override {}
    void finish() override { listener_.on_final({std::string(text_), {}, 1}); }
    void cancel() override {}

  private:
    std::string_view text_;
    Listener listener_;
};

class OfCall final : public CallRecognizer {
  public:
    Result<std::unique_ptr<RecognizerSession>> open(RecognizerSearch, RecognizerSession::Listener listener) override {
        return std::make_unique<Utterance>(kSaid[next_++ % kSaid.size()], std::move(listener));
    }

  private:
    std::size_t next_ = 0;
};

Samples half_second(int rate) {
    Samples half(static_cast<std::size_t>(rate / 2));
    for (std::size_t i = 0; i < half.size(); ++i) {
        const double t = static_cast<double>(i) / rate;
        const double pitch = std::fmod(t * 140, 1.0);
        const double loud = 0.6 + 0.4 * std::sin(2 * std::numbers::pi * 4 * t);
        half[i] =
            static_cast<std::int16_t>(7'000 * loud * std::exp(-8 * pitch) * std::sin(2 * std::numbers::pi * 4 * pitch));
    }
    return half;
}

class Line final : public SynthesisSession {
    void cancel() override {}
};

}  // namespace

std::unique_ptr<CallRecognizer> ScriptedRecognizer::for_call(const RecognizerVocabulary&) {
    return std::make_unique<OfCall>();
}

std::unique_ptr<SynthesisSession> ScriptedSynthesizer::speak(const SpeechRequest& request,
                                                             SynthesisSession::Listener listener) {
    const auto length = request.text.size() * kMsPerCharacter * static_cast<std::size_t>(request.sample_rate) / 1000;
    // A voice that costs nothing: half a second, in which pitch and syllables come round, again and again.
    const Samples half = half_second(request.sample_rate);
    Samples buzz(length);
    for (std::size_t i = 0; i < length; ++i)
        buzz[i] = half[i % half.size()];
    listener.on_audio(std::move(buzz));
    listener.on_done();
    return std::make_unique<Line>();
}

}  // namespace mockcall
