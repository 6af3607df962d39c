// A call as its judge reads it: the record with its words cut, its timing measured, and the ways to quote from it.
// Pure; refers to the record and scenario it was made from, which must outlive it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/evaluation/evaluation.hpp"
#include "domain/evaluation/rubric.hpp"
#include "domain/evaluation/timeline.hpp"
#include "domain/evaluation/wording.hpp"

namespace mockcall::judging {

struct Line {
    const TranscriptTurn* turn = nullptr;
    std::vector<Word> words;
    std::set<std::string> content;  ///< content_words(words)
    double at = 0;                  ///< seconds since the answer
    bool clear = true;              ///< recognised well enough to cost points
};

/// A place in a line.
struct Hit {
    const Line* line = nullptr;
    Span span;
};

/// Agent lines by their number among the agent's, [first, last).
struct Window {
    std::size_t first = 0;
    std::size_t last = 0;
};

struct Case {
    Case(const CallRecord& call, const Scenario* scenario, const Rubric& rubric);
    Case(const Case&) = delete;
    Case& operator=(const Case&) = delete;

    const CallRecord& call;
    const Scenario* scenario;  ///< may be null
    const Rubric& rubric;
    Timeline timeline;
    std::vector<Line> lines;  ///< agent and customer, in the record's order
    std::vector<const Line*> agent;
    std::vector<const Line*> customer;
    std::string company;     ///< "" unknown
    std::string first_name;  ///< the customer's; "" unknown

    [[nodiscard]] bool silent() const { return agent.empty(); }
    /// The customer engine took part and left its facts or ledger; otherwise only the words can be read.
    [[nodiscard]] bool observed() const { return !call.facts.empty() || !call.ledger.empty(); }
    [[nodiscard]] bool transferred() const;
    /// The customer hung up on the agent: not the one who puts the phone down after both said goodbye.
    [[nodiscard]] bool abandoned() const;
    [[nodiscard]] Window whole() const { return {0, agent.size()}; }
    [[nodiscard]] Window opening() const;  ///< the first two agent turns
    [[nodiscard]] Window closing() const;  ///< the last four
    [[nodiscard]] Window late() const;     ///< the second half
};

[[nodiscard]] std::optional<Hit> agent_said(const Case& c, Window w, std::span<const std::string_view> patterns);
/// A scenario author's phrases (dialogue/text.hpp), where they are not denied: "I can't refund" says no refund.
[[nodiscard]] std::optional<Hit> asserts(const Line& line, const std::vector<std::string>& phrases);
[[nodiscard]] std::optional<Hit> agent_asserted(const Case& c, Window w, const std::vector<std::string>& phrases);
/// Words said in a rude, blaming or dismissive turn earn nothing: "You'll have to write to billing" is no next step.
[[nodiscard]] bool earns(const Line& line);
/// The act's first use; the span is the phrase that shows it where one is known.
[[nodiscard]] std::optional<Hit> agent_did(const Case& c, Window w, Act act);
[[nodiscard]] Hit whole_line(const Line& line);
/// Where in the line the act is: its phrase where one is known, else the sentence that is it by itself.
[[nodiscard]] Hit place_of_act(const Line& line, Act act);
/// The place in the line that shares most with `matter`, the line's beginning when nothing does.
[[nodiscard]] Hit place_about(const Line& line, const std::set<std::string>& matter);
[[nodiscard]] bool has_act(const Line& line, Act act);
/// A harmful act counts only in words that were recognised well enough.
[[nodiscard]] bool has_clear_act(const Line& line, Act act);

[[nodiscard]] const Line* line_of(const Case& c, UtteranceId id);
[[nodiscard]] const Line* next_customer_line(const Case& c, const Line& after);
[[nodiscard]] const Line* previous_customer_line(const Case& c, const Line& before);
[[nodiscard]] std::set<std::string> customer_words_before(const Case& c, const Line& before);

[[nodiscard]] std::vector<const FactEntry*> facts_of(const Case& c, CallFactKind kind, std::string_view id = {});
/// Quotes the utterance behind a fact, or else states the fact itself.
[[nodiscard]] Evidence evidence_of(const Case& c, const FactEntry& fact);

[[nodiscard]] Evidence quote(const Hit& hit);
[[nodiscard]] Evidence action(const Case& c, const AgentActionRecord& a);
/// "time to answer: 2.1 s": stands at the end of the call unless it has a moment of its own.
[[nodiscard]] Evidence metric(const Case& c, std::string text, std::optional<double> at = std::nullopt);

/// The customer's own statement of what is wrong, in at most one clause; "" when there is none.
[[nodiscard]] std::optional<Hit> complaint(const Case& c);
/// ", Robert" or "".
[[nodiscard]] std::string comma_name(const Case& c);
/// "Robert" or "the customer".
[[nodiscard]] std::string the_customer(const Case& c);
/// The customer's words said back ("you were charged twice"), or "" when they never said what is wrong.
[[nodiscard]] std::string trouble(const Case& c);
/// The same, with dots to fill in for what is not known.
[[nodiscard]] std::string trouble_or_dots(const Case& c);

}  // namespace mockcall::judging
