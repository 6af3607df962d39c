// The engine's life: taking up calls after a restart, retention, stopping.
#include <future>

#include "engine/engine.hpp"
#include "engine/journal.hpp"
#include "engine/object_keys.hpp"

namespace mockcall {
Result<void> Engine::recover() {
    const auto calls = parts_.store.live_calls();
    if (!calls)
        return std::unexpected(calls.error());
    for (const CallRow& row : *calls) {
        if (recover_call(row))
            ++recovered_;
        else  // A call whose journal cannot be read must not keep its user from starting another.
            (void)parts_.store.set_status(row.id, CallStatus::Expired, std::nullopt);
    }
    return {};
}

Result<void> Engine::recover_call(const CallRow& row) {
    const auto journal = parts_.objects.get(keys::journal(row.id));
    if (!journal)
        return std::unexpected(journal.error());
    const auto scenario = catalogue_.find(row.scenario);
    ObjectiveWatch objectives(scenario);
    auto replayed = replay_journal(
        text_of(*journal), [this](const ScenarioId& id) { return catalogue_.find(id); },
        [&](const CallMachine& machine, CallTime t) { (void)objectives.look(machine.record(), t); });
    if (!replayed)
        return std::unexpected(replayed.error());
    // The last inputs' outputs may be torn; the journal goes on from whole lines that say what the machine now is.
    if (replayed->journal.size() != journal->size() || replayed->differences > 0)
        if (const auto ok = parts_.objects.put(keys::journal(row.id), bytes_of(replayed->journal)); !ok)
            return ok;
    auto log = parts_.objects.open_log(keys::journal(row.id));
    if (!log)
        return std::unexpected(log.error());
    std::unique_ptr<AppendLog> audio;
    if (row.settings.record)
        if (auto opened = parts_.objects.open_log(keys::audio_log(row.id)))
            audio = std::move(*opened);
    CallRunner::Parts parts{
        row, scenario, std::move(replayed->machine), std::move(*log), std::move(audio), std::move(objectives), true};
    adopt(std::make_shared<CallRunner>(services_, next_loop(), std::move(parts), [this](const CallId& id) {
        const std::lock_guard lock(mutex_);
        runners_.erase(id);
    }));
    return {};
}

void Engine::begin() {
    Loop& loop = *parts_.loops.front();
    loop.post([this] { sweep(); });
}

void Engine::sweep() {
    if (stopping_)
        return;
    (void)parts_.storage.submit([this] {
        (void)parts_.store.forget_reviews(parts_.clock.wall() - settings_.recording_retention);
        const auto expired = parts_.store.recordings_expired(parts_.clock.wall());
        if (!expired)
            return;
        for (const CallId& id : *expired)
            if (parts_.objects.remove(keys::recording(id)))
                (void)parts_.store.drop_recording(id);
    });
    constexpr Milliseconds kShortest{500};
    constexpr Milliseconds kLongest{60'000};
    const auto pause = std::clamp(settings_.recording_retention / 4, kShortest, kLongest);
    parts_.loops.front()->run_at(parts_.clock.steady() + pause, [this] { sweep(); });
}

void Engine::stop() {
    stopping_ = true;
    std::vector<Runner> all;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, runner] : runners_)
            all.push_back(runner);
    }
    for (const Runner& runner : all) {
        std::promise<void> done;
        runner->loop().post([&runner, &done] {
            runner->suspend();
            done.set_value();
        });
        done.get_future().wait();
    }
    const std::lock_guard lock(mutex_);
    runners_.clear();
}

}  // namespace mockcall
