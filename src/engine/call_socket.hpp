// The joined client of a call, and what a later one must be told again. One owner, on the call's loop.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/service.hpp"

namespace mockcall {

class CallSocket {
  public:
    explicit CallSocket(std::string session_id) : session_id_(std::move(session_id)) {}

    void attach(std::shared_ptr<CallClient> client, protocol::AudioPreference audio);
    void detach() { client_.reset(); }
    [[nodiscard]] bool is(const std::shared_ptr<CallClient>& client) const { return client_ && client_ == client; }
    [[nodiscard]] bool connected() const { return client_ != nullptr; }
    [[nodiscard]] const protocol::AudioPreference& audio() const { return audio_; }
    [[nodiscard]] const std::string& session_id() const { return session_id_; }

    void send(protocol::ServerEvent event);
    /// Audio is dropped for a client that does not read: events before sound.
    void send_audio(protocol::AudioCustomer event);
    /// `request_id`: of the operation that failed, "" none.
    void error(const Error& error, bool recoverable = true, std::string request_id = {});
    void close(int code, std::string reason);

    /// Final transcripts are kept, so that whoever joins again gets what was missed.
    void remember(const protocol::Transcript& transcript) { said_.push_back(transcript); }
    [[nodiscard]] const std::vector<protocol::Transcript>& said() const { return said_; }
    void send_missed();

  private:
    static constexpr std::size_t kMostAudioBacklog = 1 << 20;

    std::string session_id_;
    std::shared_ptr<CallClient> client_;
    protocol::AudioPreference audio_;
    std::vector<protocol::Transcript> said_;
};

}  // namespace mockcall
