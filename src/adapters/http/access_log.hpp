// A line of JSON for every request: what an operator needs, and nothing a caller said. No token, id of a person, query
// or text is in it: the path is the route's template.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace mockcall::http {

struct AccessRecord {
    std::string_view method;
    std::string_view route;  ///< "/session/:id/end"
    int status = 0;
    double milliseconds = 0;
    std::string_view request_id;
    std::string_view error;  ///< the error's code, "" none
};
using AccessLog = std::function<void(const AccessRecord&)>;

/// {"event":"request","method":"GET",…}; characters that do not belong there are left out.
[[nodiscard]] std::string to_json(const AccessRecord& record);

}  // namespace mockcall::http
