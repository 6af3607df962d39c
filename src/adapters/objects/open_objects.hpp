// Opens the object store that a URL names.
#pragma once

#include <memory>
#include <string>

#include "base/error.hpp"
#include "ports/objects.hpp"

namespace mockcall {

/// "file:DIR" (made when missing). Errors: ValidationError for a URL that cannot be used.
[[nodiscard]] Result<std::unique_ptr<ObjectStore>> open_objects(const std::string& url);

}  // namespace mockcall
