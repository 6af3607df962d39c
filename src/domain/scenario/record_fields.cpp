#include "domain/scenario/record_fields.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mockcall::scenario_detail {
namespace {

constexpr std::array<std::string_view, 2> kBalanceNames{"owed", "held"};
constexpr std::array<std::string_view, 2> kTicketStatusNames{"open", "closed"};
constexpr double kMostMoney = 1e9;

void money(Fields& f, const char* key, std::int64_t& cents, Need need) {
    double dollars = static_cast<double>(cents) / 100;
    f.real(key, dollars, -kMostMoney, kMostMoney, need);
    cents = std::llround(dollars * 100);
}

void money(Fields& f, const char* key, std::optional<std::int64_t>& cents) {
    constexpr double kNothing = -2 * kMostMoney;
    double dollars = kNothing;
    f.real(key, dollars, -kMostMoney, kMostMoney);
    if (dollars != kNothing)
        cents = std::llround(dollars * 100);
}

void read_line(Fields& f, RecordLine& out) {
    f.text("id", out.id, Need::Required);
    f.text("date", out.date, Need::Required);
    f.text("text", out.text, Need::Required);
    money(f, "amount", out.cents, Need::Required);
}

void read_item(Fields& f, RecordItem& out) {
    f.text("id", out.id, Need::Required);
    f.text("type", out.type, Need::Required);
    f.text("name", out.name, Need::Required);
    f.text("status", out.status);
    f.text("date", out.date);
    f.pairs("details", [&](const std::string& key, const YAML::Node& value, const std::string& path) {
        if (!value.IsScalar() || value.Scalar().empty())
            f.report().add(line_of(value), path, "must be a text");
        else
            out.details.emplace_back(key, value.Scalar());
    });
}

void read_entry(Fields& f, TicketEntry& out) {
    f.text("date", out.date, Need::Required);
    f.text("text", out.text, Need::Required);
}

void read_ticket(Fields& f, RecordTicket& out) {
    f.text("id", out.id, Need::Required);
    f.text("opened", out.opened, Need::Required);
    int status = 0;
    f.one_of("status", status, kTicketStatusNames);
    out.status = kTicketStatusNames[static_cast<std::size_t>(status)];
    f.text("subject", out.subject, Need::Required);
    f.list("history", out.history, read_entry);
}

void read_offer(Fields& f, RecordOffer& out) {
    f.text("id", out.id, Need::Required);
    f.text("name", out.name, Need::Required);
    f.dollars("price", out.cents);
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(words, [&](std::string_view w) { return text.starts_with(w); });
}

std::string profile_text(const Scenario& s, std::initializer_list<std::string_view> keys) {
    for (const auto& [key, value] : s.profile)
        if (std::ranges::find(keys, key) != keys.end())
            return value.text;
    return {};
}

}  // namespace

void read_record(Fields& f, CustomerRecord& out) {
    f.text("today", out.today, Need::Required);
    f.nested("billing", [&](Fields& b) {
        b.one_of("balance_is", out.balance_is, kBalanceNames);
        money(b, "opening", out.opening_cents, Need::Optional);
        money(b, "balance", out.balance_cents);
        b.list("lines", out.lines, read_line, Need::Required);
    });
    f.list("items", out.items, read_item);
    f.list("tickets", out.tickets, read_ticket);
    f.list("offers", out.offers, read_offer);
}

CustomerRecord derived_record(const Scenario& s) {
    CustomerRecord out;
    out.today = "2025-10-14";
    const bool bank = s.industry == Industry::Banking;
    out.balance_is = bank ? BalanceIs::Held : BalanceIs::Owed;
    for (const Problem& p : s.problems)
        for (const Resolution& r : p.resolutions) {
            const bool money_back = r.kind == ResolutionKind::Credit || r.kind == ResolutionKind::Refund ||
                                    r.kind == ResolutionKind::Waiver;
            const auto cents = r.min_cents ? r.min_cents : r.max_cents;
            if (p.hidden || !money_back || !cents || *cents == 0)
                continue;
            const auto same = [&](const RecordLine& l) { return std::abs(l.cents) == *cents; };
            if (std::ranges::none_of(out.lines, same))
                out.lines.push_back({"charge_" + std::to_string(out.lines.size() + 1), "2025-10-01", "Charge",
                                     bank ? -*cents : *cents});
        }
    for (const auto& [key, value] : s.profile) {
        const bool thing =
            starts_with_any(key, {"serviceType", "plan", "order", "policyNumber", "accountType", "device", "claim"});
        if (thing)
            out.items.push_back({key, key, value.text, profile_text(s, {"accountStatus", "orderStatus"}), {}, {}});
    }
    return out;
}

}  // namespace mockcall::scenario_detail
