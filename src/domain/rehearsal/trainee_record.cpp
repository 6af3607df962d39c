// What a trainee does in the customer's record.
#include <algorithm>
#include <cmath>

#include "domain/crm/fitting.hpp"
#include "domain/rehearsal/trainee.hpp"

namespace mockcall::rehearsal {

namespace {

const Resolution* resolution_of(const Scenario& s, std::string_view id) {
    for (const Problem& p : s.problems)
        if (const auto r = std::ranges::find(p.resolutions, id, &Resolution::id); r != p.resolutions.end())
            return &*r;
    return nullptr;
}

/// Something that no resolution asks for: money for a line that was right, the end of a contract.
std::optional<CrmOperation> wrong_operation(const Scenario& s) {
    const CustomerRecord& record = s.record;
    for (const RecordLine& line : record.lines) {
        const CrmOperation o{.kind = CrmOperationKind::Refund, .target = line.id, .cents = std::abs(line.cents)};
        if (is_charge(record, line) && is_misplaced(o, s))
            return o;
    }
    for (const RecordItem& item : record.items) {
        const CrmOperation o{.kind = CrmOperationKind::Cancellation, .target = item.id};
        if (is_misplaced(o, s))
            return o;
    }
    return std::nullopt;
}

Turn operate(CrmOperation o, std::string of) {
    std::string shown(to_string(o.kind));
    if (!o.target.empty())
        shown += " on " + o.target;
    return {Turn::Kind::Operate, std::move(shown), std::move(of), std::move(o)};
}

}  // namespace

/// Does what was just agreed, unless this trainee forgets it.
Trainee::Next Trainee::in_record() {
    while (!agreed_.empty()) {
        const std::string id = agreed_.front();
        agreed_.erase(agreed_.begin());
        const Resolution* r = resolution_of(*scenario_, id);
        if (r == nullptr || !wants_operation(r->kind) || !wanted("record " + id, script_.crm))
            continue;
        return operate(*right_operation(*r, scenario_->record), "record " + id);
    }
    return wrong_in_record();
}

Trainee::Next Trainee::wrong_in_record() {
    if (!script_.crm_wrong || turns_ < 3 || !done_.insert("wrong in record").second)
        return std::nullopt;
    const auto operation = wrong_operation(*scenario_);
    if (!operation)
        return std::nullopt;
    return operate(*operation, "wrong in record");
}

}  // namespace mockcall::rehearsal
