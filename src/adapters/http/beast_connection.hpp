// One connection, over TCP or TLS. Included by the two files that make them, so that Beast is compiled nowhere else.
#pragma once

#include <array>
#include <charconv>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "adapters/http/beast_socket.hpp"
#include "adapters/http/connection.hpp"
#include "adapters/http/response_slot.hpp"

namespace mockcall::http {

template <class Stream>
class BeastConnection final : public Connection, public std::enable_shared_from_this<BeastConnection<Stream>> {
  public:
    static constexpr bool kTls = !std::is_same_v<Stream, TcpSocket>;

    BeastConnection(Stream stream, TransportLoop& home) : home_(home), stream_(std::move(stream)) {
        home_.connections.insert(this);
        home_.shared.figures.connections.fetch_add(1, std::memory_order_relaxed);
    }
    ~BeastConnection() override {
        home_.connections.erase(this);
        home_.shared.figures.connections.fetch_sub(1, std::memory_order_relaxed);
    }

    void start() override {
        asio::co_spawn(
            home_.context.get_executor(), [self = this->shared_from_this()]() -> Coroutine { co_await self->run(); },
            asio::detached);
    }

    void shut_down() override {
        last_ = true;
        if (socket_)
            socket_->close(1001, "The server is going away");
        else if (!busy_)
            cut();
    }

    void cut() override {
        deadline_ = SteadyTime::max();
        if (socket_)
            socket_->cut();
        boost::system::error_code ignored;
        boost::beast::get_lowest_layer(stream_).close(ignored);
        if (slot_)
            slot_->fulfil({});
    }

  private:
    using Coroutine = asio::awaitable<void, Executor>;
    template <class T>
    using Awaitable = asio::awaitable<T, Executor>;
    using Token = asio::as_tuple_t<asio::use_awaitable_t<Executor>>;
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    static constexpr Token kToken{};

    void allow(Milliseconds time) { deadline_ = std::chrono::steady_clock::now() + time; }
    [[nodiscard]] const TransportOptions& options() const { return home_.shared.options; }

    Coroutine run() {
        if (!co_await shake_hands())
            co_return;
        while (!last_) {
            parser_.emplace();
            parser_->eager(true);
            parser_->header_limit(static_cast<std::uint32_t>(options().max_header));
            parser_->body_limit(options().max_body);
            const auto trouble = co_await read_request();
            if (!trouble)
                co_return;
            busy_ = true;
            keep_alive_ = *trouble == Trouble::None && parser_->get().keep_alive();
            HttpRequest request = request_of(*parser_, *trouble);
            if (*trouble == Trouble::None && boost::beast::websocket::is_upgrade(parser_->get())) {
                auto refused = home_.shared.handler.refuse_upgrade(request);
                if (!refused) {
                    co_await become_socket();
                    co_return;
                }
                keep_alive_ = false;
                if (!co_await write(std::move(*refused)))
                    co_return;
                break;
            }
            if (!co_await answer(std::move(request)))
                co_return;
            if (!keep_alive_)
                break;
            busy_ = false;
        }
        co_await linger();
    }

    Awaitable<bool> shake_hands() {
        if constexpr (kTls) {
            allow(options().request_timeout);
            auto [ec] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kToken);
            co_return !ec;
        }
        co_return true;
    }

    /// Nothing when the connection is gone.
    Awaitable<std::optional<Trouble>> read_request() {
        bool begun = buffer_.size() > 0;
        allow(begun ? options().request_timeout : options().idle_timeout);
        bool continued = false;
        for (;;) {
            if (buffer_.size() > 0) {
                boost::system::error_code ec;
                buffer_.consume(parser_->put(buffer_.data(), ec));
                if (ec && ec != boost::beast::http::error::need_more)
                    co_return trouble_of(ec);
                if (parser_->is_done())
                    co_return Trouble::None;
                if (parser_->is_header_done() && !continued) {
                    continued = true;
                    if (!co_await invite_body())
                        co_return std::nullopt;
                }
            }
            auto [ec, n] = co_await stream_.async_read_some(buffer_.prepare(8192), kToken);
            if (ec)
                co_return std::nullopt;
            buffer_.commit(n);
            if (!begun) {
                begun = true;
                allow(options().request_timeout);
            }
        }
    }

    static Trouble trouble_of(const boost::system::error_code& ec) {
        namespace bhttp = boost::beast::http;
        if (ec == bhttp::error::body_limit)
            return Trouble::BodyTooLarge;
        if (ec == bhttp::error::header_limit || ec == bhttp::error::buffer_overflow)
            return Trouble::HeaderTooLarge;
        return Trouble::Malformed;
    }

    Awaitable<bool> invite_body() {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        const auto expect = parser_->get()[boost::beast::http::field::expect];
        if (!boost::beast::iequals(expect, "100-continue"))
            co_return true;
        auto [ec, n] = co_await asio::async_write(stream_, asio::buffer(kContinue), kToken);
        co_return !ec;
    }

    static HttpRequest request_of(Parser& parser, Trouble trouble) {
        using boost::beast::http::field;
        auto& message = parser.get();
        HttpRequest r;
        r.trouble = trouble;
        r.method.assign(message.method_string().data(), message.method_string().size());
        r.target.assign(message.target().data(), message.target().size());
        r.body = std::move(message.body());
        for (const auto& line : message.base()) {
            std::optional<Header> header;
            switch (line.name()) {
                case field::authorization: header = Header::Authorization; break;
                case field::content_type: header = Header::ContentType; break;
                case field::origin: header = Header::Origin; break;
                case field::host: header = Header::Host; break;
                case field::range: header = Header::Range; break;
                case field::if_none_match: header = Header::IfNoneMatch; break;
                case field::accept_encoding: header = Header::AcceptEncoding; break;
                case field::access_control_request_method: header = Header::PreflightMethod; break;
                case field::unknown: header = own_header(line.name_string()); break;
                default: break;
            }
            if (header)
                r.header(*header).assign(line.value().data(), line.value().size());
        }
        return r;
    }
    static std::optional<Header> own_header(boost::beast::string_view name) {
        if (boost::beast::iequals(name, "X-Request-ID"))
            return Header::RequestId;
        if (boost::beast::iequals(name, "X-Session-ID"))
            return Header::SessionId;
        if (boost::beast::iequals(name, "Idempotency-Key"))
            return Header::IdempotencyKey;
        return std::nullopt;
    }

    Awaitable<bool> answer(HttpRequest request) {
        deadline_ = SteadyTime::max();  // the handler answers in its own time
        slot_ = std::make_shared<ResponseSlot>();
        auto slot = slot_;
        try {
            home_.shared.handler.handle(std::move(request), Responder(slot));
        } catch (...) {
            slot->fulfil({.status = 500, .close = true});
        }
        if (!slot->ready()) {
            co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
                [&slot, executor = home_.context.get_executor()](auto handler) {
                    slot->wait([h = std::move(handler), executor]() mutable { asio::post(executor, std::move(h)); });
                },
                asio::use_awaitable_t<Executor>{});
        }
        slot_.reset();
        co_return co_await write(slot->take());
    }

    Awaitable<bool> write(HttpResponse response) {
        if (response.close || last_)
            keep_alive_ = false;
        write_head(response);
        allow(options().write_timeout);
        const bool body = !response.head_only;
        const std::string_view middle = response.middle();
        const std::array<asio::const_buffer, 4> buffers{asio::buffer(head_),
                                                        body ? asio::buffer(response.before) : asio::const_buffer{},
                                                        body ? asio::buffer(middle) : asio::const_buffer{},
                                                        body ? asio::buffer(response.after) : asio::const_buffer{}};
        auto [ec, n] = co_await asio::async_write(stream_, buffers, kToken);
        if (ec)
            co_return false;
        if (body && response.stream)
            co_return co_await write_stream(std::move(response.stream), response.stream_length);
        co_return true;
    }

    void write_head(const HttpResponse& r) {
        const auto reason =
            boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(static_cast<unsigned>(r.status)));
        char digits[24];
        const auto append_number = [&](std::uint64_t v) {
            head_.append(digits, std::to_chars(digits, digits + sizeof digits, v).ptr);
        };
        head_ = "HTTP/1.1 ";
        append_number(static_cast<std::uint64_t>(r.status));
        head_.append(" ").append(reason.data(), reason.size()).append("\r\n").append(home_.date).append(r.headers);
        if (r.status != 204 && r.status != 304) {
            head_ += "Content-Length: ";
            append_number(r.length());
            head_ += "\r\n";
        }
        head_ += keep_alive_ ? "\r\n" : "Connection: close\r\n\r\n";
    }

    Awaitable<bool> write_stream(std::unique_ptr<BodySource> source, std::uint64_t left) {
        while (left > 0) {
            deadline_ = SteadyTime::max();
            // A piece comes as a response's body, through the same slot.
            slot_ = std::make_shared<ResponseSlot>();
            auto slot = slot_;
            source->pull([responder = Responder(slot)](Result<std::string> piece) mutable {
                responder(piece ? HttpResponse{.own = std::move(*piece)} : HttpResponse{});
            });
            if (!slot->ready()) {
                co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
                    [&slot, executor = home_.context.get_executor()](auto handler) {
                        slot->wait(
                            [h = std::move(handler), executor]() mutable { asio::post(executor, std::move(h)); });
                    },
                    asio::use_awaitable_t<Executor>{});
            }
            slot_.reset();
            const std::string piece = slot->take().own;
            if (piece.empty() || piece.size() > left)
                co_return false;
            allow(options().write_timeout);
            auto [ec, n] = co_await asio::async_write(stream_, asio::buffer(piece), kToken);
            if (ec)
                co_return false;
            left -= piece.size();
        }
        co_return true;
    }

    /// Reads away what the client still sends: closing at once would reset the connection under the answer.
    Coroutine linger() {
        allow(Milliseconds{2000});
        boost::system::error_code ignored;
        if constexpr (kTls)
            co_await stream_.async_shutdown(kToken);
        boost::beast::get_lowest_layer(stream_).shutdown(TcpSocket::shutdown_send, ignored);
        std::size_t budget = 1024 * 1024;
        std::array<char, 8192> sink;
        for (;;) {
            auto [ec, n] = co_await boost::beast::get_lowest_layer(stream_).async_read_some(asio::buffer(sink), kToken);
            if (ec || n >= budget)
                co_return;
            budget -= n;
        }
    }

    Coroutine become_socket() {
        deadline_ = SteadyTime::max();  // the socket's own timeouts hold from here
        if (buffer_.size() > 0)         // nothing may come before the handshake is answered
            co_return;
        socket_ = std::make_shared<BeastSocket<Stream>>(std::move(stream_), home_);
        if (last_)
            socket_->close(1001, "The server is going away");
        co_await socket_->run(parser_->release());
        socket_->cut();
    }

    TransportLoop& home_;
    Stream stream_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::string head_;
    std::shared_ptr<ResponseSlot> slot_;
    std::shared_ptr<BeastSocket<Stream>> socket_;
    bool busy_ = false;
    bool keep_alive_ = true;
    bool last_ = false;
};

}  // namespace mockcall::http
