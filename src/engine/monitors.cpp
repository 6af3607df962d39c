#include "engine/monitors.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mockcall {
namespace {

constexpr int kTooSlow = 4413;
constexpr std::size_t kPiece = audio::kPipelineRate / 10;
/// Streams that jump by more than this are two.
constexpr double kJump = 0.005;

Bytes bytes_of_samples(SampleView pcm) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(pcm.data());
    return Bytes(bytes, bytes + pcm.size_bytes());
}

}  // namespace

bool Monitors::add(std::shared_ptr<CallClient> client) {
    if (clients_.size() >= kMost)
        return false;
    clients_.push_back(std::move(client));
    return true;
}

bool Monitors::remove(const std::shared_ptr<CallClient>& client) { return std::erase(clients_, client) > 0; }

void Monitors::send(const protocol::ServerEvent& event) {
    std::erase_if(clients_, [](const std::shared_ptr<CallClient>& client) {
        const bool slow = client->backlog() > kMostBacklog;
        if (slow)
            client->close(kTooSlow, "too slow");
        return slow;
    });
    for (const auto& client : clients_)
        client->send(event);
}

void Monitors::close(int code, const std::string& reason) {
    for (const auto& client : std::exchange(clients_, {}))
        client->close(code, reason);
}

void Monitors::agent(double timestamp, SampleView pcm) {
    if (empty())
        return agent_.clear();
    const double due = agent_at_ + static_cast<double>(agent_.size()) / audio::kPipelineRate;
    if (!agent_.empty() && std::abs(timestamp - due) > kJump)
        flush();
    if (agent_.empty())
        agent_at_ = timestamp;
    agent_.insert(agent_.end(), pcm.begin(), pcm.end());
    if (agent_.size() >= kPiece)
        flush();
}

void Monitors::agent_stopped() {
    if (!agent_.empty())
        flush();
}

void Monitors::flush() {
    send(protocol::AudioAgent{session_id_, bytes_of_samples(agent_), std::max(0.0, agent_at_), sequence_++,
                              audio::kPipelineRate, "pcm_s16le"});
    agent_.clear();
}

void Monitors::customer(const protocol::AudioCustomer& about, SampleView pcm) {
    if (empty())
        return;
    protocol::AudioCustomer event = about;
    event.session_id = session_id_;
    event.codec = "pcm_s16le";
    event.data = bytes_of_samples(pcm);
    send(event);
}

}  // namespace mockcall
