// What the customer knows of their own case beside the facts an author wrote out: how long they have been a customer,
// when they bought it, how often they called. Taken from the scenario's briefing and profile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/customer/focus.hpp"
#include "domain/dialogue/text.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall::customer_detail {

class Background {
  public:
    explicit Background(const Scenario& scenario);

    /// The words that answer the question in `at` ("four months ago", "for two years"), where anything does.
    [[nodiscard]] std::optional<std::string> answer(const std::vector<Token>& tokens, const Span& at) const;
    /// Earlier calls about this, when the question in `at` is about them.
    [[nodiscard]] std::optional<int> earlier_calls(const std::vector<Token>& tokens, const Span& at) const;

    /// The first time told in a line, in its words.
    [[nodiscard]] static std::optional<std::string> time_in(const std::string& line);

  private:
    Background() = default;
    enum class Kind : std::uint8_t { Moment, Length, Sum };
    struct Told {
        Kind kind = Kind::Moment;
        std::string words;                  ///< "nine days ago"
        std::vector<std::string> concepts;  ///< of the words told along with it
        bool tenure = false;                ///< "customer for six years"
    };
    /// `key`: what the profile has it under.
    void read(const std::string& text, const std::string& key = {});
    void note(const std::vector<Token>& clause, std::string_view text, Span at, Kind kind);
    [[nodiscard]] std::optional<std::string> sum(const std::vector<Token>& part) const;

    std::vector<Told> told_;
    std::optional<int> contacts_;
    std::string age_;
};

}  // namespace mockcall::customer_detail
