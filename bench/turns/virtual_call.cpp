#include "turns/virtual_call.hpp"

#include <algorithm>
#include <ctime>
#include <stdexcept>

namespace mockcall::turns {
namespace {

constexpr std::size_t kFrame = 320;

double thread_cpu_ms() {
    timespec t{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) * 1e-6;
}

/// Notes how much CPU time passes until a line's first sound.
class TimedVoice final : public Synthesizer {
  public:
    /// `first_ms`: the time that passes; `asked_ms`: when the line was asked for, by `clock`.
    TimedVoice(WorkerPool& pool, const Clock& clock, double& first_ms, double& asked_ms)
        : voice_(pool), clock_(clock), first_ms_(first_ms), asked_ms_(asked_ms) {}
    std::unique_ptr<SynthesisSession> speak(const SpeechRequest& request,
                                            SynthesisSession::Listener listener) override {
        const double begun = thread_cpu_ms();
        asked_ms_ = std::chrono::duration<double, std::milli>(clock_.steady().time_since_epoch()).count();
        auto on_audio = std::move(listener.on_audio);
        bool first = true;
        listener.on_audio = [this, begun, first, on_audio = std::move(on_audio)](Samples pcm) mutable {
            if (std::exchange(first, false))
                first_ms_ = thread_cpu_ms() - begun;
            on_audio(std::move(pcm));
        };
        return voice_.speak(request, std::move(listener));
    }
    bool ready() const override { return true; }

  private:
    FliteSynthesizer voice_;
    const Clock& clock_;
    double& first_ms_;
    double& asked_ms_;
};

std::string text_after(const std::string& json, const std::string& key) {
    const auto at = json.find("\"" + key + "\":\"");
    if (at == std::string::npos)
        throw std::runtime_error("no " + key);
    const auto begin = at + key.size() + 4;
    return json.substr(begin, json.find('"', begin) - begin);
}

}  // namespace

bool CountingPool::submit(Task task) {
    const double begun = thread_cpu_ms();
    task();
    cpu_ms += thread_cpu_ms() - begun;
    return true;
}

VirtualCall::VirtualCall(std::shared_ptr<const Scenario> scenario, std::uint64_t seed, bool ahead) {
    recognizer_ = std::make_unique<PocketsphinxRecognizer>(
        recognizer_pool_, PocketsphinxOptions{.model_dir = MOCKCALL_SPEECH_MODEL_DIR, .max_decoders = 2});
    voice_ = std::make_unique<TimedVoice>(voice_pool_, time_, heard.voice_cpu_ms, heard.voice_asked_ms);
    EngineSettings settings;
    settings.ahead = {.voice = ahead};
    settings.websocket_url = "ws://localhost/ws/mock-call";
    settings.sign_link = [](const std::string& path, WallTime) { return path; };
    settings.turn_credential = [](const std::string&, const std::string&) { return std::string(); };
    const ScenarioId which = scenario->id;
    Library library;
    library.scenarios.push_back(std::move(scenario));
    for (std::uint64_t i = 0; i < seed; ++i)
        (void)entropy_.seed();
    engine_ = std::make_unique<Engine>(
        settings,
        EngineParts{
            time_, entropy_, {&time_.loop()}, time_.pool(), time_.pool(), store_, objects_, *recognizer_, *voice_},
        std::move(library));
    CallSettings call;
    call.allow_interruptions = false;
    call.record = false;
    std::string token;
    engine_->start(
        {Principal{UserId{"bench"}, OrgId{"default"}, Role::Trainee, "Bench"}, which, std::nullopt, call, {}},
        [&](Result<StartedCall> started) {
            if (!started)
                throw std::runtime_error(started.error().message);
            id_ = started->id;
            token = text_after(started->data, "sessionToken");
        });
    time_.settle();
    client_->on_event = [this](const protocol::ServerEvent& e) { take(e); };
    engine_->join(SessionToken{token}, {id_.str(), std::nullopt}, client_, [](Result<SessionInfo>) {});
    time_.settle();
}

double VirtualCall::now_ms() const {
    return std::chrono::duration<double, std::milli>(time_.steady().time_since_epoch()).count();
}

void VirtualCall::play(SampleView pcm) {
    for (std::size_t at = 0; at < pcm.size() && !over(); at += kFrame) {
        Samples frame(kFrame, 0);
        std::ranges::copy(pcm.subspan(at, std::min(kFrame, pcm.size() - at)), frame.begin());
        for (std::int16_t& x : frame) {
            const double noise = kRoomNoise * (room_.unit() + room_.unit() + room_.unit() - 1.5) * 2;
            x = static_cast<std::int16_t>(std::clamp(x + noise, -32768.0, 32767.0));
        }
        const auto* raw = reinterpret_cast<const std::uint8_t*>(frame.data());
        // A microphone hands a frame over when its last sample has been spoken.
        time_.run_for(Milliseconds{20});
        recognizer_cpu_at_frame_ = recognizer_pool_.cpu_ms;
        engine_->deliver(id_, client_, protocol::AudioData{id_.str(), Bytes(raw, raw + kFrame * 2), clock_ms_});
        clock_ms_ += 20;
        time_.settle();
    }
}

void VirtualCall::silence(int ms) { play(Samples(static_cast<std::size_t>(ms) * 16, 0)); }

void VirtualCall::wait_for_quiet(int most_ms) {
    for (int waited = 0; waited < most_ms && !over(); waited += 100) {
        silence(100);
        if (!customer_speaking())
            return;
    }
}

void VirtualCall::take(const protocol::ServerEvent& event) {
    if (const auto* t = std::get_if<protocol::Transcript>(&event); t != nullptr && !t->final) {
        if (t->speaker == "agent")
            heard.partial = t->text;
    } else if (t != nullptr) {
        if (t->speaker == "customer") {
            heard.customer_text = t->text;
        } else if (!heard.final_words_ms) {
            heard.final_words_ms = now_ms();
            heard.words_cpu_ms = recognizer_pool_.cpu_ms - recognizer_cpu_at_frame_;
        }
    } else if (const auto* a = std::get_if<protocol::AudioCustomer>(&event);
               a != nullptr && a->utterance_id != "ambience") {
        if (!heard.answer_ms)
            heard.answer_ms = now_ms();
        heard.pieces_after_clear += heard.clear_ms ? 1 : 0;
        playing_until_ms_ =
            std::max(playing_until_ms_, now_ms()) + static_cast<double>(a->data.size()) / 2 / a->sample_rate * 1000;
    } else if (std::holds_alternative<protocol::AudioClear>(event)) {
        if (!heard.clear_ms)
            heard.clear_ms = now_ms();
        playing_until_ms_ = now_ms();
    } else if (std::holds_alternative<protocol::AudioDuck>(event)) {
        if (!heard.duck_ms)
            heard.duck_ms = now_ms();
    } else if (std::holds_alternative<protocol::CallEnded>(event)) {
        ended_ = true;
    }
}

}  // namespace mockcall::turns
