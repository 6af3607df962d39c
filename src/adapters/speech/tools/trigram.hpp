// A trigram model with back-off in memory: what the counted, the general and the mixed model have in common.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace mockcall::lm {

using WordId = std::uint32_t;  ///< below 2^20: three of them make one key

class Vocabulary {
  public:
    WordId add(const std::string& word) {
        const auto [at, fresh] = ids_.try_emplace(word, static_cast<WordId>(words_.size()));
        if (fresh) {
            words_.push_back(word);
        }
        return at->second;
    }
    [[nodiscard]] bool contains(const std::string& word) const { return ids_.contains(word); }
    [[nodiscard]] WordId id(const std::string& word) const { return ids_.at(word); }
    [[nodiscard]] const std::string& word(WordId id) const { return words_[id]; }
    [[nodiscard]] std::size_t size() const { return words_.size(); }

  private:
    std::unordered_map<std::string, WordId> ids_;
    std::vector<std::string> words_;
};

struct Key {  ///< (older, newer, word) packed; bigrams leave `older` out
    static std::uint64_t of(WordId history, WordId word) { return (std::uint64_t{history} << 20U) | word; }
    static std::uint64_t of(WordId older, WordId newer, WordId word) { return (of(older, newer) << 20U) | word; }
    static WordId word(std::uint64_t key) { return static_cast<WordId>(key & 0xfffffU); }
    static std::uint64_t history(std::uint64_t key) { return key >> 20U; }
    /// The key with the oldest word dropped.
    static std::uint64_t shorter(std::uint64_t trigram) { return trigram & 0xffffffffffU; }
};

struct Trigram {
    struct Entry {
        double prob = 0;     ///< plain, not logarithmic
        double backoff = 1;  ///< factor for what follows without an entry of its own
    };
    std::vector<Entry> unigrams;
    std::unordered_map<std::uint64_t, Entry> bigrams;
    std::unordered_map<std::uint64_t, double> trigrams;

    [[nodiscard]] double prob(WordId word) const { return unigrams[word].prob; }
    [[nodiscard]] double prob(WordId history, WordId word) const {
        const auto found = bigrams.find(Key::of(history, word));
        return found != bigrams.end() ? found->second.prob : unigrams[history].backoff * prob(word);
    }
    [[nodiscard]] double prob(WordId older, WordId newer, WordId word) const {
        if (const auto found = trigrams.find(Key::of(older, newer, word)); found != trigrams.end()) {
            return found->second;
        }
        const auto history = bigrams.find(Key::of(older, newer));
        return (history != bigrams.end() ? history->second.backoff : 1.0) * prob(newer, word);
    }
    /// Sets every back-off factor so that each history's probabilities sum to one.
    void normalise();
};

}  // namespace mockcall::lm
