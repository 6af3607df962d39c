#include "engine/crm_bodies.hpp"

#include <cmath>

#include <boost/json.hpp>

namespace mockcall::bodies {
namespace {

namespace json = boost::json;

double dollars(std::int64_t cents) { return static_cast<double>(cents) / 100; }

void put(json::object& o, std::string_view key, const std::string& text) {
    if (!text.empty())
        o[key] = text;
}

json::object customer(const Scenario& s) {
    json::object o;
    for (const auto& [key, value] : s.profile)
        o[key] = value.number ? json::parse(value.text) : json::value(value.text);
    return o;
}

json::object billing(const Crm& crm) {
    const CustomerRecord& r = crm.record();
    json::array lines;
    for (const RecordLine& line : r.lines)
        lines.push_back({{"id", line.id},
                         {"date", line.date},
                         {"text", line.text},
                         {"amount", dollars(line.cents)},
                         {"open", dollars(crm.open_cents(line))}});
    return {{"balanceIs", r.balance_is == BalanceIs::Owed ? "owed" : "held"},
            {"balance", r.balance_cents ? json::value(dollars(*r.balance_cents)) : json::value(nullptr)},
            {"lines", std::move(lines)}};
}

json::array items(const CustomerRecord& r) {
    json::array out;
    for (const RecordItem& item : r.items) {
        json::object details;
        for (const auto& [key, value] : item.details)
            details[key] = value;
        json::object o{{"id", item.id}, {"type", item.type}, {"name", item.name}, {"details", std::move(details)}};
        put(o, "status", item.status);
        put(o, "date", item.date);
        out.push_back(std::move(o));
    }
    return out;
}

json::array tickets(const CustomerRecord& r) {
    json::array out;
    for (const RecordTicket& t : r.tickets) {
        json::array history;
        for (const TicketEntry& e : t.history)
            history.push_back({{"date", e.date}, {"text", e.text}});
        out.push_back({{"id", t.id},
                       {"opened", t.opened},
                       {"status", t.status},
                       {"subject", t.subject},
                       {"history", std::move(history)}});
    }
    return out;
}

json::array offers(const CustomerRecord& r) {
    json::array out;
    for (const RecordOffer& offer : r.offers)
        out.push_back({{"id", offer.id},
                       {"name", offer.name},
                       {"price", offer.cents ? json::value(dollars(*offer.cents)) : json::value(nullptr)}});
    return out;
}

json::array names(const std::vector<std::string_view>& list) { return json::array(list.begin(), list.end()); }

json::array operations(const Crm& crm, const Scenario& s) {
    json::array out;
    for (const CrmForm& form : crm.forms()) {
        json::object o{{"operation", to_string(form.kind)},
                       {"targets", form.targets.empty() ? json::value(nullptr) : json::value(form.targets)},
                       {"needs", names(form.needs)},
                       {"takes", names(form.takes)}};
        const auto kind = limited_as(form.kind);
        for (const PolicyLimit& limit : s.limits) {
            if (!kind || limit.kind != *kind)
                continue;
            if (limit.max_cents)
                o["maxAmount"] = dollars(*limit.max_cents);
            if (limit.max_percent)
                o["maxPercent"] = *limit.max_percent;
        }
        out.push_back(std::move(o));
    }
    return out;
}

json::object entry_object(const CallRecord& call, const CrmEntry& e) {
    const CrmOperation& op = e.operation;
    json::object o{{"id", e.id},
                   {"operation", to_string(op.kind)},
                   {"status", e.done ? "done" : "refused"},
                   {"timestamp", std::round(timestamp_of(call, e.at) * 1000) / 1000},
                   {"message", e.message}};
    put(o, "requestId", op.request_id);
    put(o, "target", op.target);
    if (op.cents)
        o["amount"] = dollars(*op.cents);
    if (op.percent)
        o["percent"] = *op.percent;
    if (op.months > 0)
        o["months"] = op.months;
    put(o, "to", op.to);
    put(o, "when", op.when);
    put(o, "text", op.text);
    put(o, "policy", e.policy);
    return o;
}

json::array history_array(const CallRecord& call) {
    json::array out;
    for (const CrmEntry& e : call.crm)
        out.push_back(entry_object(call, e));
    return out;
}

}  // namespace

Result<CrmOperation> crm_operation(const protocol::CrmBody& body) {
    const auto kind = crm_operation_of(body.operation);
    if (!kind)
        return fail_validation("operation", "is not known");
    CrmOperation op{*kind, body.request_id, body.target, {}, body.percent, body.months, body.to, body.when, body.text};
    if (body.amount)
        op.cents = std::llround(*body.amount * 100);
    return op;
}

std::string crm_record(const CallMachine& machine, const Scenario& scenario) {
    const Crm& crm = machine.crm();
    const CustomerRecord& r = crm.record();
    json::array arrangements;
    for (const Crm::Arrangement& a : crm.arrangements())
        arrangements.push_back({{"id", a.id}, {"operation", to_string(a.kind)}, {"title", a.title}});
    return json::serialize(json::object{{"customer", customer(scenario)},
                                        {"today", r.today},
                                        {"billing", billing(crm)},
                                        {"items", items(r)},
                                        {"tickets", tickets(r)},
                                        {"offers", offers(r)},
                                        {"arrangements", std::move(arrangements)},
                                        {"history", history_array(machine.record())},
                                        {"operations", operations(crm, scenario)}});
}

std::string crm_entry(const CallRecord& call, const CrmEntry& entry) {
    return json::serialize(entry_object(call, entry));
}

std::string crm_history(const CallRecord& call) { return json::serialize(history_array(call)); }

}  // namespace mockcall::bodies
