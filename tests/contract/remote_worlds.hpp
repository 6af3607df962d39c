// The remote recognisers and the remote voice over scripted services, alone and with the embedded ones behind them.
#pragma once

#include <boost/json.hpp>

#include "adapters/fallback/fallback_recognizer.hpp"
#include "adapters/fallback/fallback_synthesizer.hpp"
#include "adapters/openai/openai_recognizer.hpp"
#include "adapters/openai/openai_synthesizer.hpp"
#include "adapters/openai/realtime_recognizer.hpp"
#include "adapters/openai/usage_meter.hpp"
#include "contract/speech_samples.hpp"
#include "fakes/fake_sockets.hpp"
#include "fakes/scripted_http.hpp"

namespace mockcall::contract {

struct RemoteService {
    fakes::VirtualWorld world;
    fakes::SeededEntropy entropy;
    openai::LockedUsageMeter meter{world, {}};
    fakes::ScriptedHttp http;
    std::shared_ptr<openai::Service> service;

    explicit RemoteService(fakes::ScriptedHttp::Handler handler) : http(world, std::move(handler)) {
        openai::ServiceOptions options;
        options.part = "speech";
        options.base_url = "http://127.0.0.1:1/v1";
        options.model = "some-model";
        options.probe = false;
        service = openai::Service::make(std::move(options), http, world, meter);
    }
};

inline fakes::ScriptedHttp::Answer words_of_service(const HttpRequest&) {
    return {.pieces = {"data: {\"type\":\"transcript.text.delta\",\"delta\":\"thank you\"}\n\n",
                       "data: {\"type\":\"transcript.text.done\",\"text\":\"thank you for calling\"}\n\n"}};
}

/// 60 ms a character of a steady tone at 24 kHz, cut at odd places.
inline fakes::ScriptedHttp::Answer sound_of_service(const HttpRequest& request) {
    const auto text = boost::json::parse(request.body).at("input").as_string();
    std::string bytes;
    for (std::size_t i = 0; i < text.size() * 60 * 24; ++i) {
        const std::int16_t sample = i % 60 < 30 ? 6000 : -6000;
        bytes += static_cast<char>(sample & 0xFF);
        bytes += static_cast<char>((sample >> 8) & 0xFF);
    }
    fakes::ScriptedHttp::Answer answer;
    for (std::size_t at = 0; at < bytes.size(); at += 4801)
        answer.pieces.push_back(bytes.substr(at, 4801));
    return answer;
}

struct RemoteEars : RemoteService {
    openai::OpenAiRecognizer recognizer{service, entropy, {}};
    RemoteEars() : RemoteService(words_of_service) {}
};

struct RealtimeEars : RemoteService {
    fakes::FakeSockets sockets{world};
    openai::RealtimeRecognizer recognizer{
        sockets, world, meter, {.url = "ws://127.0.0.1:1", .api_key = {}, .model = "m"}};
    int items = 0;
    RealtimeEars() : RemoteService(words_of_service) {
        sockets.on_sent = [this](fakes::FakeSockets::Connection& c, const std::string& text) {
            if (text.find("buffer.commit") == std::string::npos)
                return;
            const std::string item = "\"item_id\":\"i" + std::to_string(++items) + "\"";
            c.says("{\"type\":\"input_audio_buffer.committed\"," + item + "}");
            c.says("{\"type\":\"conversation.item.input_audio_transcription.completed\"," + item +
                   ",\"transcript\":\"thank you for calling\"}");
        };
    }
};

/// The service is down: the embedded recogniser hears everything.
struct EarsThatFallBack : RemoteService {
    openai::OpenAiRecognizer first{service, entropy, {}};
    PocketsphinxRecognizer second{world.pool(), model_options()};
    FallbackRecognizer recognizer{first, second};
    EarsThatFallBack()
        : RemoteService([](const HttpRequest&) { return fakes::ScriptedHttp::Answer{.status = 500, .pieces = {}}; }) {}
};

struct RemoteVoice : RemoteService {
    openai::OpenAiSynthesizer synthesizer{service, {}};
    RemoteVoice() : RemoteService(sound_of_service) {}
};

/// The service is down: the embedded voice says everything.
struct VoiceThatFallsBack : RemoteService {
    openai::OpenAiSynthesizer first{service, {}};
    FliteSynthesizer second{world.pool()};
    FallbackSynthesizer synthesizer{first, second};
    VoiceThatFallsBack()
        : RemoteService([](const HttpRequest&) {
              return fakes::ScriptedHttp::Answer{.pieces = {}, .failure = HttpFailureKind::CannotConnect};
          }) {}
};

}  // namespace mockcall::contract
