// A pool of connections, and the frame of every access: a transaction around it, and no exception out of it.
#pragma once

#include <cstddef>
#include <expected>
#include <memory>
#include <mutex>
#include <utility>

#include <soci/soci.h>

#include "adapters/store/dialect.hpp"
#include "base/error.hpp"

namespace mockcall::store {

class Transaction {  ///< rolled back unless committed
  public:
    Transaction(soci::session& sql, const char* begin);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

  private:
    soci::session& sql_;
    bool open_ = true;
};

class Connection {  ///< leased from a pool; waits until one is free
  public:
    explicit Connection(soci::connection_pool& pool) : pool_(pool), position_(pool.lease()) {}
    ~Connection() { pool_.give_back(position_); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    [[nodiscard]] soci::session& session() { return pool_.at(position_); }

  private:
    soci::connection_pool& pool_;
    std::size_t position_;
};

class Database {  ///< thread-safe
  public:
    /// Connects and brings the schema up to date.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(std::shared_ptr<const Dialect> dialect);

    /// `f(session)` returns a Result<T>; all its reads see one state of the database.
    template <class F>
    auto read(F f) -> std::invoke_result_t<F, soci::session&> {
        return guarded([&](soci::session& sql) { return transact(sql, dialect_->begin_read(), f); });
    }
    /// Committed when `f` returns a value, rolled back when it returns an error.
    template <class F>
    auto write(F f) -> std::invoke_result_t<F, soci::session&> {
        const auto turn = wait_for_turn();
        return guarded([&](soci::session& sql) { return transact(sql, dialect_->begin_write(), f); });
    }
    /// As `write`, and again when another's commit came between: then `f` sees what is in its way.
    template <class F>
    auto write_again_on_conflict(F f) -> std::invoke_result_t<F, soci::session&> {
        const auto turn = wait_for_turn();
        return guarded([&](soci::session& sql) {
            for (int further = 2;; --further) {
                try {
                    return transact(sql, dialect_->begin_write(), f);
                } catch (const std::exception& e) {
                    if (further == 0 || !dialect_->is_unique_violation(e))
                        throw;
                }
            }
        });
    }
    /// After a deletion for privacy's sake.
    Result<void> forget_deleted();

  private:
    explicit Database(std::shared_ptr<const Dialect> dialect);

    /// Taken before a connection is, so that waiting writers leave the connections to the readers.
    [[nodiscard]] std::unique_lock<std::mutex> wait_for_turn() {
        return dialect_->one_writer_at_a_time() ? std::unique_lock(writing_) : std::unique_lock<std::mutex>();
    }

    template <class F>
    auto guarded(F f) -> std::invoke_result_t<F, soci::session&> {
        try {
            Connection connection(pool_);
            return f(connection.session());
        } catch (const std::exception& e) {
            return fail(ErrorCode::InternalError, "the database failed: " + dialect_->reason(e));
        }
    }
    template <class F>
    static auto transact(soci::session& sql, const char* begin, F& f) -> std::invoke_result_t<F, soci::session&> {
        Transaction transaction(sql, begin);
        auto result = f(sql);
        if (result)
            transaction.commit();
        return result;
    }

    std::shared_ptr<const Dialect> dialect_;
    soci::connection_pool pool_;
    std::mutex writing_;
};

}  // namespace mockcall::store
