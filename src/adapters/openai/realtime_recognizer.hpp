// The agent's ears by a Realtime transcription session: the sound goes out while it is spoken, so that little is left
// to do when the utterance ends. One WebSocket a call, opened with its first utterance and again after a failure.
#pragma once

#include <memory>

#include "adapters/openai/realtime_link.hpp"
#include "ports/speech.hpp"

namespace mockcall::openai {

/// Thread-safe. Listeners are called on the socket client's thread. `client`, `clock` and `meter` outlive it and its
/// calls.
class RealtimeRecognizer final : public Recognizer {
  public:
    RealtimeRecognizer(SocketClient& client, const Clock& clock, UsageMeter& meter, RealtimeOptions options);
    [[nodiscard]] std::unique_ptr<CallRecognizer> for_call(const RecognizerVocabulary& vocabulary) override;
    [[nodiscard]] bool ready() const override { return service_->up(); }
    [[nodiscard]] std::shared_ptr<RealtimeService> service() const { return service_; }

  private:
    std::shared_ptr<RealtimeService> service_;
};

}  // namespace mockcall::openai
