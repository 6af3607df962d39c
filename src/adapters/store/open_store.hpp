// Opens the database that a URL names.
#pragma once

#include <memory>
#include <string>

#include "base/error.hpp"
#include "ports/store.hpp"

namespace mockcall {

/// "sqlite:PATH" (the file and its folder are made when missing, readable by their owner only). Brings the schema up to
/// date; refuses a database that a newer version has written. Errors: ValidationError for a URL that cannot be used,
/// InternalError for a database that cannot. May block for seconds.
///
/// Durability: what a function of the store has done survives kill -9 and, as far as the disk keeps its word after
/// fsync, a power cut.
[[nodiscard]] Result<std::unique_ptr<Store>> open_store(const std::string& url);

}  // namespace mockcall
