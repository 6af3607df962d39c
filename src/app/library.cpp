#include "app/library.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <fmt/core.h>

namespace mockcall::app {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& directory, const std::string& ending) {
    std::vector<fs::path> files;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(directory, ec))
        if (entry.is_regular_file() && entry.path().extension() == ending)
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::map<std::string, Document> load_shelf(const fs::path& directory) {
    std::map<std::string, Document> shelf;
    for (const fs::path& file : files_in(directory, ".md")) {
        const auto text = read_file(file.string());
        if (!text)
            continue;
        Document document{file.stem().string(), *text};
        if (text->starts_with("# "))
            document.title = text->substr(2, text->find('\n') - 2);
        shelf[file.stem().string()] = std::move(document);
    }
    return shelf;
}

}  // namespace

Result<std::string> read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    if (!in || !(text << in.rdbuf()))
        return fail(ErrorCode::NotFound, path + " cannot be read.");
    return text.str();
}

std::expected<Scenario, std::vector<std::string>> load_scenario(const std::string& path, ScenarioLines* lines) {
    const auto text = read_file(path);
    if (!text)
        return std::unexpected(std::vector<std::string>{text.error().message});
    auto scenario = parse_scenario(*text, lines);
    if (scenario)
        return std::move(*scenario);
    std::vector<std::string> problems;
    for (const ScenarioProblem& p : scenario.error())
        problems.push_back(fmt::format("{}:{}: {}: {}", path, p.line, p.path, p.problem));
    return std::unexpected(std::move(problems));
}

Result<Library> load_library(const std::string& directory) {
    Library library;
    Error problems{ErrorCode::ValidationError, "The scenario library has problems:"};
    std::map<std::string, std::string> file_of;
    for (const fs::path& file : files_in(directory, ".yaml")) {
        auto scenario = load_scenario(file.string());
        if (!scenario) {
            for (const std::string& line : scenario.error())
                problems.fields.push_back({file.string(), line});
            continue;
        }
        const auto [it, fresh] = file_of.emplace(scenario->id.str(), file.string());
        if (!fresh)
            problems.fields.push_back(
                {file.string(), fmt::format("{}: id: {} is already used by {}", file.string(), it->first, it->second)});
        library.scenarios.push_back(std::make_shared<const Scenario>(std::move(*scenario)));
    }
    for (const FieldProblem& p : problems.fields)
        problems.message += "\n  " + p.problem;
    if (!problems.fields.empty())
        return std::unexpected(std::move(problems));
    if (library.scenarios.empty())
        return fail(ErrorCode::NotFound,
                    fmt::format("There is no scenario (*.yaml) in {}; set scenarios.directory.", directory));
    library.knowledge = load_shelf(fs::path(directory) / "kb");
    library.scripts = load_shelf(fs::path(directory) / "scripts");
    return library;
}

}  // namespace mockcall::app
