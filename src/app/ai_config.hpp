// The settings of remote services that speak the OpenAI API.
#pragma once

#include <map>
#include <string>

#include "domain/remote/usage.hpp"
#include "ports/http_client.hpp"

namespace mockcall::app {

/// One part of the calls that a service may do: "customer", "evaluator", "recognizer", "synthesizer",
/// "realtime" (the whole customer).
struct AiPart {
    std::string base_url{};  ///< "" = that of all parts
    std::string api_key{};   ///< "" = that of all parts, when base_url is, too
    std::string model{};     ///< "" = that of all parts for customer and evaluator
    HttpDeadlines deadlines{};
    int running = 32;
    int waiting = 64;
    remote::Prices prices{};
    std::string reasoning_effort{};  ///< customer, evaluator; "" left to the model
};

struct AiConfig {
    std::string base_url = "https://api.openai.com/v1";
    std::string api_key;
    std::string model = "gpt-4.1-mini";
    std::string proxy;
    std::string ca_file;
    std::string fallback = "allowed";
    std::map<std::string, AiPart> parts{
        {"customer",
         {{}, {}, {}, {Milliseconds{1'000}, Milliseconds{2'500}, Milliseconds{2'000}, Milliseconds{8'000}}}},
        {"evaluator",
         {{}, {}, {}, {Milliseconds{2'000}, Milliseconds{15'000}, Milliseconds{10'000}, Milliseconds{18'000}}}},
        {"recognizer",
         {{},
          {},
          "gpt-4o-mini-transcribe",
          {Milliseconds{1'000}, Milliseconds{4'000}, Milliseconds{2'000}, Milliseconds{8'000}}}},
        {"synthesizer",
         {{},
          {},
          "gpt-4o-mini-tts",
          {Milliseconds{1'000}, Milliseconds{2'500}, Milliseconds{1'500}, Milliseconds{60'000}}}},
        {"realtime",
         {{},
          {},
          "gpt-realtime",
          {Milliseconds{1'500}, Milliseconds{2'500}, Milliseconds{2'000}, Milliseconds{30'000}},
          256}},
    };
    std::string transcription_model = "gpt-4o-mini-transcribe";  ///< in a conversation that speaks
    std::map<std::string, std::string> realtime_voices{
        {"awb", "ash"}, {"slt", "coral"}, {"rms", "echo"}, {"kal16", "verse"}};
    double audio_price_input = 0;  ///< of a million audio tokens; 0: as text
    double audio_price_output = 0;
    std::string language = "en";  ///< that agents speak; "" leaves it to the recogniser
    bool stream_words = true;
    std::map<std::string, std::string> voices{{"awb", "ash"}, {"slt", "coral"}, {"rms", "echo"}, {"kal16", "onyx"}};
    bool instruct_voice = true;
    int voice_rate = 24'000;  ///< Hz of raw samples from the voice's service
    remote::Budget budget;
};

}  // namespace mockcall::app
