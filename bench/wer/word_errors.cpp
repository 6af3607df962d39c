#include "word_errors.hpp"

#include <algorithm>

namespace mockcall::bench {

WordErrors count_word_errors(const std::vector<std::string>& said, const std::vector<std::string>& heard) {
    const std::size_t n = said.size();
    const std::size_t m = heard.size();
    std::vector<std::vector<int>> cost(n + 1, std::vector<int>(m + 1));
    for (std::size_t i = 0; i <= n; ++i) {
        for (std::size_t j = 0; j <= m; ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = static_cast<int>(i + j);
                continue;
            }
            const int match = cost[i - 1][j - 1] + (said[i - 1] == heard[j - 1] ? 0 : 1);
            cost[i][j] = std::min({match, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
        }
    }
    WordErrors result;
    result.said = static_cast<int>(n);
    result.right.assign(m, false);
    for (std::size_t i = n, j = m; i > 0 || j > 0;) {
        const bool same = i > 0 && j > 0 && said[i - 1] == heard[j - 1];
        if (i > 0 && j > 0 && cost[i][j] == cost[i - 1][j - 1] + (same ? 0 : 1)) {
            result.right[j - 1] = same;
            result.replaced += same ? 0 : 1;
            --i;
            --j;
        } else if (i > 0 && cost[i][j] == cost[i - 1][j] + 1) {
            ++result.left_out;
            --i;
        } else {
            ++result.put_in;
            --j;
        }
    }
    return result;
}

}  // namespace mockcall::bench
