#include <fmt/core.h>

#include "app/commands/commands.hpp"

namespace mockcall::app {

int print_settings() {
    const Config defaults;
    fmt::print("| key | default | environment | meaning |\n| --- | --- | --- | --- |\n");
    for (const Setting& s : settings()) {
        const std::string value = s.get(defaults);
        fmt::print("| `{}` | {} | `{}` | {} |\n", s.key, value.empty() ? "" : "`" + value + "`",
                   environment_name(s.key), s.meaning);
    }
    return 0;
}

}  // namespace mockcall::app
