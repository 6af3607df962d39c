// Reading words for judging: where a phrase stands in a text, quoting it exactly, and saying a customer's words back.
// Quotes are always substrings of the text they come from. Pure; thread-safe.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mockcall::judging {

struct Word {
    std::string norm;       ///< lower case, apostrophes straight, digits without thousands separators
    std::size_t begin = 0;  ///< byte offsets in the text
    std::size_t end = 0;
};

struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// What a transcriber puts in brackets is no word: "[00:12]", "[inaudible]", "<unk>", "(laughs)". A mask that stands
/// for one ("[name]") is.
[[nodiscard]] std::vector<Word> words_of(std::string_view text);
/// The text without such marks.
[[nodiscard]] std::string without_marks(std::string_view text);

/// Pattern: words in a row as in Word::norm; "refund*" matches by prefix, "~" stands for up to four words of any kind.
[[nodiscard]] std::optional<Span> find_phrase(const std::vector<Word>& words, std::string_view pattern);
/// The words of `text` in a row, whatever their case and punctuation: a name.
[[nodiscard]] std::optional<Span> find_words(const std::vector<Word>& words, std::string_view text);
[[nodiscard]] std::optional<Span> find_any(const std::vector<Word>& words, std::span<const std::string_view> patterns);

/// The whole clause around `at`, which lies within `text`.
[[nodiscard]] Span clause_around(std::string_view text, Span at);
/// The clause around `at`, at most about 160 bytes, cut between words.
[[nodiscard]] std::string quote_around(std::string_view text, Span at);

/// Words that carry meaning: no articles, pronouns, auxiliaries or fillers; plural and -ed/-ing endings cut.
[[nodiscard]] std::set<std::string> content_words(const std::vector<Word>& words);
[[nodiscard]] std::size_t shared(const std::set<std::string>& a, const std::set<std::string>& b);

/// "I was charged twice" -> "you were charged twice": what a listener would say back.
[[nodiscard]] std::string said_back(std::string_view customers_words);

/// 42.3 -> "0:42".
/// True when the words make a sentence: they hold a verb as far as one can tell.
[[nodiscard]] bool is_clause(std::string_view text);
[[nodiscard]] std::string clock(double seconds);
/// 2.14 -> "2.1".
[[nodiscard]] std::string decimal(double v);
[[nodiscard]] std::string lower_first(std::string_view text);

}  // namespace mockcall::judging
