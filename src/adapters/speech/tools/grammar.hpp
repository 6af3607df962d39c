// The sentences a call centre says, as a grammar: the source the domain language model is counted from.
//
// A folder of text files, one line an expansion; `#` starts a comment. `words/NAME.txt` defines the nonterminal
// `{NAME}`, every file in `templates/` is a list of sentences. Inside a line: `[a|b|]` chooses (an empty part:
// nothing), `{NAME}` expands, `*3 ` in front makes the line three times as likely. `{FIRST}` and the other names in
// capitals that no file defines are slot classes: they stay as they are and become placeholder words whose
// pronunciation each call brings.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mockcall::lm {

class Grammar {
  public:
    /// Throws std::runtime_error naming the file and line of what it cannot read.
    explicit Grammar(const std::filesystem::path& folder);

    using Sentence = std::vector<std::string>;
    /// About `count` sentences, the same ones for the same seed: every template line gets its share by weight, at least
    /// one.
    [[nodiscard]] std::vector<Sentence> sample(std::size_t count, std::uint64_t seed) const;
    /// Every word that can occur, slot classes left out: the vocabulary does not depend on the dice.
    [[nodiscard]] std::vector<std::string> words() const;

    struct Line {
        std::string text;
        double weight = 1;
    };

  private:
    struct Dice;
    void expand(std::string_view text, Dice& dice, std::string& out, int depth) const;
    void expand_name(std::string_view name, Dice& dice, std::string& out, int depth) const;
    void check(const Line& line, const std::string& where) const;

    std::map<std::string, std::vector<Line>, std::less<>> lists_;
    std::vector<Line> templates_;
};

}  // namespace mockcall::lm
