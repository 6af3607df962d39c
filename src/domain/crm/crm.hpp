// The mock CRM: the customer's record and what the agent does in it. Policies are enforced here: what goes beyond one
// is refused and stands in the history. Pure and deterministic: the same record and operations give the same state. One
// owner.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "domain/crm/operation.hpp"
#include "domain/scenario/scenario.hpp"

namespace mockcall {

/// What the operation `kind` takes with this record: for whoever builds a form.
struct CrmForm {
    CrmOperationKind kind = CrmOperationKind::Lookup;
    std::string_view targets;             ///< billing, items, tickets, any; "" none
    std::vector<std::string_view> needs;  ///< members that must be there
    std::vector<std::string_view> takes;  ///< members that may be
};

class Crm {
  public:
    static constexpr std::size_t kMostOperations = 200;

    /// An arrangement made in this call: a discount, a callback, an appointment, a sale, …
    struct Arrangement {
        std::string id;  ///< of its operation
        CrmOperationKind kind = CrmOperationKind::Fix;
        std::string title;
    };

    explicit Crm(std::shared_ptr<const Scenario> scenario);

    /// Errors: ValidationError with the member that is missing, unknown or impossible. A refusal by policy is none.
    [[nodiscard]] Result<void> check(const CrmOperation& operation) const;
    /// Does it, or notes that policy refused it. The same request id again gives the first outcome.
    Result<CrmEntry> apply(const CrmOperation& operation, CallTime now);

    [[nodiscard]] const CustomerRecord& record() const { return record_; }
    [[nodiscard]] const std::vector<CrmEntry>& history() const { return history_; }
    [[nodiscard]] const std::vector<Arrangement>& arrangements() const { return arrangements_; }
    [[nodiscard]] std::vector<CrmForm> forms() const;
    /// What may still be given back of a line: charges, and payments of a bill, which may be refunded.
    [[nodiscard]] std::int64_t open_cents(const RecordLine& line) const;
    [[nodiscard]] const CrmEntry* find_request(std::string_view request_id) const;

  private:
    [[nodiscard]] CrmForm form(CrmOperationKind kind) const;
    [[nodiscard]] Result<void> check_target(const CrmOperation& o, const CrmForm& form) const;
    [[nodiscard]] Result<void> check_line(const CrmOperation& o) const;
    [[nodiscard]] Result<void> check_sizes(const CrmOperation& o) const;
    [[nodiscard]] std::int64_t sum_of(const CrmOperation& o) const;
    [[nodiscard]] std::int64_t given_so_far(CrmOperationKind kind) const;
    struct Refusal {
        std::string message, policy;
    };
    [[nodiscard]] std::optional<Refusal> refusal(const CrmOperation& o) const;
    [[nodiscard]] std::string policy_text(const PolicyLimit& limit) const;
    std::string carry_out(const CrmOperation& o, const std::string& id);
    std::string give_money(const CrmOperation& o, const std::string& id);
    std::string arrange(const CrmOperation& o, const std::string& id);
    std::string write_ticket(const CrmOperation& o, const std::string& id);
    [[nodiscard]] std::string name_of(std::string_view target) const;
    [[nodiscard]] std::string offer_name(std::string_view to) const;

    std::shared_ptr<const Scenario> scenario_;
    CustomerRecord record_;
    std::map<std::string, std::int64_t, std::less<>> given_back_;  ///< by line
    std::vector<CrmEntry> history_;
    std::vector<Arrangement> arrangements_;
};

}  // namespace mockcall
