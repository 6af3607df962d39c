// Where databases differ. Everything else is SQL that SQLite and PostgreSQL read alike: ON CONFLICT, partial indexes,
// BIGINT for times.
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <string>

#include "base/error.hpp"

namespace soci {
class session;
}

namespace mockcall::store {

class Dialect {
  public:
    virtual ~Dialect() = default;

    /// Opens a session and sets it up. Throws what SOCI throws.
    virtual void connect(soci::session& session) const = 0;
    /// Statements that begin a transaction: one that will write, one that sees a single state throughout.
    [[nodiscard]] virtual const char* begin_write() const = 0;
    [[nodiscard]] virtual const char* begin_read() const = 0;
    /// True when the database takes one writer at a time and makes others try again: then ours queue before they ask
    /// it.
    [[nodiscard]] virtual bool one_writer_at_a_time() const = 0;
    /// Makes sure that what was deleted is not left lying in the database's own files.
    virtual void forget_deleted(soci::session& session) const = 0;

    [[nodiscard]] virtual bool is_unique_violation(const std::exception& e) const = 0;
    /// What happened in the database's own short words: no SQL, no path, no value.
    [[nodiscard]] virtual std::string reason(const std::exception& e) const = 0;
};

/// For the part of a URL after "sqlite:". Errors: ValidationError.
[[nodiscard]] Result<std::shared_ptr<const Dialect>> sqlite_dialect(const std::string& path);

}  // namespace mockcall::store
