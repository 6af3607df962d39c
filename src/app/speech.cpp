#include "app/speech.hpp"

#include "adapters/fallback/fallback_recognizer.hpp"
#include "adapters/fallback/fallback_synthesizer.hpp"
#include "adapters/openai/openai_recognizer.hpp"
#include "adapters/openai/openai_synthesizer.hpp"
#include "adapters/openai/realtime_recognizer.hpp"
#include "adapters/sockets/beast_socket_client.hpp"
#include "adapters/speech/flite_synthesizer.hpp"
#include "adapters/speech/pocketsphinx_recognizer.hpp"
#include "adapters/speech/scripted.hpp"
#include "app/compose.hpp"

namespace mockcall::app {

Speech::Speech(const Config& config, AiServices& ai, const Clock& clock, Entropy& entropy, WorkerPool& cpu,
               WorkerPool& voice) {
    PocketsphinxOptions hearing;
    hearing.model_dir = config.speech_models.empty() ? binary_directory() + "/speech" : config.speech_models;
    hearing.max_decoders = config.max_decoders;
    if (config.recognizer == "scripted")
        own_ears_ = std::make_unique<ScriptedRecognizer>();
    else
        own_ears_ = std::make_unique<PocketsphinxRecognizer>(cpu, hearing);
    if (config.synthesizer == "scripted")
        own_voice_ = std::make_unique<ScriptedSynthesizer>();
    else
        own_voice_ = std::make_unique<FliteSynthesizer>(voice);
    add_remote_ears(config, ai, clock, entropy);
    add_remote_voice(config, ai);
    if (config.ai.fallback != "allowed")
        return;
    if (far_ears_)
        both_ears_ = std::make_unique<FallbackRecognizer>(*far_ears_, *own_ears_);
    if (far_voice_)
        both_voices_ = std::make_unique<FallbackSynthesizer>(*far_voice_, *own_voice_);
}

Speech::~Speech() = default;

void Speech::add_remote_ears(const Config& config, AiServices& ai, const Clock& clock, Entropy& entropy) {
    const bool alone = config.ai.fallback != "allowed";
    if (config.recognizer == "openai")
        far_ears_ = std::make_unique<openai::OpenAiRecognizer>(
            ai.service("recognizer"), entropy,
            openai::HearingOptions{config.ai.language, config.ai.stream_words, alone ? 1 : 0});
    if (config.recognizer != "openai-realtime")
        return;
    sockets_ = std::make_unique<BeastSocketClient>(SocketClientOptions{.ca_file = config.ai.ca_file});
    const openai::ServiceOptions service = ai.options("recognizer");
    openai::RealtimeOptions options;
    options.url = openai::realtime_url(service.base_url);
    options.api_key = service.api_key;
    options.model = service.model;
    options.language = config.ai.language;
    options.connect = service.deadlines.connect;
    options.first_byte = service.deadlines.first_byte;
    options.whole = service.deadlines.whole;
    options.prices = service.prices;
    far_ears_ = std::make_unique<openai::RealtimeRecognizer>(*sockets_, clock, ai.meter(), std::move(options));
}

void Speech::add_remote_voice(const Config& config, AiServices& ai) {
    if (config.synthesizer != "openai")
        return;
    openai::VoiceOptions options;
    options.voices = config.ai.voices;
    options.instructions = config.ai.instruct_voice;
    options.sample_rate = config.ai.voice_rate;
    options.retries = config.ai.fallback == "allowed" ? 0 : 1;
    far_voice_ = std::make_unique<openai::OpenAiSynthesizer>(ai.service("synthesizer"), std::move(options));
}

}  // namespace mockcall::app
