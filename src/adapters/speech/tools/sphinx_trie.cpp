#include "sphinx_trie.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string_view>

namespace mockcall::lm {
namespace {

constexpr std::string_view magic = "Trie Language Model";
constexpr std::size_t bins = 65536;
constexpr unsigned bin_bits = 16;
constexpr WordId unknown = std::numeric_limits<WordId>::max();

class Reader {
  public:
    explicit Reader(const std::vector<std::uint8_t>& bytes) : bytes_(bytes) {}
    template <class T>
    void read(T* into, std::size_t count) {
        skip(count * sizeof(T));
        std::memcpy(into, bytes_.data() + at_ - count * sizeof(T), count * sizeof(T));
    }
    void skip(std::size_t count) {
        if (count > bytes_.size() - at_) {
            throw std::runtime_error("the general language model ends too early");
        }
        at_ += count;
    }
    [[nodiscard]] std::size_t at() const { return at_; }

  private:
    const std::vector<std::uint8_t>& bytes_;
    std::size_t at_ = 0;
};

double plain(float logarithm) {
    static const double base = std::log(1.0001);
    return std::exp(static_cast<double>(logarithm) * base);
}

std::size_t packed_size(std::uint64_t entries, unsigned bits_each) {
    return static_cast<std::size_t>(((1 + entries) * bits_each + 7) / 8 + sizeof(std::uint64_t));
}

}  // namespace

SphinxTrie::SphinxTrie(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(in), {});
    Reader reader(bytes_);
    std::array<char, magic.size()> head{};
    reader.read(head.data(), head.size());
    std::uint8_t order = 0;
    reader.read(&order, 1);
    if (std::string_view(head.data(), head.size()) != magic || order != 3) {
        throw std::runtime_error(file.string() + " is not a binary trigram model of sphinxbase");
    }
    std::array<std::uint32_t, 3> counts{};
    reader.read(counts.data(), counts.size());
    reader.skip(sizeof(std::uint32_t));
    bigram_probs_.resize(bins);
    trigram_probs_.resize(bins);
    reader.read(bigram_probs_.data(), bins);
    reader.skip(bins * sizeof(float));  // bigram back-offs: computed anew for the restricted vocabulary
    reader.read(trigram_probs_.data(), bins);
    unigrams_.resize(counts[0] + 1);
    reader.read(unigrams_.data(), unigrams_.size());
    word_bits_ = static_cast<unsigned>(std::bit_width(counts[0]));
    next_bits_ = static_cast<unsigned>(std::bit_width(counts[2]));
    bigrams_at_ = reader.at();
    reader.skip(packed_size(counts[1], word_bits_ + 2 * bin_bits + next_bits_));
    trigrams_at_ = reader.at();
    reader.skip(packed_size(counts[2], word_bits_ + bin_bits));
    std::uint32_t text_size = 0;
    reader.read(&text_size, 1);
    std::string text(text_size, '\0');
    reader.read(text.data(), text.size());
    for (std::size_t at = 0; at < text.size(); at += words_.back().size() + 1) {
        words_.emplace_back(text.c_str() + at);
    }
    if (words_.size() != counts[0]) {
        throw std::runtime_error("the general language model has not as many words as it says");
    }
}

std::uint64_t SphinxTrie::bits(std::size_t base, std::uint64_t offset, unsigned count) const {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes_.data() + base + offset / 8, sizeof(value));
    return (value >> (offset % 8)) & ((std::uint64_t{1} << count) - 1);
}

WordId SphinxTrie::bigram_word(std::uint64_t index) const {
    return static_cast<WordId>(bits(bigrams_at_, index * (word_bits_ + 2 * bin_bits + next_bits_), word_bits_));
}

std::uint64_t SphinxTrie::bigram_next(std::uint64_t index) const {
    const std::uint64_t entry = index * (word_bits_ + 2 * bin_bits + next_bits_);
    return bits(bigrams_at_, entry + word_bits_ + 2 * bin_bits, next_bits_);
}

std::vector<std::string> SphinxTrie::words_by_frequency() const {
    std::vector<std::size_t> order(words_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return unigrams_[a].prob > unigrams_[b].prob; });
    std::vector<std::string> sorted;
    sorted.reserve(order.size());
    for (const std::size_t index : order) {
        sorted.push_back(words_[index]);
    }
    return sorted;
}

Trigram SphinxTrie::restrict_to(const Vocabulary& vocabulary) const {
    std::vector<WordId> ours(words_.size(), unknown);
    Trigram model;
    model.unigrams.resize(vocabulary.size(), {0.0, 1.0});
    double total = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
        if (vocabulary.contains(words_[i])) {
            ours[i] = vocabulary.id(words_[i]);
            total += model.unigrams[ours[i]].prob = words_[i] == "<s>" ? 0.0 : plain(unigrams_[i].prob);
        }
    }
    for (auto& entry : model.unigrams) {
        entry.prob /= total;
    }
    const unsigned bigram_size = word_bits_ + 2 * bin_bits + next_bits_;
    const unsigned trigram_size = word_bits_ + bin_bits;
    for (std::size_t w = 0; w < words_.size(); ++w) {
        for (std::uint64_t b = unigrams_[w].next; ours[w] != unknown && b < unigrams_[w + 1].next; ++b) {
            const WordId newer = ours.at(bigram_word(b));
            if (newer == unknown) {
                continue;
            }
            const auto bin = bits(bigrams_at_, b * bigram_size + word_bits_ + bin_bits, bin_bits);
            model.bigrams[Key::of(newer, ours[w])].prob = plain(bigram_probs_[bin]);
            for (std::uint64_t t = bigram_next(b), end = bigram_next(b + 1); t < end; ++t) {
                const WordId older = ours.at(bits(trigrams_at_, t * trigram_size, word_bits_));
                if (older != unknown) {
                    const auto tri_bin = bits(trigrams_at_, t * trigram_size + word_bits_, bin_bits);
                    model.trigrams[Key::of(older, newer, ours[w])] = plain(trigram_probs_[tri_bin]);
                }
            }
        }
    }
    // A trigram whose history or shorter form was lost with the vocabulary has nothing to back off to.
    std::erase_if(model.trigrams, [&](const auto& entry) {
        return !model.bigrams.contains(Key::history(entry.first)) || !model.bigrams.contains(Key::shorter(entry.first));
    });
    model.normalise();
    return model;
}

}  // namespace mockcall::lm
