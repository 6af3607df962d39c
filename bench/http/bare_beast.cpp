#include "bare_beast.hpp"

#include <thread>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

namespace mockcall::bench {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

struct BareBeast::Inside {
    explicit Inside(std::string text)
        : body(std::move(text)), acceptor(context.get_executor(), {asio::ip::address_v4::loopback(), 0}) {}

    static constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kToken{};

    asio::awaitable<void, Executor> serve(Socket socket) {
        beast::flat_buffer buffer;
        for (;;) {
            beast::http::request<beast::http::string_body> request;
            auto [ec, n] = co_await beast::http::async_read(socket, buffer, request, kToken);
            if (ec)
                co_return;
            beast::http::response<beast::http::string_body> response(beast::http::status::ok, request.version());
            response.set(beast::http::field::content_type, "application/json");
            response.keep_alive(request.keep_alive());
            response.body() = body;
            response.prepare_payload();
            auto [failed, m] = co_await beast::http::async_write(socket, response, kToken);
            if (failed)
                co_return;
        }
    }
    asio::awaitable<void, Executor> accept() {
        for (;;) {
            auto [ec, socket] = co_await acceptor.async_accept(kToken);
            if (ec)
                co_return;
            socket.set_option(asio::ip::tcp::no_delay(true), ec);
            asio::co_spawn(context.get_executor(), serve(std::move(socket)), asio::detached);
        }
    }

    std::string body;
    asio::io_context context{1};
    Acceptor acceptor;
    std::thread thread;
};

BareBeast::BareBeast(std::string body) : inside_(std::make_unique<Inside>(std::move(body))) {
    asio::co_spawn(inside_->context.get_executor(), inside_->accept(), asio::detached);
    inside_->thread = std::thread([this] { inside_->context.run(); });
}
BareBeast::~BareBeast() {
    inside_->context.stop();
    inside_->thread.join();
}
std::uint16_t BareBeast::port() const { return inside_->acceptor.local_endpoint().port(); }

}  // namespace mockcall::bench
