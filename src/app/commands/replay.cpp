#include <filesystem>

#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "app/compose.hpp"
#include "app/library.hpp"
#include "domain/evaluation/evaluation.hpp"
#include "domain/evaluation/rubric.hpp"
#include "engine/journal.hpp"
#include "engine/object_keys.hpp"

namespace mockcall::app {
namespace {

void print_score(const char* what, const Evaluation& e) {
    fmt::print("{} {} (rubric {}):", what, e.overall, e.rubric_version);
    for (const auto& [dimension, score] : e.breakdown)
        fmt::print(" {} {}", to_string(dimension), score);
    fmt::print("\n");
}

/// The call as it was judged, and as the rubric in `file` judges it.
int judge_again(const CallRecord& record, const Scenario* scenario, const std::string& file) {
    print_score("score", evaluate(record, scenario));
    if (file.empty())
        return 0;
    const auto text = read_file(file);
    if (!text) {
        fmt::print(stderr, "{}\n", text.error().message);
        return 1;
    }
    const auto rubric = judging::parse_rubric(*text);
    if (!rubric) {
        for (const ScenarioProblem& p : rubric.error())
            fmt::print(stderr, "{}:{}: {}: {}\n", file, p.line, p.path, p.problem);
        return 1;
    }
    print_score("under it", evaluate(record, scenario, &*rubric));
    return 0;
}

}  // namespace

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
    int judged = 0;
    if (machine.status() == CallStatus::Ended)
        judged = judge_again(machine.record(), catalogue.find(replayed->header.scenario).get(), options.rubric);
    return replayed->differences == 0 ? judged : 1;
}

}  // namespace mockcall::app
