#include <algorithm>
#include <numeric>
#include <vector>

#include "domain/scenario/names.hpp"

namespace mockcall {

namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

}  // namespace

std::string_view nearest_name(std::string_view wrong, std::span<const std::string_view> names) {
    constexpr std::size_t kLongest = 64;
    if (wrong.size() > kLongest)
        return {};
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(2, wrong.size() / 2) + 1;
    for (const std::string_view name : names) {
        const std::size_t d = edit_distance(wrong, name);
        if (d < best_distance) {
            best_distance = d;
            best = name;
        }
    }
    return best;
}

}  // namespace mockcall
