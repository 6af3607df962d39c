#include "domain/crm/fitting.hpp"

#include <algorithm>
#include <cmath>

namespace mockcall {
namespace {

/// What is promised where the author asks for no particular time.
constexpr std::string_view kSoon = "tomorrow, 10 am";
/// ... and for no particular sum.
constexpr std::int64_t kSmallSum = 10'00;

bool same_sort(CrmOperationKind a, CrmOperationKind b) { return a == b || (gives_money(a) && gives_money(b)); }

std::string first_charge(const CustomerRecord& record, std::int64_t at_least) {
    for (const RecordLine& line : record.lines)
        if (is_charge(record, line) && std::abs(line.cents) >= at_least)
            return line.id;
    return {};
}

void size(CrmOperation& o, const Resolution& r, const CustomerRecord& record) {
    if (gives_money(o.kind)) {
        const auto line = std::ranges::find(record.lines, o.target, &RecordLine::id);
        const auto whole = line == record.lines.end() ? std::optional<std::int64_t>{} : std::abs(line->cents);
        // A refund or a waiver without a sum is of the whole line, a credit a gesture.
        const std::int64_t meant =
            r.max_cents.value_or(whole && o.kind != CrmOperationKind::Credit ? *whole : kSmallSum);
        o.cents = r.min_cents.value_or(whole ? std::min(*whole, meant) : meant);
    } else if (o.kind == CrmOperationKind::Discount) {
        o.percent = r.min_percent ? r.min_percent : r.max_percent;
        if (!o.percent)
            o.cents = r.min_cents ? r.min_cents : r.max_cents;
        if (!o.percent && !o.cents)
            o.percent = 10;
    }
}

}  // namespace

bool wants_operation(ResolutionKind kind) {
    return kind != ResolutionKind::Fix && kind != ResolutionKind::Explanation && kind != ResolutionKind::Escalation;
}

std::optional<CrmOperation> right_operation(const Resolution& r, const CustomerRecord& record) {
    const auto kind = operation_for(r.kind);
    if (!kind)
        return std::nullopt;
    CrmOperation o{.kind = *kind, .target = r.target, .to = r.to, .text = r.label};
    if (*kind == CrmOperationKind::Refund && o.target.empty())
        o.target = first_charge(record, r.min_cents.value_or(0));
    const bool wants_item = *kind == CrmOperationKind::Replacement || *kind == CrmOperationKind::Cancellation;
    if (wants_item && o.target.empty() && !record.items.empty())
        o.target = record.items.front().id;
    const bool wants_offer = *kind == CrmOperationKind::PlanChange || *kind == CrmOperationKind::Sale;
    if (wants_offer && o.to.empty())
        o.to = record.offers.empty() ? r.label : record.offers.front().id;
    if (*kind == CrmOperationKind::Callback || *kind == CrmOperationKind::Appointment)
        o.when = kSoon;
    size(o, r, record);
    return o;
}

bool carries_out(const CrmOperation& o, const Resolution& r) {
    const auto kind = operation_for(r.kind);
    if (!kind || !same_sort(*kind, o.kind))
        return false;
    const bool right_place = r.target.empty() || o.target.empty() || o.target == r.target;
    const bool right_thing = r.to.empty() || o.to.empty() || o.to == r.to;
    return right_place && right_thing;
}

bool is_misplaced(const CrmOperation& o, const Scenario& scenario) {
    if (!changes_account(o.kind))
        return false;
    // A credit is measured by what the scenario says of credits; of refunds and waivers only where it says nothing.
    bool foreseen = false, exactly = false, placed = false;
    for (const Problem& p : scenario.problems)
        for (const Resolution& r : p.resolutions) {
            const auto kind = operation_for(r.kind);
            if (!kind || !same_sort(*kind, o.kind) || (exactly && *kind != o.kind))
                continue;
            if (*kind == o.kind && !exactly)
                exactly = true, placed = false;
            foreseen = true;
            placed = placed || carries_out(o, r);
        }
    if (!foreseen)
        return o.kind == CrmOperationKind::Cancellation;
    return !placed;
}

}  // namespace mockcall
