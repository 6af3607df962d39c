// Kinds of words by which the dialogue acts' model knows a phrasing it was never shown. Data; pure; thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

namespace mockcall {

/// The kind's number from 1, or 0 for a word of no kind. `stem` as `tokenize` gives it.
[[nodiscard]] std::uint8_t word_kind(std::string_view stem);

}  // namespace mockcall
