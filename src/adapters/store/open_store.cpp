#include "adapters/store/open_store.hpp"

#include <string_view>
#include <utility>

#include "adapters/store/database.hpp"
#include "adapters/store/sql_store.hpp"

namespace mockcall {

Result<std::unique_ptr<Store>> open_store(const std::string& url) {
    constexpr std::string_view kSqlite = "sqlite:";
    if (!url.starts_with(kSqlite))
        return fail_validation("store.url", "names no database that this version can use: give sqlite:PATH");
    auto dialect = store::sqlite_dialect(url.substr(kSqlite.size()));
    if (!dialect)
        return std::unexpected(dialect.error());
    auto database = store::Database::open(std::move(*dialect));
    if (!database)
        return std::unexpected(database.error());
    return std::make_unique<store::SqlStore>(std::move(*database));
}

}  // namespace mockcall
