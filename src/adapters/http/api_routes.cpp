// The routes that have more to say than one question to the engine.
#include <algorithm>

#include "adapters/http/api.hpp"
#include "adapters/http/byte_range.hpp"
#include "adapters/http/exchange.hpp"
#include "adapters/http/request_bodies.hpp"
#include "adapters/http/status.hpp"
#include "protocol/events_wire.hpp"
#include "protocol/signature.hpp"

namespace mockcall::http {

void Api::list(Held x) {
    auto query = taken(x, read_scenario_query(x->request.query()));
    if (!query || !admit(x))
        return;
    const Principal who = x->who;
    parts_.service.list_scenarios(who, *query, answer_shared(std::move(x)));
}

void Api::sessions(Held x) {
    const auto page = taken(x, read_page_query(x->request.query()));
    if (!page)
        return;
    const Principal who = x->who;
    parts_.service.sessions(who, page->limit, page->offset, answer(std::move(x)));
}

void Api::org_sessions(Held x) {
    const auto query = taken(x, read_org_query(x->request.query()));
    if (!query)
        return;
    const Principal who = x->who;
    parts_.service.org_sessions(who, *query, answer(std::move(x)));
}

void Api::org_summary(Held x) {
    const auto period = taken(x, read_period(x->request.query()));
    if (!period)
        return;
    const Principal who = x->who;
    parts_.service.org_summary(who, *period, answer(std::move(x)));
}

void Api::add_comment(Held x) {
    auto body = taken(x, read_comment_body(x->request.body));
    if (!body)
        return;
    const Principal who = x->who;
    const CallId id = x->call();
    parts_.service.add_comment(who, id, std::move(*body), answer(std::move(x), 201));
}

void Api::override_criterion(Held x) {
    auto body = taken(x, read_override_body(x->request.body));
    if (!body)
        return;
    const Principal who = x->who;
    const CallId id = x->call();
    const std::string criterion = x->match.part;
    parts_.service.override_criterion(who, id, criterion, std::move(*body), answer(std::move(x)));
}

void Api::start(Held x) {
    auto body = taken(x, read_start_body(x->request.body));
    if (!body)
        return;
    auto key = taken(x, read_idempotency_key(x->request.header(Header::IdempotencyKey)));
    if (!key)
        return;
    if (body->user && *body->user != x->who.user)
        return refuse(std::move(x),
                      {ErrorCode::Forbidden, "A call is started for oneself: userId is not the token's."});
    if (!admit(x))
        return;
    StartRequest request{x->who, body->scenario, std::move(body->user), std::move(body->settings), std::move(*key)};
    parts_.service.start(std::move(request), [this, held = std::move(x)](Result<StartedCall> started) mutable {
        auto& limiter = limiters_[static_cast<std::size_t>(Route::Start)];
        if (limiter && (!started || started->repeated))
            held->verdict = limiter->give_back(held->limited_as, parts_.clock.steady());
        if (!started)
            return refuse(std::move(held), started.error());
        HttpResponse response = data_response(std::move(started->data), 201);
        response.add("Location", "/api/ai/mock-call/session/" + started->id.str());
        finish(std::move(held), std::move(response));
    });
}

void Api::status(Held x) {
    auto body = taken(x, protocol::decode_action_body(x->request.body));
    if (!body || !admit(x))
        return;
    const Principal who = x->who;
    const CallId id = x->call();
    parts_.service.change_status(who, id, std::move(*body), answer(std::move(x)));
}

void Api::end(Held x) {
    auto body = taken(x, protocol::decode_end_body(x->request.body));
    if (!body || !admit(x))
        return;
    const Principal who = x->who;
    const CallId id = x->call();
    parts_.service.end(who, id, std::move(*body), answer(std::move(x)));
}

void Api::crm(Held x) {
    auto body = taken(x, protocol::decode_crm_body(x->request.body));
    if (!body || !admit(x))
        return;
    const Principal who = x->who;
    const CallId id = x->call();
    parts_.service.crm(who, id, std::move(*body), answer(std::move(x)));
}

void Api::preferences(Held x) {
    const auto body = taken(x, read_preferences_body(x->request.body));
    if (!body)
        return;
    const Principal who = x->who;
    parts_.service.set_preferences(who, *body, answer(std::move(x)));
}

void Api::guest(Held x) {
    auto guest = taken(x, read_guest_body(x->request.body));
    if (!guest)
        return;
    const WallTime now = parts_.clock.wall();
    Claims claims;
    claims.who.user = UserId{"guest_" + parts_.entropy.token(12)};
    claims.who.org = OrgId{"default"};
    claims.who.role = guest->role;
    claims.who.name = std::move(guest->name);
    claims.expires = std::chrono::floor<std::chrono::seconds>(now + std::chrono::hours{12});
    std::string data = R"({"token":)";
    protocol::append_json_text(
        sign_hs256(claims, options_.guests->hs256_secret, now, options_.guests->issuer, options_.guests->audience),
        data);
    data += R"(,"userId":)";
    protocol::append_json_text(claims.who.user.str(), data);
    data += R"(,"expiresAt":")" + iso8601(claims.expires) + R"("})";
    finish(std::move(x), data_response(std::move(data)));
}

void Api::file(Held x) {
    auto found = parts_.files.find(x->match.id, x->request.header(Header::IfNoneMatch),
                                   x->request.header(Header::AcceptEncoding));
    if (!found)
        return refuse(std::move(x), {ErrorCode::NotFound, "There is nothing at this address."});
    finish(std::move(x), std::move(*found));
}

bool Api::link_holds(const Exchange& x) const {
    const auto expires = query_member(x.request.query(), "expires");
    const auto signature = query_member(x.request.query(), "signature");
    const auto now = std::chrono::floor<std::chrono::seconds>(parts_.clock.wall()).time_since_epoch().count();
    return expires && signature && verify_link(options_.links_secret, x.request.path(), *expires, *signature, now);
}

namespace {

const Error kBentLink{ErrorCode::Forbidden, "This link is not valid or has expired; ask for the recording again."};

/// Pulls a part of a recording from the engine, a piece at a time.
class RecordingSource final : public BodySource {
  public:
    RecordingSource(CallService& service, CallId id, ByteRange range)
        : service_(service), id_(std::move(id)), rest_(std::make_shared<ByteRange>(range)) {}

    void pull(Next next) override {
        const std::uint64_t wanted = std::min(rest_->length, kPiece);
        // The connection may be gone when the piece comes.
        service_.recording_piece(id_, rest_->offset, wanted,
                                 [rest = rest_, wanted, next = std::move(next)](Result<RecordingPiece> piece) mutable {
                                     if (!piece)
                                         return next(std::unexpected(piece.error()));
                                     std::string bytes(text_of(piece->bytes).substr(0, wanted));
                                     rest->offset += bytes.size();
                                     rest->length -= bytes.size();
                                     next(std::move(bytes));
                                 });
    }

  private:
    static constexpr std::uint64_t kPiece = 256 * 1024;
    CallService& service_;
    CallId id_;
    std::shared_ptr<ByteRange> rest_;
};

}  // namespace

void Api::recording_file(Held x) {
    if (!link_holds(*x))
        return refuse(std::move(x), kBentLink);
    const CallId id = x->call();
    // The first byte tells the size, on which every kind of range depends.
    parts_.service.recording_piece(id, 0, 1, [this, held = std::move(x)](Result<RecordingPiece> piece) mutable {
        if (!piece)
            return refuse(std::move(held), piece.error());
        send_recording(std::move(held), piece->total);
    });
}

void Api::send_recording(Held x, std::uint64_t total) {
    const ByteRange range = byte_range(x->request.header(Header::Range), total);
    HttpResponse r;
    r.add("Accept-Ranges", "bytes");
    const std::string size = std::to_string(total);
    if (range.kind == ByteRange::Kind::Unsatisfiable) {
        r.status = 416;
        r.add("Content-Range", "bytes */" + size);
        return finish(std::move(x), std::move(r));
    }
    r.add("Content-Type", "audio/webm");
    if (range.kind == ByteRange::Kind::Part) {
        r.status = 206;
        r.add("Content-Range", "bytes " + std::to_string(range.offset) + "-" +
                                   std::to_string(range.offset + range.length - 1) + "/" + size);
    }
    r.stream_length = range.length;
    if (range.length > 0 && x->request.method != "HEAD")
        r.stream = std::make_unique<RecordingSource>(parts_.service, x->call(), range);
    finish(std::move(x), std::move(r));
}

void Api::transcript_file(Held x) {
    if (!link_holds(*x))
        return refuse(std::move(x), kBentLink);
    const CallId id = x->call();
    parts_.service.transcript_file(id, [this, held = std::move(x)](Result<Json> json) mutable {
        if (!json)
            return refuse(std::move(held), json.error());
        HttpResponse r;
        r.add("Content-Type", "application/json");
        r.own = std::move(*json);
        finish(std::move(held), std::move(r));
    });
}

}  // namespace mockcall::http
