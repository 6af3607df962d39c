// Phones for words no dictionary has: Flite's lexicon and letter-to-sound rules, in the recogniser's phone set.
#pragma once

#include <string>
#include <string_view>

namespace mockcall::speech {

/// Space-separated CMU phones without stress, e.g. "R AA B ER T"; empty when the word has no letters. `word` in lower
/// case. Thread-safe.
[[nodiscard]] std::string pronounce(std::string_view word);

}  // namespace mockcall::speech
