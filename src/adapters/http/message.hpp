// Requests and responses as the routes see them: no sockets, no Beast.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace mockcall::http {

/// The request headers that somebody reads; the others are not kept.
enum class Header : std::uint8_t {
    Authorization,
    ContentType,
    RequestId,
    SessionId,
    IdempotencyKey,
    Origin,
    Host,
    Range,
    IfNoneMatch,
    AcceptEncoding,
    PreflightMethod,
    Count
};

/// Why a request could not be read whole.
enum class Trouble : std::uint8_t { None, Malformed, HeaderTooLarge, BodyTooLarge };

struct HttpRequest {
    std::string method;
    std::string target;  ///< as sent: path and query
    std::string body;
    Trouble trouble = Trouble::None;
    std::array<std::string, static_cast<std::size_t>(Header::Count)> headers{};

    [[nodiscard]] const std::string& header(Header h) const { return headers[static_cast<std::size_t>(h)]; }
    [[nodiscard]] std::string& header(Header h) { return headers[static_cast<std::size_t>(h)]; }
    [[nodiscard]] std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
    [[nodiscard]] std::string_view query() const {
        const auto mark = target.find('?');
        return mark == std::string::npos ? std::string_view{} : std::string_view(target).substr(mark + 1);
    }
};

/// Supplies a long body piece by piece.
class BodySource {
  public:
    using Next = std::move_only_function<void(Result<std::string>)>;
    virtual ~BodySource() = default;
    /// `next` exactly once, from any thread. An error or an empty piece before the end cuts the connection.
    virtual void pull(Next next) = 0;
};

struct HttpResponse {
    int status = 200;
    std::string
        headers{};  ///< whole lines, each with its CRLF; Content-Length, Date and Connection are the transport's
    /// The body is `before`, then `shared` or `own`, then `after`; the views are of static storage.
    std::string_view before{};
    std::string own{};
    std::shared_ptr<const std::string> shared{};
    std::string_view after{};
    /// Instead: `stream_length` bytes from here.
    std::unique_ptr<BodySource> stream{};
    std::uint64_t stream_length = 0;
    bool head_only = false;  ///< the answer to HEAD: the length without the body
    bool close = false;

    void add(std::string_view name, std::string_view value) {
        headers.append(name).append(": ").append(value).append("\r\n");
    }
    [[nodiscard]] std::string_view middle() const { return shared ? std::string_view(*shared) : std::string_view(own); }
    [[nodiscard]] std::uint64_t length() const {
        return stream || stream_length > 0 ? stream_length : before.size() + middle().size() + after.size();
    }
};

using Respond = std::move_only_function<void(HttpResponse)>;

class HttpHandler {
  public:
    virtual ~HttpHandler() = default;
    /// On a connection's loop. `respond` exactly once, from any thread, at once or later.
    virtual void handle(HttpRequest request, Respond respond) = 0;
    /// A WebSocket handshake: nothing lets it through.
    [[nodiscard]] virtual std::optional<HttpResponse> refuse_upgrade(const HttpRequest& request) = 0;
};

}  // namespace mockcall::http
