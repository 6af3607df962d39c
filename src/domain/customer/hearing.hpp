// What the customer makes of an agent's turn, before deciding anything: which facts are asked for, which steps and
// offers are made, how it is meant.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/customer/agenda.hpp"
#include "domain/customer/customer.hpp"
#include "domain/customer/focus.hpp"
#include "domain/customer/knowledge.hpp"
#include "domain/customer/questions.hpp"
#include "domain/dialogue/slots.hpp"
#include "domain/dialogue/text.hpp"

namespace mockcall::customer_detail {

struct HeardOffer {
    std::size_t problem = 0;
    std::size_t resolution = 0;
    std::optional<std::int64_t> cents;
    std::optional<double> percent;
    bool in_full = false;  ///< "the whole amount"
    Span at{};             ///< its words
};
struct HeardStep {
    std::size_t problem = 0;
    std::size_t step = 0;
};

struct Heard {
    bool continues = false;  ///< the second half of what a pause had cut in two; `text` is the whole
    std::string text;
    std::vector<Token> tokens;
    ActSet acts;
    double confidence = 1;
    bool unclear = false;   ///< nothing was understood
    bool nonsense = false;  ///< words, but no sense
    bool question = false;  ///< wants an answer
    QuestionKind kind = QuestionKind::None;
    bool instructs = false;     ///< tells the customer to do something
    bool off_topic = false;     ///< lunch, games and the like
    bool wrong_name = false;    ///< calls the customer by another name
    bool wrong_matter = false;  ///< takes it for another problem
    bool affirms = false;       ///< begins with a yes
    bool thanks = false;
    std::string agent_name;                ///< as introduced
    std::string time_named;                ///< "within 24 hours", in the agent's words
    std::optional<std::int64_t> bare_sum;  ///< cents: a number that may be a sum when one is waited for
    bool in_full = false;                  ///< "all of it"
    bool repeat_please = false;            ///< "could you say that again?"
    bool small_talk = false;
    bool backchannel = false;    ///< "mm-hm", "okay"
    bool looking = false;        ///< "let me check"
    bool anything_else = false;  ///< asks for more, not whether it is solved
    bool farewell = false;       ///< an outspoken goodbye
    bool paraphrase = false;
    bool restates = false;     ///< the same, but it need not be more than a word
    bool specific = false;     ///< speaks of the customer's own matter
    bool of_matter = false;    ///< holds words that the scenario uses and few others do
    bool perspective = false;  ///< takes the customer's side ("I can see why", "that must be")
    bool bare_understanding = false;
    bool refusal = false;
    bool gives_reason = false;
    bool gives_alternative = false;
    bool probes_identity = false;        ///< asks who they are, in general
    bool asks_unknown_detail = false;    ///< asks for a kind of data no fact answers
    std::vector<std::size_t> asked;      ///< facts
    std::vector<std::size_t> asked_by;   ///< for each of them, which of its phrases
    std::vector<Span> asked_at;          ///< ... and the words
    std::vector<std::size_t> dismissed;  ///< facts that the words asked for in passing only
    void forget_asked(std::size_t k) {
        dismissed.push_back(asked[k]);
        asked.erase(asked.begin() + static_cast<std::ptrdiff_t>(k));
        asked_by.erase(asked_by.begin() + static_cast<std::ptrdiff_t>(k));
        asked_at.erase(asked_at.begin() + static_cast<std::ptrdiff_t>(k));
    }
    std::optional<std::size_t> guessed;   ///< no fact was asked for in the author's words; this one is likely meant
    std::vector<std::size_t> read_back;   ///< facts whose value the agent says
    std::vector<std::size_t> brought_up;  ///< hidden problems whose `asks` match
    std::vector<HeardStep> steps;
    std::vector<HeardOffer> offers;
    std::vector<std::int64_t> amounts;
    std::vector<double> percents;
    std::optional<double> share;  ///< percent of what it is about: "half of it"
};

/// A question for a time is answered by a time, one for a sum by a sum, and a sum answers no other question.
[[nodiscard]] bool could_be_told(const Fact& fact, Focus focus);

class Hearing {
  public:
    Hearing(const Scenario& scenario, std::shared_ptr<const CustomerKnowledge> knowledge, const Agenda& agenda);

    /// `before`: the customer's last line. `said`: stems of the words the customer has used for the matter.
    [[nodiscard]] Heard hear(const AgentUtterance& turn, std::string_view before,
                             const std::vector<std::string>& said) const;

    /// The question holds a telling word of the fact's lines.
    [[nodiscard]] bool speaks_of(const std::vector<Token>& tokens, const Span& question, std::size_t fact) const;

    /// Of a copy: whose facts it listens for.
    void listen_for(const Agenda& agenda) { agenda_ = &agenda; }

  private:
    /// Sums of money, and bare numbers that are one of the matter's: "the whole 150".
    [[nodiscard]] std::vector<Found<std::int64_t>> sums_in(const std::vector<Token>& tokens) const;
    [[nodiscard]] bool of_another(const Fact& fact, bool told, const std::vector<Token>& tokens, const Span& at) const;
    void hear_matter(Heard& h) const;
    void hear_offers(Heard& h) const;
    void hear_manner(Heard& h, const std::vector<std::string>& said) const;
    void hear_identity(Heard& h) const;
    void hear_any_offer(Heard& h) const;
    void hear_names(Heard& h) const;
    void hear_time(Heard& h) const;
    void hear_bare_sum(Heard& h) const;
    void guess_fact(Heard& h) const;
    void drop_lesser_asks(Heard& h) const;
    void drop_asks_for_other_data(Heard& h) const;
    void drop_asks_of_other_kind(Heard& h) const;
    void drop_asks_about_other_things(Heard& h) const;
    [[nodiscard]] bool wants_other_verdict(const std::vector<Token>& tokens, const Span& question, const Span& at,
                                           std::size_t fact) const;
    [[nodiscard]] bool about_other_things(const std::vector<Token>& tokens, const Span& question, const Span& at,
                                          std::size_t fact) const;
    [[nodiscard]] bool of_something_else(const std::vector<Token>& tokens, const Span& question, const Span& at) const;
    [[nodiscard]] std::size_t words_told_by(std::size_t fact, const std::vector<Token>& tokens) const;
    [[nodiscard]] bool knows_word(const Token& token) const;
    [[nodiscard]] bool makes_sense(const std::vector<Token>& tokens) const;

    const Scenario& scenario_;
    std::shared_ptr<const CustomerKnowledge> knowledge_;
    const Agenda* agenda_;
};

}  // namespace mockcall::customer_detail
