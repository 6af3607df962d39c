#include <filesystem>

#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "app/compose.hpp"
#include "app/library.hpp"
#include "domain/evaluation/evaluation.hpp"
#include "engine/journal.hpp"
#include "engine/object_keys.hpp"

namespace mockcall::app {

int replay(const Config& config, const ReplayOptions& options) {
    std::string path = options.session;
    if (!std::filesystem::exists(path))
        path = config.data + "/objects/" + keys::journal(CallId{options.session});
    const auto journal = read_file(path);
    if (!journal) {
        fmt::print(stderr, "There is no journal of {} in {} (--data names the server's data directory).\n",
                   options.session, config.data);
        return 1;
    }
    const auto library = load_library(config.scenarios.empty() ? shipped("scenarios") : config.scenarios);
    if (!library) {
        fmt::print(stderr, "{}\n", library.error().message);
        return 1;
    }
    const Catalogue catalogue(*library);
    const auto replayed = replay_journal(*journal, [&](const ScenarioId& id) { return catalogue.find(id); });
    if (!replayed) {
        fmt::print(stderr, "{}\n", replayed.error().message);
        return 1;
    }
    if (options.print) {
        fmt::print("{}", replayed->journal);
        return replayed->differences == 0 ? 0 : 1;
    }
    const CallMachine& machine = *replayed->machine;
    for (const TranscriptTurn& turn : machine.record().turns)
        fmt::print("{:7.1f}  {:8}  {}\n", timestamp_of(machine.record(), turn.start), to_string(turn.speaker),
                   turn.text);
    fmt::print("\n{} inputs, {} differences, status {}\n", replayed->inputs, replayed->differences,
               to_string(machine.status()));
    if (machine.status() == CallStatus::Ended) {
        const Evaluation e = evaluate(machine.record(), catalogue.find(replayed->header.scenario).get());
        fmt::print("score {} (rubric {})\n", e.overall, e.rubric_version);
    }
    return replayed->differences == 0 ? 0 : 1;
}

}  // namespace mockcall::app
