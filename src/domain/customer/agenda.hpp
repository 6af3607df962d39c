// What the customer has told, wants and waits for: the facts behind their gates and the problems as a stack.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/customer/knowledge.hpp"
#include "domain/dialogue/text.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall::customer_detail {

struct FactState {
    bool told = false;
    bool unheard = false;  ///< it was said, but the agent spoke over it
    int asked_again = 0;
    bool excused = false;      ///< asked again once, and it cost nothing
    int told_at = 0;           ///< the agent's turn that it answered, counted from 1
    std::size_t asked_by = 0;  ///< which of its phrases had asked
};

struct ProblemState {
    bool stated = false;
    double settled = 0;                        ///< 0-1: the values of the resolutions agreed, summed
    std::vector<bool> taken;                   ///< steps
    std::vector<bool> agreed;                  ///< resolutions
    std::optional<std::size_t> awaits_amount;  ///< resolution offered without a sum
};

class Agenda {
  public:
    /// `disclosure`: added to the mood where a gate asks for one (dynamic difficulty).
    Agenda(const Scenario& scenario, std::shared_ptr<const CustomerKnowledge> knowledge, int disclosure);

    [[nodiscard]] const std::vector<Fact>& facts() const { return knowledge_->facts; }
    [[nodiscard]] const Problem& problem(std::size_t i) const { return scenario_.problems[i]; }
    [[nodiscard]] std::size_t problem_count() const { return problems_.size(); }
    FactState& fact_state(std::size_t i) { return fact_states_[i]; }
    [[nodiscard]] const FactState& fact_state(std::size_t i) const { return fact_states_[i]; }
    ProblemState& state(std::size_t i) { return problems_[i]; }
    [[nodiscard]] const ProblemState& state(std::size_t i) const { return problems_[i]; }

    /// May the fact be told now, leaving aside whether it was asked for?
    [[nodiscard]] bool open(const Gate& gate, int mood) const;
    /// True when the line holds the value of a fact that may not be told now.
    [[nodiscard]] bool keeps_back(std::string_view line, int mood) const;
    /// True when the line tells the fact's value.
    [[nodiscard]] bool tells(const std::vector<Token>& line, std::size_t fact) const {
        return knowledge_->values[fact].in(line);
    }
    /// While a fact is being told, or a line answers a question for it, its own value is no secret.
    void allow(std::optional<std::size_t> fact) { allowed_ = fact; }

    [[nodiscard]] bool has_identity() const;
    [[nodiscard]] bool all_identity_told() const;
    [[nodiscard]] bool any_identity_told() const;
    /// The problem being talked about: the first stated and unsettled one.
    [[nodiscard]] std::optional<std::size_t> current() const;
    /// The next one to bring up unasked: not hidden, or hidden with an open gate that waits for no question.
    [[nodiscard]] std::optional<std::size_t> next(int mood) const;
    [[nodiscard]] bool anything_settled() const;
    [[nodiscard]] bool done(std::size_t i) const { return problems_[i].settled >= kDone; }
    [[nodiscard]] bool all_stated_done() const;

    bool company_known = false;
    bool verified = false;

    /// From this share on the customer takes a problem as dealt with.
    static constexpr double kDone = 0.5;

  private:
    const Scenario& scenario_;
    int disclosure_;
    std::shared_ptr<const CustomerKnowledge> knowledge_;
    std::vector<FactState> fact_states_;
    std::vector<ProblemState> problems_;
    std::optional<std::size_t> allowed_;
};

}  // namespace mockcall::customer_detail
