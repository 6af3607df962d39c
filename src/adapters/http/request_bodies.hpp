// What requests carry besides their path: bodies and queries, checked. Pure. Errors: ValidationError with the fields.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/service.hpp"

namespace mockcall::http {

struct StartBody {
    ScenarioId scenario;
    std::optional<UserId> user;
    CallSettings settings;
};
[[nodiscard]] Result<StartBody> read_start_body(std::string_view json);
[[nodiscard]] Result<Preferences> read_preferences_body(std::string_view json);
struct GuestBody {
    std::string name;  ///< "" when the body is empty or names none
    Role role = Role::Trainee;
};
[[nodiscard]] Result<GuestBody> read_guest_body(std::string_view json);
[[nodiscard]] Result<CommentBody> read_comment_body(std::string_view json);
[[nodiscard]] Result<OverrideBody> read_override_body(std::string_view json);

[[nodiscard]] Result<ScenarioQuery> read_scenario_query(std::string_view query);
[[nodiscard]] Result<OrgQuery> read_org_query(std::string_view query);
[[nodiscard]] Result<Period> read_period(std::string_view query);
struct PageQuery {
    int limit = 20;
    int offset = 0;
};
[[nodiscard]] Result<PageQuery> read_page_query(std::string_view query);

/// The value of a query's first member of that name, percent-decoded.
[[nodiscard]] std::optional<std::string> query_member(std::string_view query, std::string_view name);

/// Empty or 1-255 printable characters (ASCII).
[[nodiscard]] Result<std::string> read_idempotency_key(std::string_view header);
/// "application/json", with or without parameters.
[[nodiscard]] bool is_json_type(std::string_view content_type);

}  // namespace mockcall::http
