#include "engine/engine.hpp"

#include <future>

#include "engine/journal.hpp"
#include "engine/object_keys.hpp"

namespace mockcall {
namespace {

constexpr Milliseconds kIdempotencyWindow{24LL * 3600 * 1000};
constexpr Milliseconds kHour{3600 * 1000};

Result<void> may(const Principal& who, const CallRow& row) {
    const bool own = row.user == who.user;
    if (row.org == who.org && (own || who.role != Role::Trainee))
        return {};
    return fail(ErrorCode::Forbidden, "This call belongs to somebody else.");
}

std::unexpected<Error> no_such_call() { return fail(ErrorCode::SessionNotFound, "There is no such call."); }
std::unexpected<Error> expired_call() {
    return fail(ErrorCode::SessionExpired, "Nobody joined this call in time; start a new one.");
}
std::unexpected<Error> busy() {
    Error e{ErrorCode::AiServiceError, "The server is at its capacity; try again in a moment."};
    e.retry_after_s = 5;
    return std::unexpected(std::move(e));
}
std::unexpected<Error> without(const std::string& part) {
    Error e{ErrorCode::AiServiceError, "The AI service for the " + part + " does not answer; try again in a moment."};
    e.retry_after_s = 10;
    return std::unexpected(std::move(e));
}
std::unexpected<Error> wrong_state(const CallRow& row, std::string message) {
    Error e{ErrorCode::InvalidState, std::move(message)};
    e.status = to_string(row.status);
    return std::unexpected(std::move(e));
}

Result<Json> record_is_closed(const CallRow& row) {
    if (row.status == CallStatus::Expired)
        return expired_call();
    return wrong_state(row, "The call has ended; what was done stands in its result.");
}

}  // namespace

Engine::Engine(EngineSettings settings, EngineParts parts, Library library)
    : settings_(std::move(settings)),
      parts_(std::move(parts)),
      catalogue_(std::move(library)),
      services_{parts_.clock,
                parts_.cpu,
                parts_.storage,
                parts_.store,
                parts_.objects,
                parts_.recognizer,
                parts_.synthesizer,
                parts_.model,
                parts_.judge,
                parts_.usage,
                settings_.recording_retention,
                settings_.ears,
                settings_.phone_line,
                settings_.ahead,
                [this](const CallRow& row) { return links_of(row); },
                settings_.on_stage,
                [this](const OrgId& org) { catalogue_.forget(org); },
                parts_.media,
                settings_.on_media} {}

Engine::~Engine() = default;

Loop& Engine::next_loop() { return *parts_.loops[turn_.fetch_add(1) % parts_.loops.size()]; }

Engine::Runner Engine::running(const CallId& id) const {
    const std::lock_guard lock(mutex_);
    const auto it = runners_.find(id);
    return it == runners_.end() ? nullptr : it->second;
}

EngineFigures Engine::figures() const {
    const std::lock_guard lock(mutex_);
    return {runners_.size(), started_.load(), recovered_.load()};
}

bodies::Links Engine::links_of(const CallRow& row) const {
    // Good for a day, to the hour, so that asking twice gives the same link.
    const WallTime until = WallTime{(parts_.clock.wall().time_since_epoch() / kHour + 25) * kHour};
    const auto link = [&](const std::string& kind, const std::string& ending) {
        return settings_.public_url +
               settings_.sign_link("/api/ai/mock-call/" + kind + "/" + row.id.str() + ending, until);
    };
    bodies::Links links;
    links.transcript = link("transcripts", ".json");
    const bool gone = row.erased || (row.status == CallStatus::Ended && row.recording_bytes == 0);
    if (row.settings.record && row.answered && !gone)
        links.audio = link("recordings", ".webm");
    return links;
}

std::vector<bodies::IceServer> Engine::ice_servers(const UserId& user) const {
    std::vector<bodies::IceServer> servers;
    for (const std::string& url : settings_.stun_urls)
        servers.push_back({url, {}, {}});
    if (settings_.turn.secret.empty())
        return servers;
    const auto expiry =
        std::chrono::floor<std::chrono::seconds>(parts_.clock.wall() + 2 * kHour).time_since_epoch().count();
    const std::string name = std::to_string(expiry) + ":" + user.str();
    for (const std::string& url : settings_.turn.urls)
        servers.push_back({url, name, settings_.turn_credential(settings_.turn.secret, name)});
    return servers;
}

// --- Asking the store

std::unexpected<Error> Engine::at_capacity() { return busy(); }

void Engine::with_call(const Principal& who, const CallId& id, Reply<Json> reply,
                       std::function<void(CallRunner&, Reply<Json>)> live,
                       std::function<Result<Json>(const CallRow&)> stored) {
    if (const Runner runner = running(id)) {
        if (const auto ok = may(who, runner->row()); !ok)
            return reply(std::unexpected(ok.error()));
        runner->loop().post(
            [runner, live = std::move(live), reply = std::move(reply)]() mutable { live(*runner, std::move(reply)); });
        return;
    }
    ask_store<Json>(std::move(reply), [who, id, stored = std::move(stored)](Store& store) -> Result<Json> {
        const auto row = store.call(id);
        if (!row)
            return std::unexpected(row.error());
        if (const auto ok = may(who, *row); !ok)
            return std::unexpected(ok.error());
        return stored(*row);
    });
}

// --- Scenarios

void Engine::list_scenarios(const Principal& who, const ScenarioQuery& query,
                            Reply<std::shared_ptr<const Json>> reply) {
    if (auto json = catalogue_.cached(who, query))
        return reply(std::move(json));
    ask_store<std::shared_ptr<const Json>>(
        std::move(reply), [this, who, query](Store& store) { return catalogue_.make(store, who, query); });
}

void Engine::scenario(const Principal&, const ScenarioId& id, Reply<std::shared_ptr<const Json>> reply) {
    auto details = catalogue_.details(id);
    if (!details)
        return reply(
            fail(ErrorCode::ScenarioNotFound, "There is no scenario with this id; GET /scenarios lists them."));
    reply(std::move(details));
}

void Engine::knowledge(const std::string& slug, Reply<Json> reply) {
    const Document* d = catalogue_.knowledge(slug);
    if (d == nullptr)
        return reply(fail(ErrorCode::NotFound, "There is no such article."));
    reply(bodies::document(d->title, d->body));
}

void Engine::script(const std::string& slug, Reply<Json> reply) {
    const Document* d = catalogue_.script(slug);
    if (d == nullptr)
        return reply(fail(ErrorCode::NotFound, "There is no such script."));
    reply(bodies::document(d->title, d->body));
}

// --- Starting

void Engine::start(StartRequest request, Reply<StartedCall> reply) {
    if (request.user && *request.user != request.who.user)
        return reply(fail(ErrorCode::Forbidden, "userId is not the user this token was given to."));
    if (!catalogue_.find(request.scenario))
        return reply(
            fail(ErrorCode::ScenarioNotFound, "There is no scenario with this id; GET /scenarios lists them."));
    ask_store<StartedCall>(std::move(reply),
                           [this, request = std::move(request)](Store&) { return start_now(request); });
}

CallRow Engine::new_row(const StartRequest& request, const Scenario& scenario, const TraineeHistory& history) {
    CallRow row;
    row.id = CallId{"call_" + parts_.entropy.token(12)};
    row.token = SessionToken{"sess_" + parts_.entropy.token(32)};
    row.org = request.who.org;
    row.user = request.who.user;
    row.user_name = request.who.name;
    row.scenario = scenario.id;
    row.scenario_version = scenario.version;
    row.seed = parts_.entropy.seed() >> 1;  // databases know no unsigned 64-bit numbers
    row.settings = request.settings;
    row.trainee_skill = skill_of(history, scenario);
    row.created = parts_.clock.wall();
    return row;
}

Result<StartedCall> Engine::start_now(const StartRequest& request) {
    const WallTime forget_before = parts_.clock.wall() - kIdempotencyWindow;
    const auto repeated = [](const StartOutcome& seen) {
        return StartedCall{bodies::session_id_of(seen.started_json), seen.started_json, true};
    };
    if (!request.idempotency_key.empty()) {
        const auto seen =
            parts_.store.find_idempotent(request.who.org, request.who.user, request.idempotency_key, forget_before);
        if (!seen)
            return std::unexpected(seen.error());
        if (*seen)
            return repeated(**seen);
    }
    if (const std::string part = parts_.missing ? parts_.missing() : std::string{}; !part.empty())
        return without(part);
    {
        const std::lock_guard lock(mutex_);
        if (stopping_ || runners_.size() + launching_ >= settings_.max_calls)
            return busy();
        ++launching_;
    }
    const auto admitted = std::shared_ptr<void>(nullptr, [this](void*) {
        const std::lock_guard lock(mutex_);
        --launching_;
    });
    const auto scenario = catalogue_.find(request.scenario);
    const auto history = parts_.store.history_of(request.who.org, request.who.user);
    if (!history)
        return std::unexpected(history.error());
    NewCall call{new_row(request, *scenario, *history), request.idempotency_key, {}};
    call.started_json = bodies::started(call.row, *scenario, settings_.websocket_url, ice_servers(request.who.user));
    const auto outcome = parts_.store.create_call(call, forget_before);
    if (!outcome)
        return std::unexpected(outcome.error());
    if (outcome->repeated)
        return repeated(*outcome);
    if (const auto ok = launch(call.row, scenario); !ok) {
        (void)parts_.store.set_status(call.row.id, CallStatus::Expired, std::nullopt);
        return std::unexpected(ok.error());
    }
    ++started_;
    return StartedCall{call.row.id, call.started_json, false};
}

Result<void> Engine::launch(CallRow row, std::shared_ptr<const Scenario> scenario) {
    CallConfig config = settings_.call;
    config.customer = {row.seed, row.settings.dynamic_difficulty, row.settings.allow_interruptions, row.trainee_skill};
    config.crm = row.settings.crm;
    auto journal = parts_.objects.open_log(keys::journal(row.id));
    if (!journal)
        return std::unexpected(journal.error());
    const JournalHeader header{row.id, row.scenario, row.scenario_version, row.created, config};
    if (auto ok = (*journal)->append(bytes_of(encode_header(header))); !ok)
        return ok;
    std::unique_ptr<AppendLog> audio;
    if (row.settings.record) {
        auto log = parts_.objects.open_log(keys::audio_log(row.id));
        if (!log)
            return std::unexpected(log.error());
        audio = std::move(*log);
    }
    CallRunner::Parts parts{row,
                            scenario,
                            std::make_unique<CallMachine>(scenario, config, catalogue_.knowledge_of(row.scenario)),
                            std::move(*journal),
                            std::move(audio),
                            ObjectiveWatch(scenario),
                            false};
    adopt(std::make_shared<CallRunner>(services_, next_loop(), std::move(parts), [this](const CallId& id) {
        const std::lock_guard lock(mutex_);
        runners_.erase(id);
    }));
    return {};
}

void Engine::adopt(const Runner& runner) {
    {
        const std::lock_guard lock(mutex_);
        runners_[runner->row().id] = runner;
    }
    runner->loop().post([runner] { runner->begin(); });
}

// --- A call's own routes

void Engine::change_status(const Principal& who, const CallId& id, protocol::ActionBody body, Reply<Json> reply) {
    with_call(
        who, id, std::move(reply),
        [body = std::move(body)](CallRunner& runner, Reply<Json> answer) {
            runner.change_status(body, std::move(answer));
        },
        [](const CallRow& row) -> Result<Json> {
            if (row.status == CallStatus::Expired)
                return expired_call();
            return wrong_state(row, "The call has ended.");
        });
}

void Engine::end(const Principal& who, const CallId& id, protocol::EndBody body, Reply<Json> reply) {
    with_call(
        who, id, std::move(reply),
        [body = std::move(body)](CallRunner& runner, Reply<Json> answer) { runner.end(body, std::move(answer)); },
        [this](const CallRow& row) -> Result<Json> {
            if (row.status == CallStatus::Expired)
                return expired_call();
            if (row.result_json.empty())
                return no_such_call();
            return bodies::result_with_links(row.result_json, links_of(row));
        });
}

void Engine::recording(const Principal& who, const CallId& id, Reply<Json> reply) {
    with_call(
        who, id, std::move(reply), [](CallRunner& runner, Reply<Json> answer) { runner.recording(std::move(answer)); },
        [this](const CallRow& row) -> Result<Json> {
            if (row.status == CallStatus::Expired)
                return expired_call();
            if (row.status != CallStatus::Ended)
                return wrong_state(row, "The recording is made when the call has ended.");
            if (row.recording_bytes == 0 || row.erased)
                return fail(ErrorCode::RecordingNotFound, "This call was not recorded, or its recording is gone.");
            return bodies::recording(row, links_of(row));
        });
}

void Engine::crm(const Principal& who, const CallId& id, protocol::CrmBody body, Reply<Json> reply) {
    with_call(
        who, id, std::move(reply),
        [body = std::move(body)](CallRunner& runner, Reply<Json> answer) { runner.crm(body, std::move(answer)); },
        record_is_closed);
}

void Engine::crm_record(const Principal& who, const CallId& id, Reply<Json> reply) {
    with_call(
        who, id, std::move(reply), [](CallRunner& runner, Reply<Json> answer) { runner.crm_record(std::move(answer)); },
        record_is_closed);
}

void Engine::session(const Principal& who, const CallId& id, Reply<Json> reply) {
    with_call(
        who, id, std::move(reply), [](CallRunner& runner, Reply<Json> answer) { runner.session(std::move(answer)); },
        [this](const CallRow& row) -> Result<Json> {
            const auto review = parts_.store.review_of(row.id);
            if (!review)
                return std::unexpected(review.error());
            return bodies::session_with_review(bodies::session(row, nullptr, links_of(row)), *review);
        });
}

void Engine::timings(const Principal& who, const CallId& id, Reply<Json> reply) {
    with_call(
        who, id, std::move(reply), [](CallRunner& runner, Reply<Json> answer) { runner.timings(std::move(answer)); },
        [this](const CallRow& row) -> Result<Json> {
            const auto kept = parts_.objects.get(keys::timings(row.id));
            return kept ? std::string(text_of(*kept)) : bodies::no_timings(row.id);
        });
}

void Engine::sessions(const Principal& who, int limit, int offset, Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [this, who, limit, offset](Store& store) -> Result<Json> {
        const auto page = store.calls_of(who.org, who.user, limit, offset);
        if (!page)
            return std::unexpected(page.error());
        return bodies::sessions(page->rows, page->total, limit, offset, scenario_names());
    });
}

void Engine::erase(const Principal& who, const CallId& id, Reply<Json> reply) {
    with_call(
        who, id, std::move(reply),
        [this, who, id](CallRunner& runner, Reply<Json> answer) {
            if (!runner.over())
                return answer(wrong_state(runner.row(), "End the call before it is erased."));
            // Its recording is being written: what is not there yet cannot be erased.
            auto shared = std::make_shared<Reply<Json>>(std::move(answer));
            runner.when_finished([this, who, id, shared] { erase(who, id, std::move(*shared)); });
        },
        [this, id](const CallRow& row) -> Result<Json> {
            if (row.status == CallStatus::Expired)
                return expired_call();
            if (row.status != CallStatus::Ended)
                return wrong_state(row, "End the call before it is erased.");
            for (const std::string& key :
                 {keys::recording(id), keys::journal(id), keys::audio_log(id), keys::timings(id)})
                if (const auto ok = parts_.objects.remove(key); !ok)
                    return std::unexpected(ok.error());
            if (const auto ok = parts_.store.erase_call(id); !ok)
                return std::unexpected(ok.error());
            return "{\"sessionId\":\"" + id.str() + "\",\"erased\":true}";
        });
}

void Engine::me(const Principal& who, Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [who](Store& store) -> Result<Json> {
        const auto history = store.history_of(who.org, who.user);
        const auto achievements = store.achievements_of(who.org, who.user);
        const auto preferences = store.preferences_of(who.org, who.user);
        if (!history || !achievements || !preferences)
            return fail(ErrorCode::InternalError, "Your progress could not be read; try again.");
        return bodies::me(who.user, who.name, *history, *achievements, *preferences);
    });
}

void Engine::set_preferences(const Principal& who, const Preferences& preferences, Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [this, who, preferences](Store& store) -> Result<Json> {
        if (const auto ok = store.set_preferences(who.org, who.user, preferences); !ok)
            return std::unexpected(ok.error());
        catalogue_.forget(who.org);
        return bodies::preferences(preferences);
    });
}

void Engine::recording_piece(const CallId& id, std::uint64_t offset, std::uint64_t length,
                             Reply<RecordingPiece> reply) {
    constexpr std::uint64_t kMost = 1 << 20;
    ask_store<RecordingPiece>(std::move(reply), [this, id, offset, length](Store&) -> Result<RecordingPiece> {
        const auto gone = [] { return fail(ErrorCode::RecordingNotFound, "This recording is gone."); };
        const auto total = parts_.objects.size(keys::recording(id));
        if (!total)
            return gone();
        const std::uint64_t rest = offset < *total ? *total - offset : 0;
        const std::uint64_t want = std::min({length == 0 ? rest : length, rest, kMost});
        auto bytes = parts_.objects.get_range(keys::recording(id), offset, want);
        if (!bytes)
            return gone();
        return RecordingPiece{std::move(*bytes), offset, *total};
    });
}

void Engine::transcript_file(const CallId& id, Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [id](Store& store) -> Result<Json> {
        const auto row = store.call(id);
        if (!row || row->transcript_json.empty())
            return fail(ErrorCode::RecordingNotFound, "This transcript is gone.");
        return "{\"sessionId\":\"" + id.str() + "\"," + row->transcript_json.substr(1);
    });
}

void Engine::ready(Reply<Json> reply) {
    ask_store<Json>(std::move(reply), [this](Store& store) -> Result<Json> {
        if (const auto ok = store.ping(); !ok)
            return fail(ErrorCode::AiServiceError, "The store does not answer.");
        if (const std::string part = parts_.missing ? parts_.missing() : std::string{}; !part.empty())
            return without(part);
        if (!parts_.recognizer.ready())
            return fail(ErrorCode::AiServiceError, "The speech recogniser is not ready.");
        if (!parts_.synthesizer.ready())
            return fail(ErrorCode::AiServiceError, "The customer's voice is not ready.");
        return Json{"{\"status\":\"ready\"}"};
    });
}

// --- The socket

void Engine::authenticate(const SessionToken& token, Reply<SessionInfo> reply) {
    ask_store<SessionInfo>(std::move(reply), [token](Store& store) -> Result<SessionInfo> {
        const auto row = store.call_by_token(token);
        if (!row)
            return fail(ErrorCode::Unauthorized, "This session token is not known; POST /start gives one.");
        if (row->status == CallStatus::Expired)
            return expired_call();
        return SessionInfo{row->id, row->user};
    });
}

void Engine::join(const SessionToken& token, const protocol::Join& join, std::shared_ptr<CallClient> client,
                  Reply<SessionInfo> reply) {
    auto shared = std::make_shared<Reply<SessionInfo>>(std::move(reply));
    const bool taken = parts_.storage.submit([this, token, join, client, shared] {
        const auto row = parts_.store.call_by_token(token);
        if (!row || row->id.str() != join.session_id)
            return (*shared)(fail(ErrorCode::SessionNotFound, "This token does not belong to this call."));
        const Runner runner = running(row->id);
        if (!runner)
            return (*shared)(fail(ErrorCode::SessionExpired, "This call is over; start a new one."));
        runner->loop().post([runner, join, client, shared] { runner->join(join, client, std::move(*shared)); });
    });
    if (!taken)
        (*shared)(busy());
}

void Engine::deliver(const CallId& id, const std::shared_ptr<CallClient>& client, protocol::ClientEvent event) {
    if (const Runner runner = running(id))
        runner->loop().post(
            [runner, client, event = std::move(event)]() mutable { runner->deliver(client, std::move(event)); });
}

void Engine::leave(const CallId& id, const std::shared_ptr<CallClient>& client) {
    if (const Runner runner = running(id))
        runner->loop().post([runner, client] { runner->leave(client); });
}

}  // namespace mockcall
