// Live feedback: few, timely, specific. Pure; one owner.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "domain/crm/operation.hpp"
#include "domain/customer/customer.hpp"

namespace mockcall {

enum class FeedbackKind : std::uint8_t { Positive, Negative, Tip };
enum class Severity : std::uint8_t { Info, Warning, Critical };
[[nodiscard]] std::string_view to_string(FeedbackKind v);
[[nodiscard]] std::string_view to_string(Severity v);

struct Feedback {
    FeedbackKind kind = FeedbackKind::Tip;
    Severity severity = Severity::Info;
    std::string message;
    std::string rule;  ///< which rule spoke; never the same twice in a call
    bool operator==(const Feedback&) const = default;
};

class Coach {
  public:
    Coach(std::shared_ptr<const Scenario> scenario, bool assessed);
    ~Coach();
    Coach(const Coach& other);
    Coach(Coach&&) noexcept;
    Coach& operator=(Coach&&) noexcept;

    /// A finished agent turn and how the customer took it. At most one feedback every 8 s, critical ones at once.
    std::optional<Feedback> on_turn(const AgentUtterance& turn, const ActSet& acts, const CustomerMove& move,
                                    CallStage stage, CallTime now);
    /// Something was done in the customer's record, or refused there. While the agent speaks, what there is to say
    /// waits.
    std::optional<Feedback> on_operation(const CrmEntry& entry, bool agent_speaks, CallTime now);
    /// Called about once a second while nobody speaks: may say what waited, or give a tip about silence and holds.
    std::optional<Feedback> on_quiet(Ticks silence, bool on_hold, CallStage stage, CallTime now);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mockcall
