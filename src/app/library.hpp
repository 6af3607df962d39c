// Reads the scenario library from a directory: *.yaml, kb/*.md, scripts/*.md.
#pragma once

#include <string>

#include "base/error.hpp"
#include "engine/catalogue.hpp"

namespace mockcall::app {

[[nodiscard]] Result<std::string> read_file(const std::string& path);

/// Errors: ValidationError with every problem, "file:line: path: problem" each.
[[nodiscard]] Result<Library> load_library(const std::string& directory);

/// The problems of one scenario file, written "file:line: path: problem"; the scenario when there is none.
/// `lines`, when given, gets the place of everything read.
[[nodiscard]] std::expected<Scenario, std::vector<std::string>> load_scenario(const std::string& path,
                                                                              ScenarioLines* lines = nullptr);

}  // namespace mockcall::app
