#include "trigram.hpp"

#include <algorithm>

namespace mockcall::lm {
namespace {

struct Mass {
    double explicit_prob = 0;  ///< what the history's own entries take
    double lower_prob = 0;     ///< what the shorter history would have given the same words
};

// A history with no mass left for others still must not forbid them: back-off stays positive.
double factor(const Mass& mass) {
    constexpr double least = 1e-4;
    return std::max(1.0 - mass.explicit_prob, least) / std::max(1.0 - mass.lower_prob, least);
}

}  // namespace

void Trigram::normalise() {
    std::unordered_map<std::uint64_t, Mass> masses;
    for (const auto& [key, entry] : bigrams) {
        auto& mass = masses[Key::history(key)];
        mass.explicit_prob += entry.prob;
        mass.lower_prob += prob(Key::word(key));
    }
    for (auto& entry : unigrams) {
        entry.backoff = 1;
    }
    for (const auto& [history, mass] : masses) {
        unigrams[history].backoff = factor(mass);
    }
    masses.clear();
    for (const auto& [key, own] : trigrams) {
        auto& mass = masses[Key::history(key)];
        mass.explicit_prob += own;
        mass.lower_prob += prob(Key::word(Key::history(key)), Key::word(key));
    }
    for (auto& [key, entry] : bigrams) {
        const auto mass = masses.find(key);
        entry.backoff = mass == masses.end() ? 1.0 : factor(mass->second);
    }
}

}  // namespace mockcall::lm
