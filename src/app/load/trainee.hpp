// One simulated trainee: takes calls one after the other with real speech over the WebSocket or WebRTC, and measures
// what a person would notice. Everything runs on the io_context's one thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "app/load/agent_lines.hpp"
#include "app/load/figures.hpp"
#include "app/load/media_link.hpp"

namespace mockcall::app {

struct TraineePlan {
    std::string host;
    std::string port;
    std::string token;     ///< of the API; "": signs in as a guest
    std::string scenario;  ///< "" the first of the list
    const std::vector<AgentLine>* lines = nullptr;
    const Room* room = nullptr;
    int barge_in_every = 4;  ///< every n-th answer of the customer is spoken over; 0: none
    bool silent = false;
    std::chrono::steady_clock::time_point from;  ///< of the first call
    std::chrono::steady_clock::time_point until;
    std::uint64_t seed = 1;
    std::shared_ptr<const webrtc::DtlsContext> dtls;  ///< null: sound over the WebSocket
    Entropy* entropy = nullptr;                       ///< with `dtls`
};

/// Starts at once and calls `done` after the last call. `figures` must outlive the io_context's run.
void run_trainee(boost::asio::io_context& io, TraineePlan plan, Figures& figures, std::function<void()> done);

}  // namespace mockcall::app
