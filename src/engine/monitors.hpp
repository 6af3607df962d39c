// Those who listen to a running call: supervisors. They hear both sides and see what the trainee's client sees; nothing
// of them reaches the call. One owner, on the call's loop.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "audio/input_decoder.hpp"
#include "engine/service.hpp"

namespace mockcall {

class Monitors {
  public:
    static constexpr std::size_t kMost = 8;
    /// Bytes that one may have waiting, about 10 s of both sides: then it is dropped, so that it costs the call
    /// nothing.
    static constexpr std::size_t kMostBacklog = 1 << 20;

    explicit Monitors(std::string session_id) : session_id_(std::move(session_id)) {}

    /// False when there are as many as there may be.
    [[nodiscard]] bool add(std::shared_ptr<CallClient> client);
    /// False when it is none of them.
    bool remove(const std::shared_ptr<CallClient>& client);
    [[nodiscard]] bool empty() const { return clients_.empty(); }

    void send(const protocol::ServerEvent& event);
    void close(int code, const std::string& reason);

    /// What the agent says, 16 kHz mono; `timestamp`: seconds since the answer. Goes out in pieces of 100 ms.
    void agent(double timestamp, SampleView pcm);
    void agent_stopped();  ///< the rest of it
    void customer(const protocol::AudioCustomer& about, SampleView pcm);

  private:
    void flush();

    std::string session_id_;
    std::vector<std::shared_ptr<CallClient>> clients_;
    Samples agent_;
    double agent_at_ = 0;
    std::uint32_t sequence_ = 0;
};

}  // namespace mockcall
