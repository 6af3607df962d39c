#include "app/speech.hpp"

#include "adapters/fallback/fallback_recognizer.hpp"
#include "adapters/fallback/fallback_synthesizer.hpp"
#include "adapters/openai/openai_recognizer.hpp"
#include "adapters/openai/openai_synthesizer.hpp"
#include "adapters/openai/realtime_customer.hpp"
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
    const bool allowed = config.ai.fallback == "allowed";
    if (far_ears_ && allowed)
        both_ears_ = std::make_unique<FallbackRecognizer>(*far_ears_, *own_ears_);
    if (far_voice_ && allowed)
        both_voices_ = std::make_unique<FallbackSynthesizer>(*far_voice_, *own_voice_);
    ears_ = both_ears_ ? both_ears_.get() : far_ears_ ? far_ears_.get() : own_ears_.get();
    voice_ = both_voices_ ? both_voices_.get() : far_voice_ ? far_voice_.get() : own_voice_.get();
    if (config.customer == "openai-realtime")
        add_speaking_customer(config, ai, clock);
}

SocketClient& Speech::sockets(const Config& config) {
    if (!sockets_)
        sockets_ = std::make_unique<BeastSocketClient>(SocketClientOptions{.ca_file = config.ai.ca_file});
    return *sockets_;
}

namespace {

openai::RealtimeOptions realtime_options(const Config& config, const openai::ServiceOptions& service) {
    openai::RealtimeOptions options;
    options.part = service.part;
    options.api_key = service.api_key;
    options.language = config.ai.language;
    options.connect = service.deadlines.connect;
    options.first_byte = service.deadlines.first_byte;
    options.between = service.deadlines.between_bytes;
    options.whole = service.deadlines.whole;
    options.most_open = service.gate.running;
    options.prices = service.prices;
    options.on_change = service.on_change;
    return options;
}

}  // namespace

/// Behind it stand the ears and the voice that there are without it.
void Speech::add_speaking_customer(const Config& config, AiServices& ai, const Clock& clock) {
    const openai::ServiceOptions service = ai.options("realtime");
    openai::RealtimeOptions options = realtime_options(config, service);
    options.url = openai::conversation_url(service.base_url, service.model);
    options.model = config.ai.transcription_model;
    openai::RealtimeCustomer customer(
        sockets(config), clock, ai.meter(), std::move(options),
        {config.ai.realtime_voices, config.ai.audio_price_input, config.ai.audio_price_output});
    speaking_ears_ = customer.ears();
    speaking_words_ = customer.words();
    speaking_voice_ = customer.voice();
    ai.watch([service = customer.service()] { return service->figures(); });
    if (config.ai.fallback == "allowed") {
        all_ears_ = std::make_unique<FallbackRecognizer>(*speaking_ears_, *ears_);
        all_voices_ = std::make_unique<FallbackSynthesizer>(*speaking_voice_, *voice_);
    }
    ears_ = all_ears_ ? all_ears_.get() : speaking_ears_.get();
    voice_ = all_voices_ ? all_voices_.get() : speaking_voice_.get();
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
    const openai::ServiceOptions service = ai.options("recognizer");
    openai::RealtimeOptions options = realtime_options(config, service);
    options.url = openai::realtime_url(service.base_url);
    options.model = service.model;
    auto realtime =
        std::make_unique<openai::RealtimeRecognizer>(sockets(config), clock, ai.meter(), std::move(options));
    ai.watch([service = realtime->service()] { return service->figures(); });
    far_ears_ = std::move(realtime);
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
