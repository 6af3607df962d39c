// A small language of word patterns, compiled once and matched against many utterances.
//
//   word       compared by stem ("charge" finds "charged")         (a|b c|d)  one of these; an alternative may be
//   several words [a|b]      the same, or nothing                                *  **  *N  up to 2, 5, N other words
//   ^  $       start (of text, sentence, after a comma) / end      #money #percent #number #time   a value
//   {name}     a named group of the pattern list
// Fillers ("just", "really", "um", "please") may stand anywhere. No pattern reaches across the end of a sentence.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/dialogue/text.hpp"

namespace mockcall {

class PatternSet {
  public:
    struct Match {
        std::size_t pattern = 0;  ///< the number `add` returned
        Span span;
    };

    PatternSet() = default;
    PatternSet(std::initializer_list<const char*> patterns);

    /// Groups must be defined before they are used.
    void define(std::string_view name, std::string_view alternatives);
    std::size_t add(std::string_view pattern);

    /// Every pattern that occurs, at its first places. Tokens as `tokenize` gives them.
    [[nodiscard]] std::vector<Match> match(const std::vector<Token>& tokens) const;
    /// Any of them occurs.
    [[nodiscard]] bool in(const std::vector<Token>& tokens) const { return !match(tokens).empty(); }
    [[nodiscard]] std::size_t size() const { return starts_.size(); }

  private:
    using WordId = std::uint16_t;
    enum class Kind : std::uint8_t { Word, Gap, Start, End, Money, Percent, Number, Time, Accept };
    /// A node of the automaton: what it takes, and where to go on (`next`), or instead (`other`).
    struct Node {
        Kind kind = Kind::Accept;
        std::uint8_t gap = 0;
        WordId word = 0;
        std::uint32_t next = 0;
        std::vector<std::uint32_t> choices;  ///< when not empty: go on at one of these, taking nothing
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };
    struct Text {
        const std::vector<Token>& tokens;
        std::vector<WordId> ids;
        std::vector<bool> fillers;
    };

    [[nodiscard]] WordId intern(const std::string& stem);
    [[nodiscard]] std::string expand(std::string_view pattern) const;
    std::uint32_t node(Node n);
    /// Compiles the pieces from the back, so that every node knows what follows it.
    [[nodiscard]] std::uint32_t compile(const std::vector<std::string>& pieces, std::uint32_t after);
    [[nodiscard]] std::uint32_t compile_words(std::string_view words, std::uint32_t after);
    void index(std::uint32_t node, std::uint32_t pattern);
    /// Words of which each of the pattern's matches holds one, for every piece that says so.
    [[nodiscard]] std::vector<std::vector<WordId>> needs(const std::string& pattern);
    [[nodiscard]] std::size_t run(const Text& text, std::uint32_t node, std::size_t at, bool first) const;
    [[nodiscard]] std::size_t take(const Text& text, const Node& n, std::size_t at) const;

    std::vector<Node> nodes_;
    std::vector<std::uint32_t> starts_;                                     ///< by pattern
    std::unordered_map<std::string, WordId, Hash, std::equal_to<>> words_;  ///< 0 is every unknown word
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> groups_;
    std::vector<std::vector<std::vector<WordId>>> needs_;  ///< by pattern
    std::vector<std::vector<std::uint32_t>> by_word_;      ///< patterns that can begin with a word
};

}  // namespace mockcall
