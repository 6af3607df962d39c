// Finding words: the author's lines and the stock phrases, filled in, never one twice, never one that gives away
// what a gate keeps.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"
#include "domain/customer/phrases.hpp"
#include "domain/dialogue/text.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall::customer_detail {

class Wording {
  public:
    /// `keeps_back(line)`: true when the line holds what may not be told now.
    Wording(const Scenario& scenario, Random& random, std::function<bool(std::string_view)> keeps_back);

    /// A stock phrase of that function, in that temper.
    [[nodiscard]] std::string stock(Say say, Emotion temper);
    /// The same, with words of the call in it: `slot` is {echo} or {agent}.
    [[nodiscard]] std::string stock_about(Say say, Emotion temper, std::string_view slot, std::string_view value);
    /// One of the author's lines, or nothing when all have been said (or may not be).
    [[nodiscard]] std::optional<std::string> authored(const std::vector<std::string>& lines);
    /// The next unsaid one, in the author's order.
    [[nodiscard]] std::optional<std::string> next_authored(const std::vector<std::string>& lines);
    /// The author's line, else the stock phrase.
    [[nodiscard]] std::string authored_or(const std::vector<std::string>& lines, Say say, Emotion temper);
    /// Tells a fact: always finds a way, however often it has been asked.
    [[nodiscard]] std::string tell(const Fact& fact, Emotion temper, const std::vector<Token>& question = {});
    /// The fact in words that have not been used for it, where there are any.
    [[nodiscard]] std::optional<std::string> another_way(const Fact& fact);
    /// Makes a finished reply unlike any before, and remembers it.
    [[nodiscard]] std::string once(std::string reply, Emotion temper);
    /// Of a copy: what it draws from and asks.
    void belong_to(Random& random, std::function<bool(std::string_view)> keeps_back);
    /// Forgets that lines in `unheard` were said.
    void forget(std::string_view unheard);

  private:
    [[nodiscard]] std::string filled(std::string_view line, const Fact* fact) const;
    [[nodiscard]] bool usable(const std::string& line) const;
    /// Makes the words of a phrase: only those are remembered, not the phrase with its slots.
    using Fill = std::function<std::string(const char* phrase)>;
    [[nodiscard]] bool repeats_a_sentence(const std::string& line) const;
    /// Leaves only what has not been said, and picks among it.
    [[nodiscard]] std::optional<std::string> pick_stock(Say say, std::uint8_t tempers, const Fill& fill);
    [[nodiscard]] std::string stock_filled(Say say, Emotion temper, const Fill& fill);
    void remember(const std::string& line);
    /// A line that has been said already, with another beginning.
    [[nodiscard]] std::string varied(std::string line, Emotion temper);
    [[nodiscard]] std::optional<std::string> pick(std::vector<std::string> candidates);

    const Scenario& scenario_;
    Random* random_;
    std::function<bool(std::string_view)> keeps_back_;
    std::uint8_t manner_;               ///< how this customer talks
    std::set<const char*> said_stock_;  ///< stock phrases, by their place
    std::set<std::string> said_;        ///< pieces, normalised
    std::set<std::string> sentences_;   ///< of what was said, those long enough to be noticed twice
    std::set<std::string> replies_;     ///< whole replies, normalised
};

/// "ACC-789456" -> "A C C, 7 8 9, 4 5 6": as one reads it to somebody who writes it down.
[[nodiscard]] std::string spelled(std::string_view value);

}  // namespace mockcall::customer_detail
