#include "domain/crm/operation.hpp"

#include <algorithm>
#include <array>

namespace mockcall {
namespace {

constexpr std::array<std::string_view, kCrmOperationCount> kNames{
    "lookup",      "note",   "credit",   "refund", "waiver",       "discount",    "replacement", "fix",
    "plan_change", "ticket", "callback", "sale",   "cancellation", "appointment", "escalation"};

}  // namespace

std::string_view to_string(CrmOperationKind v) { return kNames[static_cast<std::size_t>(v)]; }

std::optional<CrmOperationKind> crm_operation_of(std::string_view name) {
    const auto found = std::ranges::find(kNames, name);
    if (found == kNames.end())
        return std::nullopt;
    return static_cast<CrmOperationKind>(found - kNames.begin());
}

std::optional<CrmOperationKind> operation_for(ResolutionKind kind) { return crm_operation_of(to_string(kind)); }

std::optional<ResolutionKind> limited_as(CrmOperationKind kind) { return resolution_kind_of(to_string(kind)); }

bool gives_money(CrmOperationKind kind) {
    return kind == CrmOperationKind::Credit || kind == CrmOperationKind::Refund || kind == CrmOperationKind::Waiver;
}

bool changes_account(CrmOperationKind kind) {
    switch (kind) {
        case CrmOperationKind::Lookup:
        case CrmOperationKind::Note:
        case CrmOperationKind::Ticket:
        case CrmOperationKind::Callback:
        case CrmOperationKind::Fix:
        case CrmOperationKind::Escalation: return false;
        default: return true;
    }
}

}  // namespace mockcall
