// The customer's record: both doors to it, and what comes of an operation.
#include "engine/call_runner.hpp"
#include "engine/crm_bodies.hpp"

namespace mockcall {

Result<void> CallRunner::operate(const protocol::CrmBody& body) {
    auto operation = bodies::crm_operation(body);
    if (!operation)
        return std::unexpected(std::move(operation.error()));
    if (auto ok = machine_->allowed(*operation); !ok)
        return ok;
    feed(InCrm{std::move(*operation)});
    return {};
}

void CallRunner::on(const OutCrm& out) {
    last_operation_ = bodies::crm_entry(machine_->record(), out.entry);
    socket_.send(protocol::CrmResult{row_.id.str(), out.entry.operation.request_id, last_operation_,
                                     bodies::crm_record(*machine_, *scenario_)});
}

void CallRunner::crm(const protocol::CrmBody& body, Reply<Json> reply) {
    if (machine_->status() == CallStatus::Expired)
        return reply(fail(ErrorCode::SessionExpired, "Nobody joined this call in time; start a new one."));
    if (const auto ok = operate(body); !ok)
        return reply(std::unexpected(ok.error()));
    reply("{\"sessionId\":\"" + row_.id.str() + "\",\"operation\":" + last_operation_ +
          ",\"record\":" + bodies::crm_record(*machine_, *scenario_) + "}");
}

void CallRunner::crm_record(Reply<Json> reply) {
    if (machine_->status() == CallStatus::Expired)
        return reply(fail(ErrorCode::SessionExpired, "Nobody joined this call in time; start a new one."));
    reply("{\"sessionId\":\"" + row_.id.str() + "\",\"record\":" + bodies::crm_record(*machine_, *scenario_) + "}");
}

}  // namespace mockcall
