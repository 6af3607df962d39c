// Words of an utterance and phrases in it. Pure; English; what customer, coach and judge share, so that they agree on
// what was said. Written and recognised text are treated alike: case and punctuation do not matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mockcall {

/// One word as compared: lower case, contractions opened ("can't" -> can not), spelling variants joined.
struct Token {
    std::string word;
    std::string stem;       ///< crude: plural, -ed, -ing, -ly off
    std::size_t begin = 0;  ///< byte range in the text
    std::size_t end = 0;
    bool starts_sentence = false;  ///< first word, or after . ! ?
    bool in_question = false;      ///< its sentence ends with a question mark
    bool after_pause = false;      ///< a comma or the like stands before it
    bool operator==(const Token&) const = default;
};

[[nodiscard]] std::vector<Token> tokenize(std::string_view text);
/// Lower case, one space between words, no punctuation except within numbers; for comparing what was said.
[[nodiscard]] std::string normalize(std::string_view text);

/// A half-open range of tokens.
struct Span {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const Span&) const = default;
};

[[nodiscard]] inline std::span<const Token> tokens_in(const std::vector<Token>& tokens, const Span& at) {
    return std::span(tokens).subspan(at.begin, at.end - at.begin);
}

/// An author's phrase: words in order, compared by stem, with at most two other words between neighbours.
/// `a|b` either word; `$` an amount of money; `%` a percentage; `#` any number; `...` up to six words.
class Phrase {
  public:
    explicit Phrase(std::string_view text);
    /// The first place in `tokens` where it occurs.
    [[nodiscard]] std::optional<Span> find(const std::vector<Token>& tokens, std::size_t from = 0) const;
    [[nodiscard]] std::size_t words() const { return parts_.size(); }

  private:
    enum class Kind : std::uint8_t { Word, Money, Percent, Number };
    struct Part {
        Kind kind = Kind::Word;
        std::vector<std::string> stems;
        std::optional<double> value;  ///< a certain sum (cents), percentage or number
        std::size_t gap = 2;          ///< other words allowed before it
    };
    void add_piece(std::string_view piece, std::size_t gap);
    [[nodiscard]] std::optional<std::size_t> match_from(const std::vector<Token>& tokens, std::size_t part,
                                                        std::size_t at) const;
    /// How many tokens at `at` the part takes, 0 if it does not fit.
    [[nodiscard]] static std::size_t fits(const Part& part, const std::vector<Token>& tokens, std::size_t at);

    std::vector<Part> parts_;
};

/// Several phrases, compiled once; any one counts.
class PhraseList {
  public:
    PhraseList(std::initializer_list<const char*> texts);
    explicit PhraseList(const std::vector<std::string>& texts);
    [[nodiscard]] bool in(const std::vector<Token>& tokens) const;
    [[nodiscard]] const std::vector<Phrase>& phrases() const { return phrases_; }

  private:
    std::vector<Phrase> phrases_;
};

/// A value of the record, prepared for being looked for in many lines.
class RecordValue {
  public:
    explicit RecordValue(std::string_view value);
    /// True when the line tells the value, however it is punctuated, spaced or read out.
    [[nodiscard]] bool in(const std::vector<Token>& line) const;

  private:
    std::vector<Token> tokens_;
    std::optional<std::int64_t> cents_;
    std::string code_;  ///< empty when it cannot be read out letter by letter
};

/// True when the phrase occurs in `text`.
[[nodiscard]] bool says(std::string_view text, std::string_view phrase);
/// True when one of the phrases does; the first that does is put into `which` when given.
[[nodiscard]] bool says_any(const std::vector<Token>& tokens, const std::vector<std::string>& phrases,
                            std::string* which = nullptr);
/// The same, but not where it is denied just before ("I can't refund that", "no refund").
[[nodiscard]] bool asserts_any(const std::vector<Token>& tokens, const std::vector<std::string>& phrases);
/// True when the tokens before `at`, within its clause, deny what follows.
[[nodiscard]] bool denied(const std::vector<Token>& tokens, std::size_t at);

/// True when `text` tells `value` ("ACC-789456", "$150"), however it is punctuated or spaced.
[[nodiscard]] bool mentions(std::string_view text, std::string_view value);

}  // namespace mockcall
