// Linear interpolation of the call-centre model with the general one, pruning, and the file the recogniser's library
// reads.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "trigram.hpp"

namespace mockcall::lm {

/// A word of the grammar whose pronunciations come with each call: it is counted once and written `count` times
/// (NAME.1, NAME.2, ...).
struct SlotClass {
    std::string name;
    std::string like;  ///< the general model knows no slots: this word's company stands for the slot's
    int count = 1;
};
/// Lines of "NAME like count". Throws std::runtime_error.
[[nodiscard]] std::vector<SlotClass> read_slots(const std::filesystem::path& file);

struct MixOptions {
    double share = 0.6;     ///< of the domain model, 0-1
    double prune = 1.3e-8;  ///< n-grams whose loss costs less (weighted log probability) are dropped
    double slot_cost =
        0.5;  ///< how much of a slot class's probability its slots divide among them: 0 none (each has all), 1 all
};

[[nodiscard]] Trigram mix(const Trigram& domain, const Trigram& general, const Vocabulary& vocabulary,
                          const std::vector<SlotClass>& slots, const MixOptions& options);

/// Writes ARPA text with the slot classes written out. Throws std::runtime_error when the file cannot be written.
void write_arpa(const Trigram& model, const Vocabulary& vocabulary, const std::vector<SlotClass>& slots,
                const MixOptions& options, const std::filesystem::path& file);

/// exp of the mean negative log probability of the sentences' words and ends; words the vocabulary lacks are left out
/// and counted.
struct Perplexity {
    double value = 0;
    std::size_t words = 0;
    std::size_t unknown = 0;
};
[[nodiscard]] Perplexity perplexity(const Trigram& model, const Vocabulary& vocabulary,
                                    const std::vector<std::vector<std::string>>& sentences);

}  // namespace mockcall::lm
