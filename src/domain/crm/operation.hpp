// What an agent can do in the customer's record. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall {

enum class CrmOperationKind : std::uint8_t {
    Lookup,
    Note,
    Credit,
    Refund,
    Waiver,
    Discount,
    Replacement,
    Fix,
    PlanChange,
    Ticket,
    Callback,
    Sale,
    Cancellation,
    Appointment,
    Escalation
};
inline constexpr std::size_t kCrmOperationCount = 15;
[[nodiscard]] std::string_view to_string(CrmOperationKind v);
[[nodiscard]] std::optional<CrmOperationKind> crm_operation_of(std::string_view name);
/// The operation that carries out a resolution of this kind; none for what is only said (an explanation).
[[nodiscard]] std::optional<CrmOperationKind> operation_for(ResolutionKind kind);
/// The resolution kind whose policy limits bind the operation; none for looking up and noting.
[[nodiscard]] std::optional<ResolutionKind> limited_as(CrmOperationKind kind);
/// Credit, refund and waiver: money given back, whichever way.
[[nodiscard]] bool gives_money(CrmOperationKind kind);
/// Something that is not undone by saying so: it wants a caller who is who they say.
[[nodiscard]] bool changes_account(CrmOperationKind kind);

struct CrmOperation {
    CrmOperationKind kind = CrmOperationKind::Lookup;
    std::string request_id{};  ///< the client's; the same one twice is done once
    std::string target{};      ///< id of a line, item or ticket; for a lookup also a section
    std::optional<std::int64_t> cents{};
    std::optional<double> percent{};
    int months = 0;
    std::string to{};    ///< plan, product, or who it is escalated to
    std::string when{};  ///< callback, appointment
    std::string text{};  ///< reason, note, subject
    bool operator==(const CrmOperation&) const = default;
};

/// One operation and what came of it.
struct CrmEntry {
    std::string id;  ///< "op1", counted from the start of the call
    CrmOperation operation;
    CallTime at{};
    bool done = false;    ///< false: refused by policy
    std::string message;  ///< what was done, or why not
    std::string policy;   ///< the policy that refused it, its text
    bool operator==(const CrmEntry&) const = default;
};

}  // namespace mockcall
