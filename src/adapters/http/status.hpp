// How errors and data look in HTTP: the one place that maps the contract's codes to status codes.
#pragma once

#include <memory>
#include <string>

#include "adapters/http/message.hpp"
#include "base/error.hpp"

namespace mockcall::http {

[[nodiscard]] int http_status(ErrorCode code);

/// {"success": false, "error": …} with WWW-Authenticate or Retry-After where they belong.
[[nodiscard]] HttpResponse error_response(const Error& error);

/// {"success": true, "data": …}
[[nodiscard]] HttpResponse data_response(std::string json, int status = 200);
[[nodiscard]] HttpResponse data_response(std::shared_ptr<const std::string> json);

}  // namespace mockcall::http
