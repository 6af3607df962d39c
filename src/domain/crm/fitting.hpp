// Which operation carries out what an agent promised. Pure.
#pragma once

#include <optional>

#include "domain/crm/crm.hpp"

namespace mockcall {

/// Kinds that leave a trace in the record when they are carried out; a fix, an explanation and an escalation may be
/// done with words alone.
[[nodiscard]] bool wants_operation(ResolutionKind kind);

/// The operation that carries the resolution out as its author means it; none for what is only said.
[[nodiscard]] std::optional<CrmOperation> right_operation(const Resolution& resolution, const CustomerRecord& record);

/// True when the operation carries out the resolution as far as kind and target say. Money given back counts whichever
/// of the three ways it went.
[[nodiscard]] bool carries_out(const CrmOperation& operation, const Resolution& resolution);

/// True when the operation is on something else than any resolution of its sort means: a line that was right, the
/// wrong order, a contract that nobody asked to end.
[[nodiscard]] bool is_misplaced(const CrmOperation& operation, const Scenario& scenario);

}  // namespace mockcall
