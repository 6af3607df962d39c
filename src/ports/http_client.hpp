// A client for other services' HTTP. Requests run on the client's own thread, many at once; nothing here blocks but
// cancel(), and that only for a listener that is being called.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "ports/runtime.hpp"

namespace mockcall {

/// Each runs from the end of the one before; `whole` from the beginning. A connection that is open but silent fails.
struct HttpDeadlines {
    Milliseconds connect{2'000};        ///< name, TCP, TLS
    Milliseconds first_byte{10'000};    ///< from the connection to the first byte of the body
    Milliseconds between_bytes{5'000};  ///< of the body
    Milliseconds whole{60'000};
};

struct HttpRequest {
    std::string method = "POST";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;  ///< may hold secrets: never logged, never in an error
    std::string body;
    HttpDeadlines deadlines;
    std::size_t max_response = std::size_t{1} << 20;  ///< bytes of the body
};

struct HttpHead {
    int status = 0;
    std::string content_type;
    std::optional<Milliseconds> retry_after;
};

enum class HttpFailureKind : std::uint8_t {
    CannotConnect,
    BadCertificate,  ///< TLS, and nobody we trust says that it is who it should be
    ConnectTimeout,
    FirstByteTimeout,
    IdleTimeout,
    WholeTimeout,
    Broken,  ///< the connection ended before the response did
    TooLarge,
};
[[nodiscard]] constexpr std::string_view to_string(HttpFailureKind kind) {
    switch (kind) {
        case HttpFailureKind::CannotConnect: return "cannot_connect";
        case HttpFailureKind::BadCertificate: return "bad_certificate";
        case HttpFailureKind::ConnectTimeout: return "connect_timeout";
        case HttpFailureKind::FirstByteTimeout: return "first_byte_timeout";
        case HttpFailureKind::IdleTimeout: return "idle_timeout";
        case HttpFailureKind::WholeTimeout: return "whole_timeout";
        case HttpFailureKind::Broken: return "broken";
        case HttpFailureKind::TooLarge: return "too_large";
    }
    return "broken";
}

/// Called on the client's thread, in order: on_head, on_body…, then on_done or on_failure (which may come at any
/// point).
struct HttpListener {
    std::function<void(const HttpHead&)> on_head;
    std::function<void(std::string_view)> on_body;  ///< pieces as they arrive, cut anywhere
    std::function<void()> on_done;
    std::function<void(HttpFailureKind)> on_failure;
};

/// A request under way. Its end cancels it.
class HttpExchange {
  public:
    virtual ~HttpExchange() = default;
    /// From any thread. When it has returned no listener is called any more; a listener that is running on the client's
    /// thread is waited for, so hold no lock that it takes. Listeners may cancel their own exchange.
    virtual void cancel() = 0;
};

class HttpClient {
  public:
    virtual ~HttpClient() = default;
    [[nodiscard]] virtual std::unique_ptr<HttpExchange> send(HttpRequest request, HttpListener listener) = 0;
    /// The client's own thread, where listeners are called.
    [[nodiscard]] virtual Loop& loop() = 0;
};

}  // namespace mockcall
