#include "domain/crm/crm.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace mockcall {
namespace {

template <class T>
auto find_id(T& list, std::string_view id) {
    return std::ranges::find(list, id, [](const auto& x) -> std::string_view { return x.id; });
}

std::string for_reason(const CrmOperation& o) { return o.text.empty() ? std::string{} : ": " + o.text; }

std::string size_text(const CrmOperation& o) {
    std::string out = o.percent ? fmt::format("{:g} %", *o.percent) : o.cents ? money_text(*o.cents) : std::string{};
    if (o.months > 0)
        out += fmt::format("{}for {} month{}", out.empty() ? "" : " ", o.months, o.months == 1 ? "" : "s");
    return out;
}

}  // namespace

Crm::Crm(std::shared_ptr<const Scenario> scenario) : scenario_(std::move(scenario)), record_(scenario_->record) {}

const CrmEntry* Crm::find_request(std::string_view request_id) const {
    const auto found =
        std::ranges::find_if(history_, [&](const CrmEntry& e) { return e.operation.request_id == request_id; });
    return request_id.empty() || found == history_.end() ? nullptr : &*found;
}

std::int64_t Crm::open_cents(const RecordLine& line) const {
    if (record_.balance_is == BalanceIs::Held && !is_charge(record_, line))
        return 0;
    const auto given = given_back_.find(line.id);
    return std::abs(line.cents) - (given == given_back_.end() ? 0 : given->second);
}

std::string Crm::name_of(std::string_view target) const {
    if (const auto line = find_id(record_.lines, target); line != record_.lines.end())
        return line->text;
    if (const auto item = find_id(record_.items, target); item != record_.items.end())
        return item->name;
    return std::string(target);
}

std::string Crm::offer_name(std::string_view to) const {
    const auto offer = find_id(record_.offers, to);
    return offer == record_.offers.end() ? std::string(to) : offer->name;
}

Result<CrmEntry> Crm::apply(const CrmOperation& operation, CallTime now) {
    if (const CrmEntry* before = find_request(operation.request_id))
        return *before;
    if (auto ok = check(operation); !ok)
        return std::unexpected(std::move(ok.error()));
    CrmEntry entry{fmt::format("op{}", history_.size() + 1), operation, now, false, {}, {}};
    if (auto no = refusal(operation)) {
        entry.message = std::move(no->message);
        entry.policy = std::move(no->policy);
    } else {
        entry.done = true;
        if (operation.kind == CrmOperationKind::Waiver)
            entry.operation.cents = sum_of(operation);
        entry.message = carry_out(entry.operation, entry.id);
    }
    history_.push_back(entry);
    return entry;
}

std::string Crm::carry_out(const CrmOperation& o, const std::string& id) {
    switch (o.kind) {
        case CrmOperationKind::Lookup:
            return o.target.empty() ? "The record was opened." : "Looked up: " + name_of(o.target) + ".";
        case CrmOperationKind::Note: return "Noted.";
        case CrmOperationKind::Ticket: return write_ticket(o, id);
        case CrmOperationKind::Credit:
        case CrmOperationKind::Refund:
        case CrmOperationKind::Waiver: return give_money(o, id);
        default: return arrange(o, id);
    }
}

std::string Crm::give_money(const CrmOperation& o, const std::string& id) {
    const std::int64_t cents = *o.cents;
    const std::string on = o.target.empty() ? std::string{} : " of “" + name_of(o.target) + "”";
    if (!o.target.empty())
        given_back_[o.target] += cents;
    const bool held = record_.balance_is == BalanceIs::Held;
    const auto line = find_id(record_.lines, o.target);
    const bool payment = !held && line != record_.lines.end() && !is_charge(record_, *line);
    std::string title(to_string(o.kind));
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    title += on;
    // A refunded charge goes back to the customer's card: what is owed stays as it is. A refunded payment is owed
    // again.
    if (held || payment || o.kind != CrmOperationKind::Refund) {
        const std::int64_t signed_cents = held || payment ? cents : -cents;
        record_.lines.push_back({id, record_.today, title, signed_cents});
        given_back_[id] = cents;
        if (record_.balance_cents)
            *record_.balance_cents += signed_cents;
    } else {
        arrangements_.push_back({id, o.kind, title + ", " + money_text(cents)});
    }
    return fmt::format("{}: {}{}.", title, money_text(cents), for_reason(o));
}

std::string Crm::write_ticket(const CrmOperation& o, const std::string& id) {
    if (const auto ticket = find_id(record_.tickets, o.target); ticket != record_.tickets.end()) {
        ticket->history.push_back({record_.today, o.text});
        ticket->status = "open";
        return "Added to ticket " + ticket->id + ".";
    }
    record_.tickets.push_back({id, record_.today, "open", o.text, {}});
    return "A ticket was opened: " + o.text;
}

std::string Crm::arrange(const CrmOperation& o, const std::string& id) {
    const auto item = find_id(record_.items, o.target);
    const bool on_item = item != record_.items.end();
    std::string title;
    switch (o.kind) {
        case CrmOperationKind::Discount: title = "Discount of " + size_text(o); break;
        case CrmOperationKind::Replacement:
            title = "Replacement";
            if (on_item)
                item->status = "replacement ordered";
            break;
        case CrmOperationKind::PlanChange:
            title = "Change to " + offer_name(o.to);
            if (on_item)
                item->status = "changing to " + offer_name(o.to);
            break;
        case CrmOperationKind::Cancellation:
            title = "Cancellation";
            if (on_item)
                item->status = "cancelled";
            break;
        case CrmOperationKind::Callback: title = "Callback, " + o.when; break;
        case CrmOperationKind::Appointment: title = "Appointment, " + o.when; break;
        case CrmOperationKind::Sale: title = "Sale of " + offer_name(o.to); break;
        case CrmOperationKind::Escalation: title = "Escalation" + (o.to.empty() ? "" : " to " + o.to); break;
        default: title = "Fix"; break;
    }
    if (!o.target.empty())
        title += " on “" + name_of(o.target) + "”";
    title += for_reason(o);
    arrangements_.push_back({id, o.kind, title});
    return title + ".";
}

}  // namespace mockcall
