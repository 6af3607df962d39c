// One connection to /ws/mock-call: auth, join, then events both ways. No sockets; everything on the connection's loop.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/ws/frame_budget.hpp"
#include "adapters/ws/ws_client.hpp"
#include "engine/service.hpp"
#include "ports/runtime.hpp"
#include "ports/socket.hpp"
#include "protocol/jwt.hpp"

namespace mockcall::ws {

struct WsOptions {
    MessageLimit messages;
    Milliseconds auth_timeout{10'000};
    /// Of the bearer tokens with which supervisors listen; none: nobody does.
    std::function<std::shared_ptr<const JwtVerifier>()> verifier{};
};

class WsSession final : public SocketOwner, public std::enable_shared_from_this<WsSession> {
  public:
    WsSession(CallService& service, const Clock& clock, WsOptions options, std::shared_ptr<SocketPeer> peer);

    void begin();  ///< once, after make_shared
    void on_frame(FrameKind kind, ByteView payload) override;
    void on_closed() override;

  private:
    enum class Stage : std::uint8_t { Arrived, Authenticating, Known, Joining, Joined, Closing };

    struct Frame {
        FrameKind kind;
        Bytes payload;
    };

    void take(FrameKind kind, ByteView payload);
    void take_first(protocol::Encoding encoding, Result<protocol::ClientEvent> event);
    void take_bearer(const std::string& token);
    void take_known(Result<protocol::ClientEvent> event);
    void take_joined(Result<protocol::ClientEvent> event);
    void take_audio(protocol::AudioData audio);
    void deliver(protocol::ClientEvent event);

    void authenticated(Result<SessionInfo> info);
    void joined(Result<SessionInfo> info);
    void catch_up();
    void leave();  ///< tells the engine, once

    /// Over a limit: an error, and the end of the connection the third time.
    void over_limit(const char* message);
    void report(const Error& error);
    void turn_away(const Error& error, int code);
    /// `then` on this loop with the engine's answer, unless the connection is gone.
    [[nodiscard]] Reply<SessionInfo> hop(void (WsSession::*then)(Result<SessionInfo>));
    void send(const protocol::ServerEvent& event);

    static constexpr std::size_t kMostHeld = 64;

    CallService& service_;
    const Clock& clock_;
    WsOptions options_;
    std::shared_ptr<SocketPeer> peer_;
    std::shared_ptr<WsClient> client_;
    Stage stage_ = Stage::Arrived;
    protocol::Encoding encoding_ = protocol::Encoding::Json;
    SessionToken token_;
    SessionInfo info_;
    std::optional<Principal> listener_;  ///< a supervisor who listens
    Loop::TimerId auth_timer_ = 0;
    FrameBudget budget_;
    std::deque<Frame> held_;  ///< what came while the engine was asked
    std::optional<protocol::AudioFormat> audio_format_;
    std::optional<AudioRate> audio_rate_;  ///< known with the stream's first bytes
};

/// Makes sessions for the transport.
[[nodiscard]] SocketAcceptor ws_acceptor(CallService& service, const Clock& clock, WsOptions options);

}  // namespace mockcall::ws
