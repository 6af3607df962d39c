// The tables, and how a database of an earlier version comes to have them.
#pragma once

#include "base/error.hpp"

namespace soci {
class session;
}

namespace mockcall::store {

/// What is true of a call that keeps its user busy. The unique index has the same words: SQLite uses a partial index
/// only then.
inline constexpr const char* kIsLive = "status <> 'ended' AND status <> 'expired'";

/// Runs inside a writing transaction. Errors: InternalError when the database is newer than this program.
[[nodiscard]] Result<void> migrate(soci::session& sql);

}  // namespace mockcall::store
