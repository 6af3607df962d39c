// L2-regularised logistic regression by dual coordinate descent (Yu, Huang, Lin: Dual coordinate descent methods for
// logistic regression and maximum entropy models, 2011). Deterministic: the order is drawn from a fixed seed.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace mockcall::acts {

struct Term {
    std::uint32_t column = 0;
    float value = 0;
};
using Row = std::vector<Term>;

struct Problem {
    std::vector<const Row*> rows;
    std::vector<bool> positive;
    std::vector<double> cost;  ///< by row, over 0: what an error there costs against the weights' square
    std::size_t columns = 0;
};

/// One weight for each column.
[[nodiscard]] std::vector<double> fit(const Problem& problem);
[[nodiscard]] double margin(std::span<const double> weights, const Row& row);

}  // namespace mockcall::acts
