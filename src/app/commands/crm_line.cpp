#include "app/commands/crm_line.hpp"

#include <charconv>
#include <optional>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "domain/crm/operation.hpp"

namespace mockcall::app {
namespace {

namespace json = boost::json;

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> out;
    while (!line.empty()) {
        const auto begin = line.find_first_not_of(' ');
        if (begin == std::string_view::npos)
            break;
        line.remove_prefix(begin);
        const auto end = std::min(line.find(' '), line.size());
        out.push_back(line.substr(0, end));
        line.remove_prefix(end);
    }
    return out;
}

std::optional<double> number_in(std::string_view text) {
    double value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || ec != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// "@id", "$150", "150", "20%", "6m". False: a word of the text.
bool take_member(std::string_view word, protocol::CrmBody& body) {
    if (word.size() > 1 && word.front() == '@' && body.target.empty()) {
        body.target = word.substr(1);
        return true;
    }
    if (word.ends_with('%') && !body.percent) {
        body.percent = number_in(word.substr(0, word.size() - 1));
        return body.percent.has_value();
    }
    if (word.ends_with('m') && body.months == 0)
        if (const auto months = number_in(word.substr(0, word.size() - 1)); months && *months >= 1 && *months <= 60) {
            body.months = static_cast<int>(*months);
            return true;
        }
    if (body.amount)
        return false;
    body.amount = number_in(word.starts_with('$') ? word.substr(1) : word);
    return body.amount.has_value();
}

bool takes_sizes(std::string_view operation) {
    return operation == "credit" || operation == "refund" || operation == "waiver" || operation == "discount" ||
           operation == "sale";
}

/// The rest of the line is what the operation is mostly about.
std::string& rest_of(protocol::CrmBody& body) {
    if (body.operation == "callback" || body.operation == "appointment")
        return body.when;
    if (body.operation == "plan_change" || body.operation == "sale")
        return body.to;
    return body.operation == "lookup" ? body.target : body.text;
}

std::string money(const json::value& v) { return fmt::format("${:.2f}", v.to_number<double>()); }

std::string text_of(const json::object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    return v == nullptr || !v->is_string() ? std::string{} : std::string(v->as_string());
}

}  // namespace

std::string crm_line_help() {
    return "/record shows the customer's record. /OPERATION [@target] [150] [20%] [6m] [text] does something in it:\n"
           "/lookup /note /credit /refund /waiver /discount /replacement /fix /plan_change /ticket /callback /sale\n"
           "/cancellation /appointment /escalation. Examples: /credit 150 @upgrade_fee charged by mistake,\n"
           "/discount 20% 6m @premium_plan, /callback tomorrow 10 am, /plan_change @line basic, /note bill explained\n";
}

Result<protocol::CrmBody> read_crm_line(std::string_view line) {
    const auto words = words_of(line.substr(std::min<std::size_t>(1, line.size())));
    protocol::CrmBody body;
    body.operation = words.empty() ? std::string{} : std::string(words.front());
    if (!crm_operation_of(body.operation))
        return fail_validation("operation", "'" + body.operation + "' is none; /help lists them");
    const bool sizes = takes_sizes(body.operation);
    std::string& rest = rest_of(body);
    for (std::size_t i = 1; i < words.size(); ++i) {
        if (sizes || words[i].starts_with('@'))
            if (take_member(words[i], body))
                continue;
        rest += (rest.empty() ? "" : " ") + std::string(words[i]);
    }
    return body;
}

std::string printed_record(const std::string& data) {
    const json::value parsed = json::parse(data);
    const json::object& record = parsed.at("record").as_object();
    std::string out;
    for (const auto& member : record.at("customer").as_object())
        out += fmt::format(
            "  {}: {}\n", std::string(member.key()),
            member.value().is_string() ? std::string(member.value().as_string()) : json::serialize(member.value()));
    for (const auto& v : record.at("billing").at("lines").as_array())
        out += fmt::format("  {}  {:>10}  @{}  {}\n", text_of(v.as_object(), "date"), money(v.at("amount")),
                           text_of(v.as_object(), "id"), text_of(v.as_object(), "text"));
    if (!record.at("billing").at("balance").is_null())
        out += fmt::format("  balance {}\n", money(record.at("billing").at("balance")));
    for (const auto& v : record.at("items").as_array())
        out += fmt::format("  {} @{}  {}  {}\n", text_of(v.as_object(), "type"), text_of(v.as_object(), "id"),
                           text_of(v.as_object(), "name"), text_of(v.as_object(), "status"));
    for (const auto& v : record.at("tickets").as_array()) {
        out += fmt::format("  ticket @{}  {}  {}\n", text_of(v.as_object(), "id"), text_of(v.as_object(), "status"),
                           text_of(v.as_object(), "subject"));
        for (const auto& e : v.at("history").as_array())
            out += fmt::format("    {}  {}\n", text_of(e.as_object(), "date"), text_of(e.as_object(), "text"));
    }
    for (const auto& v : record.at("offers").as_array())
        out += fmt::format("  offer {}  {}\n", text_of(v.as_object(), "id"), text_of(v.as_object(), "name"));
    return out;
}

std::string printed_outcome(const std::string& data) {
    const json::value parsed = json::parse(data);
    const json::object& operation = parsed.at("operation").as_object();
    return fmt::format("[{}] {}", text_of(operation, "status"), text_of(operation, "message"));
}

}  // namespace mockcall::app
