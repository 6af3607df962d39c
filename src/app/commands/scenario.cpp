#include <filesystem>
#include <set>

#include <fmt/core.h>

#include "app/commands/commands.hpp"
#include "app/library.hpp"

namespace mockcall::app {

int scenario_check(const std::vector<std::string>& files) {
    namespace fs = std::filesystem;
    int bad = 0;
    int good = 0;
    std::set<std::string> ids;
    for (const std::string& file : files) {
        auto scenario = load_scenario(file);
        if (!scenario) {
            for (const std::string& line : scenario.error())
                fmt::print("{}\n", line);
            ++bad;
            continue;
        }
        std::vector<std::string> problems;
        if (!ids.insert(scenario->id.str()).second)
            problems.push_back(fmt::format("{}: id: {} is used twice", file, scenario->id.str()));
        const fs::path shelf = fs::path(file).parent_path();
        for (const auto& [kind, slug] :
             {std::pair{"kb", scenario->company.knowledge_base}, {"scripts", scenario->company.scripts}})
            if (!slug.empty() && !fs::exists(shelf / kind / (slug + ".md")))
                problems.push_back(fmt::format("{}: company: {}/{}.md does not exist", file, kind, slug));
        for (const std::string& problem : problems)
            fmt::print("{}\n", problem);
        problems.empty() ? ++good : ++bad;
    }
    fmt::print("{} good, {} with problems\n", good, bad);
    return bad == 0 ? 0 : 1;
}

}  // namespace mockcall::app
