#include "adapters/http/transport.hpp"

#include <condition_variable>
#include <ctime>
#include <mutex>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/chrono.h>

#include "adapters/http/connection.hpp"

namespace mockcall::http {
namespace {

using Tcp = asio::ip::tcp;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kToken{};

constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// One loop's acceptor, and the sweep that cuts connections whose time is over.
class Doorway {
  public:
    Doorway(TransportShared& shared, asio::io_context& context, Loop& loop)
        : home_{shared, context, loop, {}, {}},
          acceptor_(context.get_executor()),
          sweep_(context.get_executor()),
          pause_(context.get_executor()) {}

    boost::system::error_code bind(const Tcp::endpoint& at) {
        boost::system::error_code ec;
        const auto step = [&](auto&& does) {
            if (!ec)
                does();
        };
        step([&] { acceptor_.open(at.protocol(), ec); });
        step([&] { acceptor_.set_option(Acceptor::reuse_address(true), ec); });
        step([&] { acceptor_.set_option(ReusePort(true), ec); });
        step([&] { acceptor_.bind(at, ec); });
        step([&] { acceptor_.listen(asio::socket_base::max_listen_connections, ec); });
        return ec;
    }
    [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    void open() {
        asio::post(home_.context, [this] {
            tick();
            asio::co_spawn(home_.context.get_executor(), accept(), asio::detached);
        });
    }

    /// On the loop. `gone` when the last connection is.
    void close(SteadyTime latest, std::function<void()> gone) {
        home_.stopping = true;
        latest_ = latest;
        gone_ = std::move(gone);
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        pause_.cancel();
        for (Connection* c : std::vector(home_.connections.begin(), home_.connections.end()))
            c->shut_down();
        sweep_.cancel();
        tick();
    }

  private:
    asio::awaitable<void, Executor> accept() {
        auto& [options, handler, acceptor, figures, tls] = home_.shared;
        while (!home_.stopping) {
            auto [ec, socket] = co_await acceptor_.async_accept(kToken);
            if (home_.stopping)
                co_return;
            if (ec) {  // out of file descriptors, most likely: others may close meanwhile
                pause_.expires_after(std::chrono::milliseconds(100));
                co_await pause_.async_wait(kToken);
                continue;
            }
            if (figures.connections.load(std::memory_order_relaxed) >=
                static_cast<std::int64_t>(options.max_connections)) {
                figures.turned_away.fetch_add(1, std::memory_order_relaxed);
                socket.non_blocking(true, ec);
                if (!tls)
                    socket.write_some(asio::buffer(kFull), ec);
                continue;
            }
            socket.set_option(Tcp::no_delay(true), ec);
            auto connection =
                tls ? make_tls_connection(std::move(socket), home_) : make_plain_connection(std::move(socket), home_);
            connection->start();
        }
    }

    void tick() {
        const SteadyTime now = std::chrono::steady_clock::now();
        home_.date = fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(std::time(nullptr)));
        for (Connection* c : std::vector(home_.connections.begin(), home_.connections.end())) {
            if (c->deadline() < now || (home_.stopping && now > latest_))
                c->cut();
        }
        if (home_.stopping && home_.connections.empty()) {
            // Behind the completions of what was just cancelled, which still look at this object.
            if (auto gone = std::exchange(gone_, nullptr))
                asio::post(home_.context, std::move(gone));
            return;
        }
        sweep_.expires_after(home_.stopping ? std::chrono::milliseconds(10) : std::chrono::milliseconds(500));
        sweep_.async_wait([this](boost::system::error_code ec) {
            if (!ec)
                tick();
        });
    }

    TransportLoop home_;
    Acceptor acceptor_;
    Timer sweep_;
    Timer pause_;
    SteadyTime latest_ = SteadyTime::max();
    std::function<void()> gone_;
};

class AsioTransport final : public Transport {
  public:
    AsioTransport(const TransportOptions& options, HttpHandler& handler, SocketAcceptor acceptor,
                  TransportFigures& figures)
        : shared_{options, handler, std::move(acceptor), figures, {}} {}
    ~AsioTransport() override { stop(); }

    Result<void> open(IoLoops& loops) {
        if (auto ready = load_tls(); !ready)
            return ready;
        boost::system::error_code ec;
        const auto address = asio::ip::make_address(shared_.options.address, ec);
        if (ec)
            return fail(ErrorCode::InternalError, shared_.options.address + " is no IP address to listen on.");
        Tcp::endpoint at(address, shared_.options.port);
        if (auto refused = already_taken(at); refused)
            return cannot_listen(at, refused);
        for (std::size_t i = 0; i < loops.size(); ++i) {
            auto& way = doorways_.emplace_back(std::make_unique<Doorway>(shared_, loops.context(i), loops.loop(i)));
            loops_.push_back(&loops.loop(i));
            if (ec = way->bind(at); ec)
                return cannot_listen(at, ec);
            at.port(way->port());
        }
        port_ = at.port();
        for (auto& way : doorways_)
            way->open();
        opened_ = true;
        return {};
    }

    [[nodiscard]] std::uint16_t port() const override { return port_; }

    void stop() override {
        if (!std::exchange(opened_, false))
            return;
        const SteadyTime latest = std::chrono::steady_clock::now() + shared_.options.drain_timeout;
        std::mutex mutex;
        std::condition_variable changed;
        std::size_t left = doorways_.size();
        for (std::size_t i = 0; i < doorways_.size(); ++i) {
            loops_[i]->post([&, way = doorways_[i].get()] {
                way->close(latest, [&] {
                    const std::lock_guard lock(mutex);
                    --left;
                    changed.notify_all();
                });
            });
        }
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return left == 0; });
    }

  private:
    static std::unexpected<Error> cannot_listen(const Tcp::endpoint& at, const boost::system::error_code& ec) {
        return fail(ErrorCode::InternalError,
                    fmt::format("Cannot listen on {}:{}: {}.", at.address().to_string(), at.port(), ec.message()));
    }

    /// With SO_REUSEPORT two servers of one user could share a port unnoticed: a socket without it finds out.
    static boost::system::error_code already_taken(const Tcp::endpoint& at) {
        boost::system::error_code ec;
        if (at.port() == 0)
            return ec;
        asio::io_context context;
        Acceptor probe(context.get_executor());
        probe.open(at.protocol(), ec);
        if (!ec)
            probe.set_option(Acceptor::reuse_address(true), ec);
        if (!ec)
            probe.bind(at, ec);
        return ec;
    }

    Result<void> load_tls() {
        auto& [options, handler, acceptor, figures, tls] = shared_;
        if (options.tls_certificate.empty())
            return {};
        boost::system::error_code ec;
        tls.emplace(asio::ssl::context::tls_server);
        tls->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                         asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1);
        tls->use_certificate_chain_file(options.tls_certificate, ec);
        if (ec)
            return fail(ErrorCode::InternalError, options.tls_certificate + " is no certificate chain in PEM.");
        tls->use_private_key_file(options.tls_key, asio::ssl::context::pem, ec);
        if (ec)
            return fail(ErrorCode::InternalError,
                        options.tls_key + " is no private key in PEM that fits the certificate.");
        return {};
    }

    TransportShared shared_;
    std::vector<std::unique_ptr<Doorway>> doorways_;
    std::vector<Loop*> loops_;
    std::uint16_t port_ = 0;
    bool opened_ = false;
};

}  // namespace

Result<std::unique_ptr<Transport>> Transport::listen(IoLoops& loops, const TransportOptions& options,
                                                     HttpHandler& handler, SocketAcceptor acceptor,
                                                     TransportFigures& figures) {
    auto transport = std::make_unique<AsioTransport>(options, handler, std::move(acceptor), figures);
    if (auto opened = transport->open(loops); !opened)
        return std::unexpected(opened.error());
    return transport;
}

}  // namespace mockcall::http
