// Counting sentences into a trigram model with Witten-Bell smoothing. Chosen over Kneser-Ney because templates are
// sampled: their counts of counts say nothing about unseen speech, and Kneser-Ney's discounts are made of those.
#pragma once

#include <vector>

#include "trigram.hpp"

namespace mockcall::lm {

/// `sentences` as word ids without boundary marks; `begin`/`end` are the ids of <s> and </s>; `size` is the
/// vocabulary's.
[[nodiscard]] Trigram count_trigrams(const std::vector<std::vector<WordId>>& sentences, WordId begin, WordId end,
                                     std::size_t size);

}  // namespace mockcall::lm
