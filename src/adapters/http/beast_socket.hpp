// The WebSocket that a connection becomes.
#pragma once

#include <atomic>
#include <deque>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "adapters/http/connection.hpp"

namespace mockcall::http {

template <class Stream>
class BeastSocket final : public std::enable_shared_from_this<BeastSocket<Stream>> {
  public:
    BeastSocket(Stream stream, TransportLoop& home) : home_(home), ws_(std::move(stream)) {
        namespace websocket = boost::beast::websocket;
        ws_.auto_fragment(false);
        ws_.read_message_max(home.shared.options.max_message);
        websocket::stream_base::timeout timeout;
        timeout.handshake_timeout = std::chrono::seconds{10};
        timeout.idle_timeout = home.shared.options.idle_timeout;
        timeout.keep_alive_pings = true;  // after half of it
        ws_.set_option(timeout);
    }

    /// Ends when the connection does.
    template <class Request>
    asio::awaitable<void, Executor> run(Request request) {
        const auto self = this->shared_from_this();
        auto [refused] = co_await ws_.async_accept(request, kToken);
        if (refused)
            co_return;
        open_ = true;
        home_.shared.figures.sockets.fetch_add(1, std::memory_order_relaxed);
        peer_ = std::make_shared<Peer>(self, home_.loop);
        owner_ = home_.shared.acceptor(peer_);
        write_next();
        co_await read_frames();
        open_ = false;  // the queue stays: a write may still be reading from it
        if (auto owner = std::move(owner_))
            owner->on_closed();
        peer_->backlog_.store(0, std::memory_order_relaxed);
        home_.shared.figures.sockets.fetch_sub(1, std::memory_order_relaxed);
    }

    void close(int code, std::string reason) {
        if (closing_)
            return;
        closing_ = boost::beast::websocket::close_reason(static_cast<boost::beast::websocket::close_code>(code),
                                                         reason.substr(0, 120));
        if (open_ && !writing_)
            write_next();
    }

    void cut() {
        boost::system::error_code ignored;
        boost::beast::get_lowest_layer(ws_).close(ignored);
    }

  private:
    using Token = asio::as_tuple_t<asio::use_awaitable_t<Executor>>;
    static constexpr Token kToken{};

    struct Peer final : SocketPeer {
        Peer(std::weak_ptr<BeastSocket> socket, Loop& loop) : socket_(std::move(socket)), loop_(loop) {}
        void send(FrameKind kind, std::string payload) override {
            if (const auto socket = socket_.lock())
                socket->send(kind, std::move(payload));
        }
        void close(int code, std::string reason) override {
            if (const auto socket = socket_.lock())
                socket->close(code, std::move(reason));
        }
        [[nodiscard]] std::size_t backlog() const override { return backlog_.load(std::memory_order_relaxed); }
        [[nodiscard]] Loop& loop() override { return loop_; }

        std::weak_ptr<BeastSocket> socket_;
        Loop& loop_;
        std::atomic<std::size_t> backlog_{0};
    };

    struct Frame {
        FrameKind kind;
        std::string payload;
    };

    asio::awaitable<void, Executor> read_frames() {
        boost::beast::flat_buffer buffer;
        for (;;) {
            auto [ec, n] = co_await ws_.async_read(buffer, kToken);
            if (ec)
                co_return;
            // After our own close only the client's answer to it matters.
            if (!closing_) {
                const auto data = buffer.cdata();
                owner_->on_frame(ws_.got_text() ? FrameKind::Text : FrameKind::Binary,
                                 {static_cast<const std::uint8_t*>(data.data()), data.size()});
            }
            buffer.consume(buffer.size());
        }
    }

    void send(FrameKind kind, std::string payload) {
        if (!open_ || closing_)
            return;
        const std::size_t waiting =
            peer_->backlog_.fetch_add(payload.size(), std::memory_order_relaxed) + payload.size();
        queue_.push_back({kind, std::move(payload)});
        if (waiting > home_.shared.options.max_send_queue) {
            open_ = false;  // counted once; nothing more is taken
            home_.shared.figures.slow_sockets.fetch_add(1, std::memory_order_relaxed);
            return cut();
        }
        if (!writing_)
            write_next();
    }

    void write_next() {
        if (queue_.empty()) {
            writing_ = false;
            if (closing_)
                close_now();
            return;
        }
        writing_ = true;
        ws_.binary(queue_.front().kind == FrameKind::Binary);
        ws_.async_write(asio::buffer(queue_.front().payload), [self = this->shared_from_this()](
                                                                  boost::system::error_code ec, std::size_t) {
            if (ec)
                return;
            self->peer_->backlog_.fetch_sub(self->queue_.front().payload.size(), std::memory_order_relaxed);
            self->queue_.pop_front();
            self->write_next();
        });
    }

    void close_now() {
        if (std::exchange(said_goodbye_, true))
            return;
        ws_.async_close(*closing_, [self = this->shared_from_this()](boost::system::error_code) {});
    }

    TransportLoop& home_;
    boost::beast::websocket::stream<Stream, false> ws_;
    std::shared_ptr<Peer> peer_;
    std::shared_ptr<SocketOwner> owner_;
    std::deque<Frame> queue_;
    std::optional<boost::beast::websocket::close_reason> closing_;
    bool open_ = false;
    bool writing_ = false;
    bool said_goodbye_ = false;
};

}  // namespace mockcall::http
