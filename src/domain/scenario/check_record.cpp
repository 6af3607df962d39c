#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "domain/crm/fitting.hpp"
#include "domain/dialogue/slots.hpp"
#include "domain/dialogue/text.hpp"
#include "domain/scenario/record_fields.hpp"

namespace mockcall::scenario_detail {
namespace {

bool is_date(std::string_view text) {
    const auto digits = [&](std::size_t from, std::size_t n) {
        return text.substr(from, n).find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !digits(0, 4) || !digits(5, 2) || !digits(8, 2))
        return false;
    const auto month = text.substr(5, 2), day = text.substr(8, 2);
    return month >= "01" && month <= "12" && day >= "01" && day <= "31";
}

/// Every text of the record with its path.
template <class Visit>
void texts(const CustomerRecord& r, Visit visit) {
    for (std::size_t i = 0; i < r.lines.size(); ++i)
        visit(fmt::format("record.billing.lines[{}]", i), r.lines[i].text);
    for (std::size_t i = 0; i < r.items.size(); ++i) {
        const std::string path = fmt::format("record.items[{}]", i);
        for (const std::string& text : {r.items[i].id, r.items[i].name, r.items[i].status})
            visit(path, text);
        for (const auto& [key, value] : r.items[i].details)
            visit(path + ".details." + key, value);
    }
    for (std::size_t i = 0; i < r.tickets.size(); ++i) {
        const std::string path = fmt::format("record.tickets[{}]", i);
        visit(path, r.tickets[i].id);
        visit(path, r.tickets[i].subject);
        for (std::size_t k = 0; k < r.tickets[i].history.size(); ++k)
            visit(fmt::format("{}.history[{}]", path, k), r.tickets[i].history[k].text);
    }
    for (std::size_t i = 0; i < r.offers.size(); ++i)
        visit(fmt::format("record.offers[{}]", i), r.offers[i].name);
}

class RecordChecker {
  public:
    RecordChecker(const Scenario& s, Report& report)
        : s_(s), r_(s.record), report_(report), untouched_(std::make_shared<const Scenario>(s)) {}

    void run() {
        ids();
        dates();
        sums();
        identity_is_known();
        nothing_given_away();
        resolutions();
    }

  private:
    template <class T>
    void unique(const std::string& list, const std::vector<T>& items) {
        for (std::size_t i = 0; i < items.size(); ++i)
            if (!items[i].id.empty() && !seen_.insert(items[i].id).second)
                report_.at(fmt::format("{}[{}].id", list, i), fmt::format("'{}' is used twice", items[i].id));
    }

    void ids() {
        unique("record.billing.lines", r_.lines);
        unique("record.items", r_.items);
        unique("record.tickets", r_.tickets);
        unique("record.offers", r_.offers);
    }

    void date(const std::string& path, const std::string& value) {
        if (value.empty())
            return;
        if (!is_date(value))
            report_.at(path, fmt::format("'{}' is no date (2025-10-14)", value));
    }

    void past(const std::string& path, const std::string& value) {
        date(path, value);
        if (is_date(value) && is_date(r_.today) && value > r_.today)
            report_.at(path, fmt::format("'{}' lies after record.today", value));
    }

    void dates() {
        date("record.today", r_.today);
        for (std::size_t i = 0; i < r_.lines.size(); ++i)
            past(fmt::format("record.billing.lines[{}].date", i), r_.lines[i].date);
        for (std::size_t i = 0; i < r_.items.size(); ++i)
            date(fmt::format("record.items[{}].date", i), r_.items[i].date);
        for (std::size_t i = 0; i < r_.tickets.size(); ++i) {
            const std::string path = fmt::format("record.tickets[{}]", i);
            past(path + ".opened", r_.tickets[i].opened);
            std::string before = r_.tickets[i].opened;
            for (std::size_t k = 0; k < r_.tickets[i].history.size(); ++k) {
                const std::string at = fmt::format("{}.history[{}].date", path, k);
                past(at, r_.tickets[i].history[k].date);
                if (r_.tickets[i].history[k].date < before)
                    report_.at(at, "lies before what stands above it");
                before = r_.tickets[i].history[k].date;
            }
        }
    }

    void sums() {
        std::int64_t sum = r_.opening_cents;
        for (const RecordLine& line : r_.lines)
            sum += line.cents;
        if (r_.balance_cents && *r_.balance_cents != sum)
            report_.at("record.billing.balance", fmt::format("is {}, but opening and lines add up to {}",
                                                             money_text(*r_.balance_cents), money_text(sum)));
    }

    [[nodiscard]] bool stands_in_record(std::string_view value) const {
        bool found = std::ranges::any_of(s_.profile, [&](const auto& p) { return mentions(p.second.text, value); });
        found = found || mentions(s_.persona.name, value);
        texts(r_, [&](const std::string&, const std::string& text) { found = found || mentions(text, value); });
        return found;
    }

    /// Nobody can verify what no record holds.
    void identity_is_known() {
        for (std::size_t i = 0; i < s_.facts.size(); ++i) {
            const Fact& fact = s_.facts[i];
            const bool has_digit = fact.value.find_first_of("0123456789") != std::string::npos;
            if (fact.kind == FactKind::Identity && has_digit && !stands_in_record(fact.value))
                report_.at(
                    fmt::format("facts[{}].value", i),
                    fmt::format("'{}' verifies the customer, but stands neither in profile nor in record", fact.value));
        }
    }

    [[nodiscard]] static bool is_secret(const Fact& f) {
        return f.kind == FactKind::Hidden || f.gate.min_mood > 0 || !f.gate.after.empty();
    }

    void nothing_given_away() {
        texts(r_, [&](const std::string& path, const std::string& text) {
            for (const Fact& f : s_.facts)
                if (is_secret(f) && mentions(text, f.value))
                    report_.at(path, fmt::format("gives away '{}', which the agent has to hear from the customer "
                                                 "(fact '{}')",
                                                 f.value, f.id));
            for (const Problem& p : s_.problems)
                if (p.hidden && (mentions(text, p.label) || std::ranges::any_of(p.statement, [&](const auto& line) {
                                     return mentions(text, line);
                                 })))
                    report_.at(path, fmt::format("gives away the hidden problem '{}'", p.id));
        });
    }

    /// Every resolution can be carried out in the record as its author means it.
    void resolutions() {
        for (std::size_t p = 0; p < s_.problems.size(); ++p)
            for (std::size_t k = 0; k < s_.problems[p].resolutions.size(); ++k)
                resolution(fmt::format("problems[{}].resolutions[{}]", p, k), s_.problems[p].resolutions[k],
                           s_.problems[p].policy_forbids);
    }

    void resolution(const std::string& path, const Resolution& r, bool forbidden) {
        if (!r.target.empty() && !seen_.contains(r.target))
            return report_.at(path + ".target",
                              fmt::format("'{}' is no id of a line, item or ticket in record", r.target));
        const bool refused = (r.max_cents && *r.max_cents == 0) || (r.max_percent && *r.max_percent == 0);
        if (!wants_operation(r.kind) || refused)
            return;
        const auto operation = right_operation(r, r_);
        Crm crm = untouched_;
        const auto outcome = crm.apply(*operation, CallTime{});
        if (!outcome) {
            const Error& e = outcome.error();
            const std::string what =
                e.fields.empty() ? e.message : e.fields.front().field + " " + e.fields.front().problem;
            report_.at(path, fmt::format("cannot be carried out in record: {}", what));
        } else if (!outcome->done && !forbidden) {
            report_.at(path, fmt::format("is refused by policy in record: {}", outcome->message));
        }
    }

    const Scenario& s_;
    const CustomerRecord& r_;
    Report& report_;
    const Crm untouched_;
    std::set<std::string> seen_;
};

}  // namespace

void check_record(const Scenario& scenario, Report& report) { RecordChecker(scenario, report).run(); }

}  // namespace mockcall::scenario_detail
