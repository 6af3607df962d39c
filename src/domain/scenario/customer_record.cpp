#include "domain/scenario/customer_record.hpp"

#include <cstdlib>

#include <fmt/format.h>

namespace mockcall {

bool is_charge(const CustomerRecord& record, const RecordLine& line) {
    return record.balance_is == BalanceIs::Owed ? line.cents > 0 : line.cents < 0;
}

std::string money_text(std::int64_t cents) {
    const std::int64_t whole = std::abs(cents);
    return fmt::format("{}${}.{:02}", cents < 0 ? "-" : "", whole / 100, whole % 100);
}

}  // namespace mockcall
