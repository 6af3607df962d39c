// Reads the general English model that ships with PocketSphinx (binary "Trie Language Model", as sphinxbase 5prealpha
// writes it). Read directly because sphinx_lm_convert cannot write this file back as ARPA: it asserts on the entry
// counts.
//
// Layout, little endian: magic of 19 bytes; order, 1 byte; entries of each order, u32; u32 quantiser kind; 65536 floats
// each of bigram probabilities, bigram back-offs and trigram probabilities; unigrams {f32 prob, f32 back-off, u32 first
// bigram}; bit-packed bigrams {word, back-off bin, probability bin, first trigram}; bit-packed trigrams {word,
// probability bin}; u32 size and the zero-ended words. A word's children are what came before it: the bigrams of w are
// (h, w). Values are logarithms to the base 1.0001.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "trigram.hpp"

namespace mockcall::lm {

class SphinxTrie {
  public:
    /// Throws std::runtime_error when the file is not such a model.
    explicit SphinxTrie(const std::filesystem::path& file);
    /// The words, most probable first.
    [[nodiscard]] std::vector<std::string> words_by_frequency() const;
    /// The model over `vocabulary` only, ids as there, normalised again. Words it does not know get probability 0.
    [[nodiscard]] Trigram restrict_to(const Vocabulary& vocabulary) const;

  private:
    struct Unigram {
        float prob;
        float backoff;
        std::uint32_t next;
    };
    [[nodiscard]] std::uint64_t bits(std::size_t base, std::uint64_t offset, unsigned count) const;
    [[nodiscard]] WordId bigram_word(std::uint64_t index) const;
    [[nodiscard]] std::uint64_t bigram_next(std::uint64_t index) const;

    std::vector<std::uint8_t> bytes_;
    std::vector<Unigram> unigrams_;  ///< one more than there are words: the end of the last one's children
    std::vector<float> bigram_probs_;
    std::vector<float> trigram_probs_;
    std::vector<std::string> words_;
    std::size_t bigrams_at_ = 0;
    std::size_t trigrams_at_ = 0;
    unsigned word_bits_ = 0;
    unsigned next_bits_ = 0;
};

}  // namespace mockcall::lm
