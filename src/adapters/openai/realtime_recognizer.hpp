// The agent's ears by a Realtime transcription session: the sound goes out while it is spoken, so that little is left
// to do when the utterance ends. One WebSocket a call, opened with its first utterance and again after a failure.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "domain/remote/circuit_breaker.hpp"
#include "domain/remote/usage.hpp"
#include "ports/socket_client.hpp"
#include "ports/speech.hpp"
#include "ports/usage.hpp"

namespace mockcall::openai {

struct RealtimeOptions {
    std::string url;      ///< "wss://api.openai.com/v1/realtime?intent=transcription"
    std::string api_key;  ///< "" none
    std::string model;
    std::string language = "en";
    Milliseconds connect{2'000};
    Milliseconds first_byte{4'000};  ///< from the commit to the first word about it
    Milliseconds whole{8'000};       ///< from the commit to the last
    remote::Prices prices{};
    remote::BreakerOptions breaker{};
};

/// "https://host/v1" as the address of a transcription session: "wss://host/v1/realtime?intent=transcription".
[[nodiscard]] std::string realtime_url(const std::string& base_url);

/// Thread-safe. Listeners are called on the socket client's thread. `client`, `clock` and `meter` outlive it and its
/// calls.
class RealtimeRecognizer final : public Recognizer {
  public:
    RealtimeRecognizer(SocketClient& client, const Clock& clock, UsageMeter& meter, RealtimeOptions options);
    ~RealtimeRecognizer() override;
    [[nodiscard]] std::unique_ptr<CallRecognizer> for_call(const RecognizerVocabulary& vocabulary) override;
    [[nodiscard]] bool ready() const override;

    struct Shared;

  private:
    std::shared_ptr<Shared> shared_;
};

}  // namespace mockcall::openai
