#include "tools/acts/training.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "tools/acts/columns.hpp"
#include "tools/acts/logistic.hpp"
#include "tools/acts/sightings.hpp"

namespace mockcall::acts {

namespace {

using Sightings = std::vector<const Sighting*>;
using Limits = std::array<Limit, kLearnedActs>;

bool is_misconduct(Act act) {
    return act == Act::Blame || act == Act::Dismissive || act == Act::Jargon || act == Act::Rude;
}

/// A reader could have called it either.
bool is_open(const Example& e, Act act) { return e.also_ok.has(act) && !e.acts.has(act); }

struct Fitted {
    Columns columns;
    std::vector<std::vector<double>> weights;  ///< by act
};

/// An act without examples is not found.
std::vector<double> never(std::size_t columns) {
    constexpr double kSurely = -10;
    std::vector<double> weights(columns);
    weights.back() = kSurely;
    return weights;
}

std::vector<double> fit_act(Act act, const Sightings& seen, const std::vector<Row>& rows, std::size_t columns,
                            const Options& o) {
    Problem p;
    p.columns = columns;
    double own = 0;
    double others = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const Example& e = *seen[i]->example;
        if (is_open(e, act))
            continue;
        p.rows.push_back(&rows[i]);
        p.positive.push_back(e.acts.has(act));
        p.cost.push_back(seen[i]->weight * o.cost);
        (e.acts.has(act) ? own : others) += seen[i]->weight;
    }
    if (own <= 0)
        return never(columns);
    const double more = std::pow(others / own, o.rare);
    for (std::size_t i = 0; i < p.rows.size(); ++i)
        if (p.positive[i])
            p.cost[i] *= more;
    return fit(p);
}

Fitted fit_all(const Sightings& seen, const Options& o) {
    Fitted f{Columns(seen, o.seen), {}};
    std::vector<Row> rows;
    for (const Sighting* s : seen)
        rows.push_back(f.columns.row(s->features, o.sign_scale));
    for (std::size_t act = 0; act < kLearnedActs; ++act)
        f.weights.push_back(fit_act(static_cast<Act>(act), seen, rows, f.columns.count(), o));
    return f;
}

using JudgedByAct = std::array<std::vector<Judged>, kLearnedActs>;

void judge(const Fitted& f, const Sighting& s, float sign_scale, JudgedByAct& into) {
    const Row row = f.columns.row(s.features, sign_scale);
    for (std::size_t i = 0; i < kLearnedActs; ++i) {
        const auto act = static_cast<Act>(i);
        if (!is_open(*s.example, act))
            into[i].push_back({margin(f.weights[i], row), s.example->acts.has(act), s.by_rule.has(act), s.weight});
    }
}

Limits find_limits(const std::vector<Sighting>& seen, const Options& o) {
    std::set<std::size_t> writers;
    for (const Sighting& s : seen)
        writers.insert(s.example->writer);
    if (writers.size() < 2)
        return {};
    JudgedByAct judged;
    for (const std::size_t writer : writers) {
        Sightings others;
        for (const Sighting& s : seen)
            if (s.example->writer != writer)
                others.push_back(&s);
        const Fitted f = fit_all(others, o);
        for (const Sighting& s : seen)
            if (s.example->writer == writer)
                judge(f, s, o.sign_scale, judged);
    }
    Limits limits;
    for (std::size_t i = 0; i < kLearnedActs; ++i)
        limits[i] = limits_of(std::move(judged[i]), is_misconduct(static_cast<Act>(i)) ? o.misconduct : o.acts);
    return limits;
}

Trained quantised(const Fitted& f, const Limits& limits, float sign_scale) {
    constexpr double kMost = 127;
    Trained t;
    t.ids = f.columns.ids();
    t.weights.resize(t.ids.size() * kLearnedActs);
    for (std::size_t act = 0; act < kLearnedActs; ++act) {
        const std::vector<double>& weights = f.weights[act];
        std::vector<double> scaled(weights.begin(), weights.end() - 1);
        double largest = 1e-9;
        for (std::size_t i = 0; i < scaled.size(); ++i) {
            scaled[i] *= f.columns.is_sign(i) ? static_cast<double>(sign_scale) : 1.0;
            largest = std::max(largest, std::abs(scaled[i]));
        }
        for (std::size_t i = 0; i < scaled.size(); ++i)
            t.weights[i * kLearnedActs + act] = static_cast<std::int8_t>(std::lround(scaled[i] / largest * kMost));
        t.steps[act] = static_cast<float>(largest / kMost);
        t.bias[act] = static_cast<float>(weights.back() - limits[act].alone);
        t.trust[act] = static_cast<float>(limits[act].alone - limits[act].with_rule);
    }
    return t;
}

}  // namespace

Trained train(std::span<const Example> examples, const Options& o) {
    const std::vector<Sighting> seen = sightings_of(examples, o.rules);
    Sightings all;
    for (const Sighting& s : seen)
        all.push_back(&s);
    return quantised(fit_all(all, o), find_limits(seen, o), o.sign_scale);
}

}  // namespace mockcall::acts
