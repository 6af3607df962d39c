// The customer's record as the company keeps it: what the agent's screen shows before anybody has spoken. Money in
// cents, dates as "2025-10-14".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mockcall {

/// A line of the bill or of the account. Charges are positive where the balance is owed, negative where it is held.
struct RecordLine {
    std::string id;
    std::string date;
    std::string text;
    std::int64_t cents = 0;
};

/// What the customer has: a plan, an order, a device, an appointment, a claim, an account, a policy.
struct RecordItem {
    std::string id;
    std::string type;
    std::string name;
    std::string status;
    std::string date;
    std::vector<std::pair<std::string, std::string>> details;  ///< in the author's order
};

struct TicketEntry {
    std::string date;
    std::string text;
};
struct RecordTicket {
    std::string id;
    std::string opened;
    std::string status = "open";  ///< open, closed
    std::string subject;
    std::vector<TicketEntry> history;
};

/// What can be sold, or changed to.
struct RecordOffer {
    std::string id;
    std::string name;
    std::optional<std::int64_t> cents;
};

enum class BalanceIs : std::uint8_t {
    Owed,  ///< a bill: what the customer has to pay
    Held   ///< a bank account: what the customer has
};

struct CustomerRecord {
    std::string today;  ///< the day of the call
    BalanceIs balance_is = BalanceIs::Owed;
    std::int64_t opening_cents = 0;             ///< before the first line
    std::optional<std::int64_t> balance_cents;  ///< after the last line
    std::vector<RecordLine> lines;
    std::vector<RecordItem> items;
    std::vector<RecordTicket> tickets;
    std::vector<RecordOffer> offers;
};

/// True for what the customer was charged; the rest are payments and deposits.
[[nodiscard]] bool is_charge(const CustomerRecord& record, const RecordLine& line);
/// "$89.99", "-$5.00".
[[nodiscard]] std::string money_text(std::int64_t cents);

}  // namespace mockcall
