// Who calls: what a verified token says.
#pragma once

#include <cstdint>
#include <string>

#include "base/ids.hpp"

namespace mockcall {

enum class Role : std::uint8_t { Trainee, Supervisor, Admin };

struct Principal {
    UserId user;
    OrgId org;
    Role role = Role::Trainee;
    std::string name{};
};

}  // namespace mockcall
