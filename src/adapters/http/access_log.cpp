#include "adapters/http/access_log.hpp"

#include <fmt/format.h>

#include "protocol/events_wire.hpp"

namespace mockcall::http {

std::string to_json(const AccessRecord& r) {
    std::string out = R"({"event":"request","method":)";
    protocol::append_json_text(r.method.substr(0, 16), out);
    fmt::format_to(std::back_inserter(out), R"(,"route":"{}","status":{},"ms":{:.3f},"request":)", r.route, r.status,
                   r.milliseconds);
    protocol::append_json_text(r.request_id, out);
    if (!r.error.empty())
        fmt::format_to(std::back_inserter(out), R"(,"error":"{}")", r.error);
    out += '}';
    return out;
}

}  // namespace mockcall::http
