#include "witten_bell.hpp"

namespace mockcall::lm {
namespace {

using Counts = std::unordered_map<std::uint64_t, double>;

struct Totals {
    double tokens = 0;
    double types = 0;
};
std::unordered_map<std::uint64_t, Totals> totals_of(const Counts& counts) {
    std::unordered_map<std::uint64_t, Totals> totals;
    for (const auto& [key, count] : counts) {
        auto& total = totals[Key::history(key)];
        total.tokens += count;
        total.types += 1;
    }
    return totals;
}

double smoothed(double count, const Totals& total, double lower) {
    return (count + total.types * lower) / (total.tokens + total.types);
}

}  // namespace

Trigram count_trigrams(const std::vector<std::vector<WordId>>& sentences, WordId begin, WordId end, std::size_t size) {
    std::vector<double> ones(size, 0);
    Counts twos;
    Counts threes;
    for (const auto& sentence : sentences) {
        WordId older = begin;
        WordId newer = begin;
        const auto see = [&](WordId word, bool first) {
            ones[word] += 1;
            twos[Key::of(newer, word)] += 1;
            if (!first) {
                threes[Key::of(older, newer, word)] += 1;
            }
            older = newer;
            newer = word;
        };
        for (std::size_t i = 0; i < sentence.size(); ++i) {
            see(sentence[i], i == 0);
        }
        see(end, sentence.empty());
    }

    Trigram model;
    Totals all;
    for (const double count : ones) {
        all.tokens += count;
        all.types += count > 0 ? 1 : 0;
    }
    for (const double count : ones) {
        model.unigrams.push_back({smoothed(count, all, 1.0 / static_cast<double>(size)), 1.0});
    }
    const auto after_one = totals_of(twos);
    for (const auto& [key, count] : twos) {
        model.bigrams[key].prob = smoothed(count, after_one.at(Key::history(key)), model.prob(Key::word(key)));
    }
    const auto after_two = totals_of(threes);
    for (const auto& [key, count] : threes) {
        const double lower = model.bigrams.at(Key::shorter(key)).prob;
        model.trigrams[key] = smoothed(count, after_two.at(Key::history(key)), lower);
    }
    model.normalise();
    return model;
}

}  // namespace mockcall::lm
