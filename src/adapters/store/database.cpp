#include "adapters/store/database.hpp"

#include "adapters/store/schema.hpp"

namespace mockcall::store {
namespace {

// As many as the store's own small pool of threads can use, and some for what runs beside it.
constexpr std::size_t kConnections = 6;

}  // namespace

Transaction::Transaction(soci::session& sql, const char* begin) : sql_(sql) { sql_ << begin; }

Transaction::~Transaction() {
    if (!open_)
        return;
    try {
        sql_ << "ROLLBACK";
    } catch (const std::exception&) {
        // The database has rolled back by itself, which is what was wanted.
    }
}

void Transaction::commit() {
    sql_ << "COMMIT";
    open_ = false;
}

Database::Database(std::shared_ptr<const Dialect> dialect) : dialect_(std::move(dialect)), pool_(kConnections) {
    for (std::size_t i = 0; i < kConnections; ++i)
        dialect_->connect(pool_.at(i));
}

Result<std::unique_ptr<Database>> Database::open(std::shared_ptr<const Dialect> dialect) {
    try {
        std::unique_ptr<Database> database(new Database(dialect));
        if (auto migrated = database->write(migrate); !migrated)
            return std::unexpected(migrated.error());
        return database;
    } catch (const std::exception& e) {
        return fail(ErrorCode::InternalError, "the database cannot be opened: " + dialect->reason(e));
    }
}

Result<void> Database::forget_deleted() {
    const auto turn = wait_for_turn();
    return guarded([&](soci::session& sql) -> Result<void> {
        dialect_->forget_deleted(sql);
        return {};
    });
}

}  // namespace mockcall::store
