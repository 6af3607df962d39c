// The end of a call: evaluation, the stored result, the finished recording.
#include <algorithm>
#include <tuple>
#include <utility>

#include "domain/evaluation/evaluation.hpp"
#include "engine/call_runner.hpp"
#include "engine/object_keys.hpp"

namespace mockcall {
namespace {

constexpr Milliseconds kTryAgain{100};

const ScenarioHistory* history_with(const TraineeHistory& history, const ScenarioId& id) {
    for (const ScenarioHistory& h : history.scenarios)
        if (h.id == id)
            return &h;
    return nullptr;
}

/// Evaluates and stores. On the storage pool. What is kept.
Result<std::string> conclude(RunnerServices& s, const CallRow& row, const Scenario& scenario, const CallRecord& record,
                             const JudgeAnswers* answers) {
    const auto history = s.store.history_of(row.org, row.user);
    if (!history)
        return std::unexpected(history.error());
    const Evaluation evaluation = evaluate(record, &scenario, nullptr, answers);
    FinishedCall finished;
    finished.id = row.id;
    finished.ended = row.created + std::chrono::duration_cast<Milliseconds>(record.ended.time_since_epoch());
    finished.achievements = achievements_for(evaluation, record, scenario, *history);
    finished.xp = xp_for_call(evaluation, scenario, history_with(*history, scenario.id));
    for (const Achievement& a : finished.achievements)
        finished.xp += a.xp;
    finished.overall = evaluation.overall;
    finished.breakdown = scores_of(evaluation).breakdown;
    finished.gates_closed = static_cast<int>(std::ranges::count(evaluation.gates, false, &GateResult::passed));
    finished.result_json = bodies::result(row.id, record, evaluation, finished.achievements,
                                          s.usage != nullptr ? s.usage->of(row.id) : remote::UsageByPart{});
    finished.transcript_json = bodies::transcript(record, evaluation);
    if (const auto stored = s.store.finish_call(finished); !stored)
        return std::unexpected(stored.error());
    s.figures_changed(row.org);
    return finished.result_json;
}

/// Muxes what was logged during the call. On the storage pool. The log stays until the result is stored: should we die
/// in between, all of this is done again.
Result<void> make_recording(RunnerServices& s, const CallId& id, Ticks length) {
    const auto log = s.objects.get(keys::audio_log(id));
    if (!log)
        return std::unexpected(log.error());
    std::vector<audio::RecordedPacket> packets;
    audio::read_packet_records(*log, [&packets](const audio::RecordedPacket& p) { packets.push_back(p); });
    std::ranges::sort(packets, [](const auto& a, const auto& b) {
        return std::tie(a.frame, a.channel) < std::tie(b.frame, b.channel);
    });
    Bytes file;
    audio::write_webm(packets, length,
                      [&file](ByteView piece) { file.insert(file.end(), piece.begin(), piece.end()); });
    if (const auto put = s.objects.put(keys::recording(id), file); !put)
        return put;
    const WallTime created = s.clock.wall();
    return s.store.set_recording(id, file.size(), created, created + s.recording_retention);
}

}  // namespace

void CallRunner::submit(WorkerPool& pool, std::function<void()> task) {
    if (pool.submit([task] { task(); }))
        return;
    loop_.post([weak = weak_from_this(), &pool, task = std::move(task)] {
        if (const auto self = weak.lock())
            self->loop_.run_at(self->services_.clock.steady() + kTryAgain, [weak, &pool, task] {
                if (const auto again = weak.lock())
                    again->submit(pool, task);
            });
    });
}

void CallRunner::in_storage(std::function<void(RunnerServices&)> task) {
    storage_.push_back(std::move(task));
    run_storage();
}

void CallRunner::run_storage() {
    if (storage_busy_ || storage_.empty())
        return;
    storage_busy_ = true;
    auto task = std::move(storage_.front());
    storage_.pop_front();
    submit(services_.storage, [self = shared_from_this(), task = std::move(task)] {
        task(self->services_);
        self->loop_.post([self] {
            self->storage_busy_ = false;
            self->run_storage();
        });
    });
}

void CallRunner::on(const OutEnded& out) {
    listening_.clear();
    if (words_)
        words_->clear();
    ahead_.clear();
    close_media();
    if (synthesis_)
        synthesis_->cancel();
    synthesis_.reset();
    if (recorder_)
        (void)recorder_->close(machine_->record().ended);
    if (journal_)
        (void)journal_->sync();
    if (!out.expired)
        return evaluate();
    ending_ = Ending::Done;
    in_storage([id = row_.id](RunnerServices& s) { (void)s.store.set_status(id, CallStatus::Expired, std::nullopt); });
    socket_.close(4410, "session expired");
    monitors_.close(4410, "session expired");
    finished();
}

void CallRunner::end(protocol::EndBody body, Reply<Json> reply) {
    if (machine_->status() == CallStatus::Expired)
        return reply(fail(ErrorCode::SessionExpired, "Nobody joined this call in time; start a new one."));
    if (!kept_result_.empty())
        return reply(bodies::result_with_links(kept_result_, services_.links(row_)));
    end_replies_.push_back(std::move(reply));
    if (ending_ == Ending::Running) {
        protocol::ActionBody action;
        action.action = "end";
        action.end = std::move(body);
        (void)apply(action);
    } else if (ending_ == Ending::Done) {
        evaluate();  // it failed before; nothing was lost
    }
}

void CallRunner::evaluate() {
    ending_ = Ending::Evaluating;
    if (!ask_judge())
        conclude_call(nullptr);
}

void CallRunner::conclude_call(std::shared_ptr<const JudgeAnswers> answers) {
    judging_.reset();
    if (const auto at = machine_->record().answered)
        row_.answered = row_.created + std::chrono::duration_cast<Milliseconds>(at->time_since_epoch());
    const bool recorded = row_.settings.record && recorder_ && recorder_->recording();
    // A call that a former process began has only this one's turns: what was kept before stays.
    const std::string turns =
        timings_.turns().empty() ? std::string{} : bodies::timings(row_.id, machine_->record(), timings_);
    in_storage([self = shared_from_this(), recorded, turns, answers = std::move(answers)](RunnerServices& s) {
        const CallRecord& record = self->machine_->record();
        if (!turns.empty())
            (void)s.objects.put(keys::timings(self->row_.id), bytes_of(turns));
        const bool made = recorded && make_recording(s, self->row_.id, record.ended - *record.answered).has_value();
        auto result = conclude(s, self->row_, *self->scenario_, record, answers.get());
        if (result)
            (void)s.objects.remove(keys::audio_log(self->row_.id));
        self->loop_.post([self, made, result = std::move(result)]() mutable {
            self->row_.settings.record = made;
            self->evaluated(std::move(result));
        });
    });
}

void CallRunner::evaluated(Result<std::string> result) {
    if (!result) {
        ending_ = Ending::Done;
        for (auto& reply : std::exchange(end_replies_, {}))
            reply(fail(ErrorCode::EvaluationFailed,
                       "The evaluation could not be made; nothing is lost, end the call again."));
        return;
    }
    kept_result_ = std::move(*result);
    reply_end(kept_result_);
    tell(protocol::CallEnded{row_.id.str(), machine_->record().end_reason, bodies::evaluation_of(kept_result_)});
    socket_.close(1000, "call ended");
    monitors_.close(1000, "call ended");
    ending_ = Ending::Done;
    finished();
}

void CallRunner::reply_end(const std::string& kept) {
    for (auto& reply : std::exchange(end_replies_, {}))
        reply(bodies::result_with_links(kept, services_.links(row_)));
}

void CallRunner::recording(Reply<Json> reply) {
    if (ending_ == Ending::Running) {
        Error e{ErrorCode::InvalidState, "The recording is made when the call has ended."};
        e.status = to_string(machine_->status());
        return reply(std::unexpected(std::move(e)));
    }
    recording_replies_.push_back(std::move(reply));
    if (ending_ == Ending::Done)
        finished();
}

void CallRunner::when_finished(std::function<void()> task) {
    if (ending_ == Ending::Done)
        return task();
    waiting_.push_back(std::move(task));
}

void CallRunner::finished() {
    if (services_.usage != nullptr)
        services_.usage->forget(row_.id);
    gone_(row_.id);
    for (const auto& task : std::exchange(waiting_, {}))
        task();
    if (recording_replies_.empty())
        return;
    // Whoever waited for the recording is answered from the store, like anybody after.
    auto replies = std::make_shared<std::vector<Reply<Json>>>(std::exchange(recording_replies_, {}));
    in_storage([id = row_.id, replies](RunnerServices& s) {
        const auto row = s.store.call(id);
        for (auto& reply : *replies) {
            if (!row || row->recording_bytes == 0)
                reply(fail(ErrorCode::RecordingNotFound, "This call was not recorded, or its recording is gone."));
            else
                reply(bodies::recording(*row, s.links(*row)));
        }
    });
}

void CallRunner::suspend() {
    suspended_ = true;
    if (words_)
        words_->clear();
    ahead_.clear();
    judging_.reset();
    if (timer_ != 0)
        loop_.cancel(std::exchange(timer_, 0));
    media_.reset();
    listening_.clear();
    if (words_)
        words_->clear();
    if (synthesis_)
        synthesis_->cancel();
    synthesis_.reset();
    if (recorder_ && ending_ == Ending::Running)
        (void)recorder_->close(now());
    if (journal_)
        (void)journal_->sync();
    socket_.close(1001, "server going away");
    monitors_.close(1001, "server going away");
}

}  // namespace mockcall
