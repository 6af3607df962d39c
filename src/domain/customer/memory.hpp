// What the customer can say to a question, whatever its words: everything they know, as the concepts it is about and
// the kinds of question it answers. A question ranks it; what is not close enough is not known. Immutable once made.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "domain/customer/focus.hpp"
#include "domain/dialogue/text.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall::customer_detail {

class Memory {
  public:
    enum class Source : std::uint8_t {
        Aside,  ///< `Scenario::knows`
        Fact,   ///< the author's
        Line    ///< of a problem: its statement and details
    };
    /// A question that an author foresaw.
    struct Example {
        Focus focus = Focus::None;
        std::vector<std::string> concepts;  ///< sorted
        std::string words;                  ///< each with a blank behind it
    };
    struct Item {
        Source source = Source::Aside;
        std::size_t index = 0;              ///< in the scenario's list; of a Line its problem
        std::string text;                   ///< of a Line
        std::vector<Example> examples;      ///< one without a focus where there are none
        std::vector<std::string> told;      ///< concepts of what is said, sorted
        std::vector<std::string> concepts;  ///< of all of it, sorted
        std::uint32_t answers = 0;          ///< a bit for each Focus that the words could answer
    };
    struct Recollection {
        const Item* item = nullptr;
        double score = 0;  ///< 0: nothing of it; from 1 on every word is accounted for
    };

    Memory() = default;
    Memory(const Scenario& scenario, const std::vector<Fact>& facts);

    /// Best first; only what is close enough to be said. `before`: concepts of what was said just before, for "when
    /// was that?".
    [[nodiscard]] std::vector<Recollection> recall(const std::vector<Token>& tokens, const Span& question,
                                                   const std::vector<std::string>& before) const;

    /// Whatever speaks of what is asked, though it may not answer it; best first.
    [[nodiscard]] std::vector<Recollection> speaking_of(const std::vector<Token>& tokens, const Span& question) const;

  private:
    /// What a question asks, looked at once for all items.
    struct Asked {
        Focus focus = Focus::None;
        bool refers_back = false;
        std::vector<std::string> concepts;
        std::string words;
        const std::vector<std::string>& before;
    };
    static void foresee(Item& item, const std::vector<std::string>& questions);
    void add(Item item, const std::vector<std::string>& texts);
    [[nodiscard]] double weight(const std::string& word) const;
    [[nodiscard]] double share_of(const std::vector<std::string>& wanted, const Item& item, const Example& one) const;
    [[nodiscard]] double score(const Asked& asked, const Item& item) const;
    [[nodiscard]] bool only_of_matter(const std::vector<std::string>& wanted) const;

    std::vector<Item> items_;
    std::vector<std::string> own_name_;                ///< of who is called by it
    std::vector<std::string> matter_;                  ///< sorted: what the call is about anyway
    std::map<std::string, int, std::less<>> held_by_;  ///< by concept: how many items
};

}  // namespace mockcall::customer_detail
