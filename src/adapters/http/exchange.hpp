// One request on its way through the API.
#pragma once

#include <optional>
#include <string>

#include "adapters/http/api.hpp"
#include "base/principal.hpp"

namespace mockcall::http {

struct Api::Exchange {
    HttpRequest request;
    Respond respond;
    Match match;
    std::string request_id;
    SteadyTime begun{};
    Principal who;
    std::string limited_as;  ///< the limiter's key for this user
    std::optional<RateVerdict> verdict;
    std::string_view error_code;

    [[nodiscard]] CallId call() const { return CallId{match.id}; }
};

/// The body's value; otherwise the request was refused and `x` is gone.
template <class T>
std::optional<T> Api::taken(Held& x, Result<T> body) {
    if (body)
        return std::move(*body);
    refuse(std::move(x), body.error());
    return std::nullopt;
}

}  // namespace mockcall::http
