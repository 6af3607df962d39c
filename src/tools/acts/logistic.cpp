#include "tools/acts/logistic.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace mockcall::acts {

namespace {

constexpr int kMostRounds = 60;
constexpr double kTolerance = 1e-3;

/// Numerical Recipes' generator: std::shuffle may differ from one standard library to the next.
class Dice {
  public:
    std::size_t below(std::size_t n) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>((state_ >> 33U) % n);
    }

  private:
    std::uint64_t state_ = 1;
};

void shuffle(std::vector<std::size_t>& order, Dice& dice) {
    for (std::size_t i = order.size(); i > 1; --i)
        std::swap(order[i - 1], order[dice.below(i)]);
}

/// Where the one-variable problem of a row has its minimum: Newton's steps from `old`, kept inside (0, cost).
double minimum(double curvature, double slope, double old, double cost) {
    constexpr int kMostSteps = 100;
    constexpr double kPrecision = 1e-8;
    double z = cost - old < 0.5 * cost ? 0.1 * old : old;
    for (int i = 0; i < kMostSteps; ++i) {
        const double gradient = curvature * (z - old) + slope + std::log(z / (cost - z));
        if (std::abs(gradient) < kPrecision)
            break;
        const double next = z - gradient / (curvature + cost / (cost - z) / z);
        z = next <= 0 ? z * 0.1 : next;
    }
    return z;
}

class Descent {
  public:
    explicit Descent(const Problem& p)
        : p_(p), weights_(p.columns), alpha_(p.rows.size()), rest_(p.rows.size()), square_(p.rows.size()) {
        for (std::size_t i = 0; i < p_.rows.size(); ++i) {
            alpha_[i] = std::min(0.001 * p_.cost[i], 1e-8);
            rest_[i] = p_.cost[i] - alpha_[i];
            for (const Term& t : *p_.rows[i])
                square_[i] += static_cast<double>(t.value) * t.value;
            add(i, alpha_[i]);
        }
    }

    std::vector<double> run() {
        std::vector<std::size_t> order(p_.rows.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        Dice dice;
        for (int round = 0; round < kMostRounds; ++round) {
            shuffle(order, dice);
            double moved = 0;
            for (const std::size_t i : order)
                moved = std::max(moved, step(i));
            if (moved < kTolerance)
                break;
        }
        return std::move(weights_);
    }

  private:
    void add(std::size_t i, double by) {
        const double signed_by = p_.positive[i] ? by : -by;
        for (const Term& t : *p_.rows[i])
            weights_[t.column] += signed_by * t.value;
    }

    /// How far the row's share moved, as a part of its cost.
    double step(std::size_t i) {
        const double cost = p_.cost[i];
        const double slope = (p_.positive[i] ? 1 : -1) * margin(weights_, *p_.rows[i]);
        // Of the pair (alpha, rest) the one that ends in the lower half is solved for: log() is tame there.
        const bool upper = 0.5 * square_[i] * (rest_[i] - alpha_[i]) + slope < 0;
        double& solved = upper ? rest_[i] : alpha_[i];
        const double old = solved;
        solved = minimum(square_[i], upper ? -slope : slope, old, cost);
        (upper ? alpha_[i] : rest_[i]) = cost - solved;
        const double change = upper ? old - solved : solved - old;
        add(i, change);
        return std::abs(change) / cost;
    }

    const Problem& p_;
    std::vector<double> weights_, alpha_;
    std::vector<double> rest_;  ///< cost - alpha, kept apart: it may be smaller than alpha's precision
    std::vector<double> square_;
};

}  // namespace

std::vector<double> fit(const Problem& problem) { return Descent(problem).run(); }

double margin(std::span<const double> weights, const Row& row) {
    double sum = 0;
    for (const Term& t : row)
        sum += weights[t.column] * t.value;
    return sum;
}

}  // namespace mockcall::acts
