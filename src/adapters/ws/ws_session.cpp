#include "adapters/ws/ws_session.hpp"

#include <algorithm>
#include <utility>

namespace mockcall::ws {

using protocol::ClientEvent;
using protocol::Encoding;

namespace {

constexpr int kNotAuthenticated = 4401;
constexpr int kNoSuchSession = 4404;
constexpr int kAuthTimedOut = 4408;
constexpr int kExpired = 4410;
constexpr int kRateLimited = 4429;
constexpr int kInternal = 1011;

int close_code(ErrorCode code) {
    switch (code) {
        case ErrorCode::Unauthorized:
        case ErrorCode::Forbidden: return kNotAuthenticated;
        case ErrorCode::SessionNotFound: return kNoSuchSession;
        case ErrorCode::SessionExpired:
        case ErrorCode::InvalidState: return kExpired;
        case ErrorCode::RateLimitExceeded: return kRateLimited;
        default: return kInternal;
    }
}

Error unauthorized(const char* message) { return {ErrorCode::Unauthorized, message}; }

/// Session tokens have no dots.
bool is_jwt(std::string_view token) { return std::ranges::count(token, '.') == 2; }

/// The session an event names. `auth` names none.
std::string* session_of(ClientEvent& event) {
    return std::visit(
        [](auto& e) -> std::string* {
            if constexpr (requires { e.session_id; })
                return &e.session_id;
            else
                return nullptr;
        },
        event);
}

}  // namespace

WsSession::WsSession(CallService& service, const Clock& clock, WsOptions options, std::shared_ptr<SocketPeer> peer)
    : service_(service),
      clock_(clock),
      options_(std::move(options)),
      peer_(std::move(peer)),
      budget_(options_.messages) {}

void WsSession::begin() {
    auth_timer_ = peer_->loop().run_at(clock_.steady() + options_.auth_timeout, [weak = weak_from_this()] {
        if (const auto self = weak.lock(); self && self->stage_ == Stage::Arrived) {
            self->stage_ = Stage::Closing;
            self->peer_->close(kAuthTimedOut, "No auth in time");
        }
    });
}

void WsSession::on_closed() {
    peer_->loop().cancel(auth_timer_);
    leave();
}

void WsSession::leave() {
    stage_ = Stage::Closing;
    if (const auto client = std::exchange(client_, nullptr))
        service_.leave(info_.call, client);
}

void WsSession::on_frame(FrameKind kind, ByteView payload) {
    if (stage_ == Stage::Closing)
        return;
    if (stage_ != Stage::Authenticating && stage_ != Stage::Joining)
        return take(kind, payload);
    // The design's own client sends `join` without waiting for the answer to `auth`.
    if (held_.size() >= kMostHeld)
        return over_limit("Too many messages before the call was joined.");
    held_.push_back({kind, Bytes(payload.begin(), payload.end())});
}

void WsSession::catch_up() {
    while (!held_.empty() && (stage_ == Stage::Known || stage_ == Stage::Joined)) {
        const Frame frame = std::move(held_.front());
        held_.pop_front();
        take(frame.kind, frame.payload);
    }
}

void WsSession::take(FrameKind kind, ByteView payload) {
    const Encoding encoding = kind == FrameKind::Text ? Encoding::Json : Encoding::MessagePack;
    if (stage_ == Stage::Arrived)
        encoding_ = encoding;
    auto event = protocol::decode_client_event(encoding, payload);
    const bool audio = event && std::holds_alternative<protocol::AudioData>(*event);
    const bool words = event && std::holds_alternative<protocol::AgentTranscript>(*event);
    const bool free = audio && !listener_;
    const bool taken = words ? budget_.take_transcript(clock_.steady()) : free || budget_.take_message(clock_.steady());
    if (!taken)
        return over_limit("Too many messages; this one was dropped.");
    if (stage_ == Stage::Arrived)
        take_first(encoding, std::move(event));
    else if (stage_ == Stage::Known)
        take_known(std::move(event));
    else if (stage_ == Stage::Joined)
        take_joined(std::move(event));
}

void WsSession::take_first(Encoding encoding, Result<ClientEvent> event) {
    if (!event || !std::holds_alternative<protocol::Auth>(*event))
        return turn_away(unauthorized("The first message must be auth with the session's token."), kNotAuthenticated);
    encoding_ = encoding;
    if (const std::string& token = std::get<protocol::Auth>(*event).token; is_jwt(token))
        return take_bearer(token);
    token_ = SessionToken{std::move(std::get<protocol::Auth>(*event).token)};
    stage_ = Stage::Authenticating;
    service_.authenticate(token_, hop(&WsSession::authenticated));
}

void WsSession::take_bearer(const std::string& token) {
    const auto verifier = options_.verifier ? options_.verifier() : nullptr;
    auto claims = verifier ? verifier->verify(token, clock_.wall())
                           : Result<Claims>(std::unexpected(unauthorized("Nobody listens to calls here.")));
    if (!claims)
        return turn_away(claims.error(), kNotAuthenticated);
    if (claims->who.role == Role::Trainee)
        return turn_away(
            {ErrorCode::Forbidden, "Supervisors listen to calls; one's own is joined by its session token."},
            kNotAuthenticated);
    peer_->loop().cancel(auth_timer_);
    listener_ = std::move(claims->who);
    stage_ = Stage::Known;
    send(protocol::AuthOk{listener_->user.str(), {}});
}

void WsSession::authenticated(Result<SessionInfo> info) {
    if (stage_ != Stage::Authenticating)
        return;
    if (!info)
        return turn_away(info.error(), close_code(info.error().code));
    peer_->loop().cancel(auth_timer_);
    info_ = std::move(*info);
    stage_ = Stage::Known;
    send(protocol::AuthOk{info_.user.str(), info_.call.str()});
    catch_up();
}

void WsSession::take_known(Result<ClientEvent> event) {
    if (!event)
        return report(event.error());
    const auto* join = std::get_if<protocol::Join>(&*event);
    if (join == nullptr)
        return turn_away(unauthorized("After auth the call must be joined first."), kNotAuthenticated);
    if (join->monitor != listener_.has_value())
        return turn_away({ErrorCode::Forbidden,
                          "A session token takes the line, a supervisor's bearer token listens (monitor: true)."},
                         kNotAuthenticated);
    if (listener_) {
        info_ = {CallId{join->session_id}, listener_->user};
        stage_ = Stage::Joining;
        client_ = std::make_shared<WsClient>(peer_, encoding_);
        return service_.monitor(*listener_, info_.call, client_, hop(&WsSession::joined));
    }
    if (join->session_id != info_.call.str())
        return turn_away({ErrorCode::SessionNotFound, "This token opens another call."}, kNoSuchSession);
    stage_ = Stage::Joining;
    client_ = std::make_shared<WsClient>(peer_, encoding_);
    service_.join(token_, *join, client_, hop(&WsSession::joined));
}

void WsSession::joined(Result<SessionInfo> info) {
    if (stage_ != Stage::Joining)
        return;
    if (!info) {
        client_.reset();
        return turn_away(info.error(), close_code(info.error().code));
    }
    stage_ = Stage::Joined;
    catch_up();
}

void WsSession::take_joined(Result<ClientEvent> event) {
    if (!event)
        return report(event.error());
    if (std::holds_alternative<protocol::Auth>(*event) || std::holds_alternative<protocol::Join>(*event))
        return report({ErrorCode::ValidationError, "The call is joined already."});
    std::string& session = *session_of(*event);
    if (session.empty())
        session = info_.call.str();  // only where an event may leave it out
    if (session != info_.call.str())
        return report(fail_validation("sessionId", "is not the joined call's").error());
    if (listener_)
        return report({ErrorCode::Forbidden, "You are listening: nothing that you send reaches the call."});
    if (auto* audio = std::get_if<protocol::AudioData>(&*event))
        return take_audio(std::move(*audio));
    if (const auto* start = std::get_if<protocol::AudioStart>(&*event)) {
        audio_format_ = start->format;
        audio_rate_.reset();
    }
    deliver(std::move(*event));
}

void WsSession::take_audio(protocol::AudioData audio) {
    if (!audio_rate_)
        audio_rate_ = audio_rate(audio_format_, audio.data);
    const double milliseconds = static_cast<double>(audio.data.size()) / audio_rate_->bytes_per_ms;
    if (audio_rate_->exact && milliseconds > 1000)
        return report(fail_validation("data", "must not be more than 1 s of audio").error());
    if (!budget_.take_audio(milliseconds, clock_.steady()))
        return over_limit("Audio comes faster than it can be spoken; this piece was dropped.");
    deliver(std::move(audio));
}

void WsSession::deliver(ClientEvent event) { service_.deliver(info_.call, client_, std::move(event)); }

void WsSession::over_limit(const char* message) {
    report({ErrorCode::RateLimitExceeded, message});
    if (!budget_.refused(clock_.steady()))
        return;
    peer_->close(kRateLimited, "Rate limited");
    leave();
}

void WsSession::report(const Error& error) { send(protocol::ErrorEvent{error.code, error.message, true}); }

void WsSession::turn_away(const Error& error, int code) {
    stage_ = Stage::Closing;
    send(protocol::ErrorEvent{error.code, error.message, false});
    peer_->close(code, std::string(to_string(error.code)));
}

void WsSession::send(const protocol::ServerEvent& event) {
    std::string frame;
    protocol::encode_server_event(encoding_, event, frame);
    peer_->send(frame_kind(encoding_), std::move(frame));
}

Reply<SessionInfo> WsSession::hop(void (WsSession::*then)(Result<SessionInfo>)) {
    return [weak = weak_from_this(), peer = peer_, then](Result<SessionInfo> info) {
        peer->loop().post([weak, then, result = std::move(info)]() mutable {
            if (const auto self = weak.lock())
                ((*self).*then)(std::move(result));
        });
    };
}

SocketAcceptor ws_acceptor(CallService& service, const Clock& clock, WsOptions options) {
    return [&service, &clock, options](std::shared_ptr<SocketPeer> peer) -> std::shared_ptr<SocketOwner> {
        auto session = std::make_shared<WsSession>(service, clock, options, std::move(peer));
        session->begin();
        return session;
    };
}

}  // namespace mockcall::ws
