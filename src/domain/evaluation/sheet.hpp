// Where the checks write their verdicts. It sees to it that nothing is met without evidence, and that words which were
// not recognised well cost nothing. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/evaluation/case.hpp"

namespace mockcall::judging {

/// What a check found.
struct Verdict {
    double score = 0;                     ///< 0-100
    std::vector<Evidence> evidence{};     ///< of what was done, or of what went wrong
    std::string why{};                    ///< a sentence; where points were lost: what was missing and when
    std::string say{};                    ///< words the trainee could have said, "" where none apply
    std::optional<Window> could_be_in{};  ///< agent turns in which what is missing may have been said
};

struct Judged {
    CriterionResult result;
    std::string_view praise;
    std::string_view tip;
    std::string why;
    std::string say;
};

class Sheet {
  public:
    /// `answers`: of a language model, null when there was none.
    explicit Sheet(const Case& c, const JudgeAnswers* answers = nullptr) : case_(c), answers_(answers) {}

    void judge(std::string_view check_id, Verdict v);
    /// One of several of a kind ("solution.problem"): with an id, a label and a weight of its own.
    void judge_as(std::string_view check_id, std::string id, std::string label, double weight_factor, Verdict v);
    /// A scenario's own criterion. A bonus that was not earned weighs nothing.
    enum class Demand : std::uint8_t { Required, Bonus };
    void judge_own(const Criterion& own, Dimension dimension, Demand demand, Verdict v);
    void critical(GateKind kind, std::string id, std::string description, Evidence e);

    [[nodiscard]] const std::vector<Judged>& judged() const { return judged_; }
    [[nodiscard]] const std::vector<CriticalError>& critical_errors() const { return critical_; }
    [[nodiscard]] bool met(std::string_view id) const;

  private:
    void enter(Judged j, Verdict v);
    void take_answer(std::string_view check_id, Verdict& v) const;

    const Case& case_;
    const JudgeAnswers* answers_;
    std::vector<Judged> judged_;
    std::vector<CriticalError> critical_;
};

// The checks, by dimension. Each leaves out what does not apply.
void judge_greeting(const Case& c, Sheet& sheet);
void judge_listening(const Case& c, Sheet& sheet);
void judge_solution(const Case& c, Sheet& sheet);
void judge_communication(const Case& c, Sheet& sheet);
void judge_empathy(const Case& c, Sheet& sheet);
void judge_closing(const Case& c, Sheet& sheet);
/// The scenario's required and bonus criteria.
void judge_own_criteria(const Case& c, Sheet& sheet);
/// What only a transcript from elsewhere is judged by, where there is neither scenario nor simulated customer.
void judge_transcript(const Case& c, Sheet& sheet);

/// One check of a scenario's author.
[[nodiscard]] Verdict own_verdict(const Case& c, const Criterion& own);
/// All identity facts confirmed before any disclosure.
[[nodiscard]] Verdict identity_verdict(const Case& c);
/// A note was taken; with `phrases`, one of them in it.
[[nodiscard]] Verdict note_verdict(const Case& c, const std::vector<std::string>& phrases);

}  // namespace mockcall::judging
