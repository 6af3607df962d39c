// The whole customer by the Realtime API: the agent's sound goes in, the customer's words and their sound come out. One
// conversation a call, behind three ports: its ears are a recogniser, what it says a language model's answer, checked
// sentence by sentence by the call like any other, and its voice has the sound of those sentences that were let
// through. Words that the customer finds without it are read out by the same voice, where it reads them as they stand.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "adapters/openai/realtime_link.hpp"
#include "ports/language_model.hpp"
#include "ports/speech.hpp"

namespace mockcall::openai {

struct RealtimeVoice {
    /// By the scenario's voice: the service's. One that is not named is asked for as it is.
    std::map<std::string, std::string> voices{{"awb", "ash"}, {"slt", "coral"}, {"rms", "echo"}, {"kal16", "verse"}};
    double per_million_audio_input = 0;  ///< tokens; 0: as text
    double per_million_audio_output = 0;
};

/// Thread-safe. Listeners are called on the socket client's thread. What `options` and the parts are made of outlives
/// the parts and their sessions.
class RealtimeCustomer {
  public:
    RealtimeCustomer(SocketClient& client, const Clock& clock, UsageMeter& meter, RealtimeOptions options,
                     RealtimeVoice voice);
    [[nodiscard]] std::unique_ptr<Recognizer> ears();
    [[nodiscard]] std::unique_ptr<LanguageModel> words();
    [[nodiscard]] std::unique_ptr<Synthesizer> voice();
    [[nodiscard]] std::shared_ptr<RealtimeService> service() const;

    struct Shared;

  private:
    std::shared_ptr<Shared> shared_;
};

}  // namespace mockcall::openai
