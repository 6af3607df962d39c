#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include "adapters/store/dialect.hpp"

namespace mockcall::store {
namespace {

class SqliteDialect final : public Dialect {
  public:
    explicit SqliteDialect(std::string path) : path_(std::move(path)) {}

    void connect(soci::session& session) const override {
        session.open(soci::sqlite3, "db=\"" + path_ + "\" timeout=5");
        std::string mode;
        session << "PRAGMA journal_mode=WAL", soci::into(mode);
        if (mode != "wal")
            throw std::runtime_error("its file system does not allow a write-ahead log");
        // NORMAL would survive kill -9 as well, but a power cut could take back the last commits.
        session << "PRAGMA synchronous=FULL";
        session << "PRAGMA foreign_keys=ON";
        session << "PRAGMA secure_delete=ON";
    }

    // A transaction that reads first and writes later may find another writer in its way and can then only give up.
    const char* begin_write() const override { return "BEGIN IMMEDIATE"; }
    const char* begin_read() const override { return "BEGIN"; }
    // Its waiting is a series of naps, and among several busy writers an unlucky one naps until its five seconds are
    // over.
    bool one_writer_at_a_time() const override { return true; }

    // Deleted pages are overwritten (secure_delete), but their old content stays in the log until it is emptied.
    // Readers may prevent that for now; then the next checkpoint does it.
    void forget_deleted(soci::session& session) const override {
        int busy = 0, in_log = 0, moved = 0;
        session << "PRAGMA wal_checkpoint(TRUNCATE)", soci::into(busy), soci::into(in_log), soci::into(moved);
    }

    bool is_unique_violation(const std::exception& e) const override {
        const auto* const error = dynamic_cast<const soci::sqlite3_soci_error*>(&e);
        return error != nullptr && (error->result() & 0xFF) == SQLITE_CONSTRAINT &&
               std::string_view(e.what()).find("UNIQUE constraint failed") != std::string_view::npos;
    }

    std::string reason(const std::exception& e) const override {
        if (const auto* const error = dynamic_cast<const soci::sqlite3_soci_error*>(&e))
            return sqlite_api::sqlite3_errstr(error->result());
        // SOCI's own texts may quote statements.
        return dynamic_cast<const soci::soci_error*>(&e) != nullptr ? "it could not be used" : e.what();
    }

  private:
    std::string path_;
};

/// SQLite gives its log the permissions of the file, so the file is made first, for its owner alone.
Result<void> make_private_file(const std::filesystem::path& path) {
    std::error_code error;
    if (path.has_parent_path())
        std::filesystem::create_directories(path.parent_path(), error);
    const int file = error ? -1 : ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) {
        const auto why = error ? error : std::error_code(errno, std::generic_category());
        return fail_validation("store.url", "its file cannot be opened for writing: " + why.message());
    }
    ::close(file);
    return {};
}

}  // namespace

Result<std::shared_ptr<const Dialect>> sqlite_dialect(const std::string& path) {
    std::string_view rest = path;
    if (rest.starts_with("//"))
        rest.remove_prefix(2);
    // SOCI's connection string has no way to quote a quotation mark; a database in memory would not outlive its
    // connection.
    if (rest.empty() || rest == ":memory:" || rest.find('"') != std::string_view::npos)
        return fail_validation("store.url",
                               "give the path of a file, without quotation marks, e.g. sqlite:data/mockcall.db");
    if (auto made = make_private_file(rest); !made)
        return std::unexpected(made.error());
    return std::make_shared<const SqliteDialect>(std::string(rest));
}

}  // namespace mockcall::store
