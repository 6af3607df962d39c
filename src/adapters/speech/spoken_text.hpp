// How written text is said: "$150" is "one hundred fifty dollars", "ACC-789456" is spelled. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mockcall::speech {

/// 0 to 999,999,999,999 in words, without "and": "one hundred fifty".
[[nodiscard]] std::string cardinal(std::int64_t value);
/// "twenty first".
[[nodiscard]] std::string ordinal(std::int64_t value);
/// "7 8" as "seven eight"; letters in capitals, one word each; anything else is a short pause (a comma).
[[nodiscard]] std::string spelled(std::string_view code);
/// The text with every figure, code, amount and mail address in words, typography and accents made plain. Punctuation
/// stays, for the voice's melody.
[[nodiscard]] std::string spoken_text(std::string_view written);
/// Sentences of a text, so that the first can be heard while the next is made. Never empty strings.
[[nodiscard]] std::vector<std::string> sentences_of(std::string_view text);
/// Lower-case words only, as a recogniser would give them.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

}  // namespace mockcall::speech
