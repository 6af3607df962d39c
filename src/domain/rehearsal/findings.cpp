#include "domain/rehearsal/findings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "domain/dialogue/slots.hpp"
#include "domain/dialogue/text.hpp"
#include "domain/rehearsal/phrasing.hpp"

namespace mockcall::rehearsal {

namespace {

std::string fact_path(std::size_t i) { return fmt::format("facts[{}]", i); }
std::string in_call(const RehearsedCall& call) { return fmt::format("{} trainee, seed {}", call.trainee, call.seed); }

bool has(const Exchange& e, CallFactKind kind, std::string_view id) {
    return std::ranges::any_of(e.facts, [&](const CallFact& f) { return f.kind == kind && f.id == id; });
}

/// Everything the author lets the customer say, sentence by sentence, as normalize() gives it.
std::set<std::string> authored_sentences(const Scenario& s) {
    std::set<std::string> out;
    const auto add = [&](const std::vector<std::string>& lines) {
        for (const std::string& line : lines)
            for (const std::string& sentence : sentences_of(line))
                out.insert(normalize(sentence));
    };
    add(s.opening);
    for (const Fact& f : s.facts)
        add(f.say);
    for (const Aside& aside : s.knows)
        add(aside.say);
    for (const Problem& p : s.problems) {
        add(p.statement);
        add(p.details);
        for (const Step& step : p.steps)
            add(step.answers);
        for (const Resolution& r : p.resolutions) {
            add(r.accept);
            add(r.haggle);
        }
    }
    return out;
}

/// Short ones ("All right.", "Thank you so much.") people do say twice; an author's own stand out sooner.
void repetitions(const Scenario& s, const RehearsedCall& call, std::vector<Finding>& out) {
    constexpr std::ptrdiff_t kStockWords = 6, kAuthoredWords = 4;
    std::set<std::string> said, authored;
    for (const Exchange& e : call.exchanges)
        for (const std::string& sentence : sentences_of(e.customer)) {
            const std::string words = normalize(sentence);
            const auto count = std::ranges::count(words, ' ') + 1;
            if (count < kAuthoredWords || said.insert(words).second)
                continue;
            if (authored.empty())
                authored = authored_sentences(s);
            if (count >= kStockWords || authored.contains(words))
                out.push_back({"", fmt::format("the customer says twice: \"{}\" ({})", sentence, in_call(call))});
        }
}

void contradictions(const Scenario& s, const RehearsedCall& call, std::vector<Finding>& out) {
    for (const Exchange& e : call.exchanges)
        for (std::size_t i = 0; i < s.facts.size(); ++i) {
            const bool only_this = std::ranges::count(e.facts, CallFactKind::FactTold, &CallFact::kind) == 1;
            if (only_this && has(e, CallFactKind::FactTold, s.facts[i].id) && contradicts(e.customer, s.facts[i].value))
                out.push_back({fact_path(i) + ".say",
                               fmt::format("tells something else than '{}': \"{}\"", s.facts[i].value, e.customer)});
        }
}

/// Told before its gate was open: in another line than the one that tells it.
void leaks(const Scenario& s, const RehearsedCall& call, std::vector<Finding>& out) {
    for (std::size_t i = 0; i < s.facts.size(); ++i) {
        const Fact& fact = s.facts[i];
        if (!fact.gate.asked || fact.kind == FactKind::Identity)
            continue;
        const RecordValue value(fact.value);
        for (const Exchange& e : call.exchanges) {
            if (has(e, CallFactKind::FactTold, fact.id) || value.in(tokenize(e.agent.text)))
                break;
            if (!value.in(tokenize(e.customer)))
                continue;
            out.push_back({fact_path(i), fmt::format("its value '{}' is given away unasked: \"{}\" ({})", fact.value,
                                                     e.customer, in_call(call))});
            break;
        }
    }
}

void dead_ends(const Scenario& s, const RehearsedCall& call, std::vector<Finding>& out) {
    for (const Exchange& e : call.exchanges)
        if (e.agent.kind == Turn::Kind::Say && e.customer.empty() && e.agent.of != "farewell") {
            out.push_back({"", fmt::format("no answer to \"{}\" ({})", e.agent.text, in_call(call))});
            break;
        }
    if (!call.ended)
        out.push_back({"", fmt::format("the call did not end ({})", in_call(call))});
    if (call.rank != Rank::Good)
        return;
    if (call.record.customer_hung_up)
        out.push_back({"persona", fmt::format("the customer hangs up on a good agent ({})", in_call(call))});
    for (std::size_t i = 0; i < s.problems.size(); ++i)
        if (!s.problems[i].hidden && !call.settled[i])
            out.push_back({fmt::format("problems[{}]", i), fmt::format("a good agent does not get '{}' settled ({})",
                                                                       s.problems[i].id, in_call(call))});
}

std::set<int> months_in(const std::vector<Token>& tokens) {
    constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                       "may",       "june",     "july",     "august",
                                                       "september", "october",  "november", "december"};
    std::set<int> found;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto month = std::ranges::find(kMonths, std::string_view(tokens[i].word));
        // "May" is a month beside a day only.
        const bool may_be = tokens[i].word == "may" && (i == 0 || tokens[i - 1].word != "of") &&
                            (i + 1 == tokens.size() || !number_at(tokens, i + 1));
        if (month != kMonths.end() && !may_be)
            found.insert(static_cast<int>(month - kMonths.begin()));
    }
    return found;
}

template <class T>
bool none_shared(const std::vector<Found<T>>& a, const std::vector<Found<T>>& b) {
    if (a.empty() || b.empty())
        return false;
    return std::ranges::none_of(a, [&](const Found<T>& x) {
        return std::ranges::any_of(
            b, [&](const Found<T>& y) { return std::abs(static_cast<double>(x.value - y.value)) < 0.005; });
    });
}

}  // namespace

bool contradicts(std::string_view line, std::string_view value) {
    const auto said = tokenize(line), written = tokenize(value);
    if (none_shared(amounts_in(said), amounts_in(written)) || none_shared(percents_in(said), percents_in(written)))
        return true;
    const auto months_said = months_in(said), months_written = months_in(written);
    if (!months_said.empty() && !months_written.empty() &&
        std::ranges::none_of(months_said, [&](int m) { return months_written.contains(m); }))
        return true;
    const auto codes_written = codes_in(value), codes_said = codes_in(line);
    if (codes_written.size() != 1 || codes_said.empty() || value.find(' ') != std::string_view::npos)
        return false;
    // Read out after words, a code may come with a letter too many before it.
    return std::ranges::none_of(codes_said, [&](const std::string& c) {
        return c.find(codes_written.front()) != std::string::npos || codes_written.front().find(c) != std::string::npos;
    });
}

std::vector<Finding> findings_in(const Scenario& scenario, const RehearsedCall& call) {
    std::vector<Finding> out;
    repetitions(scenario, call, out);
    contradictions(scenario, call, out);
    leaks(scenario, call, out);
    dead_ends(scenario, call, out);
    return out;
}

std::vector<Finding> findings_across(const Scenario& scenario, const std::vector<RehearsedCall>& calls) {
    std::map<std::string, std::size_t> facts, steps, problems;
    std::size_t good = 0;
    for (const RehearsedCall& call : calls) {
        if (call.rank != Rank::Good)
            continue;
        ++good;
        for (const FactEntry& entry : call.record.facts) {
            if (entry.fact.kind == CallFactKind::FactTold)
                ++facts[entry.fact.id];
            else if (entry.fact.kind == CallFactKind::StepTaken)
                ++steps[entry.fact.id];
            else if (entry.fact.kind == CallFactKind::ProblemStated)
                ++problems[entry.fact.id];
        }
    }
    std::vector<Finding> out;
    // What half of the careful agents miss is hidden by the wording, not by the story.
    const auto miss = [&](std::size_t reached, std::string path, const std::string& what) {
        if (reached * 2 < good)
            out.push_back({std::move(path), fmt::format("{} in {} of {} good calls only", what, reached, good)});
    };
    for (std::size_t i = 0; i < scenario.facts.size(); ++i)
        miss(facts[scenario.facts[i].id], fact_path(i), "'" + scenario.facts[i].id + "' is found out");
    for (std::size_t p = 0; p < scenario.problems.size(); ++p) {
        const Problem& problem = scenario.problems[p];
        const std::string path = fmt::format("problems[{}]", p);
        miss(problems[problem.id], path, "'" + problem.id + "' comes up");
        for (std::size_t i = 0; i < problem.steps.size(); ++i)
            miss(steps[problem.steps[i].id], fmt::format("{}.steps[{}]", path, i),
                 "'" + problem.steps[i].id + "' is taken");
    }
    return out;
}

}  // namespace mockcall::rehearsal
