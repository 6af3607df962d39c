#include "domain/scenario/check.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/one_of.hpp"
#include "domain/dialogue/acts.hpp"
#include "domain/dialogue/text.hpp"
#include "domain/scenario/named_check.hpp"

namespace mockcall::scenario_detail {

namespace {

std::string indexed(std::string_view list, std::size_t i) { return fmt::format("{}[{}]", list, i); }

bool only(std::string_view text, std::string_view allowed) {
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

template <class T>
std::vector<std::string_view> ids_of(const std::vector<T>& items) {
    std::vector<std::string_view> ids;
    for (const T& item : items)
        ids.push_back(item.id);
    return ids;
}

class Checker {
  public:
    Checker(const Scenario& s, Report& report) : s_(s), report_(report) {}

    void run() {
        head();
        persona();
        limits();
        facts();
        problems();
        criteria("required", s_.required);
        criteria("bonus", s_.bonus);
        objectives();
        unique_ids();
        placeholders();
        leaks();
        rehearsed_words();
    }

  private:
    void head() {
        constexpr std::string_view kId = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
        constexpr std::string_view kSlug = "abcdefghijklmnopqrstuvwxyz0123456789-";
        if (!s_.id.value.empty() && (!s_.id.value.starts_with("scn_") || !only(s_.id.value, kId)))
            report_.at("id", "must be scn_ followed by letters, digits and underscores");
        if (s_.language != "en")
            report_.at("language", "only 'en' is spoken by the customer");
        if (!s_.company.knowledge_base.empty() && !only(s_.company.knowledge_base, kSlug))
            report_.at("company.knowledge_base", "must be a slug (lower case, digits, hyphens), without /kb/");
        if (!s_.company.scripts.empty() && !only(s_.company.scripts, kSlug))
            report_.at("company.scripts", "must be a slug (lower case, digits, hyphens), without /scripts/");
    }

    void persona() {
        const Persona& p = s_.persona;
        if (p.hangup_below >= p.supervisor_below)
            report_.at("persona.hangup_below", "must be under supervisor_below");
        if (p.start_mood <= p.hangup_below)
            report_.at("persona.start_mood", "must be above hangup_below, or the customer leaves at once");
    }

    void limits() {
        for (std::size_t i = 0; i < s_.limits.size(); ++i) {
            const PolicyLimit& limit = s_.limits[i];
            const std::string path = indexed("limits", i);
            if (!limit.max_cents && !limit.max_percent)
                report_.at(path, "needs max_amount or max_percent");
            const bool known = std::ranges::any_of(s_.company.policies,
                                                   [&](const auto& entry) { return entry.first == limit.policy; });
            if (!limit.policy.empty() && !known)
                report_.at(path + ".policy", fmt::format("'{}' is no key of company.policies", limit.policy));
        }
    }

    void gate(const std::string& path, const Gate& gate, std::string_view own_id) {
        for (std::size_t i = 0; i < gate.after.size(); ++i) {
            const bool known = std::ranges::any_of(s_.facts, [&](const Fact& f) { return f.id == gate.after[i]; });
            if (!known || gate.after[i] == own_id)
                report_.at(indexed(path + ".gate.after", i),
                           fmt::format("'{}' is not the id of another fact", gate.after[i]));
        }
    }

    void facts() {
        for (std::size_t i = 0; i < s_.facts.size(); ++i) {
            const Fact& fact = s_.facts[i];
            const std::string path = indexed("facts", i);
            gate(path, fact.gate, fact.id);
            if (fact.gate.asked && fact.asks.empty())
                report_.at(path, "is told only when asked for: it needs 'asks', or gate.asked: false");
            broad_asks(path, fact);
        }
        for (std::size_t i = 0; i < s_.knows.size(); ++i)
            gate(indexed("knows", i), s_.knows[i].gate, {});
        unreachable_facts();
    }

    /// "now" is in any question: the fact would answer what nobody asked of it.
    void broad_asks(const std::string& path, const Fact& fact) {
        constexpr auto kBroad = std::to_array<std::string_view>(
            {"after",   "again", "any",       "anything", "before",   "do",   "ever",  "good",   "happened",
             "here",    "how",   "it",        "next",     "now",      "okay", "other", "really", "said",
             "service", "since", "something", "still",    "taken",    "that", "then",  "there",  "thing",
             "this",    "time",  "today",     "told",     "tomorrow", "what", "when",  "where",  "which",
             "who",     "yes",   "yet",       "you",      "your"});
        for (std::size_t i = 0; i < fact.asks.size(); ++i)
            if (one_of(fact.asks[i], kBroad))
                report_.at(indexed(path + ".asks", i),
                           fmt::format("'{}' is in questions about anything: add the words that make it this one",
                                       fact.asks[i]));
    }

    /// Facts that wait for each other in a circle can never be told.
    void unreachable_facts() {
        std::set<std::string_view> reachable;
        for (bool more = true; more;) {
            more = false;
            for (const Fact& fact : s_.facts) {
                const bool open =
                    std::ranges::all_of(fact.gate.after, [&](const std::string& id) { return reachable.contains(id); });
                if (open && reachable.insert(fact.id).second)
                    more = true;
            }
        }
        for (std::size_t i = 0; i < s_.facts.size(); ++i)
            if (!reachable.contains(s_.facts[i].id))
                report_.at(indexed("facts", i), "can never be told: what its gate waits for cannot be told before it");
    }

    void problems() {
        if (!s_.problems.empty() && s_.problems.front().hidden)
            report_.at("problems[0]", "is what the call is about and cannot be hidden");
        for (std::size_t i = 0; i < s_.problems.size(); ++i) {
            const Problem& problem = s_.problems[i];
            const std::string path = indexed("problems", i);
            gate(path, problem.gate, {});
            if (problem.hidden && problem.gate.asked && problem.asks.empty())
                report_.at(path, "is hidden and told only when asked about: it needs 'asks', or gate.asked: false");
            for (std::size_t r = 0; r < problem.resolutions.size(); ++r)
                resolution(indexed(path + ".resolutions", r), problem, problem.resolutions[r]);
        }
    }

    void resolution(const std::string& path, const Problem& problem, const Resolution& r) {
        if (r.min_cents && r.max_cents && *r.min_cents > *r.max_cents)
            report_.at(path, "has min_amount above max_amount");
        if (r.min_percent && r.max_percent && *r.min_percent > *r.max_percent)
            report_.at(path, "has min_percent above max_percent");
        for (const PolicyLimit& limit : s_.limits) {
            if (limit.kind != r.kind || problem.policy_forbids)
                continue;
            if ((r.min_cents && limit.max_cents && *r.min_cents > *limit.max_cents) ||
                (r.min_percent && limit.max_percent && *r.min_percent > *limit.max_percent))
                report_.at(path,
                           "asks for more than 'limits' allows; set policy_forbids on the problem if that is meant");
        }
    }

    template <class T>
    void reference(const std::string& path, const Criterion& c, std::string_view what, const T& ids) {
        if (std::ranges::find(ids, c.arg) != ids.end())
            return;
        report_.at(path, fmt::format("checks a {}, but arg '{}' is none of: {}", what, c.arg, fmt::join(ids, ", ")));
    }

    void criteria(std::string_view list, const std::vector<Criterion>& criteria) {
        for (std::size_t i = 0; i < criteria.size(); ++i)
            criterion(indexed(list, i), criteria[i]);
    }

    void criterion(const std::string& path, const Criterion& c) {
        switch (c.check) {
            case CheckKind::Act:
                if (!act_of(c.arg))
                    report_.at(path, fmt::format("checks an act, but arg '{}' names none", c.arg));
                break;
            case CheckKind::Phrase:
                if (c.phrases.empty())
                    report_.at(path, "checks for a phrase, but has no 'phrases'");
                break;
            case CheckKind::Verified:
                if (std::ranges::none_of(s_.facts, [](const Fact& f) { return f.kind == FactKind::Identity; }))
                    report_.at(path, "checks identity, but no fact has kind: identity");
                break;
            case CheckKind::Resolved:
                if (!c.arg.empty() && c.arg != "all")
                    reference(path, c, "problem", ids_of(s_.problems));
                break;
            case CheckKind::Step: {
                std::vector<std::string_view> steps;
                for (const Problem& p : s_.problems)
                    for (const Step& step : p.steps)
                        steps.push_back(step.id);
                reference(path, c, "step", steps);
                break;
            }
            case CheckKind::Fact: reference(path, c, "fact", ids_of(s_.facts)); break;
            case CheckKind::Documented:
            case CheckKind::Retained: break;
        }
    }

    void objectives() {
        for (std::size_t i = 0; i < s_.objectives.size(); ++i)
            for (std::size_t k = 0; k < s_.objectives[i].met_by.size(); ++k) {
                const std::string path = indexed(indexed("objectives", i) + ".met_by", k);
                const std::string& name = s_.objectives[i].met_by[k];
                const auto check = check_named(s_, name);
                if (!check)
                    report_.at(path, fmt::format("'{}' is no id in 'required' or 'bonus', and no act:NAME, fact:ID, "
                                                 "step:ID or resolved:ID",
                                                 name));
                else if (check->check == CheckKind::Retained)
                    report_.at(path, fmt::format("'{}' is known only when the call is over", name));
                else
                    criterion(path, *check);
            }
    }

    template <class T>
    void unique(const std::string& list, const std::vector<T>& items, std::set<std::string>& seen) {
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!items[i].id.empty() && !seen.insert(items[i].id).second)
                report_.at(indexed(list, i) + ".id", fmt::format("'{}' is used twice", items[i].id));
    }

    void unique_ids() {
        std::set<std::string> facts, problems, steps, resolutions, criteria;
        unique("facts", s_.facts, facts);
        unique("problems", s_.problems, problems);
        for (std::size_t i = 0; i < s_.problems.size(); ++i) {
            unique(indexed("problems", i) + ".steps", s_.problems[i].steps, steps);
            unique(indexed("problems", i) + ".resolutions", s_.problems[i].resolutions, resolutions);
        }
        unique("required", s_.required, criteria);
        unique("bonus", s_.bonus, criteria);
    }

    /// Calls `visit(line, path, is_fact)` for everything the customer may say.
    template <class Visit>
    void spoken_lines(Visit visit) {
        const auto all = [&](const std::string& path, const std::vector<std::string>& lines, bool is_fact) {
            for (std::size_t i = 0; i < lines.size(); ++i)
                visit(lines[i], indexed(path, i), is_fact);
        };
        all("opening", s_.opening, false);
        for (std::size_t i = 0; i < s_.facts.size(); ++i)
            all(indexed("facts", i) + ".say", s_.facts[i].say, true);
        for (std::size_t i = 0; i < s_.knows.size(); ++i)
            all(indexed("knows", i) + ".say", s_.knows[i].say, false);
        for (std::size_t i = 0; i < s_.problems.size(); ++i) {
            const Problem& p = s_.problems[i];
            const std::string path = indexed("problems", i);
            all(path + ".statement", p.statement, false);
            all(path + ".details", p.details, false);
            for (std::size_t k = 0; k < p.steps.size(); ++k)
                all(indexed(path + ".steps", k) + ".answers", p.steps[k].answers, false);
            for (std::size_t k = 0; k < p.resolutions.size(); ++k) {
                all(indexed(path + ".resolutions", k) + ".accept", p.resolutions[k].accept, false);
                all(indexed(path + ".resolutions", k) + ".haggle", p.resolutions[k].haggle, false);
            }
        }
    }

    void placeholders() {
        spoken_lines([&](const std::string& line, const std::string& path, bool is_fact) {
            for (std::size_t open = line.find('{'); open != std::string::npos; open = line.find('{', open + 1)) {
                const std::string name = line.substr(open, line.find('}', open) - open + 1);
                const bool of_call = name == "{name}" || name == "{first_name}" || name == "{company}";
                const bool of_fact = is_fact && (name == "{value}" || name == "{spelled}");
                if (!of_call && !of_fact)
                    report_.at(path, fmt::format("has {}; known are {{name}}, {{first_name}}, {{company}}, and in a "
                                                 "fact's say {{value}} and {{spelled}}",
                                                 name));
            }
        });
    }

    /// The opening, statements and details are said unasked, and what is known besides to other questions: they may not
    /// hold what a gate keeps back.
    void leaks() {
        for (const Fact& fact : s_.facts) {
            const Gate& g = fact.gate;
            if (fact.value.empty() ||
                (!g.asked && !g.company_known && !g.verified && g.min_mood == 0 && g.after.empty()))
                continue;
            spoken_lines([&](const std::string& line, const std::string& path, bool is_fact) {
                const bool unasked = path.starts_with("opening") || path.find(".statement") != std::string::npos ||
                                     path.find(".details") != std::string::npos || path.starts_with("knows");
                if (!is_fact && unasked && mentions(line, fact.value))
                    report_.at(path, fmt::format("gives away '{}', which fact '{}' keeps behind its gate", fact.value,
                                                 fact.id));
            });
        }
    }

    void rehearsed_words() {
        std::vector<std::string_view> steps, offers, remarks;
        for (const Problem& p : s_.problems) {
            for (const std::string_view id : ids_of(p.steps))
                steps.push_back(id);
            for (const std::string_view id : ids_of(p.resolutions))
                offers.push_back(id);
        }
        for (const auto* list : {&s_.required, &s_.bonus})
            for (const Criterion& c : *list)
                remarks.push_back(c.id);
        const std::map<std::string_view, std::vector<std::string_view>> known{{"ask", ids_of(s_.facts)},
                                                                              {"step", steps},
                                                                              {"offer", offers},
                                                                              {"bring_up", ids_of(s_.problems)},
                                                                              {"remark", remarks}};
        for (const RehearsedWords& words : s_.rehearsal)
            if (const auto& ids = known.at(words.kind); std::ranges::find(ids, words.id) == ids.end())
                report_.at("rehearsal." + words.kind + "." + words.id,
                           fmt::format("'{}' is none of: {}", words.id, fmt::join(ids, ", ")));
    }

    const Scenario& s_;
    Report& report_;
};

}  // namespace

void check_scenario(const Scenario& scenario, Report& report) { Checker(scenario, report).run(); }

}  // namespace mockcall::scenario_detail
