#include "tools/acts/limits.hpp"

#include <algorithm>
#include <functional>

namespace mockcall::acts {

namespace {

struct Tally {
    double right = 0, found = 0;

    void add(const Judged& j, double wrong) {
        right += j.own ? j.weight : 0;
        found += j.weight * (j.own ? 1 : wrong);
    }
    [[nodiscard]] double f(double own, double beta) const {
        return (1 + beta * beta) * right / (beta * beta * own + found);
    }
};

Tally tally(const std::vector<Judged>& judged, double limit, double wrong) {
    Tally t;
    for (const Judged& j : judged)
        if (j.margin >= limit)
            t.add(j, wrong);
    return t;
}

/// Means over `reach` neighbours each side; the best one's place.
std::size_t best_place(const std::vector<double>& f, std::size_t reach) {
    double best = -1;
    std::size_t at = 0;
    for (std::size_t i = 0; i < f.size(); ++i) {
        const std::size_t from = i > reach ? i - reach : 0;
        const std::size_t to = std::min(i + reach + 1, f.size());
        double sum = 0;
        for (std::size_t j = from; j < to; ++j)
            sum += f[j];
        if (sum / static_cast<double>(to - from) > best) {
            best = sum / static_cast<double>(to - from);
            at = i;
        }
    }
    return at;
}

/// `judged` descend. `others`: what is found besides them.
double best_limit(const std::vector<Judged>& judged, const Tally& others, double own, double beta, double wrong) {
    constexpr double kBeyond = 0.5;
    constexpr double kReach = 0.05;  // of the act's own examples
    if (judged.empty())
        return 0;
    Tally t = others;
    std::vector<double> f{t.f(own, beta)};
    for (const Judged& j : judged) {
        t.add(j, wrong);
        f.push_back(t.f(own, beta));
    }
    const std::size_t at = best_place(f, std::max<std::size_t>(1, static_cast<std::size_t>(own * kReach)));
    if (at == 0)
        return judged.front().margin + kBeyond;
    return at == judged.size() ? judged.back().margin - kBeyond : (judged[at - 1].margin + judged[at].margin) / 2;
}

}  // namespace

Limit limits_of(std::vector<Judged> judged, const Balance& b) {
    // Whole judgements are compared, so that equals may change places.
    std::ranges::sort(judged, std::greater{});
    double own = 0;
    std::vector<Judged> ruled, alone;
    for (const Judged& j : judged) {
        own += j.own ? j.weight : 0;
        (j.by_rule ? ruled : alone).push_back(j);
    }
    if (own <= 0)
        return {};
    // Each limit is best for the other one: a few turns settle them.
    constexpr int kTurns = 3;
    Limit l{0, ruled.empty() ? 0 : ruled.back().margin};
    for (int i = 0; i < kTurns; ++i) {
        l.alone = best_limit(alone, tally(ruled, l.with_rule, b.wrong_by_rule), own, b.beta, b.wrong_alone);
        l.with_rule = best_limit(ruled, tally(alone, l.alone, b.wrong_alone), own, b.beta, b.wrong_by_rule);
    }
    // With nothing to tell it by, a phrasing is taken at its word as far as the model alone would go.
    l.with_rule = std::min(l.with_rule, l.alone);
    return l;
}

}  // namespace mockcall::acts
