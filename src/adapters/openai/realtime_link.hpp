// One call's WebSocket to a service that speaks the Realtime API, and what all calls share of that service: its
// options, its circuit breaker, its figures. Everything on the socket client's thread, except where it says otherwise.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "adapters/openai/service.hpp"
#include "domain/remote/circuit_breaker.hpp"
#include "domain/remote/usage.hpp"
#include "ports/runtime.hpp"
#include "ports/socket_client.hpp"
#include "ports/usage.hpp"
#include "protocol/openai/realtime_wire.hpp"

namespace mockcall::openai {

struct RealtimeOptions {
    std::string part = "recognizer";  ///< what it is counted as
    std::string url;                  ///< "wss://api.openai.com/v1/realtime?intent=transcription"
    std::string api_key;              ///< "" none
    std::string model;                ///< that transcribes
    std::string language = "en";
    Milliseconds connect{2'000};
    Milliseconds first_byte{4'000};  ///< from what was asked to the first word about it
    Milliseconds between{4'000};     ///< between two pieces of an answer
    Milliseconds whole{8'000};       ///< from what was asked to the end of the answer
    std::size_t most_open = 256;     ///< connections at once
    remote::Prices prices{};
    remote::BreakerOptions breaker{};
    /// As in ServiceOptions.
    std::function<void(const std::string& part, const std::string& reason)> on_change{};
};

/// "https://host/v1" as the address of a transcription session: "wss://host/v1/realtime?intent=transcription".
[[nodiscard]] std::string realtime_url(const std::string& base_url);
/// The same of a conversation with `model`: "wss://host/v1/realtime?model=…".
[[nodiscard]] std::string conversation_url(const std::string& base_url, const std::string& model);

class RealtimeService {
  public:
    /// All outlive it.
    RealtimeService(SocketClient& client, const Clock& clock, UsageMeter& meter, RealtimeOptions options);

    SocketClient& client;
    const Clock& clock;
    UsageMeter& meter;
    const RealtimeOptions options;
    remote::CircuitBreaker breaker;
    std::size_t open = 0;  ///< connections

    /// False while it is known to be down. Any thread.
    [[nodiscard]] bool up() const;
    /// Any thread.
    [[nodiscard]] ServiceFigures figures() const;

    void succeeded(SteadyTime asked, SteadyTime first);
    void failed(std::string_view why);
    void blame(std::string_view why);  ///< the breaker's count
    void asked();
    void used(const CallId& call, const std::string& part, remote::Usage usage);

  private:
    bool told_down_ = false;
    std::atomic<SteadyTime::rep> down_until_{0};
    mutable std::mutex figures_mutex_;
    ServiceFigures figures_;
};

class RealtimeLink {
  public:
    struct Listener {
        std::function<void(const protocol::openai::RealtimeEvent&)> on_event;
        /// Nobody who waits will hear from it. open() connects again.
        std::function<void(std::string_view why)> on_end;
        /// Somebody waits for an answer: an end is the service's failure.
        std::function<bool()> waited_for;
    };
    /// `hello`: the first message of each connection.
    RealtimeLink(std::shared_ptr<RealtimeService> service, std::string hello, Listener listener);
    ~RealtimeLink();
    RealtimeLink(const RealtimeLink&) = delete;
    RealtimeLink& operator=(const RealtimeLink&) = delete;

    /// Connects, unless it is connected. False: the service is down, or has all the connections it may have.
    [[nodiscard]] bool open();
    [[nodiscard]] bool connected() const { return link_ != nullptr; }
    /// The newest connection has answered before: one that was kept may turn out to be dead.
    [[nodiscard]] bool proven() const { return proven_; }
    [[nodiscard]] std::uint64_t connection() const { return connection_; }
    void send(std::string text);
    /// An answer came: the service works.
    void answered();
    void end(std::string_view why);
    /// The call is over; no listener is called.
    void close();

  private:
    void text(std::string_view text);
    void drop();

    std::shared_ptr<RealtimeService> service_;
    const std::string hello_;
    Listener listener_;
    std::unique_ptr<SocketLink> link_;
    std::uint64_t connection_ = 0;
    bool proven_ = false;
    bool trying_ = false;  ///< admitted by the breaker, and no answer yet
};

}  // namespace mockcall::openai
