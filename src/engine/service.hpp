// What the doors (REST, WebSocket) may ask of the engine. Every function is thread-safe and returns at once; a Reply is
// called exactly once, from any thread. Bodies come as JSON text: the `data` member of the contract's answers.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/ids.hpp"
#include "base/principal.hpp"
#include "engine/review_service.hpp"
#include "ports/store.hpp"
#include "protocol/events.hpp"

namespace mockcall {

struct StartRequest {
    Principal who;
    ScenarioId scenario;
    std::optional<UserId> user;  ///< the body's userId, when given
    CallSettings settings;
    std::string idempotency_key;
};
struct StartedCall {
    CallId id;
    Json data;
    bool repeated = false;  ///< an Idempotency-Key's repeat: not counted against the limit
};

struct ScenarioQuery {
    std::optional<Category> category;
    std::optional<Difficulty> difficulty;
    std::optional<Industry> industry;
    int limit = 20;
    int offset = 0;
    std::string sort = "fit";  ///< fit, name, difficulty, playCount, avgScore
};

/// A piece of a stored recording for a range request.
struct RecordingPiece {
    Bytes bytes;
    std::uint64_t offset = 0;
    std::uint64_t total = 0;
};

/// One joined connection. Implemented by the WebSocket adapter; called on the call's loop, hops to its own.
class CallClient {
  public:
    virtual ~CallClient() = default;
    virtual void send(protocol::ServerEvent event) = 0;
    /// After everything sent before. `code`: 1000, 4404, 4409, 4410, …
    virtual void close(int code, std::string reason) = 0;
    /// Bytes handed over and not yet written: a slow client shows here.
    [[nodiscard]] virtual std::size_t backlog() const = 0;
};

struct SessionInfo {
    CallId call;
    UserId user;
};

class CallService : public ReviewService {
  public:
    // REST
    virtual void list_scenarios(const Principal& who, const ScenarioQuery& query,
                                Reply<std::shared_ptr<const Json>> reply) = 0;
    virtual void scenario(const Principal& who, const ScenarioId& id, Reply<std::shared_ptr<const Json>> reply) = 0;
    virtual void knowledge(const std::string& slug, Reply<Json> reply) = 0;  ///< GET /kb/{slug}
    virtual void script(const std::string& slug, Reply<Json> reply) = 0;     ///< GET /scripts/{slug}
    virtual void start(StartRequest request, Reply<StartedCall> reply) = 0;
    virtual void change_status(const Principal& who, const CallId& id, protocol::ActionBody body,
                               Reply<Json> reply) = 0;
    virtual void end(const Principal& who, const CallId& id, protocol::EndBody body, Reply<Json> reply) = 0;
    virtual void recording(const Principal& who, const CallId& id, Reply<Json> reply) = 0;
    virtual void crm(const Principal& who, const CallId& id, protocol::CrmBody body, Reply<Json> reply) = 0;
    virtual void crm_record(const Principal& who, const CallId& id, Reply<Json> reply) = 0;
    virtual void session(const Principal& who, const CallId& id, Reply<Json> reply) = 0;
    virtual void timings(const Principal& who, const CallId& id, Reply<Json> reply) = 0;
    virtual void sessions(const Principal& who, int limit, int offset, Reply<Json> reply) = 0;
    virtual void erase(const Principal& who, const CallId& id, Reply<Json> reply) = 0;
    virtual void me(const Principal& who, Reply<Json> reply) = 0;
    virtual void set_preferences(const Principal& who, const Preferences& preferences, Reply<Json> reply) = 0;
    /// Behind signed links, which the door has verified. `length` 0: to the end. A piece is at most 1 MiB.
    virtual void recording_piece(const CallId& id, std::uint64_t offset, std::uint64_t length,
                                 Reply<RecordingPiece> reply) = 0;
    virtual void transcript_file(const CallId& id, Reply<Json> reply) = 0;
    virtual void ready(Reply<Json> reply) = 0;  ///< AiServiceError names what is not ready

    // WebSocket
    virtual void authenticate(const SessionToken& token,
                              Reply<SessionInfo> reply) = 0;  ///< Unauthorized, SessionExpired
    /// On success the engine has sent `joined`, what was missed and a `state:update` through `client`. One client a
    /// call: a later join closes the earlier client with 4409. Errors: SessionNotFound, SessionExpired, InvalidState.
    virtual void join(const SessionToken& token, const protocol::Join& join, std::shared_ptr<CallClient> client,
                      Reply<SessionInfo> reply) = 0;
    /// Listens to a running call without being part of it; on success `joined`, what was said so far and then
    /// everything comes through `client`. Errors: Forbidden, SessionNotFound, SessionExpired, RateLimitExceeded (too
    /// many listen).
    virtual void monitor(const Principal& who, const CallId& id, std::shared_ptr<CallClient> client,
                         Reply<SessionInfo> reply) = 0;
    /// Everything after `join`; ignored when `client` is no longer the call's. Errors come back as `error` events.
    virtual void deliver(const CallId& id, const std::shared_ptr<CallClient>& client, protocol::ClientEvent event) = 0;
    virtual void leave(const CallId& id, const std::shared_ptr<CallClient>& client) = 0;  ///< the connection is gone
};

}  // namespace mockcall
