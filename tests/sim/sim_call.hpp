// A whole call in virtual time: the real engine, machine, customer, coach and judge; speech, store and objects are
// fakes.
#pragma once

#include <cmath>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "engine/engine.hpp"
#include "fakes/fake_media.hpp"
#include "fakes/fake_speech.hpp"
#include "fakes/memory_objects.hpp"
#include "fakes/memory_store.hpp"
#include "fakes/virtual_world.hpp"

namespace mockcall::sim {

inline std::string source_file(const std::string& path) {
    const char* root = std::getenv("MOCKCALL_SOURCE_DIR");
    std::ifstream in(std::string(root == nullptr ? "." : root) + "/" + path);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

inline std::shared_ptr<const Scenario> billing_dispute() {
    static const auto scenario = [] {
        auto parsed = parse_scenario(source_file("scenarios/angry_customer_billing_dispute.yaml"));
        if (!parsed)
            throw std::runtime_error("the design's example does not parse");
        return std::make_shared<const Scenario>(std::move(*parsed));
    }();
    return scenario;
}

class Client final : public CallClient {
  public:
    std::vector<protocol::ServerEvent> events;
    int closed = 0;

    void send(protocol::ServerEvent event) override { events.push_back(std::move(event)); }
    void close(int code, std::string) override { closed = code; }
    std::size_t backlog() const override { return 0; }

    template <class T>
    std::vector<T> all() const {
        std::vector<T> found;
        for (const auto& event : events)
            if (const T* e = std::get_if<T>(&event))
                found.push_back(*e);
        return found;
    }
    std::vector<protocol::Transcript> finals(const std::string& speaker) const {
        std::vector<protocol::Transcript> found;
        for (auto& t : all<protocol::Transcript>())
            if (t.final && t.speaker == speaker)
                found.push_back(std::move(t));
        return found;
    }
};

/// What survives a crash is outside of this: store and objects.
struct Disk {
    fakes::MemoryStore store;
    fakes::MemoryObjects objects;
};

class World {
  public:
    explicit World(std::shared_ptr<Disk> kept = std::make_shared<Disk>()) : disk(std::move(kept)) { boot(); }

    std::shared_ptr<Disk> disk;
    fakes::VirtualWorld time;
    fakes::SeededEntropy entropy;
    fakes::FakeRecognizer recognizer;
    fakes::FakeSynthesizer voice;
    Synthesizer* speaker = nullptr;  ///< another than `voice`; set, then boot() again
    LanguageModel* model = nullptr;  ///< set, then boot() again
    LanguageModel* judge = nullptr;
    std::function<std::string()> missing;
    fakes::FakeMediaServer media{time};
    std::unique_ptr<Engine> engine;
    Principal trainee{UserId{"user_1"}, OrgId{"default"}, Role::Trainee, "Ann"};
    EngineSettings settings = [] {
        EngineSettings s;
        s.websocket_url = "ws://localhost:3000/ws/mock-call";
        s.sign_link = [](const std::string& path, WallTime) { return path + "?signature=x"; };
        s.turn_credential = [](const std::string&, const std::string&) { return std::string("credential"); };
        return s;
    }();

    void boot() {
        Library library;
        library.scenarios.push_back(billing_dispute());
        engine = std::make_unique<Engine>(settings,
                                          EngineParts{time,
                                                      entropy,
                                                      {&time.loop()},
                                                      time.pool(),
                                                      time.pool(),
                                                      disk->store,
                                                      disk->objects,
                                                      recognizer,
                                                      speaker != nullptr ? *speaker : voice,
                                                      model,
                                                      judge,
                                                      nullptr,
                                                      missing,
                                                      &media},
                                          std::move(library));
    }
    /// kill -9: nothing that was not written down survives.
    void crash_and_restart() {
        time.forget();
        engine.reset();
        time.forget();
        boot();
        EXPECT_TRUE(engine->recover());
        time.settle();
    }

    template <class T>
    struct Got {
        std::optional<Result<T>> value;
        Reply<T> reply() {
            return [this](Result<T> r) { value = std::move(r); };
        }
        const T& operator*() const { return value->value(); }
        bool ok() const { return value && value->has_value(); }
        ErrorCode code() const { return value->error().code; }
    };

    Result<StartedCall> start(CallSettings call = {}, std::string key = {}) {
        Got<StartedCall> got;
        engine->start({trainee, ScenarioId{"scn_abc123"}, std::nullopt, std::move(call), std::move(key)}, got.reply());
        time.settle();
        if (got.ok())
            token_ = token_in((*got).data);
        return std::move(*got.value);
    }
    std::shared_ptr<Client> join(const CallId& id) {
        auto client = std::make_shared<Client>();
        Got<SessionInfo> got;
        engine->join(SessionToken{token_}, {id.str(), std::nullopt}, client, got.reply());
        time.settle();
        join_result =
            got.value ? (got.value->has_value() ? std::nullopt : std::optional(got.value->error().code)) : std::nullopt;
        return client;
    }
    std::optional<ErrorCode> join_result;

    void deliver(const CallId& id, const std::shared_ptr<Client>& client, protocol::ClientEvent event) {
        engine->deliver(id, client, std::move(event));
        time.settle();
    }
    /// The agent types; then everybody waits until it is quiet again.
    void type(const CallId& id, const std::shared_ptr<Client>& client, const std::string& text, int wait_ms = 6000) {
        deliver(id, client, protocol::AgentText{id.str(), text});
        time.run_for(Milliseconds{wait_ms});
    }
    /// Speech-like sound in real time: bursts of a buzz with a changing pitch.
    void speak(const CallId& id, const std::shared_ptr<Client>& client, int ms) { stream(id, client, ms, 8000); }
    /// Any sound, in real time, 20 ms at once.
    void play(const CallId& id, const std::shared_ptr<Client>& client, SampleView pcm) {
        constexpr std::size_t kFrame = 320;
        for (std::size_t at = 0; at < pcm.size(); at += kFrame) {
            Samples frame(kFrame, 0);
            std::ranges::copy(pcm.subspan(at, std::min(kFrame, pcm.size() - at)), frame.begin());
            const auto* raw = reinterpret_cast<const std::uint8_t*>(frame.data());
            send(id, client, Bytes(raw, raw + frame.size() * 2));
        }
    }
    void silence(const CallId& id, const std::shared_ptr<Client>& client, int ms) { stream(id, client, ms, 0); }
    /// The client sends nothing, and its next timestamps tell of the pause.
    void pause(int ms) {
        time.run_for(Milliseconds{ms});
        clock_ms_ += ms;
    }
    /// The same, all at once: what was kept while the line was down.
    void speak_at_once(const CallId& id, const std::shared_ptr<Client>& client, int ms) {
        stream(id, client, ms, 8000, Milliseconds{0});
    }

    Got<Json> end(const CallId& id, const std::string& reason = "resolved") {
        Got<Json> got;
        protocol::EndBody body;
        body.end_reason = reason;
        engine->end(trainee, id, body, got.reply());
        time.run_for(Milliseconds{100});
        return got;
    }

  private:
    void stream(const CallId& id, const std::shared_ptr<Client>& client, int ms, int amplitude,
                Milliseconds pace = Milliseconds{20}) {
        for (int done = 0; done < ms; done += 20) {
            Bytes data;
            for (int i = 0; i < 320; ++i) {
                phase_ += 120.0 / 16000 * (1 + 0.2 * std::sin(static_cast<double>(sample_) / 4000));
                const double pulse = std::exp(-10 * (phase_ - std::floor(phase_))) * std::sin(2 * M_PI * 5 * phase_);
                const double envelope = 0.6 + 0.4 * std::sin(2 * M_PI * 4 * static_cast<double>(sample_++) / 16000);
                const auto s = static_cast<std::int16_t>(amplitude * pulse * envelope);
                data.push_back(static_cast<std::uint8_t>(s & 0xFF));
                data.push_back(static_cast<std::uint8_t>((s >> 8) & 0xFF));
            }
            send(id, client, std::move(data), pace);
        }
    }
    void send(const CallId& id, const std::shared_ptr<Client>& client, Bytes data,
              Milliseconds pace = Milliseconds{20}) {
        time.run_for(pace);
        engine->deliver(id, client, protocol::AudioData{id.str(), std::move(data), clock_ms_});
        clock_ms_ += 20;
        time.settle();
    }
    static std::string token_in(const std::string& json) {
        const auto begin = json.find("sess_");
        return json.substr(begin, json.find('"', begin) - begin);
    }

    std::string token_;
    double clock_ms_ = 0;
    double phase_ = 0;
    std::int64_t sample_ = 0;
};

}  // namespace mockcall::sim
