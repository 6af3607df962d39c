#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "app/compose.hpp"
#include "app/library.hpp"
#include "domain/rehearsal/rehearsal.hpp"

namespace mockcall::app {

namespace {

namespace fs = std::filesystem;
using rehearsal::Rank;
using rehearsal::TraineeScript;
using Trainees = std::vector<TraineeScript>;

/// Files of trainees that were read already.
using TraineeFiles = std::map<std::string, Trainees>;

/// Null after saying why.
const Trainees* trainees_in(const std::string& path, TraineeFiles& read) {
    if (const auto found = read.find(path); found != read.end())
        return &found->second;
    const auto text = read_file(path);
    if (!text) {
        fmt::print("{}\n", text.error().message);
        return nullptr;
    }
    auto trainees = rehearsal::parse_trainees(*text);
    if (!trainees) {
        for (const ScenarioProblem& p : trainees.error())
            fmt::print("{}:{}: {}: {}\n", path, p.line, p.path, p.problem);
        return nullptr;
    }
    return &read.emplace(path, std::move(*trainees)).first->second;
}

std::vector<std::string> missing_pages(const std::string& file, const Scenario& s) {
    std::vector<std::string> problems;
    const fs::path shelf = fs::path(file).parent_path();
    for (const auto& [kind, slug] : {std::pair{"kb", s.company.knowledge_base}, {"scripts", s.company.scripts}})
        if (!slug.empty() && !fs::exists(shelf / kind / (slug + ".md")))
            problems.push_back(fmt::format("{}: company: {}/{}.md does not exist", file, kind, slug));
    return problems;
}

void show_call(const std::shared_ptr<const Scenario>& scenario, const Trainees& trainees, Rank rank,
               std::uint64_t seed) {
    const auto call = rehearsal::rehearse_call(scenario, rehearsal::trainee_for(trainees, rank, seed), seed);
    fmt::print("\n{}, {} trainee ({}), seed {}\n", scenario->name, to_string(call.rank), call.trainee, seed);
    for (const auto& e : call.exchanges) {
        const char* who = e.agent.kind == rehearsal::Turn::Kind::Note      ? "note"
                          : e.agent.kind == rehearsal::Turn::Kind::Operate ? "record"
                                                                           : "agent";
        if (!e.agent.text.empty())
            fmt::print("  {:>8}  {}  [{}]\n", who, e.agent.text, e.agent.of);
        if (!e.customer.empty())
            fmt::print("  {:>8}  {}  [mood {}]\n", scenario->persona.name.substr(0, 8), e.customer, e.mood);
        for (const CallFact& f : e.facts)
            fmt::print("  {:>8}    {} {} {}\n", "", to_string(f.kind), f.id, f.value);
    }
    fmt::print("  score {}:", call.evaluation.overall);
    for (const auto& [dimension, score] : call.evaluation.breakdown)
        fmt::print(" {} {}", to_string(dimension), score);
    fmt::print("\n");
    for (const CriterionResult& c : call.evaluation.criteria)
        if (!c.met)
            fmt::print("    not met: {} {:.0f}: {}\n", c.id, c.score, c.note);
}

/// Those given, else those beside the scenario, else those of the library that came with the program.
std::string trainees_for(const std::string& file, const ScenarioCheckOptions& options) {
    if (!options.trainees.empty())
        return options.trainees;
    const fs::path own = fs::path("rehearsal") / "trainees.yaml";
    const fs::path beside = fs::path(file).parent_path() / own;
    return (fs::exists(beside) ? beside : fs::path(shipped("scenarios")) / own).string();
}

/// False when the scenario was refused.
bool play(const std::string& file, const std::shared_ptr<const Scenario>& scenario, const ScenarioLines& lines,
          const ScenarioCheckOptions& options, TraineeFiles& read) {
    const Trainees* trainees = trainees_in(trainees_for(file, options), read);
    if (trainees == nullptr)
        return false;
    for (const Rank rank : {Rank::Poor, Rank::Average, Rank::Good})
        if (to_string(rank) == options.show)
            show_call(scenario, *trainees, rank, options.seed);
    const rehearsal::Report report = rehearsal::rehearse(scenario, *trainees, options.seeds);
    fmt::print("{:<44} poor {:3.0f} ({}-{})  average {:3.0f} ({}-{})  good {:3.0f} ({}-{})  {}\n", scenario->id.str(),
               report.poor.mean, report.poor.lowest, report.poor.highest, report.average.mean, report.average.lowest,
               report.average.highest, report.good.mean, report.good.lowest, report.good.highest,
               report.findings.empty() ? "ok" : "refused");
    for (const rehearsal::Finding& f : report.findings)
        fmt::print("{}:{}: {}: {}\n", file, line_at(lines, f.path), f.path.empty() ? "rehearsal" : f.path, f.problem);
    return report.findings.empty();
}

}  // namespace

int scenario_check(const ScenarioCheckOptions& options) {
    int bad = 0;
    int good = 0;
    std::set<std::string> ids;
    TraineeFiles read;
    for (const std::string& file : options.files) {
        ScenarioLines lines;
        auto scenario = load_scenario(file, &lines);
        if (!scenario) {
            for (const std::string& line : scenario.error())
                fmt::print("{}\n", line);
            ++bad;
            continue;
        }
        std::vector<std::string> problems = missing_pages(file, *scenario);
        if (!ids.insert(scenario->id.str()).second)
            problems.push_back(fmt::format("{}: id: {} is used twice", file, scenario->id.str()));
        for (const std::string& problem : problems)
            fmt::print("{}\n", problem);
        const auto shared = std::make_shared<const Scenario>(std::move(*scenario));
        const bool sound = problems.empty() && (!options.play || play(file, shared, lines, options, read));
        sound ? ++good : ++bad;
    }
    fmt::print("{} good, {} with problems\n", good, bad);
    return bad == 0 ? 0 : 1;
}

}  // namespace mockcall::app
