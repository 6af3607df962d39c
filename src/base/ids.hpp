// Identifiers as types of their own, so that a user id cannot be passed for a call id.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace mockcall {

template <class Tag>
struct Id {
    std::string value;

    Id() = default;
    explicit Id(std::string v) : value(std::move(v)) {}
    [[nodiscard]] bool empty() const { return value.empty(); }
    [[nodiscard]] const std::string& str() const { return value; }
    auto operator<=>(const Id&) const = default;
};

using CallId = Id<struct CallTag>;          ///< "call_…", at least 72 random bits
using SessionToken = Id<struct TokenTag>;   ///< "sess_…", 256 random bits; a secret
using ScenarioId = Id<struct ScenarioTag>;  ///< "scn_…"
using UserId = Id<struct UserTag>;          ///< the token's `sub`
using OrgId = Id<struct OrgTag>;            ///< the tenant

/// Counts a call's utterances (both speakers), from 1; on the wire "u<number>".
using UtteranceId = std::uint32_t;

}  // namespace mockcall

template <class Tag>
struct std::hash<mockcall::Id<Tag>> {
    std::size_t operator()(const mockcall::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.value); }
};
