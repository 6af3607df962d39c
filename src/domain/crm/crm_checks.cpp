// What an operation must bring along with this record, and what policy says to it.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "domain/crm/crm.hpp"

namespace mockcall {
namespace {

using Kind = CrmOperationKind;

constexpr std::array<std::string_view, 4> kSections{"account", "billing", "items", "tickets"};
constexpr int kMostMonths = 60;

template <class T>
bool holds(const T& list, std::string_view id) {
    return std::ranges::any_of(list, [&](const auto& x) { return x.id == id; });
}

template <class T>
std::string ids_of(const T& list) {
    std::string out;
    for (const auto& x : list)
        out += (out.empty() ? "" : ", ") + x.id;
    return out.empty() ? "none" : out;
}

Result<void> missing(std::string_view member) { return fail_validation(std::string(member), "is missing"); }

bool has(const CrmOperation& o, std::string_view member) {
    return (member == "target" && !o.target.empty()) || (member == "amount" && o.cents) ||
           (member == "percent" && o.percent) || (member == "to" && !o.to.empty()) ||
           (member == "when" && !o.when.empty()) || (member == "text" && !o.text.empty());
}

}  // namespace

CrmForm Crm::form(CrmOperationKind kind) const {
    const bool lines = std::ranges::any_of(record_.lines, [&](const RecordLine& l) { return is_charge(record_, l); });
    const bool items = !record_.items.empty();
    const auto on_item = [&](std::vector<std::string_view> needs, std::vector<std::string_view> takes) {
        if (items)
            takes.insert(takes.begin(), "target");
        return CrmForm{kind, items ? "items" : "", std::move(needs), std::move(takes)};
    };
    switch (kind) {
        case Kind::Lookup: return {kind, "any", {}, {"target"}};
        case Kind::Note: return {kind, "", {"text"}, {}};
        case Kind::Credit: return {kind, lines ? "billing" : "", {"amount"}, {"target", "text"}};
        case Kind::Refund:
            return lines ? CrmForm{kind, "billing", {"target", "amount"}, {"text"}}
                         : CrmForm{kind, "", {"amount"}, {"text"}};
        case Kind::Waiver:
            return lines ? CrmForm{kind, "billing", {}, {"target", "amount", "text"}}
                         : CrmForm{kind, "", {"amount"}, {"text"}};
        case Kind::Discount: return on_item({}, {"percent", "amount", "months", "text"});
        case Kind::Replacement:
        case Kind::Cancellation:
            return items ? CrmForm{kind, "items", {"target"}, {"text"}} : CrmForm{kind, "", {}, {"text"}};
        case Kind::Fix: return on_item({"text"}, {});
        case Kind::PlanChange: return on_item({"to"}, {"text"});
        case Kind::Sale: return {kind, "", {"to"}, {"amount", "text"}};
        case Kind::Ticket: return {kind, "tickets", {"text"}, {"target"}};
        case Kind::Callback: return {kind, "", {"when"}, {"text"}};
        case Kind::Appointment: return on_item({"when"}, {"text"});
        case Kind::Escalation: return {kind, "", {"text"}, {"to"}};
    }
    return {kind, "", {}, {}};
}

std::vector<CrmForm> Crm::forms() const {
    std::vector<CrmForm> out;
    for (std::size_t i = 0; i < kCrmOperationCount; ++i)
        out.push_back(form(static_cast<Kind>(i)));
    return out;
}

Result<void> Crm::check(const CrmOperation& o) const {
    if (find_request(o.request_id) != nullptr)
        return {};
    if (history_.size() >= kMostOperations)
        return fail_validation("operation", fmt::format("there are {} in this call already", kMostOperations));
    const CrmForm wanted = form(o.kind);
    for (const std::string_view member : wanted.needs)
        if (!has(o, member))
            return missing(member);
    if (o.kind == Kind::Discount && !o.percent && !o.cents)
        return missing("percent");
    // What is waived is a line, or a charge to come.
    if (o.kind == Kind::Waiver && o.target.empty() && !o.cents)
        return missing("amount");
    if (auto ok = check_target(o, wanted); !ok)
        return ok;
    if ((o.kind == Kind::PlanChange || o.kind == Kind::Sale) && !record_.offers.empty() && !holds(record_.offers, o.to))
        return fail_validation("to", fmt::format("'{}' is not on offer; there are {}", o.to, ids_of(record_.offers)));
    return check_sizes(o);
}

Result<void> Crm::check_target(const CrmOperation& o, const CrmForm& form) const {
    if (o.target.empty())
        return {};
    const bool section = std::ranges::find(kSections, o.target) != kSections.end();
    const bool line = holds(record_.lines, o.target), item = holds(record_.items, o.target),
               ticket = holds(record_.tickets, o.target);
    const auto unknown = [&](std::string_view what, std::string known) -> Result<void> {
        return fail_validation(
            "target", fmt::format("'{}' is no {} of this record; there are {}", o.target, what, std::move(known)));
    };
    if (form.targets == "billing" && !line)
        return unknown("billing line", ids_of(record_.lines));
    if (form.targets == "items" && !item)
        return unknown("item", ids_of(record_.items));
    if (form.targets == "tickets" && !ticket)
        return unknown("ticket", ids_of(record_.tickets));
    if (form.targets == "any" && !section && !line && !item && !ticket)
        return unknown("part", "account, billing, items, tickets and their ids");
    if (form.targets.empty())
        return fail_validation("target", fmt::format("a {} has none in this record", to_string(o.kind)));
    return form.targets == "billing" ? check_line(o) : Result<void>{};
}

Result<void> Crm::check_line(const CrmOperation& o) const {
    const auto line = std::ranges::find(record_.lines, o.target, &RecordLine::id);
    const std::int64_t open = open_cents(*line);
    const bool refundable = o.kind == Kind::Refund && record_.balance_is == BalanceIs::Owed;
    if (!is_charge(record_, *line) && !refundable)
        return fail_validation("target", fmt::format("'{}' is no charge: nothing of it can be given back", o.target));
    if (open == 0)
        return fail_validation("target", fmt::format("'{}' has been given back in full", o.target));
    if (o.cents && *o.cents > open)
        return fail_validation("amount",
                               fmt::format("is more than the {} that is left of '{}'", money_text(open), o.target));
    return {};
}

Result<void> Crm::check_sizes(const CrmOperation& o) const {
    if (o.cents && *o.cents <= 0)
        return fail_validation("amount", "must be more than 0");
    if (o.percent && (*o.percent <= 0 || *o.percent > 100))
        return fail_validation("percent", "must be more than 0 and not over 100");
    if (o.months < 0 || o.months > kMostMonths)
        return fail_validation("months", fmt::format("must be from 1 to {}", kMostMonths));
    const auto kind = limited_as(o.kind);
    const bool percent_bound = std::ranges::any_of(scenario_->limits, [&](const PolicyLimit& l) {
        return kind && l.kind == *kind && l.max_percent && !l.max_cents;
    });
    if (o.kind == Kind::Discount && percent_bound && !o.percent)
        return fail_validation("percent", "is missing: the policy limits this discount in percent");
    return {};
}

std::int64_t Crm::sum_of(const CrmOperation& o) const {
    if (o.cents)
        return *o.cents;
    if (o.kind != Kind::Waiver)
        return 0;
    const auto line = std::ranges::find(record_.lines, o.target, &RecordLine::id);
    return line == record_.lines.end() ? 0 : open_cents(*line);
}

std::int64_t Crm::given_so_far(CrmOperationKind kind) const {
    std::int64_t sum = 0;
    for (const CrmEntry& e : history_)
        if (e.done && e.operation.kind == kind)
            sum += e.operation.cents.value_or(0);
    return sum;
}

std::string Crm::policy_text(const PolicyLimit& limit) const {
    const auto& policies = scenario_->company.policies;
    const auto found = std::ranges::find(policies, limit.policy, &Labelled::value_type::first);
    return found == policies.end() ? std::string{} : found->second;
}

/// A limit in dollars binds the sum of the call: a credit is not made smaller by cutting it in two.
std::optional<Crm::Refusal> Crm::refusal(const CrmOperation& o) const {
    const auto kind = limited_as(o.kind);
    const std::int64_t sum = sum_of(o);
    for (const PolicyLimit& limit : scenario_->limits) {
        if (!kind || limit.kind != *kind)
            continue;
        const std::int64_t before = gives_money(o.kind) ? given_so_far(o.kind) : 0;
        if (limit.max_cents && sum > 0 && sum + before > *limit.max_cents)
            return Refusal{
                fmt::format("Refused: a {} of {}{} is over the limit of {}.", to_string(o.kind), money_text(sum),
                            before > 0 ? " after " + money_text(before) + " in this call" : "",
                            money_text(*limit.max_cents)),
                policy_text(limit)};
        if (limit.max_percent && o.percent && *o.percent > *limit.max_percent)
            return Refusal{fmt::format("Refused: a {} of {:g} % is over the limit of {:g} %.", to_string(o.kind),
                                       *o.percent, *limit.max_percent),
                           policy_text(limit)};
    }
    return std::nullopt;
}

}  // namespace mockcall
