#include <charconv>

#include <fmt/core.h>

#include "app/config.hpp"

namespace mockcall::app {
namespace {

/// Where in the configuration a value stands.
template <class T>
using At = std::function<T&(AiConfig&)>;

template <class T>
const T& read(const At<T>& at, const Config& c) {
    return at(const_cast<Config&>(c).ai);
}

Setting text(std::string key, std::string meaning, At<std::string> at, bool secret = false) {
    return {std::move(key), std::move(meaning),
            [at](Config& c, const std::string& v) -> Result<void> {
                at(c.ai) = v;
                return {};
            },
            [at](const Config& c) { return read(at, c); }, secret};
}

/// An address that paths are appended to.
Setting address(std::string key, std::string meaning, At<std::string> at) {
    return {std::move(key), std::move(meaning),
            [at](Config& c, const std::string& v) -> Result<void> {
                if (!v.empty() && !v.starts_with("http://") && !v.starts_with("https://"))
                    return fail_validation("", "must begin with http:// or https://");
                at(c.ai) = v.ends_with('/') ? v.substr(0, v.size() - 1) : v;
                return {};
            },
            [at](const Config& c) { return read(at, c); }};
}

Setting duration(std::string key, std::string meaning, At<Milliseconds> at) {
    return {std::move(key), std::move(meaning),
            [at](Config& c, const std::string& v) -> Result<void> {
                const auto d = parse_duration(v);
                if (!d)
                    return std::unexpected(d.error());
                at(c.ai) = *d;
                return {};
            },
            [at](const Config& c) { return format_duration(read(at, c)); }};
}

template <class T>
Setting number(std::string key, std::string meaning, At<T> at, T low, T high) {
    return {std::move(key), std::move(meaning),
            [at, low, high](Config& c, const std::string& v) -> Result<void> {
                T n{};
                const auto [end, ec] = std::from_chars(v.data(), v.data() + v.size(), n);
                if (ec != std::errc{} || end != v.data() + v.size() || !(n >= low && n <= high))
                    return fail_validation("", fmt::format("must be a number from {} to {}", low, high));
                at(c.ai) = n;
                return {};
            },
            [at](const Config& c) { return fmt::format("{}", read(at, c)); }};
}

Setting fallback() {
    return {
        "ai.fallback",
        "Whether the embedded parts take over where a remote one fails: allowed or forbidden. Where it is forbidden "
        "POST /start answers 503 while a service is down.",
        [](Config& c, const std::string& v) -> Result<void> {
            if (v != "allowed" && v != "forbidden")
                return fail_validation("", "must be one of allowed,forbidden");
            c.ai.fallback = v;
            return {};
        },
        [](const Config& c) { return c.ai.fallback; }};
}

void add_part(std::vector<Setting>& all, const std::string& part, const std::string& who) {
    const std::string key = "ai.openai." + part + ".";
    const auto in = [part](auto member) {
        return [part, member](AiConfig& ai) -> auto& { return member(ai.parts.at(part)); };
    };
    all.push_back(address(key + "base_url", fmt::format("Address of {}'s service; empty: ai.openai.base_url.", who),
                          in([](AiPart& p) -> auto& { return p.base_url; })));
    all.push_back(
        text(key + "api_key",
             fmt::format("Key of {}'s service; empty: ai.openai.api_key, unless it has an address of its own.", who),
             in([](AiPart& p) -> auto& { return p.api_key; }), true));
    all.push_back(text(key + "model", fmt::format("Model of {}; empty: ai.openai.model.", who),
                       in([](AiPart& p) -> auto& { return p.model; })));
    all.push_back(duration(key + "connect_timeout", "A connection takes no longer.",
                           in([](AiPart& p) -> auto& { return p.deadlines.connect; })));
    all.push_back(duration(key + "first_byte_timeout", "From the connection to the first byte of an answer.",
                           in([](AiPart& p) -> auto& { return p.deadlines.first_byte; })));
    all.push_back(duration(key + "idle_timeout", "Between two bytes of an answer.",
                           in([](AiPart& p) -> auto& { return p.deadlines.between_bytes; })));
    all.push_back(
        duration(key + "timeout", "For a whole answer.", in([](AiPart& p) -> auto& { return p.deadlines.whole; })));
    all.push_back(number<int>(key + "concurrency",
                              part == "realtime" ? "Connections at once." : "Requests under way at once.",
                              in([](AiPart& p) -> auto& { return p.running; }), 1, 10'000));
    if (part == "realtime")
        return;  // a connection is a call's own: nobody waits for one
    all.push_back(number<int>(key + "queue", "Requests that may wait for their turn.",
                              in([](AiPart& p) -> auto& { return p.waiting; }), 0, 10'000));
}

Setting truth(std::string key, std::string meaning, At<bool> at) {
    return {std::move(key), std::move(meaning),
            [at](Config& c, const std::string& v) -> Result<void> {
                if (v != "true" && v != "false")
                    return fail_validation("", "must be true or false");
                at(c.ai) = v == "true";
                return {};
            },
            [at](const Config& c) { return read(at, c) ? "true" : "false"; }};
}

/// "awb=ash,slt=coral": the scenarios' voices by the service's names. Those that are not named keep theirs.
Setting voices(const std::string& part, std::map<std::string, std::string> AiConfig::* member) {
    return {"ai.openai." + part + ".voices", "The service's voice for each of the scenarios' (awb, slt, rms, kal16).",
            [member](Config& c, const std::string& v) -> Result<void> {
                std::string pair;
                for (const char ch : v + ",") {
                    if (ch != ',') {
                        if (ch != ' ')
                            pair += ch;
                        continue;
                    }
                    const auto equals = pair.find('=');
                    if (!pair.empty() && (equals == std::string::npos || equals == 0 || equals + 1 == pair.size()))
                        return fail_validation("", "must be pairs such as awb=ash,slt=coral");
                    if (!pair.empty())
                        (c.ai.*member)[pair.substr(0, equals)] = pair.substr(equals + 1);
                    pair.clear();
                }
                return {};
            },
            [member](const Config& c) {
                std::string all;
                for (const auto& [ours, theirs] : c.ai.*member)
                    all += (all.empty() ? "" : ",") + ours + "=" + theirs;
                return all;
            }};
}

void add_speech(std::vector<Setting>& all) {
    all.push_back(text("ai.openai.recognizer.language",
                       "Language that agents speak (ISO 639-1); empty: the recogniser's own guess.",
                       [](AiConfig& ai) -> auto& { return ai.language; }));
    all.push_back(
        truth("ai.openai.recognizer.stream",
              "Asks for an utterance's words as they are found; a server that cannot answers with all of them.",
              [](AiConfig& ai) -> auto& { return ai.stream_words; }));
    all.push_back(voices("synthesizer", &AiConfig::voices));
    all.push_back(truth("ai.openai.synthesizer.instructions",
                        "The voice takes instructions, in which the customer's emotion is put.",
                        [](AiConfig& ai) -> auto& { return ai.instruct_voice; }));
    all.push_back(number<int>(
        "ai.openai.synthesizer.sample_rate", "Hz of the raw samples that the voice sends; a WAV says it itself.",
        [](AiConfig& ai) -> auto& { return ai.voice_rate; }, 8'000, 48'000));
}

void add_price(std::vector<Setting>& all, const std::string& part, const std::string& name, const std::string& meaning,
               double remote::Prices::* member) {
    all.push_back(number<double>(
        "ai.openai." + part + "." + name, meaning + ", in the currency you count in.",
        [part, member](AiConfig& ai) -> double& { return ai.parts.at(part).prices.*member; }, 0, 1e6));
}

}  // namespace

void add_ai_settings(std::vector<Setting>& all) {
    all.push_back(address("ai.openai.base_url", "Address of a service that speaks the OpenAI API.",
                          [](AiConfig& ai) -> auto& { return ai.base_url; }));
    all.push_back(text(
        "ai.openai.api_key", "Its key; local servers mostly need none.",
        [](AiConfig& ai) -> auto& { return ai.api_key; }, true));
    all.push_back(text("ai.openai.model", "Language model for the customer and the evaluator.",
                       [](AiConfig& ai) -> auto& { return ai.model; }));
    all.push_back(text("ai.openai.proxy",
                       "Proxy on the way to remote services (http, https or socks5 URL); empty: none, whatever the "
                       "environment says. Loopback is reached directly.",
                       [](AiConfig& ai) -> auto& { return ai.proxy; }));
    all.push_back(text("ai.openai.ca_file",
                       "PEM file of authorities that remote services' certificates may come from; "
                       "empty: the system's.",
                       [](AiConfig& ai) -> auto& { return ai.ca_file; }));
    all.push_back(fallback());
    using remote::Budget;
    all.push_back(number<std::int64_t>(
        "ai.budget.call_tokens", "Tokens a call may use; then the embedded parts take over. 0: no limit.",
        [](AiConfig& ai) -> auto& { return ai.budget.call_tokens; }, 0, 1'000'000'000));
    all.push_back(number<std::int64_t>(
        "ai.budget.day_tokens", "Tokens all calls may use in a day (UTC). 0: no limit.",
        [](AiConfig& ai) -> auto& { return ai.budget.day_tokens; }, 0, 1'000'000'000'000));
    all.push_back(number<double>(
        "ai.budget.call_seconds", "Seconds of audio a call may have recognised and spoken remotely. 0: no limit.",
        [](AiConfig& ai) -> auto& { return ai.budget.call_seconds; }, 0, 1e9));
    all.push_back(number<double>(
        "ai.budget.day_seconds", "Seconds of audio all calls may have in a day (UTC). 0: no limit.",
        [](AiConfig& ai) -> auto& { return ai.budget.day_seconds; }, 0, 1e9));
    add_part(all, "customer", "the customer");
    add_part(all, "evaluator", "the evaluator");
    add_part(all, "recognizer", "the recogniser");
    add_part(all, "synthesizer", "the voice");
    add_part(all, "realtime", "the speaking customer");
    add_speech(all);
    all.push_back(text("ai.openai.realtime.transcription_model", "Model that tells in words what the agent says.",
                       [](AiConfig& ai) -> auto& { return ai.transcription_model; }));
    all.push_back(voices("realtime", &AiConfig::realtime_voices));
    for (const char* part : {"customer", "evaluator"})
        all.push_back(text(std::string("ai.openai.") + part + ".reasoning_effort",
                           "How long a model that reasons does so (as the service names it: minimal, low, …); empty: "
                           "the service's own.",
                           [part](AiConfig& ai) -> auto& { return ai.parts.at(part).reasoning_effort; }));
    for (const char* part : {"customer", "evaluator", "realtime"}) {
        add_price(all, part, "price_input", "Price of a million input tokens",
                  &remote::Prices::per_million_input_tokens);
        add_price(all, part, "price_output", "Price of a million output tokens",
                  &remote::Prices::per_million_output_tokens);
    }
    add_price(all, "realtime", "price_minute", "Price of a minute of audio that is transcribed",
              &remote::Prices::per_minute);
    all.push_back(number<double>(
        "ai.openai.realtime.price_audio_input",
        "Price of a million input tokens that are audio, in the currency you count in; 0: as others.",
        [](AiConfig& ai) -> auto& { return ai.audio_price_input; }, 0, 1e6));
    all.push_back(number<double>(
        "ai.openai.realtime.price_audio_output",
        "Price of a million output tokens that are audio, in the currency you count in; 0: as others.",
        [](AiConfig& ai) -> auto& { return ai.audio_price_output; }, 0, 1e6));
    add_price(all, "recognizer", "price_minute", "Price of a minute of audio", &remote::Prices::per_minute);
    add_price(all, "synthesizer", "price_minute", "Price of a minute of audio", &remote::Prices::per_minute);
    add_price(all, "synthesizer", "price_characters", "Price of a million characters",
              &remote::Prices::per_million_characters);
}

}  // namespace mockcall::app
