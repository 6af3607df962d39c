// The customer's record and what was done in it, as JSON text. Pure.
#pragma once

#include <string>

#include "base/error.hpp"
#include "domain/call/call_machine.hpp"
#include "protocol/events.hpp"

namespace mockcall::bodies {

/// Errors: ValidationError for an operation that does not exist.
[[nodiscard]] Result<CrmOperation> crm_operation(const protocol::CrmBody& body);

/// What the agent's screen shows: the record as it stands, the history of this call, and what can be done.
[[nodiscard]] std::string crm_record(const CallMachine& machine, const Scenario& scenario);
/// One entry of the history; its timestamp is on the call's clock.
[[nodiscard]] std::string crm_entry(const CallRecord& call, const CrmEntry& entry);
/// The whole history, a JSON array.
[[nodiscard]] std::string crm_history(const CallRecord& call);

}  // namespace mockcall::bodies
