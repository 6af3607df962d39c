// The ears and the voice of this server: the embedded ones, the remote ones that the configuration asks for, and the
// embedded ones behind those where they may take over. Before all of them stands a service that plays the whole
// customer, where the configuration asks for one.
#pragma once

#include <memory>

#include "app/ai_services.hpp"
#include "app/config.hpp"
#include "ports/language_model.hpp"
#include "ports/speech.hpp"

namespace mockcall {
class SocketClient;
}

namespace mockcall::app {

class Speech {
  public:
    /// `cpu` recognises, `voice` speaks. All outlive it.
    Speech(const Config& config, AiServices& ai, const Clock& clock, Entropy& entropy, WorkerPool& cpu,
           WorkerPool& voice);
    ~Speech();

    [[nodiscard]] Recognizer& recognizer() { return *ears_; }
    [[nodiscard]] Synthesizer& synthesizer() { return *voice_; }
    /// What finds the customer's words where the same service speaks them; null: another does.
    [[nodiscard]] LanguageModel* words() { return speaking_words_.get(); }

  private:
    void add_speaking_customer(const Config& config, AiServices& ai, const Clock& clock);
    [[nodiscard]] SocketClient& sockets(const Config& config);
    void add_remote_ears(const Config& config, AiServices& ai, const Clock& clock, Entropy& entropy);
    void add_remote_voice(const Config& config, AiServices& ai);

    std::unique_ptr<SocketClient> sockets_;
    std::unique_ptr<Recognizer> own_ears_, far_ears_, both_ears_;
    std::unique_ptr<Synthesizer> own_voice_, far_voice_, both_voices_;
    std::unique_ptr<Recognizer> speaking_ears_, all_ears_;
    std::unique_ptr<LanguageModel> speaking_words_;
    std::unique_ptr<Synthesizer> speaking_voice_, all_voices_;
    Recognizer* ears_ = nullptr;
    Synthesizer* voice_ = nullptr;
};

}  // namespace mockcall::app
