#include "domain/scenario/named_check.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace mockcall {

std::optional<Criterion> check_named(const Scenario& scenario, std::string_view name) {
    for (const auto* list : {&scenario.required, &scenario.bonus})
        if (const auto own = std::ranges::find(*list, name, &Criterion::id); own != list->end())
            return *own;
    struct Prefix {
        std::string_view text;
        CheckKind kind;
    };
    static constexpr std::array<Prefix, 4> kPrefixes{{{"act:", CheckKind::Act},
                                                      {"fact:", CheckKind::Fact},
                                                      {"step:", CheckKind::Step},
                                                      {"resolved:", CheckKind::Resolved}}};
    for (const auto& [prefix, kind] : kPrefixes)
        if (name.starts_with(prefix) && name.size() > prefix.size()) {
            Criterion c;
            c.id = c.label = std::string(name);
            c.dimension = "solution";
            c.check = kind;
            c.arg = std::string(name.substr(prefix.size()));
            return c;
        }
    return std::nullopt;
}

}  // namespace mockcall
