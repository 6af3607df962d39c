// The ears and the voice of this server: the embedded ones, the remote ones that the configuration asks for, and the
// embedded ones behind those where they may take over.
#pragma once

#include <memory>

#include "app/ai_services.hpp"
#include "app/config.hpp"
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

    [[nodiscard]] Recognizer& recognizer() { return both_ears_ ? *both_ears_ : far_ears_ ? *far_ears_ : *own_ears_; }
    [[nodiscard]] Synthesizer& synthesizer() {
        return both_voices_ ? *both_voices_ : far_voice_ ? *far_voice_ : *own_voice_;
    }

  private:
    void add_remote_ears(const Config& config, AiServices& ai, const Clock& clock, Entropy& entropy);
    void add_remote_voice(const Config& config, AiServices& ai);

    std::unique_ptr<SocketClient> sockets_;
    std::unique_ptr<Recognizer> own_ears_, far_ears_, both_ears_;
    std::unique_ptr<Synthesizer> own_voice_, far_voice_, both_voices_;
};

}  // namespace mockcall::app
