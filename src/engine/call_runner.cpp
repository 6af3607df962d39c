#include "engine/call_runner.hpp"

#include <algorithm>
#include <utility>

#include "domain/scenario/hints.hpp"
#include "engine/journal.hpp"

namespace mockcall {
namespace {

constexpr Ticks kStateEvery = ticks_of(Milliseconds{5'000});
/// A client that stops sending in the middle of a word has stopped speaking: it sends speech only, or its line stalls.
constexpr Ticks kLongestGapInSpeech = ticks_of(Milliseconds{700});

int rate_of(const std::string& quality) { return quality == "low" ? 8000 : quality == "high" ? 24000 : 16000; }

RecognizerVocabulary vocabulary_of(const Scenario& scenario, const CallId& call) {
    RecognitionHints hints = hints_of(scenario);
    return {std::move(hints.names), std::move(hints.phrases), std::move(hints.amounts), call};
}

std::optional<AgentActionKind> kind_of(std::string_view action) {
    for (int i = 0; i <= static_cast<int>(AgentActionKind::End); ++i)
        if (to_string(static_cast<AgentActionKind>(i)) == action)
            return static_cast<AgentActionKind>(i);
    return std::nullopt;
}

InEnd end_input(const protocol::EndBody& body) {
    InEnd in{body.end_reason, std::nullopt, body.agent_notes};
    if (body.resolution)
        in.reported = Reported{body.resolution->issue_resolved, body.resolution->action_taken,
                               body.resolution->follow_up_required, body.resolution->customer_retained};
    return in;
}

protocol::CallState state_of(const CallMachine& machine, CallTime now) {
    const CallRecord& record = machine.record();
    protocol::CallState state;
    state.customer_mood = machine.mood();
    state.satisfaction_level = machine.satisfaction();
    state.status = to_string(machine.status());
    const CallTime until = machine.status() == CallStatus::Ended ? record.ended : now;
    state.call_duration = record.answered ? static_cast<int>(seconds_of(until - *record.answered)) : 0;
    return state;
}

}  // namespace

CallRunner::CallRunner(RunnerServices& services, Loop& loop, Parts parts, std::function<void(const CallId&)> gone)
    : services_(services),
      loop_(loop),
      row_(std::move(parts.row)),
      scenario_(std::move(parts.scenario)),
      machine_(std::move(parts.machine)),
      journal_(std::move(parts.journal)),
      audio_log_(std::move(parts.audio)),
      objectives_(std::move(parts.objectives)),
      gone_(std::move(gone)),
      recovered_(parts.recovered),
      origin_(services.clock.steady() - (services.clock.wall() - row_.created)),
      socket_(row_.id.str()),
      monitors_(row_.id.str()),
      listening_(loop, services.recognizer.for_call(vocabulary_of(*scenario_, row_.id)), services.ears,
                 hearing_events()),
      timings_(services.on_stage),
      voice_(scenario_->persona.voice),
      rate_(rate_of(row_.settings.audio_quality)),
      playout_(rate_, static_cast<std::size_t>(rate_ / 10)),
      ahead_(services.ahead, parts_of_ahead(), [this](const OutSay& out) { return line_of(out); }),
      stored_status_(machine_->status()) {
    if (services_.model != nullptr && machine_->config().model_words)
        words_.emplace(loop_, *services_.model, row_.id, [this](CallInput input) {
            if (ending_ == Ending::Running)
                feed(std::move(input));
        });
    if (services_.usage != nullptr)
        services_.usage->open(row_.id);
    if (row_.settings.background_noise)
        ambience_ = std::make_unique<audio::Ambience>(row_.seed, rate_);
    note_glimpse();
}

CallRunner::~CallRunner() = default;

// --- Time

CallTime CallRunner::now() const {
    return CallTime{std::chrono::duration_cast<Ticks>(services_.clock.steady() - origin_)};
}

SteadyTime CallRunner::steady_of(CallTime t) const {
    return origin_ + std::chrono::ceil<SteadyTime::duration>(t.time_since_epoch());
}

std::optional<CallTime> CallRunner::next_wake() const {
    if (ending_ != Ending::Running || suspended_)
        return std::nullopt;
    std::optional<CallTime> best = machine_->next_deadline();
    const auto keep_earlier = [&best](std::optional<CallTime> t) {
        if (t && (!best || *t < *best))
            best = t;
    };
    keep_earlier(agent_.next_take());
    keep_earlier(listening_.next_deadline());
    if (detector_.speaking())
        keep_earlier(std::max(heard_until_, on_socket_.value_or(CallTime{})) + kLongestGapInSpeech);
    if (stopping_)
        keep_earlier(stopping_->until);
    else if (!over_media())
        keep_earlier(playout_.next_pump());
    if (media_)
        keep_earlier(media_->next_deadline());
    if (recorder_ && recorder_->recording())
        keep_earlier(next_settle_);
    if ((socket_.connected() || !monitors_.empty()) && machine_->record().answered) {
        keep_earlier(next_state_);
        if ((ambience_ || hold_music_) && socket_.connected() && !over_media() &&
            (playout_.utterance() == 0 || playout_.held()))
            keep_earlier(ambience_until_ - ticks_of(Milliseconds{400}));
    }
    return best;
}

void CallRunner::rearm() {
    const auto wake = next_wake();
    if (!wake) {
        if (timer_ != 0)
            loop_.cancel(std::exchange(timer_, 0));
        return;
    }
    const SteadyTime at = steady_of(*wake);
    if (timer_ != 0 && timer_at_ == at)
        return;
    if (timer_ != 0)
        loop_.cancel(timer_);
    timer_at_ = at;
    timer_ = loop_.run_at(at, [weak = weak_from_this()] {
        if (const auto self = weak.lock()) {
            self->timer_ = 0;
            self->tick();
        }
    });
}

void CallRunner::tick() {
    if (media_)
        media_->update(now());
    drain_agent();
    drain_media();
    // What comes late, piece by piece, has not stopped.
    const CallTime lately = std::max(heard_until_, on_socket_.value_or(CallTime{}));
    if (detector_.speaking() && now() >= lately + kLongestGapInSpeech)
        stop_hearing();
    listening_.tick(now());
    pump_playout();
    pump_media();
    if (stopping_ && now() >= stopping_->until)
        stopped_playing(stopping_->utterance, std::nullopt);
    pump_ambience();
    if (recorder_ && now() >= next_settle_)
        settle();
    if (machine_->record().answered && now() >= next_state_) {
        next_state_ = now() + kStateEvery;
        tell(protocol::StateUpdate{row_.id.str(), state_of(*machine_, now())});
    }
    if (const auto deadline = machine_->next_deadline(); deadline && now() >= *deadline && ending_ == Ending::Running)
        feed(InDeadline{});
    rearm();
}

// --- The machine

void CallRunner::feed(CallInput input) {
    inputs_.push_back(std::move(input));
    if (stepping_)
        return;
    stepping_ = true;
    while (!inputs_.empty() && !suspended_) {
        const CallInput next = std::move(inputs_.front());
        inputs_.pop_front();
        if (ending_ != Ending::Running)
            continue;
        const CallTime t = now();
        std::string lines = encode_input(next, t);
        if (std::holds_alternative<InTyped>(next))
            timings_.typed(t);
        const auto outputs = machine_->step(next, t);
        for (const CallOutput& output : outputs)
            time_thinking(output, t);
        for (const CallOutput& output : outputs)
            lines += encode_output(output);
        if (journal_ && !journal_->append(bytes_of(lines)))
            journal_.reset();
        for (const CallOutput& output : outputs)
            perform(output);
        look_for_objectives(t);
        if (std::holds_alternative<InSpeechStopped>(next) || std::holds_alternative<InPartial>(next))
            ahead_.look(*machine_, t);
    }
    stepping_ = false;
    rearm();
}

void CallRunner::perform(const CallOutput& output) {
    std::visit([this](const auto& out) { on(out); }, output);
}

void CallRunner::on(const OutTranscript& out) {
    if (!recorder_ && machine_->record().answered)
        open_recorder();
    const bool customer = out.speaker == Speaker::Customer;
    protocol::Transcript event{row_.id.str(),
                               std::string(to_string(out.speaker)),
                               out.text,
                               timestamp_of(machine_->record(), out.start),
                               out.final,
                               "u" + std::to_string(out.utterance),
                               customer ? std::string(to_string(out.emotion)) : std::string{}};
    if (out.final)
        socket_.remember(event);
    tell(std::move(event));
}

void CallRunner::note_glimpse() {
    const auto answered = machine_->record().answered;
    const std::int64_t ms = answered ? milliseconds_of(answered->time_since_epoch()) + 1 : 0;
    glimpse_.store(static_cast<std::uint64_t>(machine_->status()) | static_cast<std::uint64_t>(machine_->mood()) << 8 |
                       static_cast<std::uint64_t>(machine_->satisfaction()) << 16 |
                       static_cast<std::uint64_t>(ms) << 24,
                   std::memory_order_relaxed);
}

protocol::CallState CallRunner::glimpse() const {
    const std::uint64_t seen = glimpse_.load(std::memory_order_relaxed);
    protocol::CallState state;
    state.status = to_string(static_cast<CallStatus>(seen & 0xFF));
    state.customer_mood = static_cast<int>(seen >> 8 & 0xFF);
    state.satisfaction_level = static_cast<int>(seen >> 16 & 0xFF);
    const auto answered = static_cast<std::int64_t>(seen >> 24);
    if (answered > 0)
        state.call_duration = static_cast<int>((milliseconds_of(now().time_since_epoch()) - answered) / 1000);
    return state;
}

void CallRunner::on(const OutState&) {
    note_glimpse();
    if (!recorder_ && machine_->record().answered)
        open_recorder();
    const CallStatus status = machine_->status();
    if (status != stored_status_ && status != CallStatus::Ended) {
        stored_status_ = status;
        std::optional<WallTime> answered;
        if (const auto at = machine_->record().answered)
            answered = row_.created + std::chrono::duration_cast<Milliseconds>(at->time_since_epoch());
        in_storage(
            [id = row_.id, status, answered](RunnerServices& s) { (void)s.store.set_status(id, status, answered); });
    }
    on_hold_changed();
    next_state_ = now() + kStateEvery;
    tell(protocol::StateUpdate{row_.id.str(), state_of(*machine_, now())});
}

void CallRunner::on(const OutFeedback& out) {
    tell(protocol::FeedbackEvent{row_.id.str(), std::string(to_string(out.feedback.kind)), out.feedback.message,
                                 std::string(to_string(out.feedback.severity))});
}

/// In the assessed mode nothing is given away before the end.
void CallRunner::look_for_objectives(CallTime t) {
    if (machine_->config().assessed || ending_ != Ending::Running)
        return;
    for (const MetObjective& met : objectives_.look(machine_->record(), t))
        tell(told(met));
}

protocol::ObjectiveMet CallRunner::told(const MetObjective& met) const {
    return {row_.id.str(), static_cast<int>(met.index), scenario_->objectives[met.index].text, met.timestamp};
}

void CallRunner::on(const OutCustomerAction& out) {
    tell(protocol::CustomerAction{row_.id.str(), std::string(to_string(out.kind)), out.message});
}

// --- The client

void CallRunner::begin() {
    if (recovered_ && machine_->status() == CallStatus::Ended) {
        if (row_.settings.record && machine_->record().answered)
            open_recorder();
        return evaluate();
    }
    if (recovered_) {
        for (const TranscriptTurn& turn : machine_->record().turns)
            socket_.remember(
                {row_.id.str(), std::string(to_string(turn.speaker)), turn.text,
                 timestamp_of(machine_->record(), turn.start), true, "u" + std::to_string(turn.id),
                 turn.speaker == Speaker::Customer ? std::string(to_string(turn.emotion)) : std::string{}});
        if (machine_->record().answered)
            open_recorder();
        for (const UtteranceId owed : machine_->awaiting_words())
            feed(InFinal{owed, {}, 0});
        if (const UtteranceId line = machine_->speaking())
            feed(InPlayoutFinished{line});
        for (const InModelFailed& lost : machine_->awaiting_model("restart"))
            feed(lost);
        if (machine_->connected())
            feed(InLeft{});
    }
    rearm();
}

void CallRunner::join(const protocol::Join& join, std::shared_ptr<CallClient> client, Reply<SessionInfo> reply) {
    if (machine_->status() == CallStatus::Expired)
        return reply(fail(ErrorCode::SessionExpired, "Nobody joined this call in time; start a new one."));
    if (ending_ != Ending::Running)
        return reply(fail(ErrorCode::SessionExpired, "This call has ended; its result is at GET /session/{id}."));
    protocol::AudioPreference audio = join.audio.value_or(protocol::AudioPreference{});
    if (audio.sample_rate != 8000 && audio.sample_rate != 16000 && audio.sample_rate != 24000)
        audio.sample_rate = rate_of(row_.settings.audio_quality);
    if (audio.codec != "opus")
        audio.codec = "pcm_s16le";
    const bool resumed = machine_->status() != CallStatus::Initializing;
    socket_.close(4409, "joined elsewhere");
    socket_.attach(std::move(client), audio);
    if (playout_.utterance() == 0 && audio.sample_rate != rate_) {
        rate_ = audio.sample_rate;
        encoder_.reset();
        if (ambience_)
            ambience_ = std::make_unique<audio::Ambience>(row_.seed, rate_);
        hold_music_.reset();
    }
    socket_.send(protocol::Joined{row_.id.str(), resumed, over_media() ? "webrtc" : "websocket", audio,
                                  state_of(*machine_, now()), services_.ears == Listening::Ears::Client ? "client" : "",
                                  services_.media != nullptr});
    if (resumed) {
        socket_.send_missed();
        for (const MetObjective& met : objectives_.met())
            socket_.send(told(met));
    }
    agent_ = AgentAudio{};
    ambience_until_ = now();
    feed(InJoined{});
    reply(SessionInfo{row_.id, row_.user});
}

void CallRunner::monitor(std::shared_ptr<CallClient> client, Reply<SessionInfo> reply) {
    if (ending_ != Ending::Running)
        return reply(fail(ErrorCode::SessionExpired, "This call is over; its result is at GET /session/{id}."));
    if (!monitors_.add(client))
        return reply(fail(ErrorCode::RateLimitExceeded, "As many listen to this call as may; try again later."));
    client->send(protocol::Joined{row_.id.str(), true, "websocket", {"pcm_s16le", rate_}, state_of(*machine_, now())});
    for (const protocol::Transcript& said : socket_.said())
        client->send(said);
    for (const MetObjective& met : objectives_.met())
        client->send(told(met));
    reply(SessionInfo{row_.id, row_.user});
    rearm();
}

void CallRunner::tell(protocol::ServerEvent event) {
    monitors_.send(event);
    socket_.send(std::move(event));
}

void CallRunner::leave(const std::shared_ptr<CallClient>& client) {
    if (monitors_.remove(client))
        return;
    if (!socket_.is(client))
        return;
    socket_.detach();
    if (detector_.flush())
        frame_.clear();
    client_reports_ = false;
    feed(InLeft{});
}

void CallRunner::deliver(const std::shared_ptr<CallClient>& client, protocol::ClientEvent event) {
    if (!socket_.is(client) || ending_ != Ending::Running)
        return;
    std::visit([this](auto& e) { on(e); }, event);
    rearm();
}

void CallRunner::on(protocol::AgentText& e) {
    if (machine_->status() == CallStatus::OnHold) {
        Error error{ErrorCode::InvalidState, "The customer is on hold and cannot hear you; resume first."};
        return socket_.error(error);
    }
    feed(InTyped{std::move(e.content)});
}

void CallRunner::note(const std::string& text) {
    if (!text.empty())
        feed(InAction{AgentActionKind::Note, {}, text});
}

void CallRunner::on(protocol::Note& e) { note(e.content); }

void CallRunner::on(protocol::Action& e) {
    if (e.body.action == "crm") {
        if (const auto ok = operate(e.body.crm); !ok)
            socket_.error(ok.error(), true, e.body.crm.request_id);
        return;
    }
    if (const auto ok = apply(e.body); !ok)
        socket_.error(ok.error());
}

Result<void> CallRunner::apply(const protocol::ActionBody& body) {
    const auto kind = kind_of(body.action);
    if (!kind || *kind == AgentActionKind::Note)
        return fail_validation("action", "must be hold, resume, mute, unmute, transfer, escalate, answer, crm or end");
    if (auto ok = machine_->allowed(*kind); !ok)
        return ok;
    if (*kind == AgentActionKind::Transfer && body.transfer_to.empty())
        return fail_validation("transferTo", "must be supervisor, technical or billing");
    note(body.notes);
    if (*kind == AgentActionKind::End)
        feed(end_input(body.end));
    else
        feed(InAction{*kind, body.transfer_to, body.reason});
    return {};
}

void CallRunner::change_status(protocol::ActionBody body, Reply<Json> reply) {
    if (machine_->status() == CallStatus::Expired)
        return reply(fail(ErrorCode::SessionExpired, "Nobody joined this call in time; start a new one."));
    if (const auto ok = apply(body); !ok)
        return reply(std::unexpected(ok.error()));
    const int held = static_cast<int>(seconds_of(machine_->hold_time(now())));
    reply(bodies::status_changed(row_.id, machine_->status(), held, machine_->last_reaction()));
}

void CallRunner::timings(Reply<Json> reply) { reply(bodies::timings(row_.id, machine_->record(), timings_)); }

void CallRunner::session(Reply<Json> reply) {
    CallRow row = row_;
    row.status = machine_->status();
    if (const auto at = machine_->record().answered)
        row.answered = row.created + std::chrono::duration_cast<Milliseconds>(at->time_since_epoch());
    if (row.status == CallStatus::Expired)
        return reply(bodies::session(row, nullptr, {}));
    const auto state = state_of(*machine_, now());
    if (!kept_result_.empty()) {
        row.ended = row.created + std::chrono::duration_cast<Milliseconds>(machine_->record().ended.time_since_epoch());
        row.result_json = kept_result_;
        return reply(bodies::session(row, nullptr, services_.links(row_)));
    }
    reply(bodies::session(row, &state, {},
                          services_.usage != nullptr ? services_.usage->of(row_.id) : remote::UsageByPart{}));
}

}  // namespace mockcall
