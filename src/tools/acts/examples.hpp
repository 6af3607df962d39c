// Labelled utterances as files hold them: {"text": …, "prev_customer": …, "acts": […], "also_ok": […]} a line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "domain/dialogue/acts.hpp"

namespace mockcall::acts {

struct Example {
    std::string text, before;
    ActSet acts, also_ok;    ///< what is in `also_ok` counts neither as right nor as wrong
    std::size_t writer = 0;  ///< whose file it stood in
};

/// Throws what is wrong, with the file and the line.
[[nodiscard]] std::vector<Example> read_examples(const std::filesystem::path& file, std::size_t writer);

}  // namespace mockcall::acts
